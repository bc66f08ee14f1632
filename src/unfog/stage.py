"""What a stage is: a pure function with a name, what it reads, the one table it writes, and nothing of where it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

from unfog.model import Row

if TYPE_CHECKING:
    from unfog.config import Config
    from unfog.knowledge import Knowledge

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Group:
    """All current rows that share a key, by row class, each sorted by id."""

    key: str
    tables: Mapping[type, tuple[Row, ...]]

    def of(self, table: type[R]) -> tuple[R, ...]:
        """The rows of one class, perhaps none."""
        return cast("tuple[R, ...]", self.tables.get(table, ()))

    def one(self, table: type[R]) -> R | None:
        """The only row of a class, or None."""
        rows = self.of(table)
        return rows[0] if rows else None


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to a group since it was last worked on: the ids of rows that came, and the rows that went, as they were."""

    came: frozenset[str]
    went: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Growth:
    """What a difference changes in what was made of a group: rows that are new, and ids of rows that go."""

    rows: tuple[Row, ...]
    gone: frozenset[str]


RowFunction: TypeAlias = Callable[[Row], Iterable[Row]]
GroupFunction: TypeAlias = Callable[[Group], Iterable[Row]]
GrowthFunction: TypeAlias = Callable[[Group, Difference], Growth | None]


@dataclass(frozen=True, slots=True)
class Read:
    """A table to read and the column whose value is the key; a column that holds several values files a row under each."""

    table: type[Row]
    key: str


@dataclass(frozen=True, slots=True)
class PerRow:
    """One row in, rows out. `build` runs once per worker. A stage may write `Issue` rows beside its one table.

    `knows` names the parts of `data/` whose change makes the stage's work stale.
    """

    name: str
    reads: type[Row]
    writes: type[Row]
    build: Callable[[Knowledge, Config], Callable[..., Iterable[Row]]]
    knows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PerGroup:
    """All rows that share a key in, rows out: a function of the set, so that arrival order cannot matter.

    A group of fewer than `least` rows gives nothing and is not asked. `grow` builds a function that, given a group and
    what came to it and went from it since it was last worked on, tells what that changes, or None where it takes all of
    the work anew: the outcome must be the same.
    """

    name: str
    reads: tuple[Read, ...]
    writes: type[Row]
    build: Callable[[Knowledge, Config], GroupFunction]
    knows: tuple[str, ...] = ()
    least: int = 1
    grow: Callable[[Knowledge, Config], GrowthFunction] | None = None


@dataclass(frozen=True, slots=True)
class PerComponent:
    """All nodes of one connected component, and the edges among them, in; rows out.

    `nodes.key` is the node's id; `edges` gives the two columns of an edge. A node without an edge is a component.
    """

    name: str
    nodes: Read
    edges: type[Row]
    ends: tuple[str, str]
    writes: type[Row]
    build: Callable[[Knowledge, Config], GroupFunction]
    knows: tuple[str, ...] = ()


Stage: TypeAlias = PerRow | PerGroup | PerComponent


def tables_read(stage: Stage) -> tuple[type[Row], ...]:
    """The row classes that a stage reads."""
    match stage:
        case PerRow():
            return (stage.reads,)
        case PerGroup():
            return tuple(read.table for read in stage.reads)
        case PerComponent():
            return (stage.nodes.table, stage.edges)
