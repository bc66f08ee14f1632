"""The picture of a past day, as far as had been published by its end, and what has changed since.

Links between claims do not hang on what came later; so the claims of the day are put together anew by the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from unfog.config import Config
from unfog.engines.components import connect
from unfog.errors import UsageError
from unfog.knowledge import Knowledge
from unfog.model import Assessment, Document, Event, Evidence, Link
from unfog.stage import Group
from unfog.stages.reconcile.clock import day_of
from unfog.stages.reconcile.merge import MERGE
from unfog.stages.verify.grade import GRADE
from unfog.store import Store
from unfog.views.sentences import headline

Judged = tuple[Event, Assessment]


def day(text: str) -> str:
    """An ISO day; raises `UsageError` for anything else."""
    found = day_of(text) if len(text) == len("2023-11-08") else None
    if found is None:
        raise UsageError(f"{text!r} is no day; write it like 2023-11-08")
    return found.isoformat()


def as_of(evidence: Iterable[Evidence], links: Iterable[Link], until: str) -> list[Judged]:
    """Events and assessments made only of what had been published by the end of the day `until`; undated texts are left out."""
    known = {row.id: row for row in evidence if row.published and row.published[:10] <= until}
    kept = [link for link in links if link.claim_id in known and link.other_id in known]
    root = connect(known, ((link.claim_id, link.other_id) for link in kept))
    groups: dict[str, tuple[list[Evidence], list[Link]]] = {}
    for each, row in known.items():
        groups.setdefault(root[each], ([], []))[0].append(row)
    for link in kept:
        groups[root[link.claim_id]][1].append(link)
    merge, grade = MERGE.build(Knowledge(), Config()), grading()
    events = [
        event
        for key, (rows, those) in sorted(groups.items())
        for event in merge(Group(key, {Evidence: tuple(rows), Link: tuple(those)}))
        if isinstance(event, Event)
    ]
    return [(event, each) for event in sorted(events, key=lambda one: one.id) for each in grade(event)]


@cache
def grading() -> Callable[[Event], Iterable[Assessment]]:
    """The function that assesses an event."""
    return cast("Callable[[Event], Iterable[Assessment]]", GRADE.build(Knowledge(), Config()))


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in the picture: `kind` is `new`, `revised` or `withdrawn`; `when` is the day of the last cause.

    `grade` is today's, `was` what stood before in words; `cause` are the claims that were published since, or why it went.
    """

    when: str
    kind: str
    what: str
    was: str
    grade: str
    event: str
    cause: tuple[str, ...]


def changes(before: Iterable[Judged], now: Iterable[Judged], since: str) -> Iterator[Change]:
    """Events that are new or revised by texts published after the day `since`, those of one claim by its event before."""
    held = {claim: judged for judged in before for claim in judged[0].claims}
    for event, assessment in now:
        fresh = [row for row in event.evidence if (row.published or "")[:10] > since]
        old = {held[claim][0].id: held[claim] for claim in event.claims if claim in held}
        when = max((row.published or "" for row in fresh), default="")[:10]
        cause = tuple(row.id for row in fresh)
        if fresh and not old:
            yield Change(when, "new", headline(event, assessment), "", assessment.grade, event.id, cause)
        elif fresh:
            otherwise = was(list(old.values()), event, assessment)
            if otherwise:
                yield Change(when, "revised", headline(event, assessment), otherwise, assessment.grade, event.id, cause)


def withdrawn(store: Store, since: str) -> Iterator[Change]:
    """Documents that went out of the picture since the beginning of a day, and whether another text took their place."""
    for document, when in store.superseded(Document, since):
        if next(store.in_order(Document, name=document.name), None) is None:
            what = document.title or document.name
            yield Change(when[:10], "withdrawn", what, f"published {document.published or 'at no known day'}", "", document.id, ())


def was(old: list[Judged], event: Event, assessment: Assessment) -> str:
    """What of an event was otherwise before, in words; empty where nothing that a reader is told of changed."""
    grades = sorted({each.grade for _, each in old})
    parts = [f"grade {' and '.join(grades)}"] if grades != [assessment.grade] else []
    if len(old) > 1:
        parts.append(f"{len(old)} events")
    before, after = (sorted(_figures(each)) for each in (old[0][1], assessment))
    if before != after:
        parts.append(", ".join(before) or "no figures")
    if old[0][0].place != event.place:
        parts.append(f"in {old[0][0].place.name}" if old[0][0].place else "no place")
    return "; ".join(parts)


def _figures(assessment: Assessment) -> Iterator[str]:
    for each in assessment.figures:
        if each.side is None:
            low, high = ("…" if bound is None else f"{bound:g}" for bound in (each.low, each.high))
            yield f"{each.measure}{f' ({each.of})' if each.of else ''} {low if low == high else f'{low}–{high}'}"
