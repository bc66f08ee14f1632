"""Every event gets a grade with its reasons in words, who bears it out and who disputes it, and the ranges of its figures.

The rubric is `data/ontology/grades.toml`. Counting never raises a grade by itself: only a new, known, independent voice does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from unfog.config import Config
from unfog.knowledge import Knowledge, Register
from unfog.knowledge.rubric import load_comparison, load_rubric, load_verifying
from unfog.model import Actor, Assessment, Event, Evidence, Reason, make_id
from unfog.stage import PerRow
from unfog.stages.verify.case import Case, Standards, camp, denials, lay_out, spoken
from unfog.stages.verify.corroborate import OwnerOf, named
from unfog.stages.verify.figures import figures
from unfog.stages.verify.judge import judge


def build(knowledge: Knowledge, _config: Config) -> Callable[[Event], Iterator[Assessment]]:
    """The function that assesses one event."""
    folder = knowledge.ontology.folder
    rubric, growing = load_rubric(folder), load_comparison(folder).growing
    standards = Standards(rubric, load_verifying(folder), _owner_of(knowledge.register, rubric.self_owned))

    def grade(event: Event) -> Iterator[Assessment]:
        case = lay_out(event, standards)
        name, reasons = judge(case)
        yield Assessment(
            id=make_id("assessment", event.id),
            event_id=event.id,
            grade=name,
            reasons=reasons + tuple(remarks(case)),
            sources_for=() if case.turned else named(case.pro, rubric),
            sources_against=named(case.pro if case.turned else case.contra, rubric),
            independent_for=0 if case.turned else len(case.counted),
            independent_against=len([each for each in (case.voices if case.turned else case.opposing) if each.counts]),
            figures=() if case.turned else figures(case.voices, growing),
        )

    return grade


def _owner_of(register: Register, self_owned: frozenset[str]) -> OwnerOf:
    def owner(publisher: Actor) -> str | None:
        found = register.owner(publisher.name)
        return None if found in self_owned else found

    return owner


def remarks(case: Case) -> Iterator[Reason]:
    """What else a reader should know: none of it changes the grade."""
    if case.turned:
        yield case.reason("negated", case.pro)
    for code, rows in _remarked(case):
        if rows:
            yield case.reason(code, rows)
    repeated = {row.document_id for row in case.pro if row.family_id != row.document_id}
    if repeated:
        rows = tuple(row for row in case.pro if row.document_id in repeated)
        yield case.reason("copies", rows, len(repeated))


def _remarked(case: Case) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    sides = {camp(row) for row in case.pro}
    yield "denied", denials(case) if spoken(case) else ()
    yield "contradicted", tuple(row for row in case.contra if row.claim.source is None)
    yield "denied_own_side", tuple(row for row in case.contra if row.claim.source and {camp(row)} == sides)
    yield "unverified", tuple(row for row in case.pro if row.claim.verification == "unverified")
    yield "declined", tuple(row for row in case.event.evidence if row.claim.stance == "declines")
    known = [row for row in case.pro if row.publisher is not None]
    yield "second_hand", () if known or not case.counted else case.pro


GRADE = PerRow(name="verify.grade", reads=Event, writes=Assessment, build=build, knows=("ontology", "register"))
