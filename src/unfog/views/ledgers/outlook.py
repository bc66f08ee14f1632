"""The outlook ledger: warnings and expectations, what became of them, and how likely that was without any warning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt

import msgspec

from unfog.errors import broken
from unfog.knowledge import Knowledge
from unfog.model import Event, Place
from unfog.views.ledgers.rows import OutlookRow
from unfog.views.ledgers.selection import Assessed, by_day, joined, place_name, said_by, told
from unfog.views.ledgers.source import Source
from unfog.views.sentences.clauses import recipients_named, sureness
from unfog.views.sentences.days import day_of, is_told, iso_span
from unfog.views.sentences.polarity import affirms

OPEN, TRUE, SAID, UNSEEN = "open", "come true", "said to have come true", "not seen"
BORNE_OUT = frozenset({"confirmed", "corroborated", "reported"})
DOUBTED = frozenset({"contested", "refuted"})
OUTLOOK = "outlook"
EARTH_KM = 6371.0
NEAR_KM = 15.0  # beside the radius of either place
LEAST_RESOLVED = 10
LEAST_DAYS = 14  # fewer days of news before a warning give no base rate


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely a source makes what it warns of, by the factuality of its words."""

    title: str
    source: str
    chance: dict[str, float]


@dataclass(frozen=True, slots=True)
class Score:
    """How many of a source's warnings are resolved, its Brier score, and that of the base rates where ten have one."""

    resolved: int
    brier: float
    base: float | None


@dataclass(frozen=True, slots=True)
class Past:
    """What is said to have happened, by family, and the first day read about: worked out once for all warnings."""

    happened: Mapping[str, Sequence[Assessed]]
    days: Mapping[str, str]
    first: str | None
    today: str

    @staticmethod
    def of(source: Source) -> Past:
        """The past as one picture has it."""
        happened: dict[str, list[Assessed]] = {}
        days = {}
        for each in source.everything():
            on = _happened_on(each.event)
            if on:
                days[each.event.id] = on
            if _happened(each.event):
                happened.setdefault(_family(each.event.event_type), []).append(each)
        return Past(happened, days, min(days.values(), default=None), source.today)

    def like(self, warning: Event) -> list[Assessed]:
        """The happenings of the family, and in the place, of a warning."""
        family = self.happened.get(_family(warning.event_type), ())
        return [each for each in family if _inside(each.event.place, warning.place)]


def outlook_rows(source: Source) -> list[OutlookRow]:
    """By the day on which the warning was given. What became of warnings, and a source's score, asks for the whole picture."""
    events = list(source.in_time())
    if not events:
        return []
    past = Past.of(source)
    rows = [_row(each, past) for each in by_day(events)]
    scores = scored(rows)
    given = [
        replace(row, brier=found.brier, base_brier=found.base) if (found := scores.get(row.by or "")) else row
        for row in rows
    ]
    return sorted(given, key=lambda row: (row.said or "9999", row.events))


def scored(rows: Iterable[OutlookRow]) -> dict[str, Score]:
    """Brier's score by source, of those of whom ten warnings or more are resolved: `come true` is 1, `not seen` 0.

    How sure a source was is taken from its words (`outlook.toml`). Brier, Monthly Weather Review 78 (1950).
    """
    resolved: dict[str, list[OutlookRow]] = {}
    for row in rows:
        if row.by and row.state in {TRUE, UNSEEN}:
            resolved.setdefault(row.by, []).append(row)
    return {by: _score(own) for by, own in resolved.items() if len(own) >= LEAST_RESOLVED}


def _score(rows: Sequence[OutlookRow]) -> Score:
    sure = _chances()
    came = [float(row.state == TRUE) for row in rows]
    errors = [(sure[row.sureness] - true) ** 2 for row, true in zip(rows, came, strict=True)]
    plain = [(row.base_rate - true) ** 2 for row, true in zip(rows, came, strict=True) if row.base_rate is not None]
    base = round(sum(plain) / len(plain), 3) if len(plain) >= LEAST_RESOLVED else None
    return Score(len(rows), round(sum(errors) / len(errors), 3), base)


@cache
def _chances() -> dict[str, float]:
    path = Knowledge().ontology.folder / "outlook.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Chances).chance
    except (OSError, msgspec.DecodeError) as error:
        raise broken(path, error) from error


def _row(each: Assessed, past: Past) -> OutlookRow:
    event, said = each.event, _said(each.event)
    days = _window(event)
    like = past.like(event)
    found = [other for other in like if said and _fulfils(other, event, said)]
    return OutlookRow(
        said=said, by=said_by(event), kind=event.event_type, initiator=told(event.initiator),
        recipient=joined(recipients_named(event)), place=place_name(event), begin=days[0], end=days[1],
        sureness=sureness(event), state=_state(days[1], found, past.today),
        resolved_by=tuple(other.event.id for other in found), base_rate=_base_rate(event, said, like, past), brier=None, base_brier=None,
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
    """Whether a happening like the one warned of is that one: by the same initiator, in its time, after it was said."""
    event = other.event
    on = iso_span(event)[0]  # of a guessed stretch the first day, so that it lies after the warning as a whole
    if other.assessment.grade in DOUBTED or not on:
        return False
    return said < on <= (_window(warning)[1] or "9999") and _same_initiator(event, warning)


def _happened(event: Event) -> bool:
    """Whether somebody says that an event happened, which is no warning."""
    return event.ledger != OUTLOOK and event.phase != "future" and any(affirms(row.claim) for row in event.evidence)


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


def _base_rate(warning: Event, said: str | None, like: Sequence[Assessed], past: Past) -> float | None:
    """How likely at least one such event was in a stretch as long as the warning's, by the days read about before it.

    None where the warning has no end, or where there are too few days before it to say.
    """
    last = _window(warning)[1]
    if not said or not past.first or not last:
        return None
    before = (date.fromisoformat(said) - date.fromisoformat(past.first)).days
    if before < LEAST_DAYS:
        return None
    window = max(1, (date.fromisoformat(last) - date.fromisoformat(said)).days)
    days = {past.days.get(other.event.id, "") for other in like}
    seen = sum(said > each >= past.first for each in days)
    return round(1 - (1 - seen / before) ** window, 3)


def _happened_on(event: Event) -> str | None:
    """The day of an event that is no warning."""
    return None if event.ledger == OUTLOOK else day_of(event)
