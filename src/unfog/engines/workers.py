"""The worker processes: tasks go out, answers come back, and a piece of work that ends its worker is found and costs itself alone."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace

from unfog.config import Config
from unfog.engines.worker import Answer, Task, died, prepare, work
from unfog.errors import UnfogError
from unfog.knowledge import Knowledge

PROCESS_DIED = (
    "a worker process died; if memory ran out, run the same command again to go on; if a script of yours called unfog with several "
    "workers, put the call below: if __name__ == '__main__'"
)
PATIENCE = 10.0  # seconds for a process to end its task and itself
WAITING = 3  # tasks under way per worker: memory is bounded, no worker idles


@dataclass(frozen=True, slots=True)
class Batch:
    """A task and the versions that its keys will have when it is done."""

    task: Task
    versions: dict[str, bytes]


class Workers:
    """A pool of processes, begun when the first task comes."""

    def __init__(self, knowledge: Knowledge, config: Config) -> None:
        self.knowledge, self.config = knowledge, config
        self.pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """End the processes; one that died may have held the lock that the others wait for, and those are killed."""
        if self.pool:
            processes = list((self.pool._processes or {}).values())
            self.pool.shutdown(wait=False, cancel_futures=True)
            for each in processes:
                each.join(PATIENCE)
                if each.exitcode is None:
                    each.kill()
        self.pool = None

    def answers(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Answer]]]:
        """The answers as they come, each batch once; those that were under way when a worker died are done again, alone."""
        waiting: dict[Future[list[Answer]], Batch] = {}
        for batch in batches:
            self._send(batch, waiting)
            if len(waiting) >= self.config.workers * WAITING:
                yield from self._finished(waiting)
        while waiting:
            yield from self._finished(waiting)

    def _send(self, batch: Batch, waiting: dict[Future[list[Answer]], Batch]) -> None:
        self.pool = self.pool or self._begun()
        try:
            waiting[self.pool.submit(work, batch.task)] = batch
        except BrokenProcessPool as error:  # known already: it is found with the others
            broken: Future[list[Answer]] = Future()
            broken.set_exception(error)
            waiting[broken] = batch

    def _finished(self, waiting: dict[Future[list[Answer]], Batch]) -> Iterator[tuple[Batch, list[Answer]]]:
        """Wait for one task or more to finish, and take it out of `waiting`."""
        finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
        if any(isinstance(each.exception(), BrokenProcessPool) for each in finished):
            finished = set(waiting)  # a pool that broke has ended all that it was given
        lost: list[Batch] = []
        for future in finished:
            batch = waiting.pop(future)
            if isinstance(future.exception(), BrokenProcessPool):
                lost.append(batch)
            else:
                yield batch, future.result()
        if lost:
            self.close()
        for batch in lost:
            yield batch, self._alone(batch.task)

    def _alone(self, task: Task) -> list[Answer]:
        """The answers to a task with nothing beside it; what kills its worker again is parted until the piece that does so is left."""
        self.pool = self.pool or self._proven(task)
        try:
            return self.pool.submit(work, task).result()
        except BrokenProcessPool:
            self.close()
        if len(task.jobs) == 1:
            return [died(task.stage, task.jobs[0])]
        return [answer for job in task.jobs for answer in self._alone(replace(task, jobs=(job,)))]

    def _proven(self, task: Task) -> ProcessPoolExecutor:
        """A pool that answers; raises `UnfogError` where workers die with nothing to do, which is no fault of any row."""
        pool = self._begun()
        try:
            pool.submit(work, replace(task, jobs=())).result()
        except BrokenProcessPool as error:
            raise UnfogError(PROCESS_DIED) from error
        return pool

    def _begun(self) -> ProcessPoolExecutor:
        # Workers are the unit of parallelism: a second thread in the matrix product of each costs time and gains none.
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        unread = Knowledge(self.knowledge.folder, self.knowledge.own)
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.config.workers, context, initializer=prepare, initargs=(unread, self.config))
