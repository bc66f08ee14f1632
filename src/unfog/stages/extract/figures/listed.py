"""Reads lists of losses, line by line ("tanks – 1,361 (+3)"): the running total of each item and what the last day added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from unfog.model import Figure

MEASURE = "lost"
FEWEST = 3  # items that make a list: one or two such lines are a table's or a headline's
FEWEST_BARE = 6  # items that make one where no line tells an increment
GAP = 90  # characters between two items of one list ("persons were liquidated,")


class Item(NamedTuple):
    """One line of a list: what it counts, the total, and the increment of the last day, if it is told."""

    start: int
    end: int
    what: str
    total: int
    day: int | None


def find_lists(text: str, pattern: re.Pattern[str]) -> tuple[tuple[Item, ...], ...]:
    """The lists of a text: runs of enough items on lines that follow each other."""
    runs: list[list[Item]] = [[]]
    for item in _items(text, pattern):
        if runs[-1] and not _follows(text, runs[-1][-1], item):
            runs.append([])
        runs[-1].append(item)
    return tuple(tuple(run) for run in runs if len(run) >= _fewest(run))


def _fewest(run: list[Item]) -> int:
    return FEWEST if any(item.day is not None for item in run) else FEWEST_BARE


def _items(text: str, pattern: re.Pattern[str]) -> Iterator[Item]:
    for match in pattern.finditer(text):
        day = match["day"]
        yield Item(
            match.start(),
            match.end(),
            " ".join(match["what"].split()),
            _whole(match["total"]),
            _whole(day) if day else None,
        )


def _follows(text: str, one: Item, other: Item) -> bool:
    gap = text[one.end : other.start]
    return len(gap) <= GAP and gap.count("\n") <= 2 and not re.search(r":|[!?]\s", gap)


def _whole(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


def list_figures(items: tuple[Item, ...], since: str | None) -> tuple[Figure, ...]:
    """The figures of a list: for each item its total, and its increment as a day's."""
    figures = []
    for item in items:
        figures.append(Figure(MEASURE, item.total, item.total, item.what, "total", since))
        if item.day is not None:
            figures.append(Figure(MEASURE, item.day, item.day, item.what, "day"))
    return tuple(figures)
