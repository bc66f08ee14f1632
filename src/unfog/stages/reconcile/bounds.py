"""Figures as bounds: whether two can be the same number, and what stands for one where a single number must do."""

from __future__ import annotations

from unfog.knowledge.rubric import Limits
from unfog.model import Figure, Number

Pair = tuple[Figure, Figure]


def meets(one: Figure, other: Figure) -> bool:
    """Whether some number lies within the bounds of both."""
    lows = [figure.low for figure in (one, other) if figure.low is not None]
    highs = [figure.high for figure in (one, other) if figure.high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def vague(figure: Figure, limits: Limits) -> bool:
    """Whether the figure stands for a word such as "dozens"."""
    return figure.high is None and figure.low in limits.vague_numbers


def point(figure: Figure) -> Number:
    """The number that stands for a figure where one must do: its lower bound, else its upper."""
    return figure.low if figure.low is not None else figure.high if figure.high is not None else 0


def seen(pair: Pair) -> str:
    """Two figures in words."""
    one, other = (_bounds(figure) for figure in pair)
    return f"{pair[0].measure} {one} and {other}"


def _bounds(figure: Figure) -> str:
    low, high = ("…" if bound is None else f"{bound:g}" for bound in (figure.low, figure.high))
    return low if low == high else f"{low}–{high}"
