"""Quantities against reports of losses: the running total and the day's increment of each item, beside the first numbers met.

Increments that the gold reckons from the report of the day before, and that no text states, are left out. The plain method
takes the numbers of the text in their order, two for an item.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.lines import Line, Tally, bootstrap, tally_f1
from unfog.knowledge import Knowledge
from unfog.model import Figure
from unfog.stages.extract.figures import FigureRules, find_lists, list_figures

GOLD = "bench/quant_ua_mod_losses.jsonl.gz"


def measure(shared: Path) -> Iterator[Line]:
    """F1 of totals and increments together."""
    path = shared / GOLD
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    rules = FigureRules(Knowledge(), "en")
    tallies = [_tally(report, _found(report["text"], rules)) for report in reports]
    plain = [_tally(report, _plain(report)) for report in reports]
    low, high = bootstrap(tallies, tally_f1)
    n = sum(each.gold for each in tallies)
    yield Line(
        "quantities, losses",
        "totals and increments F1",
        tally_f1(tallies),
        n,
        low,
        high,
        tally_f1(plain),
        "numbers in their order",
    )


def _values(report: dict[str, Any]) -> set[tuple[str, str, int]]:
    values = {(what, "total", pair["total"]) for what, pair in report["gold"].items()}
    told = {what: pair["delta"] for what, pair in report["gold"].items() if f"+{pair['delta']}" in report["text"]}
    return values | {(what, "day", delta) for what, delta in told.items()}


def _tally(report: dict[str, Any], found: set[tuple[str, str, int]]) -> Tally:
    gold = _values(report)
    return Tally(len(gold), len(found), len(gold & found))


def _found(text: str, rules: FigureRules) -> set[tuple[str, str, int]]:
    figures = [each for items in find_lists(text, rules.listed)[:1] for each in list_figures(items, None)]
    return {_value(each) for each in figures}


def _value(figure: Figure) -> tuple[str, str, int]:
    return (figure.of or "", figure.basis, int(figure.low or 0))


def _plain(report: dict[str, Any]) -> set[tuple[str, str, int]]:
    numbers = [int(each) for each in re.findall(r"\d+", report["text"])]
    names = list(report["gold"])
    pairs = zip(names, numbers[::2], numbers[1::2], strict=False)
    return {value for what, total, day in pairs for value in ((what, "total", total), (what, "day", day))}
