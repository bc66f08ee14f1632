"""What became of each source's claims, in counts; and two sides or outlets compared over the same days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from unfog.views.catalogue import Chosen, Columns, EventRow
from unfog.views.catalogue.columns import Mask, Numbers
from unfog.views.catalogue.counts import Bin, Counted, facets, timeline
from unfog.views.catalogue.shelves import CLAIMS, DENIES, FATE, FATES, SPEAKER, fate_of
from unfog.views.web.answers import more_of
from unfog.views.web.desk import Desk, NotFoundError
from unfog.views.web.query import Asked, BadValueError, Parameter, text, word

BY = word("sort", "the order of the sources", ("events", "name"), "events")
LISTS = ("both", "only_a", "only_b", "contradicted")
LIST = word("list", "which list `offset` is about; the others begin at their first row", LISTS)
A: Parameter[str] = text("a", "side:CODE, publisher:ID or source:ID")
B: Parameter[str] = text("b", "the same for the other")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source's track record: of how many events it spoke, and what became of those that it affirmed. No score is made of it.

    `borne_out` by another voice · `disputed` by another side · `withdrawn` by itself · `false` by others' finding ·
    `unsettled` where nobody else known has spoken · `denies` of how many it denied something.
    """

    id: str
    name: str
    kind: str
    country: str | None
    side: str | None
    independent: bool
    events: int
    borne_out: int
    disputed: int
    withdrawn: int
    false: int
    unsettled: int
    denies: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class SourceList:
    """Some sources."""

    matched: int
    offset: int
    limit: int
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class FatedRow(EventRow):
    """An event of which a source spoke, and what became of what it affirmed (empty where it affirmed nothing)."""

    fate: str = ""


@dataclass(frozen=True, slots=True)
class FatedList:
    """Some of the events of a source."""

    matched: int
    offset: int
    limit: int
    events: tuple[FatedRow, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One source: its record, its events by ledger, over time and by who printed them, and some of them."""

    source: SourceRow
    by_ledger: tuple[Counted, ...]
    timeline: tuple[Bin, ...]
    publishers: tuple[Counted, ...]
    events: FatedList


def sources(desk: Desk, asked: Asked) -> SourceList:
    """The records of all known sources over the events of a choice."""
    rows = list(_records(desk.chosen(asked.choice())))
    by_name = asked.one(BY) == "name"
    rows.sort(key=lambda row: (0 if by_name else -row.events, row.name, row.id))
    offset, limit = asked.page()
    return SourceList(len(rows), offset, limit, tuple(rows[offset : offset + limit]))


def _records(chosen: Chosen, only: int | None = None) -> Iterator[SourceRow]:
    columns = chosen.columns
    kept = ((columns.did & SPEAKER) > 0) & columns.named & chosen.mask[columns.of_event]
    kept &= columns.voices[:, 0] == only if only is not None else True
    actor, did, event = columns.voices[kept, 0], columns.did[kept], columns.of_event[kept]
    fates = np.bincount(actor * len(FATES) + did // FATE % FATE, minlength=columns.width * len(FATES)).reshape(columns.width, len(FATES))
    denied = np.bincount(actor[(did & DENIES) > 0], minlength=columns.width)
    first, last = _span(columns, actor, event)
    for number in np.flatnonzero(fates.sum(axis=1)).tolist():
        key, known = columns.actors[number]
        became = {fate: int(count) for fate, count in zip(FATES, fates[number], strict=True)}
        yield SourceRow(
            id=key, name=known.name, kind=known.kind, country=known.country, side=known.side, independent=known.independent,
            events=sum(became.values()), borne_out=became["borne_out"], disputed=became["disputed"], withdrawn=became["withdrawn"],
            false=became["false"], unsettled=became["unsettled"], denies=int(denied[number]), first=_day(first[number]), last=_day(last[number]),
        )  # fmt: skip


def _span(columns: Columns, actor: Numbers, event: Numbers) -> tuple[Numbers, Numbers]:
    """First and last day of which each actor spoke; 0 where none is known."""
    day = columns.keys["day"].astype(np.int64)[event]
    first, last = np.full(columns.width, np.iinfo(np.int64).max), np.zeros(columns.width, dtype=np.int64)
    np.minimum.at(first, actor[day > 0], day[day > 0])
    np.maximum.at(last, actor, day)
    return np.where(last > 0, first, 0), last


def _day(number: int) -> str | None:
    return str(date.fromordinal(int(number))) if number else None


def source(desk: Desk, asked: Asked) -> SourcePage:
    """One source. Raises `NotFoundError` for an id that no voice of the choice has."""
    wanted = asked.path["id"]
    chosen = desk.chosen(replace(asked.choice(), source=(wanted,)))
    number = chosen.columns.number("actor", wanted)
    row = next(_records(chosen, number), None)
    if row is None:
        raise NotFoundError(f"there is no source {wanted[:60]!r} among these events")
    offset, limit = asked.page()
    found = facets(chosen)
    those = chosen.ordered("newest")[offset : offset + limit]
    fate = _fates(chosen.columns, number)
    events = tuple(more_of(FatedRow, each, fate=fate.get(desk.position(each.id), "")) for each in desk.rows(those))
    listed = FatedList(chosen.count, offset, limit, events)
    return SourcePage(row, found["ledger"], timeline(chosen, "auto").bins, found["publisher"], listed)


def _fates(columns: Columns, number: int) -> dict[int, str]:
    own = (columns.voices[:, 0] == number) & ((columns.did & SPEAKER) > 0)
    return {int(event): fate_of(int(did)) for event, did in zip(columns.of_event[own], columns.did[own], strict=True)}


# --- two compared -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One of the two: its key, its name, of how many events it tells, in how many claims, and how many it affirms and denies."""

    key: str
    label: str
    events: int
    claims: int
    affirms: int
    denies: int


@dataclass(frozen=True, slots=True)
class ComparedDay:
    """A day: how many events each tells of, both do, and the two contradict each other on."""

    day: str
    a: int
    b: int
    both: int
    contradicted: int


@dataclass(frozen=True, slots=True)
class ComparedType:
    """A type of event in the same counts."""

    value: str
    a: int
    b: int
    both: int
    contradicted: int


@dataclass(frozen=True, slots=True)
class ComparedRow(EventRow):
    """An event with what each of the two says of it: `for`, `against`, `both`, `told` (neither) or empty (nothing)."""

    a_says: str = ""
    b_says: str = ""


@dataclass(frozen=True, slots=True)
class Comparable:
    """Who can be compared, those with most events first; before a value stands `side:`, `publisher:` or `source:` to make a key."""

    sides: tuple[Counted, ...]
    publishers: tuple[Counted, ...]
    sources: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two who speak of the same days; `a` and `b` are null until both are named.

    `both` report it and do not contradict each other · `only_a` leaves the other out · `contradicted` one affirms what the
    other denies. `lists` holds some events of each.
    """

    choices: Comparable
    a: Told | None
    b: Told | None
    both: int
    only_a: int
    only_b: int
    contradicted: int
    by_day: tuple[ComparedDay, ...]
    by_type: tuple[ComparedType, ...]
    lists: dict[str, tuple[ComparedRow, ...]]


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two, with the events of the choice of which it tells, that it affirms, that it denies."""

    key: str
    label: str
    tells: Mask
    affirms: Mask
    denies: Mask
    claims: int


def compare(desk: Desk, asked: Asked) -> ComparePage:
    """Two sides, outlets or sources over the events of a choice. Raises `BadValueError` for a key that names nobody."""
    chosen = desk.chosen(asked.choice())
    choices = _comparable(chosen)
    keys = asked.one(A), asked.one(B)
    if not all(keys):
        return ComparePage(choices, None, None, 0, 0, 0, 0, (), (), {})
    a, b = (_party(chosen, name, key) for name, key in zip("ab", keys, strict=True))
    both = a.tells & b.tells
    against = (a.affirms & b.denies) | (a.denies & b.affirms)
    masks = {"both": both & ~against, "only_a": a.tells & ~b.tells, "only_b": b.tells & ~a.tells, "contradicted": against}
    lists = {name: _list(desk, asked, chosen, (name, masks[name]), (a, b)) for name in LISTS}
    counted = (a.tells, b.tells, both, against)
    counts = {name: int(np.count_nonzero(masks[name])) for name in LISTS}
    days, types = tuple(_by_day(chosen.columns, counted)), tuple(_by_type(chosen.columns, counted))
    return ComparePage(choices, _told(a), _told(b), **counts, by_day=days, by_type=types, lists=lists)


def _comparable(chosen: Chosen) -> Comparable:
    found = facets(chosen)
    return Comparable(found["side"], found["publisher"], found["source"])


def _party(chosen: Chosen, name: str, key: str) -> Party:
    kind, _, own = key.partition(":")
    columns = chosen.columns
    known = own in columns.side_names if kind == "side" else ("actor", own) in columns.numbers and kind in {"publisher", "source"}
    if not known:
        raise BadValueError(name, f"{name} is no side, publisher or source of this store: {key[:60]!r}; choices are in the answer without {name}")
    label = own if kind == "side" else columns.actors[columns.number("actor", own)][1].name
    tells, affirms, denies = (mask & chosen.mask for mask in columns.telling(kind, own))
    voices = columns.voices_of(kind, own) & chosen.mask[columns.of_event]
    return Party(key, label, tells, affirms, denies, int((columns.did[voices] // CLAIMS).sum()))


def _told(party: Party) -> Told:
    tells, affirms, denies = (int(np.count_nonzero(mask)) for mask in (party.tells, party.affirms, party.denies))
    return Told(party.key, party.label, tells, party.claims, affirms, denies)


def _list(desk: Desk, asked: Asked, chosen: Chosen, named: tuple[str, Mask], parties: tuple[Party, Party]) -> tuple[ComparedRow, ...]:
    name, mask = named
    offset, limit = asked.page()
    start = offset if asked.one(LIST) in {"", name} else 0
    order = chosen.columns.orders["newest"]
    those = order[mask[order]]
    some = those[start : start + limit]
    placed = [(row, desk.position(row.id)) for row in desk.rows(some)]
    a, b = parties
    return tuple(more_of(ComparedRow, row, a_says=_says(a, at), b_says=_says(b, at)) for row, at in placed)


def _says(party: Party, at: int) -> str:
    yes, no = bool(party.affirms[at]), bool(party.denies[at])
    if yes or no:
        return "both" if yes and no else "for" if yes else "against"
    return "told" if party.tells[at] else ""


def _by_day(columns: Columns, masks: tuple[Mask, ...]) -> Iterator[ComparedDay]:
    day = columns.keys["day"].astype(np.int64)
    there = day[(masks[0] | masks[1]) & (day > 0)]
    if len(there):
        least = int(there.min())
        counts = [np.bincount(day[mask & (day > 0)] - least, minlength=int(there.max()) - least + 1) for mask in masks]
        for at in np.unique(there - least).tolist():
            yield ComparedDay(str(date.fromordinal(least + at)), *(int(each[at]) for each in counts))


def _by_type(columns: Columns, masks: tuple[Mask, ...]) -> Iterator[ComparedType]:
    counts = [np.bincount(columns.keys["type"][mask], minlength=columns.width) for mask in masks]
    for number in np.flatnonzero(counts[0] + counts[1]).tolist():
        yield ComparedType(columns.words[number], *(int(each[number]) for each in counts))


