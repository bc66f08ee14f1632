"""Stretches of a text, and whether one of them holds a given part: by bisection, since a hostile text has thousands of both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Stretches:
    """Stretches of a text, in characters, in any order; they may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self.starts = [start for start, _ in ordered]
        self.farthest = list(accumulate((end for _, end in ordered), max))  # the last end up to and with each start

    def hold(self, start: int, end: int) -> bool:
        """Whether the part from `start` to `end` lies in a stretch that is longer than it."""
        before, upto = bisect_left(self.starts, start), bisect_right(self.starts, start)
        return (before > 0 and self.farthest[before - 1] >= end) or (upto > 0 and self.farthest[upto - 1] > end)
