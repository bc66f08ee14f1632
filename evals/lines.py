"""One figure of an evaluation, and a table of them."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
RESAMPLES = 1000
SEED = 20221122  # any fixed number: the same data give the same interval


@dataclass(frozen=True, slots=True)
class Line:
    """`value` of a `measure` over `n` units of a `task`, its 95 % interval, and what a plain method reaches.

    `less_is_better` is for errors: what floors.json gives of them is a ceiling.
    """

    task: str
    measure: str
    value: float
    n: int
    low: float
    high: float
    baseline: float | None = None
    baseline_name: str = ""
    less_is_better: bool = False

    @property
    def name(self) -> str:
        """What the line is called in floors.json."""
        return f"{self.task} · {self.measure}"


def bootstrap(units: Sequence[T], statistic: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """The 95 % interval of a statistic when whole units (articles) are drawn anew with replacement."""
    chance = random.Random(SEED)  # noqa: S311  resampling, not secrets
    values = sorted(statistic(chance.choices(units, k=len(units))) for _ in range(RESAMPLES))
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES) - 1]


@dataclass(frozen=True, slots=True)
class Tally:
    """One unit (an article, a report): values in the gold, values given, and how many of these are right."""

    gold: int
    given: int
    right: int


def paired(gold: Sequence[T], given: Sequence[T], right: Callable[[T, T], bool]) -> Tally:
    """A tally of values of which each of the gold is met at most once."""
    left = list(gold)
    met = 0
    for each in given:
        partner = next((place for place, other in enumerate(left) if right(each, other)), None)
        if partner is not None:
            left.pop(partner)
            met += 1
    return Tally(len(gold), len(given), met)


def tally_f1(tallies: Sequence[Tally]) -> float:
    """F1 over all units together."""
    total = sum(each.gold + each.given for each in tallies)
    return 2 * sum(each.right for each in tallies) / total if total else 0.0


def table(lines: Sequence[Line]) -> str:
    """The lines as text, in columns."""
    head = f"{'task':<34} {'measure':<26} {'value':>7} {'95 % interval':>17} {'n':>6}  baseline"
    rows = [head, "-" * len(head)]
    for line in lines:
        plain = "" if line.baseline is None else f"{line.baseline:.3f} ({line.baseline_name})"
        interval = f"{line.low:.3f} to {line.high:.3f}"
        rows.append(f"{line.task:<34} {line.measure:<26} {line.value:>7.3f} {interval:>17} {line.n:>6}  {plain}")
    return "\n".join(rows)


def keep(lines: Sequence[Line], path: Path, told: str) -> None:
    """Write the lines as CSV, for the page of figures; the first line says when and on what they were measured."""
    with path.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out, lineterminator="\n").writerow
        write([told])
        write(("task", "measure", "value", "low", "high", "n", "baseline", "baseline_name"))
        for line in lines:
            figures = ("" if each is None else f"{each:.3f}" for each in (line.value, line.low, line.high))
            baseline = "" if line.baseline is None else f"{line.baseline:.3f}"
            write((line.task, line.measure, *figures, line.n, baseline, line.baseline_name))
