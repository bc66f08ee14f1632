"""The outlook ledger: warnings and expectations, what became of them, and how likely that was without any warning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt

from unfog.knowledge import Knowledge
from unfog.model import Event, Place
from unfog.views.ledgers.rows import OutlookRow
from unfog.views.ledgers.selection import Assessed, Setting, day, joined, place_name, said_by, told
from unfog.views.sentences.clauses import recipients_named, sureness
from unfog.views.sentences.polarity import affirms

OPEN, TRUE, SAID, UNSEEN = "open", "come true", "said to have come true", "not seen"
BORNE_OUT = frozenset({"confirmed", "corroborated", "reported"})
DOUBTED = frozenset({"contested", "refuted"})
OUTLOOK = "outlook"
EARTH_KM = 6371.0
NEAR_KM = 15.0  # beside the radius of either place
LEAST_DAYS = 14  # fewer days of news before a warning give no base rate


def outlook_rows(events: Sequence[Assessed], setting: Setting) -> list[OutlookRow]:
    """By the day on which the warning was given."""
    rows = [_row(each, setting) for each in events]
    return sorted(rows, key=lambda row: (row.said or "9999", row.events))


def _row(each: Assessed, setting: Setting) -> OutlookRow:
    event, said = each.event, _said(each.event)
    found = [other for other in setting.every if said and _fulfils(other, event, said)]
    return OutlookRow(
        said=said, by=said_by(event), kind=event.event_type, initiator=told(event.initiator),
        recipient=joined(recipients_named(event)), place=place_name(event), begin=day(event.begin), end=day(event.end),
        sureness=sureness(event), state=_state(event, found, setting.today),
        resolved_by=tuple(other.event.id for other in found), base_rate=_base_rate(event, said, setting),
        grade=each.assessment.grade, events=(event.id,),
    )  # fmt: skip


def _said(event: Event) -> str | None:
    """The day on which the first warning was published."""
    return min((row.published[:10] for row in event.evidence if row.published), default=None)


def _state(event: Event, found: Sequence[Assessed], today: str) -> str:
    if any(other.assessment.grade in BORNE_OUT for other in found):
        return TRUE
    if found:
        return SAID
    return UNSEEN if event.end and today and event.end[:10] < today else OPEN


def _fulfils(other: Assessed, warning: Event, said: str) -> bool:
    """Whether an event is what was warned of: of its family, by the same initiator, in its place and time, after it was said."""
    event = other.event
    if other.assessment.grade in DOUBTED or not _is_like(event, warning) or not event.begin:
        return False
    last = warning.end or "9999"
    return event.begin[:10] > said and event.begin < last and _same_initiator(event, warning)


def _is_like(event: Event, warning: Event) -> bool:
    """Whether an event that was said to happen is of the family, and in the place, of a warning."""
    happened = event.ledger != OUTLOOK and event.phase != "future" and any(affirms(row.claim) for row in event.evidence)
    return happened and _family(event.event_type) == _family(warning.event_type) and _inside(event.place, warning.place)


@cache
def _family(event_type: str) -> str:
    return Knowledge().ontology.family(event_type)


def _same_initiator(event: Event, warning: Event) -> bool:
    """Whether the two name one initiator; a warning that names nobody fits anyone."""
    wanted, found = _initiators(warning), _initiators(event)
    return not wanted or bool(wanted & found)


def _initiators(event: Event) -> set[str]:
    """The initiators by name and, where they act for one, by side."""
    actors = [actor for row in event.evidence for actor in row.initiators]
    return {each.name for each in event.initiator} | {actor.side for actor in actors if actor.side}


def _inside(place: Place | None, wanted: Place | None) -> bool:
    """Whether one place is the other or lies in or near it; what was placed nowhere fits nothing."""
    if place is None or wanted is None:
        return False
    if place.id == wanted.id or (wanted.precision == "region" and place.region == wanted.name):
        return True
    if wanted.precision == "country":
        return place.country == wanted.country
    return place.precision not in {"region", "country"} and _km(place, wanted) <= wanted.radius_km + NEAR_KM


def _km(one: Place, other: Place) -> float:
    lat1, lon1, lat2, lon2 = map(radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def _base_rate(warning: Event, said: str | None, setting: Setting) -> float | None:
    """How likely at least one such event was in a stretch as long as the warning's, by the days read about before it.

    None where the warning has no end, or where there are too few days before it to say.
    """
    days = [other.event.begin[:10] for other in setting.every if other.event.begin and other.event.ledger != OUTLOOK]
    first = min(days, default=None)
    if not said or not first or not warning.end:
        return None
    before = (date.fromisoformat(said) - date.fromisoformat(first)).days
    window = max(1, (date.fromisoformat(warning.end[:10]) - date.fromisoformat(said)).days)
    if before < LEAST_DAYS:
        return None
    like = {other.event.begin[:10] for other in setting.every if other.event.begin and _is_like(other.event, warning)}
    seen = sum(said > each >= first for each in like)
    return round(1 - (1 - seen / before) ** window, 3)
