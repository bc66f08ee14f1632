"""The whole engine on one page: the stages in the order of work, from captures to assessments.

A pipeline in which a stage reads what nothing before it wrote is refused when this module is imported.
"""

from __future__ import annotations

from collections.abc import Iterable

from unfog.errors import PipelineError
from unfog.model import Capture, Judgement, Row
from unfog.stage import Stage, tables_read
from unfog.stages.acquire.clean import CLEAN
from unfog.stages.acquire.dedupe import COPIES, FAMILIES, SKETCH
from unfog.stages.annotate.recognise import ANNOTATE
from unfog.stages.extract.claims import EXTRACT
from unfog.stages.ground.actors import ACTORS
from unfog.stages.ground.places import PLACES
from unfog.stages.ground.times import TIMES
from unfog.stages.reconcile.block import BLOCK
from unfog.stages.reconcile.compare import COMPARE
from unfog.stages.reconcile.judged import JUDGE
from unfog.stages.reconcile.merge import MERGE
from unfog.stages.verify.grade import GRADE

GIVEN: tuple[type[Row], ...] = (Capture, Judgement)


def checked(stages: Iterable[Stage], given: Iterable[type[Row]] = GIVEN) -> tuple[Stage, ...]:
    """The stages, if each reads only what is given or written before it. Raises `PipelineError` otherwise."""
    there = set(given)
    names: set[str] = set()
    checked_stages = tuple(stages)
    for stage in checked_stages:
        missing = [table.__name__ for table in tables_read(stage) if table not in there]
        if missing:
            raise PipelineError(f"{stage.name} reads {', '.join(missing)}, which no stage before it writes")
        if stage.name in names:
            raise PipelineError(f"two stages are called {stage.name}")
        there.add(stage.writes)
        names.add(stage.name)
    return checked_stages


PIPELINE = checked(
    (
        CLEAN,  #    captures             → documents
        SKETCH,  #   documents            → sketches
        COPIES,  #   sketches that meet   → copies
        FAMILIES,  # documents, copies    → families
        ANNOTATE,  # documents            → annotations
        EXTRACT,  #  annotations          → claims
        ACTORS,  #   claims               → groundings
        PLACES,  #   claims               → groundings
        TIMES,  #    claims               → groundings
        BLOCK,  #    claims, groundings   → evidence
        COMPARE,  #  evidence that meets  → links
        JUDGE,  #    evidence, judgements → links
        MERGE,  #    evidence, links      → events
        GRADE,  #    events               → assessments
    )
)
CLAIMS = PIPELINE[: PIPELINE.index(EXTRACT) + 1]
