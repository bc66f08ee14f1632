"""A text is read in windows of whole sentences, each but the first with the sentences just before it as context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

BUDGET = 96  # word pieces of a window
CONTEXT = 32  # of them, at most, those of sentences that the window before has read as its own
LONGEST = 256  # pieces of one sentence that are read; what is beyond is left to the rules


class Window(NamedTuple):
    """Sentences `first` to `last` (excluded); those before `own` are context."""

    first: int
    own: int
    last: int


def windows(lengths: Sequence[int], budget: int = BUDGET, context: int = CONTEXT) -> list[Window]:
    """Windows over sentences of some lengths in pieces, so that each sentence is some window's own."""
    found: list[Window] = []
    own = 0
    while own < len(lengths):
        first = own
        while first and sum(lengths[first - 1 : own]) <= min(context, budget - lengths[own]):
            first -= 1
        used, last = sum(lengths[first : own + 1]), own + 1
        while last < len(lengths) and used + lengths[last] <= budget:
            used += lengths[last]
            last += 1
        found.append(Window(first, own, last))
        own = last
    return found
