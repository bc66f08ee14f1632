"""The strike ledger against a table of attacks: are the nights found, and do our bounds hold what was launched and destroyed?

`nights.csv` lists by hand the nights whose figures some article prints, with those articles by id. A night is found where the
ledger has a row of that day and kind of weapon with a figure; held where the span over all who count holds the table's
figures that articles print. The plain method spans the figures of all rows of the day, whatever the weapon.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import unfog
from evals.lines import Line, bootstrap
from unfog.views.ledgers import ledger
from unfog.views.ledgers.rows import Bounds, StrikeRow

NEWS = "news/en_2022_autumn.jsonl.gz"
NIGHTS = Path(__file__).parent / "nights.csv"


@dataclass(frozen=True, slots=True)
class Night:
    """A night and kind of weapon: what the table has (None where no article prints it), and the articles."""

    night: str
    weapon: str
    launched: int | None
    destroyed: int | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the ledger has of one night: whether there is a figure, whether the bounds hold, and whether the plain ones do."""

    night: Night
    found: bool
    held: bool
    plain: bool


def nights() -> list[Night]:
    """The nights, as listed by hand."""
    with NIGHTS.open(encoding="utf-8") as lines:
        return [
            Night(row["night"], row["weapon"], _count(row["launched"]), _count(row["destroyed"]), tuple(row["articles"].split()))
            for row in csv.DictReader(lines)
        ]


def _count(text: str) -> int | None:
    return int(text) if text else None


def picture_of(shared: Path, ids: set[str]) -> unfog.Picture:
    """The picture of these articles of the autumn file alone."""
    with gzip.open(shared / NEWS, "rt", encoding="utf-8") as lines:
        chosen = [line for line in lines if json.loads(line)["id"] in ids]
    if len(chosen) != len(ids):
        raise ValueError(f"{len(ids)} articles are asked for and {len(chosen)} are there")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "chosen.jsonl"
        path.write_text("".join(chosen), encoding="utf-8")
        return unfog.read(str(path), workers=1)


def read(shared: Path) -> list[Found]:
    """What the ledger has of each night."""
    listed = nights()
    picture = picture_of(shared, {each for night in listed for each in night.articles})
    rows = [row for row in ledger("strikes", picture.events, picture.assessments).rows if isinstance(row, StrikeRow)]
    return [_found(night, [row for row in rows if row.date == night.night]) for night in listed]


def _found(night: Night, rows: Sequence[StrikeRow]) -> Found:
    own = [row for row in rows if row.weapon == night.weapon]
    return Found(night, any(row.launched or row.intercepted for row in own), _holds(night, own), _holds(night, rows))


def _holds(night: Night, rows: Sequence[StrikeRow]) -> bool:
    pairs = ((night.launched, [row.launched for row in rows]), (night.destroyed, [row.intercepted for row in rows]))
    return all(_spans(wanted, bounds) for wanted, bounds in pairs if wanted is not None)


def _spans(wanted: int, bounds: Iterable[Bounds | None]) -> bool:
    """Whether the span over all counts, open where one of them is, holds a number."""
    told = [each for each in bounds if each]
    low = min((each.low or 0 for each in told), default=None)
    high = max((float("inf") if each.high is None else each.high for each in told), default=None)
    return low is not None and high is not None and low <= wanted <= high


def measure(shared: Path) -> Iterator[Line]:
    """The share of nights found, and of those found the share whose bounds hold the table's figures."""
    if not (shared / NEWS).is_file():
        return
    every = read(shared)
    low, high = bootstrap(every, _share_found)
    yield Line("strikes, nights of autumn 2022", "found", _share_found(every), len(every), low, high)
    found = [each for each in every if each.found]
    low, high = bootstrap(found, _share_held)
    plain = sum(each.plain for each in found) / len(found)
    yield Line("strikes, nights of autumn 2022", "bounds hold the table", _share_held(found), len(found), low, high, plain, "whatever the weapon")


def _share_found(every: Sequence[Found]) -> float:
    return sum(each.found for each in every) / len(every)


def _share_held(found: Sequence[Found]) -> float:
    return sum(each.held for each in found) / len(found)
