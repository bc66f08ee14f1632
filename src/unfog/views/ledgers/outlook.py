"""The outlook ledger: warnings and expectations, what became of them, and how likely that was without any warning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt

from unfog.knowledge import Knowledge
from unfog.model import Event, Place
from unfog.views.ledgers.rows import OutlookRow
from unfog.views.ledgers.selection import Assessed, Setting, joined, place_name, said_by, told
from unfog.views.sentences.clauses import recipients_named, sureness
from unfog.views.sentences.days import day_of, is_told, iso_span
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
    days = _window(event)
    found = [other for other in setting.every if said and _fulfils(other, event, said)]
    return OutlookRow(
        said=said, by=said_by(event), kind=event.event_type, initiator=told(event.initiator),
        recipient=joined(recipients_named(event)), place=place_name(event), begin=days[0], end=days[1],
        sureness=sureness(event), state=_state(days[1], found, setting.today),
        resolved_by=tuple(other.event.id for other in found), base_rate=_base_rate(event, said, setting),
        grade=each.assessment.grade, events=(event.id,),
    )  # fmt: skip


def _said(event: Event) -> str | None:
    """The day on which the first warning was published."""
    return min((row.published[:10] for row in event.evidence if row.published), default=None)


def _window(event: Event) -> tuple[str, str] | tuple[None, None]:
    """First and last day of what is warned of; nothing where no text tells them."""
    return iso_span(event) if is_told(event) and event.time_precision != "open" else (None, None)


def _state(last: str | None, found: Sequence[Assessed], today: str) -> str:
    if any(other.assessment.grade in BORNE_OUT for other in found):
        return TRUE
    if found:
        return SAID
    return UNSEEN if last and last < today else OPEN


def _fulfils(other: Assessed, warning: Event, said: str) -> bool:
    """Whether an event is what was warned of: of its family, by the same initiator, in its place and time, after it was said."""
    event = other.event
    on = iso_span(event)[0]  # of a guessed stretch the first day, so that it lies after the warning as a whole
    if other.assessment.grade in DOUBTED or not _is_like(event, warning) or not on:
        return False
    return said < on <= (_window(warning)[1] or "9999") and _same_initiator(event, warning)


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
    last = _window(warning)[1]
    first = min((on for other in setting.every if (on := _happened_on(other.event))), default=None)
    if not said or not first or not last:
        return None
    before = (date.fromisoformat(said) - date.fromisoformat(first)).days
    if before < LEAST_DAYS:
        return None
    window = max(1, (date.fromisoformat(last) - date.fromisoformat(said)).days)
    like = {_happened_on(other.event) or "" for other in setting.every if _is_like(other.event, warning)}
    seen = sum(said > each >= first for each in like)
    return round(1 - (1 - seen / before) ** window, 3)


def _happened_on(event: Event) -> str | None:
    """The day of an event that is no warning."""
    return None if event.ledger == OUTLOOK else day_of(event)
