"""The strike ledger: per wave, weapon and claimant, what was launched against what became of it, with the gap shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from unfog.knowledge.lexicon import Rule, load_rules
from unfog.model import Actor, Event, Evidence, Figure, Number
from unfog.views.ledgers.rows import Bounds, StrikeRow
from unfog.views.ledgers.selection import Assessed, joined, place_name, said_by, told, vouching
from unfog.views.ledgers.source import Source, by_days
from unfog.views.sentences.days import day_of, span
from unfog.views.sentences.polarity import affirms
from unfog.views.sentences.wording import folder

FATES = ("intercepted", "lost", "hit")
GRADES = ("refuted", "contested", "claimed", "reported", "corroborated", "confirmed")  # the weakest first
INTERCEPTION = "interception"
ANY = "any"  # a kind of weapon that is none
NEARLY = 0.75  # of the largest count: less is a part


@dataclass(frozen=True, kw_only=True)
class WeaponRule(Rule):
    """A rule that files a weapon under its kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Count:
    """One claimant's number of one kind of weapon in one wave."""

    date: str | None
    by: str
    weapon: str | None
    attackers: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    measure: str
    bounds: Bounds
    of: Assessed
    document: str


@cache
def _weapons() -> tuple[WeaponRule, ...]:
    return load_rules(folder() / "weapons.toml", WeaponRule)


def weapon_kind(name: str | None) -> str | None:
    """`drones` for "Shahed drones"; None where the kind is not known."""
    found = _kind(name)
    return None if found == ANY else found


def _kind(name: str | None) -> str | None:
    return next((rule.kind for rule in _weapons() if name and rule.regex.search(name)), None)


def strike_rows(source: Source) -> Iterator[StrikeRow]:
    """By day: waves that somebody counted, and a row for each other event."""
    for day in by_days(source.in_time(), wave_date):
        yield from _rows_of(day)


def _rows_of(events: Sequence[Assessed]) -> list[StrikeRow]:
    """The rows of one day."""
    counts = [count for each in events for count in _counts(each)]
    rows = [_wave(group) for group in _waves(_joined_claimants(counts))]
    counted = {event for row in rows for event in row.events}
    rows += [_uncounted(each) for each in events if each.event.id not in counted]
    return sorted(rows, key=_order)


def _order(row: StrikeRow) -> tuple[str, bool, str, str, tuple[str, ...]]:
    return (row.date or "9999", row.launched is None, row.by or "~", row.weapon or "~", row.events)


def _joined_claimants(counts: Sequence[Count]) -> list[Count]:
    """The counts of a day, a short name ("Air Force") put under the one fuller name that the same article has for it."""
    names: dict[str, set[str]] = {}
    for count in counts:
        for document in count.of.event.documents:
            names.setdefault(document, set()).add(count.by)

    def full(count: Count) -> str:
        known = set().union(*(names[document] for document in count.of.event.documents))
        fuller = {name for name in known if name.casefold().endswith(f" {count.by.casefold()}")}
        return fuller.pop() if len(fuller) == 1 else count.by

    return [replace(count, by=full(count)) for count in counts]


def _counts(each: Assessed) -> Iterator[Count]:
    for row in each.event.evidence:
        if affirms(row.claim):
            for figure in row.claim.numbers:
                measure = _measure(row, figure)
                if measure and figure.basis != "total":
                    yield _count(each, row, figure, measure)


def _measure(row: Evidence, figure: Figure) -> str | None:
    """What the number counts in the identity; what air defences destroyed was intercepted."""
    if figure.measure == "destroyed" and row.claim.event_type == INTERCEPTION:
        return "intercepted"
    return figure.measure if figure.measure in {"launched", *FATES} else None


def _count(each: Assessed, row: Evidence, figure: Figure, measure: str) -> Count:
    swapped = row.claim.event_type == INTERCEPTION  # who intercepts is the one who is attacked
    attackers, targets = (row.recipients, row.initiators) if swapped else (row.initiators, row.recipients)
    bounds = Bounds(figure.low, figure.high)
    return Count(
        wave_date(each.event), vouching(row), _weapon(row, figure), attackers, targets, measure, bounds, each, row.document_id
    )


def _weapon(row: Evidence, figure: Figure) -> str | None:
    """The kind of what is counted, by its own words or the claim's goods; of "projectiles", the only kind that the sentence names."""
    named = _kind(figure.of)
    if named != ANY:
        return named or next(filter(None, map(weapon_kind, row.claim.items)), figure.of)
    kinds = {rule.kind for rule in _weapons() if rule.regex.search(row.claim.quote)} - {ANY}
    return kinds.pop() if len(kinds) == 1 else figure.of


def wave_date(event: Event) -> str | None:
    """The morning of a wave: the last day of a short stretch, so that a night and its next day are one; else its day."""
    days = span(event)
    if not days:
        return None
    return str(days[1]) if days[1] - days[0] <= timedelta(days=1) else day_of(event)


def _waves(counts: Iterable[Count]) -> Iterator[list[Count]]:
    """Counts by day, claimant and weapon, and by attacker where several are named."""
    groups: dict[tuple[str, str, str], list[Count]] = {}
    for count in counts:
        groups.setdefault((count.date or "9999", count.by, count.weapon or ""), []).append(count)
    for _, group in sorted(groups.items()):
        parties = sorted({_party(count.attackers) for count in group} - {""})
        if len(parties) < 2:
            yield group
            continue
        for party in ["", *parties]:
            members = [count for count in group if _party(count.attackers) == party]
            if members:
                yield members


def _party(actors: Sequence[Actor]) -> str:
    return (actors[0].side or actors[0].country or actors[0].name) if actors else ""


def _wave(counts: list[Count]) -> StrikeRow:
    of = {measure: _whole(counts, measure) for measure in ("launched", *FATES)}
    events = {count.of.event.id: count.of for count in counts}
    grades = [each.assessment.grade for each in events.values()]
    places = [place_name(each.event) for each in events.values()]
    return StrikeRow(
        date=counts[0].date, place=joined(filter(None, places)), weapon=counts[0].weapon,
        initiator=_most(count.attackers for count in counts), target=_most(count.targets for count in counts),
        launched=of["launched"], intercepted=of["intercepted"], lost=of["lost"], hit=of["hit"],
        unaccounted=unaccounted(of["launched"], [of[fate] for fate in FATES]),
        by=counts[0].by, grade=weakest(grades), events=tuple(sorted(events)),
    )  # fmt: skip


def _whole(counts: list[Count], measure: str) -> Bounds | None:
    """The largest of several counts of one measure: smaller ones are parts of it or earlier states.

    One that is nearly as large and stands in another article is another count of the whole: then the bounds span both.
    """
    found = [count for count in counts if count.measure == measure]
    if not found:
        return None
    top = max(found, key=lambda each: (_size(each.bounds), each.bounds.high or 0, each.document))
    near = [
        each.bounds.low
        for each in found
        if each.bounds.low is not None and each.bounds.low == each.bounds.high
        and (each is top or (each.document != top.document and _size(each.bounds) >= NEARLY * _size(top.bounds)))
    ]  # fmt: skip
    if not near:
        return top.bounds
    more = top.bounds.low is not None and top.bounds.high is None and top.bounds.low > max(near)
    return Bounds(min(near), None if more else max(near))


def _size(bounds: Bounds) -> Number:
    return bounds.low or bounds.high or 0


def unaccounted(launched: Bounds | None, fates: Sequence[Bounds | None]) -> Bounds | None:
    """What was launched less what is told of its fate; None where either side of the sum is not told."""
    known = [fate for fate in fates if fate]
    if launched is None or not known:
        return None
    most = [fate.high for fate in known]
    low = None if launched.low is None or None in most else launched.low - sum(each or 0 for each in most)
    high = None if launched.high is None else launched.high - sum(fate.low or 0 for fate in known)
    return Bounds(low, high)


def _most(actors: Iterable[Sequence[Actor]]) -> str | None:
    counts = Counter(each.name for group in actors for each in group[:1])
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def weakest(grades: Iterable[str]) -> str:
    """The grade that promises least: a row is no surer than any event that it rests on."""
    return min(grades, key=lambda grade: GRADES.index(grade) if grade in GRADES else -1)


def _uncounted(each: Assessed) -> StrikeRow:
    event = each.event
    swapped = event.event_type == INTERCEPTION
    attacker, target = (event.recipient, event.initiator) if swapped else (event.initiator, event.recipient)
    weapon = next((kind for kind in (weapon_kind(item.name) for item in event.items) if kind), None)
    return StrikeRow(
        date=wave_date(event), place=place_name(event), weapon=weapon or weapon_kind(event.event_type.replace("_", " ")),
        initiator=told(attacker), target=told(target), launched=None, intercepted=None, lost=None, hit=None,
        unaccounted=None, by=said_by(event), grade=each.assessment.grade, events=(event.id,),
    )  # fmt: skip
