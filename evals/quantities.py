"""Quantities against reports of losses: the running total and the day's increment of each item, beside the first numbers met.

The gold has one scheme of headings, that of the later reports: `crosswalks/losses.csv` says under which the items of earlier ones stand
(two items under one heading add up; one without a heading is left out). What no text states is left out too: increments reckoned
from the report of the day before, and noughts of items not listed. Scored twice: the lists as found, and the figures of the
claims that are made of the report. The plain method takes the numbers of the text in their order, two for an item.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evals.lines import Line, Tally, bootstrap, tally_f1
from evals.reading import reader, rows
from unfog.knowledge import Knowledge
from unfog.model import Figure
from unfog.stages.extract.figures import FigureRules, find_lists, list_figures

GOLD = "bench/quant_ua_mod_losses.jsonl.gz"
CROSSWALK = Path(__file__).parent / "crosswalks" / "losses.csv"
SPANS = frozenset({"total", "day"})
Value = tuple[str, str, int]


def measure(shared: Path) -> Iterator[Line]:
    """F1 of totals and increments together: as listed, and in claims."""
    reports = rows(shared / GOLD)
    if not reports:
        return
    headings = _headings()
    rules = FigureRules(Knowledge(), "en")
    plain = tally_f1([_tally(report, _plain(report), headings) for report in reports])
    for task, found in {
        "quantities, losses": [_listed(report["text"], rules) for report in reports],
        "quantities, losses in claims": [_claimed(report["text"]) for report in reports],
    }.items():
        tallies = [
            _tally(report, _values(figures, headings), headings) for report, figures in zip(reports, found, strict=True)
        ]
        low, high = bootstrap(tallies, tally_f1)
        n = sum(each.gold for each in tallies)
        yield Line(task, "totals and increments F1", tally_f1(tallies), n, low, high, plain, "numbers in their order")


def _headings() -> dict[str, str]:
    """The gold's heading of each item that it names otherwise; an empty one where it has none."""
    with CROSSWALK.open(encoding="utf-8") as lines:
        return {row["listed"]: row["heading"] for row in csv.DictReader(lines)}


def _listed(text: str, rules: FigureRules) -> list[Figure]:
    return [each for items in find_lists(text, rules.listed)[:1] for each in list_figures(items, None)]


def _claimed(text: str) -> list[Figure]:
    claims = reader().read(text).claims()
    return [each for claim in claims for each in claim.numbers if each.of and each.basis in SPANS]


def _values(figures: Iterable[Figure], headings: dict[str, str]) -> set[Value]:
    """The values of some figures under the gold's headings."""
    sums: Counter[tuple[str, str]] = Counter()
    for each in dict.fromkeys(figures):
        sums[headings.get(each.of or "", each.of or ""), each.basis] += int(each.low or 0)
    return {(heading, basis, value) for (heading, basis), value in sums.items() if heading}


def _wanted(report: dict[str, Any], headings: dict[str, str]) -> set[Value]:
    """What the gold gives and the text states."""
    text = report["text"]
    named = {
        what: {what, *(listed for listed, heading in headings.items() if heading == what)} for what in report["gold"]
    }
    told = {what: pair for what, pair in report["gold"].items() if any(name in text for name in named[what])}
    values = {(what, "total", pair["total"]) for what, pair in told.items()}
    return values | {(what, "day", pair["delta"]) for what, pair in told.items() if f"+{pair['delta']}" in text}


def _tally(report: dict[str, Any], found: set[Value], headings: dict[str, str]) -> Tally:
    gold = _wanted(report, headings)
    return Tally(len(gold), len(found), len(gold & found))


def _plain(report: dict[str, Any]) -> set[Value]:
    numbers = [int(each) for each in re.findall(r"\d+", report["text"])]
    names = list(report["gold"])
    pairs = zip(names, numbers[::2], numbers[1::2], strict=False)
    return {value for what, total, day in pairs for value in ((what, "total", total), (what, "day", day))}
