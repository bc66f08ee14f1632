"""The local engine: a process pool over one SQLite store, and work that is never done twice.

A stage's work on a key is done when `work` holds the version of what went in: the fingerprints of the rows, of the
code, of the settings and of the knowledge. Only keys whose version differs are worked on; keys that are no more have
their rows superseded. Which keys these may be is told by what came and went since the stage last ran (`extent`). Only this process touches the store; workers get encoded rows and give encoded rows back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from unfog import changelog
from unfog.config import Config
from unfog.engines.extent import Extent, Keyed, everything, touched
from unfog.engines.producer import fingerprint
from unfog.engines.worker import Answer, Job, Rows, Task, prepare, work
from unfog.engines.workers import Batch, Workers
from unfog.knowledge import Knowledge
from unfog.model import Issue, digest
from unfog.stage import PerComponent, PerGroup, Stage
from unfog.store import ROWS, Author, Member, Store

Progress: TypeAlias = Callable[[str, int, int], None]
Changed: TypeAlias = tuple[list[Member], list[Member]]  # rows that came to a key, and rows that went

UNTOLD: Changed = ([], [])  # what changed is not known: all of the work is to be done

TASK_BYTES = 64_000  # what one task carries: enough to hide the cost of sending it, little enough to lose in a kill
TASK_KEYS = 64
FEW = 1  # pieces of work for which no pool is started


def quiet(_stage: str, _done: int, _total: int) -> None:
    """No progress shown."""


class Local:
    """Runs stages over one store. Use as a context manager: it owns the worker processes."""

    def __init__(self, store: Store, knowledge: Knowledge, config: Config, progress: Progress = quiet) -> None:
        self.store, self.knowledge, self.config, self.progress = store, knowledge, config, progress
        self.workers = Workers(knowledge, config)
        self.producers: dict[str, str] = {}

    def __enter__(self) -> Local:
        return self

    def __exit__(self, *_: object) -> None:
        self.workers.close()

    def run(self, stage: Stage, run: str) -> None:
        """Bring what one stage writes up to date."""
        author = Author(stage.name, run, (stage.writes, Issue))
        producer = self._producer(stage)
        connection = self.store.connection
        upto, since = changelog.last(connection), changelog.seen(connection, stage.name, producer)
        extent = everything(self.store, stage) if since is None else touched(self.store, stage, since)
        whole = self._bring_up(stage, author, extent, producer)
        with self.store.transaction():
            if isinstance(stage, PerComponent):
                changelog.place_in_components(connection, stage.name, extent.roots, extent.left)
            if whole:
                changelog.mark(connection, stage.name, producer, upto)

    def _producer(self, stage: Stage) -> str:
        """The stage's fingerprint, taken once: reading all knowledge anew for every article would take longer than it."""
        if stage.name not in self.producers:
            self.producers[stage.name] = fingerprint(stage, self.knowledge, self.config)
        return self.producers[stage.name]

    def _bring_up(self, stage: Stage, author: Author, extent: Extent, producer: str) -> bool:
        """Do what is stale; gives whether all of it was done."""
        keyed, known = extent.keyed, extent.known
        versions = {key: _version(producer, members) for key, members in keyed.items()}
        self._forget(author, known.keys() - versions.keys())
        stale = sorted(key for key, version in versions.items() if known.get(key) != version)
        growing = isinstance(stage, PerGroup) and stage.grow is not None
        changed = {key: self._changed(keyed[key], extent, key, producer) for key in stale} if growing else {}
        batches = self._batches(stage, {key: keyed[key] for key in stale}, versions, changed)
        return self._work(author, batches, len(stale))

    # --- what there is to do ------------------------------------------------------------------------------------------

    def _batches(
        self, stage: Stage, keyed: Keyed, versions: dict[str, bytes], changed: dict[str, Changed]
    ) -> Iterator[Batch]:
        """Tasks of bounded size, in the order of the keys."""
        jobs: list[Job] = []
        size = 0
        for key, members in keyed.items():
            came, went = changed.get(key, UNTOLD)
            job = Job(key, self._encoded(members), frozenset(each.id for each in came), self._encoded(went))
            jobs.append(job)
            size += job.size
            if size >= TASK_BYTES or len(jobs) >= TASK_KEYS:
                yield _batch(stage, jobs, versions)
                jobs, size = [], 0
        if jobs:
            yield _batch(stage, jobs, versions)

    def _changed(self, members: list[Member], extent: Extent, key: str, producer: str) -> Changed:
        """The rows that came to a key and those that went since it was worked on; none where that is not all that happened."""
        changes = extent.changes.get(key, frozenset())
        lines = {(change.place, change.line) for change in changes if change.came}
        came = [member for member in members if (member.table, member.rowid) in lines]
        old = [each for each in changes if not each.came and (each.place, each.line) not in lines]
        went = [self.store.member(each.place, each.line) for each in old]
        before = [*(member for member in members if (member.table, member.rowid) not in lines), *went]
        return (came, went) if extent.known.get(key) == _version(producer, before) else UNTOLD

    def _encoded(self, members: Iterable[Member]) -> Rows:
        by_table: dict[str, list[Member]] = {}
        for member in sorted(members, key=lambda each: each.id):
            by_table.setdefault(member.table, []).append(member)
        return tuple(
            (ROWS[name], tuple(self.store.fetch(ROWS[name], [member.rowid for member in those])))
            for name, those in sorted(by_table.items())
        )

    # --- doing it -----------------------------------------------------------------------------------------------------

    def _work(self, author: Author, batches: Iterator[Batch], total: int) -> bool:
        """Keep the answers as they come; what the machine failed at is not noted as done, so that the next run tries it again."""
        done, whole = 0, True
        if total:
            self.progress(author.stage, 0, total)
        for batch, answers in self._answers(batches, total):
            with self.store.transaction():
                for answer in answers:
                    self.store.put(author, answer.key, answer.made, instead_of=answer.instead_of)
                    if answer.finished:
                        self.store.done(author.stage, answer.key, batch.versions[answer.key])
            whole = whole and all(answer.finished for answer in answers)
            done += len(answers)
            self.progress(author.stage, done, total)
        return whole

    def _forget(self, author: Author, gone: Iterable[str]) -> None:
        keys = sorted(gone)
        if keys:
            with self.store.transaction():
                for key in keys:
                    self.store.forget(author, key)

    def _answers(self, batches: Iterator[Batch], total: int) -> Iterator[tuple[Batch, list[Answer]]]:
        """Answers as they come: from this process where the work is small or one worker is asked for, else from the pool."""
        if self.config.workers > 1 and (total > FEW or self.workers.pool):
            yield from self.workers.answers(batches)
            return
        prepare(self.knowledge, self.config)
        for batch in batches:
            yield batch, work(batch.task)


def _batch(stage: Stage, jobs: list[Job], versions: dict[str, bytes]) -> Batch:
    return Batch(Task(stage, tuple(jobs)), {job.key: versions[job.key] for job in jobs})


def _version(producer: str, members: Iterable[Member]) -> bytes:
    content = sorted((member.table, member.id, member.digest.hex()) for member in members)
    return bytes.fromhex(digest(producer, content))
