"""What a worker process does: decode rows, call a stage's function, encode what comes out; a row that raises becomes an issue."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, cast

from unfog import tables
from unfog.config import Config
from unfog.errors import KnowledgeError, UnreadableError
from unfog.knowledge import Knowledge
from unfog.model import Capture, Issue, Row
from unfog.stage import Difference, Group, GroupFunction, Growth, GrowthFunction, PerGroup, PerRow, RowFunction, Stage
from unfog.store import ROWS, Made
from unfog.tables import Value

OF_THE_MACHINE = (MemoryError, OSError, sqlite3.Error)  # faults that say nothing of the row
Encoded: TypeAlias = tuple[Value, ...]
Rows: TypeAlias = tuple[tuple[type[Row], tuple[Encoded, ...]], ...]
DECODED = 8192  # rows kept decoded: one claim stands in several blocks, and they are worked on one after the other


@dataclass(frozen=True, slots=True)
class Job:
    """One key with its encoded rows, table by table.

    Where it is known what changed since it was last worked on, `came` are the ids of rows that are new, and `went` the rows
    that are there no more.
    """

    key: str
    rows: Rows
    came: frozenset[str] = frozenset()
    went: Rows = ()

    @property
    def size(self) -> int:
        """About how many bytes it takes to send."""
        values = (value for _, rows in self.rows for row in rows for value in row)
        return sum(len(value) for value in values if isinstance(value, str | bytes))


@dataclass(frozen=True, slots=True)
class Task:
    """Some keys for one stage."""

    stage: Stage
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one key gave: all that it makes, or what is to be added to that `instead_of` some of it.

    It is not `finished` where the machine failed, and not the row: that is tried again by the next run.
    """

    key: str
    made: tuple[Made, ...]
    instead_of: frozenset[str] | None = None
    finished: bool = True


class Bench:
    """What a process keeps between tasks: the knowledge, the settings and the functions built from them."""

    def __init__(self, knowledge: Knowledge, config: Config) -> None:
        self.knowledge, self.config = knowledge, config
        self.functions: dict[str, RowFunction | GroupFunction] = {}
        self.growths: dict[str, GrowthFunction] = {}

    def function(self, stage: Stage) -> RowFunction | GroupFunction:
        """The function of a stage, built once."""
        if stage.name not in self.functions:
            self.functions[stage.name] = stage.build(self.knowledge, self.config)
        return self.functions[stage.name]

    def growth(self, stage: PerGroup) -> GrowthFunction | None:
        """The function of a stage for groups to which rows were added, built once."""
        if stage.grow and stage.name not in self.growths:
            self.growths[stage.name] = stage.grow(self.knowledge, self.config)
        return self.growths.get(stage.name)


_benches: list[Bench] = []


def prepare(knowledge: Knowledge, config: Config) -> None:
    """Called before any task; what was built for the same knowledge and settings is kept."""
    if not _benches or _benches[0].knowledge is not knowledge or _benches[0].config != config:
        _benches[:] = [Bench(knowledge, config)]


def work(task: Task) -> list[Answer]:
    """Do one task. Nothing that a row does can stop the run."""
    return [_answer(task.stage, job) for job in task.jobs]


def _answer(stage: Stage, job: Job) -> Answer:
    function = _benches[0].function(stage)  # broken knowledge is no fault of a row: it stops the run
    try:
        growth = _grow(stage, job)
        if growth:
            return Answer(job.key, tuple(Made.of(row) for row in growth.rows), growth.gone)
        rows = tuple(_call(stage, function, job))
    except KnowledgeError:
        raise
    except OF_THE_MACHINE as error:
        told = str(error) or "out of memory"
        return _unfinished(stage, job, "machine", f"{type(error).__name__}: {told}; the next run tries it again")
    except UnreadableError as error:
        rows = (_issue(stage, job, error.code, str(error)),)
    except Exception as error:  # noqa: BLE001  one broken row must not stop a run; it is kept as an issue
        rows = (_issue(stage, job, "failed", f"{type(error).__name__}: {error}"),)
    return Answer(job.key, tuple(Made.of(row) for row in rows))


def died(stage: Stage, job: Job) -> Answer:
    """The answer in place of one that never came: the work ended its worker process, also alone."""
    told = "reading it ended a worker process (out of memory, or a fault of a library); the next run tries it again"
    return _unfinished(stage, job, "worker_died", told)


def _unfinished(stage: Stage, job: Job, code: str, message: str) -> Answer:
    return Answer(job.key, (Made.of(_issue(stage, job, code, message)),), finished=False)


def _grow(stage: Stage, job: Job) -> Growth | None:
    """What the rows that came to a group and went from it change, where the stage can tell."""
    if not (job.came or job.went) or not isinstance(stage, PerGroup):
        return None
    function = _benches[0].growth(stage)
    went = tuple(row for rows in _read(job.went).values() for row in rows)
    return function(Group(job.key, _read(job.rows)), Difference(job.came, went)) if function else None


@lru_cache(maxsize=DECODED)
def _decoded(table: str, values: Encoded) -> Row:
    return tables.decode(ROWS[table], values)


def _read(encoded: Rows) -> dict[type, tuple[Row, ...]]:
    return {row: tuple(_decoded(tables.table_name(row), values) for values in rows) for row, rows in encoded}


def _call(stage: Stage, function: RowFunction | GroupFunction, job: Job) -> Iterable[Row]:
    read = _read(job.rows)
    if isinstance(stage, PerRow):
        (row,) = read[stage.reads]
        return cast("RowFunction", function)(row)
    return cast("GroupFunction", function)(Group(job.key, read))


def _issue(stage: Stage, job: Job, code: str, message: str) -> Issue:
    origins = [str(values[1]) for row, rows in job.rows if row is Capture for values in rows]
    return Issue.of(stage.name, origins[0] if origins else "", job.key, code, message)
