"""Times against MEANTIME's gold: the value of every expression that has one, beside finding full dates only.

A value is TIMEX3's: a day, a week, a month, a year, a part of a day, a length, or a word for past, present and future. The
gold marks the inner expression ("March" of "since March"), so leading words are left out here; a mention meets the gold
mention with which it shares a token.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from evals.lines import Line, Tally, bootstrap, tally_f1
from unfog.knowledge import Knowledge
from unfog.stages.annotate.times import Expression, Grammar, Part, load_grammar
from unfog.stages.ground.times.frame import Frame
from unfog.stages.ground.times.marks import expression_stretch
from unfog.stages.ground.times.stretch import Stretch

GOLD = "bench/cdcoref_meantime.jsonl.gz"
TYPES = frozenset({"DATE", "TIME", "DURATION", "SET"})
NO_SPACE_BEFORE = re.compile(r"[.,;:!?)%]|['’]s|n['’]t")
NO_SPACE_AFTER = re.compile(r"[($]|``")
FUTURE = r"will|would|set to|expected|scheduled|due|should be(?: \w+ed)?|to be(?: \w+ed)?"
TENSE = re.compile(rf"\b(?:(?P<future>{FUTURE})|said|was|were|had|\w+ed)\b", re.IGNORECASE)
PARTS = {6: "TMO", 12: "TAF", 18: "TEV", 20: "TNI"}
UNITS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "decade": "0Y",
}
SENSES = {"now": "PRESENT_REF", "recent": "PAST_REF", "before": "PAST_REF", "soon": "FUTURE_REF", "after": "FUTURE_REF"}


def measure(shared: Path) -> Iterator[Line]:
    """Value F1 over all articles, and that of full dates alone."""
    path = shared / GOLD
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    grammar = load_grammar(Knowledge().lexicon, "en")
    tallies = [_tally(article, grammar) for article in articles]
    plain = [_tally(article, grammar, forms=frozenset({"date"})) for article in articles]
    low, high = bootstrap(tallies, tally_f1)
    n = sum(each.gold for each in tallies)
    yield Line("times, MEANTIME", "value F1", tally_f1(tallies), n, low, high, tally_f1(plain), "dates with day and month only")


def _tally(article: dict[str, Any], grammar: Grammar, forms: frozenset[str] | None = None) -> Tally:
    last = 5  # sentences: title, date and the first four or so of the body are all that the gold marks
    text, starts = joined(
        [t for t, sentence in zip(article["tokens"], article["sent"], strict=True) if sentence <= last]
    )
    gold = [m for m in article["mentions"] if m["type"] in TYPES and m.get("value")]
    found = [
        (part, value)
        for expression in grammar.expressions(text)
        for part, value in _values(expression, text, grammar=grammar, today=_written(text, grammar))
        if value and (forms is None or part.atom.rule.form in forms)
    ]
    right, left = 0, list(gold)
    for part, value in found:
        tokens = {i for i, start in enumerate(starts) if part.atom.start <= start < part.atom.end}
        match = next((m for m in left if tokens & set(m["tok"]) and m["value"] == value), None)
        if match:
            left.remove(match)
            right += 1
    return Tally(len(gold), len(found), right)


def joined(tokens: Sequence[str]) -> tuple[str, list[int]]:
    """The text of an article's tokens and where each starts."""
    text, starts, glue = "", [], True
    for token in tokens:
        text += "" if glue or NO_SPACE_BEFORE.fullmatch(token) else " "
        starts.append(len(text))
        text += token
        glue = bool(NO_SPACE_AFTER.fullmatch(token))
    return text, starts


def _written(text: str, grammar: Grammar) -> date:
    """The day of writing, which stands below each article's title."""
    undated = Frame(grammar, date(1900, 1, 1), future=False)
    for expression in grammar.expressions(text):
        stretch = expression_stretch(expression, undated)
        if expression.parts[0].atom.word("year") and stretch and stretch.precision == "day":
            return stretch.begin.date()
    raise ValueError(f"no date in {text[:80]!r}")


def _values(expression: Expression, text: str, *, grammar: Grammar, today: date) -> Iterator[tuple[Part, str | None]]:
    """Each part of an expression with its value; of a day and its part the day with that part."""
    frame = Frame(grammar, today, _future(text, expression.start))
    whole = [expression] if expression.join == "narrow" else [_single(part) for part in expression.parts]
    for each in whole:
        bare = each._replace(parts=tuple(part._replace(marks=()) for part in each.parts))
        yield bare.parts[-1], _value(bare, frame)


def _future(text: str, start: int) -> bool:
    """Whether the last word of tense before an expression in its sentence tells of what is to come."""
    sentence = text[text.rfind(". ", 0, start) + 1 : start]
    tenses = list(TENSE.finditer(sentence))
    return bool(tenses and tenses[-1]["future"])


def _single(part: Part) -> Expression:
    return Expression(part.start, part.end, (part,), "one")


def _value(expression: Expression, frame: Frame) -> str | None:
    atom = expression.parts[0].atom
    form, sense = atom.rule.form, frame.sense(atom, "vague") or atom.rule.sense
    if form in {"duration", "span"} and atom.word("number"):
        return _length(
            frame.value(atom, "number"), frame.sense(atom, "unit"), vague=frame.sense(atom, "number") == "vague"
        )
    if form == "span":
        return "PAST_REF"
    if form == "vague":
        return SENSES.get(sense or "")
    stretch = expression_stretch(expression, frame)
    return _timex(stretch, frame.sense(atom, "unit")) if stretch else None


def _length(number: float | None, unit: str | None, *, vague: bool) -> str | None:
    if number is None or unit not in UNITS:
        return None
    code = UNITS[unit]
    amount = "X" if vague else f"{number:g}"
    return f"PT{amount}{code[1]}" if code.startswith("T") else f"P{amount}{code}"


def _timex(stretch: Stretch, unit: str | None) -> str | None:
    begin, length = stretch.begin, stretch.end - stretch.begin
    if unit == "weekend":
        return begin.strftime("%G-W%V-WE")
    if stretch.precision == "hour":
        return begin.strftime("%Y-%m-%dT%H:%MZ")
    if stretch.precision == "day" and length == timedelta(days=1):
        return begin.strftime("%Y-%m-%d")
    if stretch.precision == "day":
        return begin.strftime("%Y-%m-%d") + PARTS.get(begin.hour, "") if length < timedelta(days=1) else None
    return _coarse(begin, length, stretch.precision)


def _coarse(begin: datetime, length: timedelta, precision: str) -> str | None:
    if precision == "week":
        return begin.strftime("%G-W%V")
    if precision == "month":
        quarter = timedelta(days=80) < length < timedelta(days=100)
        return f"{begin.year}-Q{(begin.month + 2) // 3}" if quarter else begin.strftime("%Y-%m")
    if precision == "year":
        return str(begin.year)[:3] if length > timedelta(days=3000) else str(begin.year)
    return None
