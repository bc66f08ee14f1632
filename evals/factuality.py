"""Factuality of predicates against the unified sets (UW, MEANTIME): error and correlation on the scale from -3 to 3, and F1 of non-facts.

A non-fact is a predicate that its readers put at or below 0.5: what did not, may not or need not happen. Only the `dev` parts are scored
here. The plain method says of everything that it happened (3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals.lines import Line, Tally, bootstrap, tally_f1
from evals.reading import reader, rows
from unfog.stages.extract.scale import score

SETS = {
    "UW": ("bench/factuality_uw.jsonl.gz", "uw-dev"),
    "MEANTIME": ("bench/factuality_meantime.jsonl.gz", "meantime-dev"),
}
HAPPENED = 3.0
NON_FACT = 0.5  # at or below


@dataclass(frozen=True, slots=True)
class Pair:
    """The gold's score of one predicate, and the one given."""

    gold: float
    given: float


Sentence = tuple[Pair, ...]


def measure(shared: Path) -> Iterator[Line]:
    """The lines of each set that is there."""
    for name, (file, part) in SETS.items():
        sentences = [each for each in rows(shared / file) if each["id"].startswith(f"{part}-")]
        if sentences:
            yield from _lines(f"factuality, {name}", [_pairs(each) for each in sentences])


def _lines(task: str, sentences: list[Sentence]) -> Iterator[Line]:
    plain = [tuple(Pair(each.gold, HAPPENED) for each in sentence) for sentence in sentences]
    n = sum(map(len, sentences))
    for measured, statistic in STATISTICS.items():
        low, high = bootstrap(sentences, statistic)
        error = statistic is _error
        yield Line(
            task, measured, statistic(sentences), n, low, high, statistic(plain), "all happened", less_is_better=error
        )


def _pairs(row: dict[str, Any]) -> Sentence:
    """The predicates of one sentence: its tokens joined by spaces are parsed anew, and each is found by its place."""
    text = " ".join(row["tokens"])
    reading = reader().read(text)
    starts = [sum(len(token) + 1 for token in row["tokens"][:at]) for at in range(len(row["tokens"]))]
    return tuple(Pair(each["score"], score(reading, reading.tree.at(starts[each["i"]]))) for each in row["predicates"])


def _flat(sentences: Sequence[Sentence]) -> list[Pair]:
    return [pair for sentence in sentences for pair in sentence]


def _error(sentences: Sequence[Sentence]) -> float:
    """The mean absolute error."""
    pairs = _flat(sentences)
    return sum(abs(each.gold - each.given) for each in pairs) / len(pairs)


def _correlation(sentences: Sequence[Sentence]) -> float:
    """Pearson's correlation; nought where all that is given is one value."""
    pairs = _flat(sentences)
    gold, given = np.array([each.gold for each in pairs]), np.array([each.given for each in pairs])
    return float(np.corrcoef(gold, given)[0, 1]) if gold.std() and given.std() else 0.0


def _non_facts(sentences: Sequence[Sentence]) -> float:
    pairs = _flat(sentences)
    gold, given = (
        sum(value <= NON_FACT for value in values) for values in zip(*((p.gold, p.given) for p in pairs), strict=True)
    )
    both = sum(each.gold <= NON_FACT and each.given <= NON_FACT for each in pairs)
    return tally_f1([Tally(gold, given, both)])


STATISTICS: dict[str, Callable[[Sequence[Sentence]], float]] = {
    "MAE (less is better)": _error,
    "Pearson": _correlation,
    "non-facts F1": _non_facts,
}
