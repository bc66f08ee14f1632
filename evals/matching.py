"""Matches a system's claims with the gold claims of one article, by the rules of the claim guidelines.

A claim meets a gold claim where both types are of one ledger and one unbroken run of words that both quotes share covers
at least half of the shorter quote; each meets at most one, the best-agreeing pairs first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from unfog.knowledge import Knowledge

MOST_WORDS, FEWEST_WORDS = 80, 4  # of a quote that can count as evidence
HALF = 0.5
WORD = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*")
LEDGER = {name: ledger for ledger, names in Knowledge().ontology.types.ledger.items() for name in names}


@dataclass(frozen=True)
class Number:
    """The bounds of a figure."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Line:
    """One claim as the guidelines write it, gold or a system's; fields that are not scored are left out."""

    doc: str
    quote: str
    type: str
    source: str | None = None
    stance: str = "asserts"
    factuality: str = "CT+"
    phase: str = "past"
    places: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    initiator: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    time: str | None = None

    @property
    def negative(self) -> bool:
        """Whether the source says that it did not happen."""
        return self.factuality.endswith("-")


@dataclass(frozen=True)
class Tally:
    """What was counted in one article."""

    system: int = 0
    gold: int = 0
    pairs: tuple[tuple[Line, Line], ...] = field(default=())

    def usable(self) -> int:
        """How many pairs have all that a reader must be able to rely on."""
        return sum(usable(*pair) for pair in self.pairs)


def tally(system: Sequence[Line], gold: Sequence[Line], article: str) -> Tally:
    """Pair the claims of one article; a quote that does not stand in it meets nothing."""
    text = " ".join(article.split())
    options = sorted(
        (-(agreement(one, other) + cover), i, j)
        for i, one in enumerate(system)
        for j, other in enumerate(gold)
        if LEDGER.get(one.type) == LEDGER[other.type] and " ".join(one.quote.split()) in text
        for cover in [overlap(one.quote, other.quote)]
        if cover >= HALF
    )
    taken_system: set[int] = set()
    taken_gold: set[int] = set()
    pairs = []
    for _, i, j in options:
        if i not in taken_system and j not in taken_gold:
            taken_system.add(i)
            taken_gold.add(j)
            pairs.append((system[i], gold[j]))
    return Tally(len(system), len(gold), tuple(pairs))


def overlap(quote: str, gold: str) -> float:
    """The share of the shorter quote that stands as one run of words in the longer."""
    one, other = words(quote), words(gold)
    if not one or not other or not min(FEWEST_WORDS, len(other)) <= len(one) <= MOST_WORDS:
        return 0.0
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return run.size / min(len(one), len(other))


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.lower().replace("’", "'"))


def alike(one: str | None, other: str | None) -> bool:
    """Whether two names share half of their words, or both are absent."""
    a, b = set(words(one or "")), set(words(other or ""))
    return 2 * len(a & b) >= HALF * (len(a) + len(b)) if a and b else not a and not b


def list_f1(one: Sequence[object], other: Sequence[object]) -> float:
    """F1 of two lists; names by likeness, bounds by equality."""
    left = list(other)
    hits = 0
    for each in one:
        match = next((i for i, want in enumerate(left) if _same(each, want)), None)
        if match is not None:
            del left[match]
            hits += 1
    return 2 * hits / (len(one) + len(other)) if one or other else 1.0


def _same(one: object, other: object) -> bool:
    return alike(one, other) if isinstance(one, str) and isinstance(other, str) else one == other


def usable(one: Line, gold: Line) -> bool:
    """Type, source, polarity, places and numbers all right."""
    same = one.type == gold.type and alike(one.source, gold.source) and one.negative == gold.negative
    return same and list_f1(one.places, gold.places) >= HALF and list_f1(one.numbers, gold.numbers) == 1.0


def agreement(one: Line, gold: Line) -> float:
    """The share of scored fields that agree, for choosing the best pairs."""
    fields = (
        float(one.type == gold.type), float(alike(one.source, gold.source)), float(one.stance == gold.stance),
        float(one.negative == gold.negative), float(one.phase == gold.phase), list_f1(one.initiator, gold.initiator),
        list_f1(one.recipient, gold.recipient), list_f1(one.places, gold.places), float(alike(one.time, gold.time)),
        list_f1(one.numbers, gold.numbers),
    )  # fmt: skip
    return sum(fields) / len(fields)


def f1(hits: float, system: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (system + gold) if system + gold else 0.0
