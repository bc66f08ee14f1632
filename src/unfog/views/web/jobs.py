"""Work that takes longer than an answer: runs over the store, one after the other, each in a process of its own.

A job that is killed loses nothing: the store goes on from where it was at the next run.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue

from unfog import runs
from unfog.config import Config
from unfog.errors import UnfogError
from unfog.model import Capture, Copy, Document, Issue, make_id
from unfog.pipeline import PIPELINE
from unfog.store import Store

KEPT = 100  # jobs that are remembered
OFTEN = 0.2  # seconds between two words of progress
STEPS = {stage.name: at for at, stage in enumerate(PIPELINE, start=2)} | {runs.INTAKE: 1}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one input ended: `ok`, `copy of` or `set aside`, and then why."""

    origin: str
    outcome: str
    code: str | None
    message: str | None
    article: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """A run; `new_events` is by how many events the picture grew, below nought where it shrank. `state` is waiting, running, done or failed; `done` of `total` pieces of the `stage`, which is one `step` of `steps`."""

    id: str
    what: str
    state: str
    stage: str
    done: int
    total: int
    step: int
    steps: int
    asked: str
    started: str | None
    ended: str | None
    message: str | None
    new_events: int | None
    inputs: tuple[Outcome, ...]


class Jobs:
    """The queue of one store. `follow` brings what is shown up to date, before and after each run, and tells how many events there are."""

    def __init__(self, path: str, follow: Callable[[], int], *, workers: int = 1, apart: bool = True) -> None:
        self.path, self.follow, self.workers, self.apart = path, follow, workers, apart
        self._jobs: dict[str, Job] = {}
        self._waiting: SimpleQueue[tuple[str, tuple[str, ...]]] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process: SpawnProcess | None = None

    def add(self, what: str, inputs: Sequence[str] = ()) -> Job:
        """Put a run in the queue."""
        now = _now()
        job = Job(make_id("job", now, what, tuple(inputs)), what, "waiting", "", 0, 0, 0, max(STEPS.values()), now, None, None, None, None, ())
        with self._lock:
            self._jobs[job.id] = job
            for old in [each.id for each in self._jobs.values() if each.ended][:-KEPT]:
                del self._jobs[old]
            self._waiting.put((job.id, tuple(inputs)))
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
                self._thread.start()
        return job

    def get(self, job_id: str) -> Job | None:
        """A job by its id."""
        return self._jobs.get(job_id)

    def all(self) -> tuple[Job, ...]:
        """All that are remembered, the latest first."""
        return tuple(reversed(self._jobs.values()))

    def finish(self, seconds: float = 60.0) -> None:
        """Wait until the queue is empty."""
        until = time.monotonic() + seconds
        while any(each.ended is None for each in self.all()) and time.monotonic() < until:
            time.sleep(0.02)

    def stop(self, seconds: float = 10.0) -> None:
        """End the run that is going on, as Ctrl-C would; what it has done is kept."""
        process = self._process
        if process is not None and process.is_alive() and process.pid:
            os.kill(process.pid, signal.SIGINT)
            process.join(seconds)
            process.terminate()

    def _work(self) -> None:
        while True:
            job_id, inputs = self._waiting.get()
            self._change(job_id, state="running", started=_now())
            outcomes: tuple[Outcome, ...] = ()
            grown: int | None = None
            message: str | None = None
            try:
                before = self.follow()
                message = (self._run_apart if self.apart else self._run_here)(job_id, inputs)
                grown = self.follow() - before
                outcomes = tuple(outcomes_of(Store(self.path, create=False), inputs))
            except Exception as error:  # noqa: BLE001  the queue must go on, and the job tells why it failed
                message = message or f"the run is over, but its outcome could not be read: {error}"
            self._change(job_id, state="failed" if message else "done", ended=_now(), message=message, new_events=grown, inputs=outcomes)

    def _run_here(self, job_id: str, inputs: tuple[str, ...]) -> str | None:
        def progress(stage: str, done: int, total: int) -> None:
            self._change(job_id, stage=stage, done=done, total=total, step=STEPS.get(stage, 0))

        return _safely(self.path, inputs, self.workers, progress)

    def _run_apart(self, job_id: str, inputs: tuple[str, ...]) -> str | None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_run_in_process, args=(self.path, inputs, self.workers, theirs), name="unfog run")
        self._process = process
        process.start()
        theirs.close()
        message: str | None = "the run was stopped before its end; it goes on with the next run"
        try:
            while True:
                said = ours.recv()
                if isinstance(said, tuple):
                    stage, done, total = said
                    self._change(job_id, stage=stage, done=done, total=total, step=STEPS.get(stage, 0))
                else:
                    message = said
                    break
        except EOFError:
            pass
        process.join()
        return message

    def _change(self, job_id: str, **changed: object) -> None:
        with self._lock:
            self._jobs[job_id] = replace(self._jobs[job_id], **changed)  # type: ignore[arg-type]


def _run_in_process(path: str, inputs: tuple[str, ...], workers: int, pipe: Connection) -> None:
    last = 0.0

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > OFTEN:
            last = time.monotonic()
            pipe.send((stage, done, total))

    try:
        pipe.send(_safely(path, inputs, workers, progress))
    except (KeyboardInterrupt, BrokenPipeError):  # whoever asked is gone; the store is as it was left
        return


def _safely(path: str, inputs: tuple[str, ...], workers: int, progress: Progress) -> str | None:
    """Run, and tell what went wrong; None where nothing did."""
    try:
        store = Store(path, create=False)
        try:
            runs.run(store, inputs, Config(workers=workers), progress=progress)
        finally:
            store.close()
    except UnfogError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  a job that fails tells why; the application goes on
        return f"{type(error).__name__}: {error}"
    return None


def outcomes_of(store: Store, inputs: Sequence[str]) -> list[Outcome]:
    """How each input, and each record of it, ended."""
    issues = {issue.subject: issue for issue in store.rows(Issue)} if inputs else {}
    found: list[Outcome] = []
    for origin in inputs:
        captures = list(store.under(Capture, origin))
        found += [_outcome(store, capture, issues) for capture in captures]
        if not captures or origin in issues:
            issue = issues.get(origin)
            found.append(Outcome(origin, "set aside", issue.code if issue else "lost", issue.message if issue else "nothing was read", None))
    return found


def _outcome(store: Store, capture: tuple[str, str], issues: dict[str, Issue]) -> Outcome:
    capture_id, origin = capture
    document = next((each for each, _ in store.under(Document, capture_id)), None)
    issue = issues.get(capture_id) or issues.get(document or "")
    if issue:
        return Outcome(origin, "set aside", issue.code, issue.message, document)
    if document is None:
        return Outcome(origin, "set aside", "lost", "nothing was read", None)
    return Outcome(origin, "copy of" if _repeats(store, document) else "ok", None, None, document)


def _repeats(store: Store, document: str) -> bool:
    lines = [member.rowid for _, member in store.members(Copy, "document_id", [document])]
    return any(copy.kind in runs.REPEATS for copy in store.decoded(Copy, lines))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
