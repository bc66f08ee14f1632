"""Weapons, platforms and quantities against re3d's spans. A span meets one of the gold with which it shares a character.

re3d tells weapons from the platforms that carry them and this project's items do not, so F1 is of both together and recall of each.
Its quantities are numbers of any kind; ours are those that count something. Marks of less than even confidence are left
out. The plain methods: every noun that the parser labels a product; every numeral.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.lines import Line, bootstrap
from evals.reading import reader, rows
from unfog.model import Span
from unfog.stages.extract.reading import Reading

GOLD = "bench/ner_re3d.jsonl.gz"
CONFIDENT = 0.5
ITEMS = frozenset({"Weapon", "MilitaryPlatform"})


@dataclass(frozen=True, slots=True)
class Met:
    """One article: how many of the gold's spans are met, and how many of the given."""

    gold: int
    gold_met: int
    given: int
    given_met: int


def measure(shared: Path) -> Iterator[Line]:
    """The lines of the set."""
    articles = rows(shared / GOLD)
    if not articles:
        return
    readings = [reader().read(each["text"]) for each in articles]
    for name, (types, find, plain, plain_name, statistic) in SPANS.items():
        gold = [_gold(each, types) for each in articles]
        met = [_meet(find(one), wanted) for one, wanted in zip(readings, gold, strict=True)]
        base = [_meet(plain(one), wanted) for one, wanted in zip(readings, gold, strict=True)]
        low, high = bootstrap(met, statistic)
        n = sum(map(len, gold))
        yield Line("spans, re3d", name, statistic(met), n, low, high, statistic(base), plain_name)


def _gold(article: dict[str, Any], types: frozenset[str]) -> list[Span]:
    marks = (each for each in article["entities"] if each["type"] in types and each["confidence"] >= CONFIDENT)
    return sorted({Span(each["begin"], each["end"]) for each in marks})


def _meet(given: Sequence[Span], gold: Sequence[Span]) -> Met:
    return Met(len(gold), _overlapping(gold, given), len(given), _overlapping(given, gold))


def _overlapping(some: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(any(one.start < other.end and other.start < one.end for other in others) for one in some)


def _items(reading: Reading) -> list[Span]:
    return [Span(each.start, each.end) for each in reading.mentions if each.kind == "item"]


def _quantities(reading: Reading) -> list[Span]:
    return [Span(each.start, each.end) for each in reading.quantities]


def _labelled(reading: Reading) -> list[Span]:
    return _tokens(reading, lambda token: token.ent.endswith("PRODUCT"))


def _numerals(reading: Reading) -> list[Span]:
    return _tokens(reading, lambda token: token.tag == "CD")


def _tokens(reading: Reading, wanted: Callable[[Any], bool]) -> list[Span]:
    return [Span(each.start, each.end) for each in reading.tree.tokens if wanted(each)]


def _f1(many: Iterable[Met]) -> float:
    """F1 of the share of the gold's spans that are met and of the share of the given."""
    recall, precision = _recall(many), _share(sum(each.given_met for each in many), sum(each.given for each in many))
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def _recall(many: Iterable[Met]) -> float:
    return _share(sum(each.gold_met for each in many), sum(each.gold for each in many))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


Find = Callable[[Reading], list[Span]]
SPANS: dict[str, tuple[frozenset[str], Find, Find, str, Callable[[Sequence[Met]], float]]] = {
    "weapons and platforms F1": (ITEMS, _items, _labelled, "labelled products", _f1),
    "weapons recall": (frozenset({"Weapon"}), _items, _labelled, "labelled products", _recall),
    "platforms recall": (frozenset({"MilitaryPlatform"}), _items, _labelled, "labelled products", _recall),
    "quantities F1": (frozenset({"Quantity"}), _quantities, _numerals, "numerals", _f1),
}
