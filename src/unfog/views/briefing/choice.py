"""Which events a briefing tells, and in which order: the surest and the most consequential first, ledger by ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from unfog.model import Document, Evidence, Range
from unfog.views.briefing.quoting import DISPUTED, alike, borne_by
from unfog.views.events import Filter
from unfog.views.ledgers import LEDGERS
from unfog.views.ledgers.selection import Assessed

SURE = ("confirmed", "corroborated")  # what more than one party's word bears out comes first
GRADES = (*SURE, "reported", "claimed", "contested", "refuted")
PHYSICAL = frozenset({"strikes", "ground", "forces", "humanitarian"})
FOUGHT = frozenset({"strikes", "ground"})
SHARE = 5
SEVERAL = 3  # articles: more make it no surer
LATE = timedelta(days=3)  # after the last day asked about, articles on it still come
HARM = {"killed": 10, "casualties": 5, "wounded": 2, "missing": 2, "launched": 1, "intercepted": 0.5, "settlements": 1}
MOST_HARM = 500  # larger counts are tolls of a war, not of an event


@dataclass(frozen=True, slots=True)
class Telling:
    """An event with the claims in whose sentences it is told."""

    each: Assessed
    rows: tuple[Evidence, ...]


def tellings(events: Sequence[Assessed], documents: Mapping[str, Document], wanted: Filter) -> list[Telling]:
    """The events that can be told in sentences printed in the time asked about, or soon after it; the weightiest first."""
    ours = _countries(events)
    timely = (_timely(each, wanted) for each in events)
    found = [Telling(each, rows) for each in timely if (rows := borne_by(each, documents)) and _concerns(rows, ours)]
    return sorted(found, key=_weight)


def _countries(events: Sequence[Assessed]) -> frozenset[str]:
    """The countries whom the war is about: those that strike or take ground, and where, a fifth as often as the first at the least."""
    fought = [each.event for each in events if each.event.ledger in FOUGHT]
    counts = Counter(each.place.country for each in fought if each.place)
    counts += Counter(who.country for each in fought for row in each.evidence for who in row.initiators if who.country)
    most = max(counts.values(), default=0)
    return frozenset(country for country, count in counts.items() if SHARE * count >= most)


def _concerns(rows: Sequence[Evidence], countries: frozenset[str]) -> bool:
    """Whether sentences name one of these countries, somebody of it or a place in it; any will do where none is known."""
    named = {who.country for row in rows for who in (*row.initiators, *row.recipients, row.vouched_by) if who}
    return not countries or bool(countries & (named | {place.country for row in rows for place in row.places}))


def _timely(each: Assessed, wanted: Filter) -> Assessed:
    """The event with the claims alone that were printed in the time asked about."""
    first = date.fromisoformat(wanted.since) if wanted.since else date.min
    last = date.fromisoformat(wanted.until) + LATE if wanted.until else date.max
    rows = tuple(row for row in each.event.evidence if row.published and first <= date.fromisoformat(row.published[:10]) <= last)
    return Assessed(replace(each.event, evidence=rows), each.assessment)


def _weight(told: Telling) -> tuple[int, bool, int, float, int, int, str]:
    """What comes first: what is borne out, then what has a time, which is surely news, then what several articles tell, then the
    most harm, then what is told most fully.
    """
    event, grade, claim = told.each.event, told.each.assessment.grade, told.rows[0].claim
    missing = sum(not part for part in (claim.initiator, claim.places, claim.time, claim.numbers))
    sure = SURE.index(grade) if grade in SURE else len(SURE)
    return (sure, claim.time is None, -min(SEVERAL, len(event.documents)), -_harm(told), missing, GRADES.index(grade), event.id)


def _harm(told: Telling) -> float:
    """How grave the figures are that the sentences themselves hold."""
    ids = {row.id for row in told.rows}
    found = [one for one in told.each.assessment.figures if one.side is None and one.basis != "total" and ids & set(one.claims)]
    return sum(min(MOST_HARM, _size(one)) * HARM.get(one.measure, 0) for one in found)


def _size(found: Range) -> float:
    return float(found.best or found.low or 0)


def first_of(told: Sequence[Telling], room: int) -> dict[str, list[Telling]]:
    """What a briefing of `room` sentences tells, by ledger: each ledger's first, then each one's second, until the room is full.

    What another sentence tells in nearly the same words is left out.
    """
    waiting = {name: _dated([each for each in told if each.each.event.ledger == name]) for name in LEDGERS}
    taken: dict[str, list[Telling]] = {name: [] for name in LEDGERS}
    while room and any(waiting.values()):
        for name in LEDGERS:
            found = _next(waiting[name], [each for group in taken.values() for each in group])
            if found and room:
                taken[name].append(found)
                room -= 1
    return taken


def _dated(told: list[Telling]) -> list[Telling]:
    """Of the events of one ledger those whose sentence has a time, where there are any: what has none is often background."""
    dated = [each for each in told if each.rows[0].claim.time or each.each.assessment.grade in SURE]
    physical = bool(told) and told[0].each.event.ledger in PHYSICAL
    return dated if physical and dated else told


def _next(waiting: list[Telling], taken: Sequence[Telling]) -> Telling | None:
    """The first of those waiting that is not told yet; those that are told are dropped."""
    while waiting:
        found = waiting.pop(0)
        if not any(_repeats(found, other) for other in taken):
            return found
    return None


def _repeats(one: Telling, other: Telling) -> bool:
    return any(alike(ours.claim.quote, theirs.claim.quote) for ours in one.rows for theirs in other.rows)


def disputed(told: Sequence[Telling], room: int) -> list[Telling]:
    """The first events that are contested or refuted, each told once."""
    waiting = [each for each in told if each.each.assessment.grade in DISPUTED]
    taken: list[Telling] = []
    while len(taken) < room and (found := _next(waiting, taken)):
        taken.append(found)
    return taken


def settled(told: Sequence[Telling]) -> list[Telling]:
    """The events that nobody disputes."""
    return [each for each in told if each.each.assessment.grade not in DISPUTED]
