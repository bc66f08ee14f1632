"""Names, figures and places as parts of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from unfog.model import Number, Place, Range
from unfog.views.sentences.wording import Forms, name_rules, sentences

MILLION = 1_000_000
BILLION = 1_000_000_000
LONGEST_OF = 30  # a longer description of what was counted is left to the citation
NAMES_SHOWN = 2
RECKONED = re.compile(r"^\d+ km (?=\w+ of )")
LEAST_ROOM = 30
KEPT = 4096  # phrases that are kept in memory


@cache
def is_plural(name: str) -> bool:
    """Whether a verb after the name is plural."""
    return any(rule.regex.search(name) for rule in name_rules("plural"))


@cache
def with_article(name: str) -> str:
    """The name, with "the" where it takes one."""
    takes = any(rule.regex.search(name) for rule in name_rules("article"))
    return f"the {name}" if takes else name


def listed(names: Sequence[str], shown: int = NAMES_SHOWN) -> str:
    """`A`, `A and B`, `A, B and others`; empty for none."""
    return _listed(tuple(names), shown) if names else ""


@lru_cache(KEPT)
def _listed(names: tuple[str, ...], shown: int) -> str:
    words = sentences().words
    told = [with_article(name) for name in names[:shown]]
    if len(names) > shown:
        told.append(words.others)
    return f" {words.and_} ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else "".join(told)


def agreeing(names: Sequence[str], forms: Forms) -> str:
    """The singular or the plural form."""
    return forms[1 if len(names) > 1 or (len(names) == 1 and is_plural(names[0])) else 0]


def number(value: Number) -> str:
    """`3,000`, `1.5`, `24 billion`."""
    for scale, name in ((BILLION, "billion"), (MILLION, "million")):
        if abs(value) >= scale and value % (scale // 100) == 0:
            return f"{value / scale:g} {name}"
    return f"{value:,}" if isinstance(value, int) or not value.is_integer() else f"{int(value):,}"


def bounds(low: Number | None, high: Number | None) -> str:
    """`7`, `at least 7`, `up to 40`, `7 to 9`; empty where both are open."""
    words = sentences().words
    if low is None and high is None:
        return ""
    if high is None and low is not None:
        return f"{words.at_least} {number(low)}"
    if low is None and high is not None:
        return f"{words.up_to} {number(high)}"
    assert low is not None  # noqa: S101  the cases above leave only two bounds
    assert high is not None  # noqa: S101  likewise
    return number(low) if low == high else f"{number(low)} {words.to} {number(high)}"


def figure(each: Range, *, toll: bool = False, vague: bool = False) -> str:
    """`at least 7 civilians killed`; empty where both bounds are open. `vague` tells "dozens" where that is what 24 stands for."""
    words = sentences().vague.get(str(each.low), "") if vague and each.high is None else ""
    amount = words or bounds(each.low, each.high)
    if not amount:
        return ""
    measure = sentences().measure(each.measure)
    pattern = (measure.toll or measure.more) if toll else (measure.one if each.low == each.high == 1 else measure.more)
    of = each.of if each.of and len(each.of) <= LONGEST_OF else ""
    if words and (of or not (toll or pattern.startswith("{n} {of}"))):
        amount = f"{words} {sentences().words.of}"
    return " ".join(pattern.format(n=amount, of=of).split()) + _basis(each.basis)


def _basis(basis: str) -> str:
    words = sentences().words
    return {"total": f" {words.so_far}", "day": f" {words.day}"}.get(basis, "")


def figures(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """The figures over all sources, each told once, in the order in which measures are told; running totals last."""
    if not ranges:
        return ()
    return _ordered(tuple(ranges))


@lru_cache(KEPT)
def _ordered(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    order = _order()
    overall = [each for each in ranges if each.side is None and (each.low is not None or each.high is not None)]
    told = {(each.measure, each.low, each.high, each.basis) for each in overall if each.of}
    once = [each for each in overall if each.of or (each.measure, each.low, each.high, each.basis) not in told]
    return tuple(sorted(once, key=lambda each: (each.basis == "total", order.get(each.measure, 99), each.of or "")))


@cache
def _order() -> dict[str, int]:
    return {each.name: place for place, each in enumerate(sentences().measures)}


def clipped(text: str, room: int) -> str:
    """The text on one line, cut at a word with "…" where it is longer than `room`; empty where there is no room to say much."""
    line = " ".join(text.split())
    if len(line) <= room:
        return line
    return f"{line[: room - 1].rsplit(' ', 1)[0].rstrip(' ,;:')}…" if room > LEAST_ROOM else ""


def place_name(place: Place) -> str:
    """The place's name; of a place made relative to another, without a distance, which is only reckoned."""
    return RECKONED.sub("", place.name)


def where(place: Place | None) -> str:
    """`in Chuhuiv`, `in the area of the Oskil River`, `east of Kupiansk`; empty for no place."""
    if place is None:
        return ""
    name = place_name(place)
    if name != place.name:
        return name
    said = sentences()
    return f"{said.place_kinds.get(place.kind) or said.place.get(place.precision, 'in')} {with_article(name)}"
