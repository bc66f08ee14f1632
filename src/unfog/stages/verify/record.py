"""A source's track record: what became of its claims, in counts and never in one score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unfog.model import Actor, Assessment, Event, Evidence
from unfog.stages.reconcile.keys import actor_key
from unfog.stages.reconcile.polarity import affirms, negative

BORNE_OUT = frozenset({"confirmed", "corroborated"})


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """For one named source, the events of which it affirmed something, by what became of them.

    `borne_out` by another voice · `disputed` by another side · `withdrawn` by itself · `false` by others' finding ·
    `unsettled` where nobody else known has spoken: that is no mark for or against it.
    """

    source_id: str
    name: str
    borne_out: int
    disputed: int
    withdrawn: int
    false: int
    unsettled: int


def track_records(judged: Iterable[tuple[Event, Assessment]]) -> tuple[TrackRecord, ...]:
    """The record of every known source, by name."""
    names: dict[str, str] = {}
    counts: dict[str, Counter[str]] = {}
    for event, assessment in judged:
        for actor, fate in fates(event, assessment):
            names[actor.id] = actor.name
            counts.setdefault(actor.id, Counter())[fate] += 1
    order = sorted(counts, key=lambda source: (names[source], source))
    return tuple(TrackRecord(source, names[source], *(counts[source][fate] for fate in FATES)) for source in order)


def fates(event: Event, assessment: Assessment) -> Iterator[tuple[Actor, str]]:
    """For each known source that affirmed the event, what became of that: one of `FATES`."""
    for row in _one_each(event):
        actor = row.vouched_by
        if actor is not None and actor.kind != "unknown":
            yield actor, _fate(row, event, assessment)


FATES = ("borne_out", "disputed", "withdrawn", "false", "unsettled")


def _one_each(event: Event) -> list[Evidence]:
    """The first affirming claim of each source."""
    first: dict[str, Evidence] = {}
    for row in event.evidence:
        if row.vouched_by and affirms(row.claim):
            first.setdefault(row.vouched_by.id, row)
    return list(first.values())


def _fate(row: Evidence, event: Event, assessment: Assessment) -> str:
    if assessment.grade == "refuted":
        return "withdrawn" if _took_back(row, event) else "false"
    if assessment.grade == "contested":
        return "disputed"
    return "borne_out" if assessment.grade in BORNE_OUT and _others(row, event) else "unsettled"


def _took_back(row: Evidence, event: Event) -> bool:
    source = row.vouched_by.id if row.vouched_by else ""
    return any(negative(each.claim) and each.vouched_by and each.vouched_by.id == source for each in event.evidence)


def _others(row: Evidence, event: Event) -> bool:
    """Whether someone known, of another side, affirms it too."""
    own = actor_key(row.vouched_by) if row.vouched_by else ""
    known = (each.vouched_by for each in event.evidence if affirms(each.claim) and each.vouched_by)
    return any(actor.kind != "unknown" and actor_key(actor) != own for actor in known)
