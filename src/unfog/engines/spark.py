"""The Spark engine: the same stages over any number of machines, from inputs to a folder of Parquet and, if asked, to a store.

Rows travel as `LINE`: table, id, what they were made for and by, and their encoded values. Each stage reads the lines of those
before it and writes its own as Parquet, so that a stage that is done is not done again, and a lost machine costs its part of one stage.
What a worker does with a row, a group or a component is what the local engine's workers do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

import msgspec
import pyarrow as pa
from pyspark.sql import functions as F  # noqa: N812  as its own manual does

from unfog.config import Config
from unfog.engines.components import connect
from unfog.engines.worker import Job, Task, prepare, work
from unfog.knowledge import Knowledge
from unfog.model import Capture, Issue, Row
from unfog.stage import PerComponent, PerRow, Read, Stage
from unfog.stages.acquire.capture import capture
from unfog.store import ROWS, Author, Made, Store
from unfog.tables import columns, fingerprint, table_name

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

INTAKE = "acquire.capture"
COLUMNS = ("table", "id", "made_for", "made_by", "line")
LINE = "table string, id string, made_for string, made_by string, line binary"
KEYED = "key string, table string, id string, line binary"
TOGETHER = 64  # rows that Spark hands over at once: pages of 100 kB are large beside the numbers that it has in mind
SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(TOGETHER),
    "spark.sql.session.timeZone": "UTC",
    "spark.python.worker.reuse": "true",
}

Batches: TypeAlias = Iterable[pa.RecordBatch]
Values: TypeAlias = dict[str, object]


class Spark:
    """Runs stages over Spark. `folder` is where lines are kept: any path that all machines see."""

    def __init__(self, session: SparkSession, folder: str, knowledge: Knowledge, config: Config) -> None:
        self.session, self.folder = session, folder.rstrip("/")
        self.known = (str(knowledge.folder), str(knowledge.own) if knowledge.own else None, config)
        for name, value in SETTINGS.items():
            if session.conf.isModifiable(name):
                session.conf.set(name, value)
        self.written: list[str] = []

    def take_in(self, inputs: Sequence[str], config: Config) -> None:
        """Read inputs, each by one task: give many files of moderate size rather than one."""
        given = self.session.createDataFrame([(each,) for each in inputs], "given string").repartition(max(1, len(inputs)), "given")
        self._write(INTAKE, given.mapInArrow(_reader(config), LINE))

    def give(self, rows: Iterable[Row]) -> None:
        """Take rows that are there already for what came in."""
        lines = [(each.table, each.id, each.id, INTAKE, _packed(each.values)) for each in map(Made.of, rows)]
        self._write(INTAKE, self.session.createDataFrame(lines, LINE))

    def run(self, stage: Stage) -> None:
        """Do all of a stage's work."""
        if isinstance(stage, PerRow):
            there = self._rows(stage.reads).select(F.col("id").alias("key"), "table", "id", "line")
            self._write(stage.name, there.mapInArrow(_each(stage, self.known), LINE))
            return
        keyed = self._components(stage) if isinstance(stage, PerComponent) else self._keyed(stage.reads)
        least = 1 if isinstance(stage, PerComponent) else stage.least
        if least > 1:
            many = keyed.groupBy("key").count().where(F.col("count") >= least).select("key")
            keyed = keyed.join(many, "key", "left_semi")
        self._write(stage.name, keyed.groupBy("key").applyInArrow(_group(stage, self.known), LINE))

    def lines(self) -> DataFrame:
        """All lines so far."""
        return reduce(lambda one, other: one.unionByName(other), (self._read(name) for name in self.written))

    def save(self, store: Store, stages: Sequence[Stage], run: str, *, given: tuple[type[Row], ...] = (Capture, Issue)) -> None:
        """Put all lines into a store, stage by stage; the driver holds one partition at a time. `given` is what came in."""
        writes: dict[str, tuple[type[Row], ...]] = {INTAKE: given} | {each.name: (each.writes, Issue) for each in stages}
        for name in self.written:
            author = Author(name, run, writes[name])
            ordered = self._read(name).orderBy("made_for", "table", "id").toLocalIterator(prefetchPartitions=False)
            with store.transaction():
                for key, lines in groupby(ordered, key=lambda line: cast("str", line["made_for"])):
                    store.put(author, key, [_made(line.asDict()) for line in lines])

    # --- what there is to do ------------------------------------------------------------------------------------------

    def _read(self, name: str) -> DataFrame:
        return self.session.read.schema(LINE).parquet(f"{self.folder}/{name}")

    def _write(self, name: str, lines: DataFrame) -> None:
        lines.write.mode("overwrite").parquet(f"{self.folder}/{name}")
        self.written.append(name)

    def _rows(self, row: type[Row]) -> DataFrame:
        """The rows of a table; a row that was made for several reasons comes once."""
        lines = self.lines().where(F.col("table") == table_name(row))
        first = lines.groupBy("table", "id").agg(F.min(F.struct("made_for", "line")).alias("first"))
        return first.select("table", "id", F.col("first.line").alias("line"))

    def _keyed(self, reads: Iterable[Read]) -> DataFrame:
        keyed = (self._rows(read.table).mapInArrow(_keys(read), KEYED) for read in reads)
        return reduce(lambda one, other: one.unionByName(other), keyed)

    def _components(self, stage: PerComponent) -> DataFrame:
        """Nodes and edges under the smallest node of their component; the driver holds the ids of both."""
        nodes = self._keyed([stage.nodes]).persist()
        ends = [self._keyed([Read(stage.edges, end)]) for end in stage.ends]
        there = {line["key"] for line in nodes.select("key").toLocalIterator()}
        both = ends[0].alias("one").join(ends[1].alias("other"), F.col("one.id") == F.col("other.id"))
        pairs = [
            (line["one"], line["other"])
            for line in both.select(F.col("one.key").alias("one"), F.col("other.key").alias("other")).toLocalIterator()
            if line["one"] in there and line["other"] in there
        ]
        root = connect(sorted(there), pairs)
        roots = self.session.createDataFrame(sorted(root.items()), "node string, root string")
        met = ends[0].join(ends[1].select("id", F.col("key").alias("end")), "id").join(
            roots.select(F.col("node").alias("end")), "end", "left_semi"
        )
        held = nodes.unionByName(met.select("key", "table", "id", "line"))
        rooted = held.join(roots, F.col("key") == F.col("node"))
        return rooted.select(F.col("root").alias("key"), "table", "id", "line")


# --- on the workers -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _ready(folder: str, own: str | None, config: Config) -> None:
    """Prepare this process once, however many tasks it is given."""
    prepare(Knowledge(Path(folder), Path(own) if own else None), config)


def _reader(config: Config) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    def read(batches: Batches) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for given in batch.column("given").to_pylist():
                made = ((each.origin, INTAKE, Made.of(each)) for each in capture([given], config))
                yield from _batches(made)

    return read


def _keys(read: Read) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    """Each row under each of its keys."""

    def file(batches: Batches) -> Iterator[pa.RecordBatch]:
        place, column = next((at, each) for at, each in enumerate(columns(read.table)) if each.name == read.key)
        for batch in batches:
            rows: list[Values] = []
            for line in batch.to_pylist():
                value = _values(line["line"])[place]
                names = cast("Iterable[str]", column.decode(value)) if column.json else (value,)
                rows += [{"key": name, **line} for name in dict.fromkeys(names)]
            yield _batch(rows, ("key", "table", "id", "line"))

    return file


def _each(stage: Stage, known: tuple[str, str | None, Config]) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    def run(batches: Batches) -> Iterator[pa.RecordBatch]:
        _ready(*known)
        for batch in batches:
            yield from _answers(stage, [_job(line["key"], [line]) for line in batch.to_pylist()])

    return run


def _group(stage: Stage, known: tuple[str, str | None, Config]) -> Callable[[pa.Table], pa.Table]:
    def run(table: pa.Table) -> pa.Table:
        _ready(*known)
        lines = table.to_pylist()
        return pa.Table.from_batches(list(_answers(stage, [_job(lines[0]["key"], lines)])), schema=_schema(COLUMNS))

    return run


def _job(key: str, lines: Iterable[Values]) -> Job:
    """A piece of work with its rows by table, each once, sorted as the local engine sorts them."""
    by_table: dict[str, dict[str, bytes]] = {}
    for line in lines:
        by_table.setdefault(cast("str", line["table"]), {})[cast("str", line["id"])] = cast("bytes", line["line"])
    rows = ((ROWS[name], tuple(_values(held[each]) for each in sorted(held))) for name, held in sorted(by_table.items()))
    return Job(key, tuple(rows))


def _answers(stage: Stage, jobs: Sequence[Job]) -> Iterator[pa.RecordBatch]:
    return _batches((answer.key, stage.name, made) for answer in work(Task(stage, tuple(jobs))) for made in answer.made)


def _batches(made: Iterable[tuple[str, str, Made]]) -> Iterator[pa.RecordBatch]:
    rows: list[Values] = []
    for key, stage, each in made:
        rows.append({"table": each.table, "id": each.id, "made_for": key, "made_by": stage, "line": _packed(each.values)})
        if len(rows) >= TOGETHER:
            yield _batch(rows, COLUMNS)
            rows = []
    if rows:
        yield _batch(rows, COLUMNS)


def _batch(rows: Sequence[Values], names: Sequence[str]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(list(rows), schema=_schema(names))


def _schema(names: Sequence[str]) -> pa.Schema:
    return pa.schema([(name, pa.binary() if name == "line" else pa.string()) for name in names])


def _packed(values: tuple[object, ...]) -> bytes:
    return msgspec.msgpack.encode(values)


def _values(line: object) -> tuple[str | int | float | bytes | None, ...]:
    return tuple(msgspec.msgpack.decode(cast("bytes", line)))


def _made(line: Values) -> Made:
    values = _values(line["line"])
    return Made(cast("str", line["table"]), cast("str", line["id"]), values, fingerprint(values))
