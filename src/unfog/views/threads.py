"""How an event came to its grade, in lines: from claim to denial, correction and confirmation, each step with its day and cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unfog.model import Event
from unfog.stages.verify.history import Step


def thread(event: Event, steps: Iterable[Step]) -> Iterator[str]:
    """The steps of an event, oldest first; a cause is told by who spoke and how."""
    said = {row.id: row for row in event.evidence}
    for step in steps:
        came = f"{step.before} → {step.grade}" if step.before else step.grade
        yield f"{step.date or 'undated'}  {came}"
        for row in (said[each] for each in step.claims):
            who = row.vouched_by.name if row.vouched_by else row.claim.source or "a publisher that is not known"
            yield f"    {who} {row.claim.stance} ({row.claim.factuality}): claim {row.id}"
        yield from (f"    {reason.text}" for reason in step.assessment.reasons)
