"""One run: takes inputs in, brings every stage up to date, and balances the books: each input ends as ok, copy-of or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from unfog import changelog
from unfog.config import Config
from unfog.connection import alone
from unfog.engines.local import Local, Progress, quiet
from unfog.knowledge import PARTS, Knowledge, own_folder
from unfog.model import Capture, Copy, Document, Issue, Judgement, Run, digest, make_id
from unfog.pipeline import CLAIMS as CLAIM_STAGES
from unfog.pipeline import PIPELINE
from unfog.stage import Stage
from unfog.stages.acquire.capture import capture
from unfog.stages.reconcile.verdicts import standing
from unfog.store import Author, Made, Store

__all__ = ["CLAIM_STAGES", "Books", "SetAside", "books", "run"]

INTAKE = "acquire.capture"
WITHDRAWN = "withdrawn"
INTAKE_BATCH = 200  # captures in one transaction
REPEATS = frozenset({"exact", "near"})  # kinds of copy that add nothing of their own


@dataclass(frozen=True, slots=True)
class SetAside:
    """An input that could not be read, or not wholly, and why."""

    origin: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Books:
    """What came in and how each input ended: `inputs` = `ok` + `copies` + the number set aside."""

    inputs: int
    ok: int
    copies: int
    set_aside: tuple[SetAside, ...]

    @property
    def balanced(self) -> bool:
        """Whether every input is accounted for once."""
        return self.inputs == self.ok + self.copies + len(self.set_aside)


def run(
    store: Store, inputs: Sequence[str], config: Config, *, progress: Progress = quiet, stages: Iterable[Stage] = PIPELINE
) -> Run:
    """Take `inputs` into the store and do what work they make necessary; a run that was killed goes on where it stopped.

    Runs on one store take turns. Raises `StoreError` where another is at work for too long, or the disk fails.
    """
    with alone(store.path):
        return _run(store, inputs, config, progress, stages)


def _run(store: Store, inputs: Sequence[str], config: Config, progress: Progress, stages: Iterable[Stage]) -> Run:
    knowledge = Knowledge(own=own_folder(store.path))
    this = begin(knowledge, inputs)
    record(store, this)
    withdrawn = _settle(store, this.id)
    _take_in(store, (this.id, withdrawn), inputs, config, progress)
    with Local(store, knowledge, config, progress) as engine:
        for stage in stages:
            engine.run(stage, this.id)
    with store.transaction():
        changelog.prune(store.connection)
    store.make_last()
    return this


def books(store: Store) -> Books:
    """How each input of the store ended."""
    issues = {issue.subject: issue for issue in store.rows(Issue)}
    captures = {each.id: each.origin for each in store.rows(Capture)}
    from_intake = [issue for issue in issues.values() if issue.stage == INTAKE]
    repeats = {copy.document_id for copy in store.rows(Copy) if copy.kind in REPEATS}
    document_of = dict(store.made_for(Document))
    ended: Counter[str] = Counter()
    aside = [SetAside(issue.origin, issue.code, issue.message) for issue in from_intake]
    seen: set[str] = set()
    for capture_id in sorted(captures):
        document = document_of.get(capture_id, "")
        issue = issues.get(capture_id) or issues.get(document)
        if issue:
            aside.append(SetAside(captures[capture_id], issue.code, issue.message))
        elif document:
            ended["copies" if document in repeats or document in seen else "ok"] += 1
            seen.add(document)
    aside.sort(key=lambda each: (each.origin, each.code))
    return Books(len(captures) + len(from_intake), ended["ok"], ended["copies"], tuple(aside))


def begin(knowledge: Knowledge, inputs: Sequence[str]) -> Run:
    """A run that starts now."""
    started = datetime.now(UTC).isoformat(timespec="microseconds")
    known = digest([knowledge.fingerprint(part) for part in PARTS])
    return Run(
        id=make_id("run", started, list(inputs)), started=started, version=version("unfog"), knowledge=known, inputs=tuple(inputs)
    )


def record(store: Store, this: Run) -> None:
    """Note a run in the store that it writes."""
    with store.transaction():
        store.put(Author("run", this.id, (Run,)), this.id, [Made.of(this)])


def _settle(store: Store, run_id: str) -> dict[str, Issue]:
    """Take out the captures of documents that people set aside, bring back those of which that was taken back.

    Gives the issue that stands for each capture that is out.
    """
    author = Author(INTAKE, run_id, (Capture, Issue))
    out = {
        capture_id: judgement
        for judgement in standing(store.rows(Judgement))
        if judgement.verdict == "set_aside" and not judgement.subjects[0].end
        for capture_id in judgement.captures
    }
    issues: dict[str, Issue] = {}
    with store.transaction():
        for each in store.history(Capture, sorted(out)):
            said = out[each.id]
            issues[each.id] = Issue.of(INTAKE, each.origin, each.id, WITHDRAWN, f"set aside by {said.who}: {said.why}")
            store.put(author, each.origin, [Made.of(issues[each.id])])
        back = [each.subject for each in store.rows(Issue) if each.code == WITHDRAWN and each.subject not in out]
        for each in store.history(Capture, back):
            store.put(author, each.origin, [Made.of(each)])
    return issues


def _take_in(
    store: Store, by: tuple[str, dict[str, Issue]], inputs: Sequence[str], config: Config, progress: Progress
) -> None:
    """Put what comes into the store, some at a time, each under its origin: the same origin with other bytes replaces it."""
    run_id, withdrawn = by
    author = Author(INTAKE, run_id, (Capture, Issue))
    batch: list[Capture | Issue] = []
    count = 0
    for came in capture(inputs, config):
        batch.append(withdrawn.get(came.id, came))
        if len(batch) >= INTAKE_BATCH:
            count += _put(store, author, batch)
            progress(INTAKE, count, 0)
    progress(INTAKE, count + _put(store, author, batch), 0)


def _put(store: Store, author: Author, batch: list[Capture | Issue]) -> int:
    with store.transaction(lasting=True):
        for came in batch:
            store.put(author, came.origin, [Made.of(came)])
    count = len(batch)
    batch.clear()
    return count
