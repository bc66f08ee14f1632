"""Finds weapons, platforms, equipment and goods: the head by rule, then the noun phrase around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from unfog.knowledge.lexicon import Rule
from unfog.model import Mention, Token

MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod", "punct", "advmod"})
MODIFYING = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "PUNCT", "ADV"})
HYPHENS = frozenset("-‑–")
MAX_WORDS = 7  # longer noun phrases of the texts at hand were all faults of the parse


@dataclass(frozen=True, kw_only=True)
class ItemRule(Rule):
    """A rule for the heads of items, or, by its `part`, for words before (`leave`) and after them (`carrier`, `event`)."""

    part: str = "head"


class Patterns(NamedTuple):
    """The rules joined to one pattern for each part."""

    head: re.Pattern[str]
    leave: re.Pattern[str]
    carrier: re.Pattern[str]
    event: re.Pattern[str]


def find_items(text: str, tokens: Sequence[Token], rules: Sequence[ItemRule]) -> tuple[Mention, ...]:
    """The items named in a text, in its order; of overlapping ones the longest."""
    if not tokens:
        return ()
    patterns = _patterns(tuple(rules))
    low = text.lower()
    low = low if len(low) == len(text) else text  # a few letters grow when lowered; offsets must hold
    starts = [token.start for token in tokens]
    found = (_phrase(text, tokens, (start, end), patterns) for start, end in _heads(low, tokens, starts, patterns))
    return tuple(_apart((each for each in found if each), text))


@lru_cache(maxsize=4)
def _patterns(rules: tuple[ItemRule, ...]) -> Patterns:
    # Lowered patterns on lowered text: three times as fast as matching without regard to case.
    joined = {part: "|".join(rule.pattern.lower() for rule in rules if rule.part == part) for part in Patterns._fields}
    heads = re.compile(rf"(?<!\w)(?:{joined.pop('head')})(?!\w)")
    return Patterns(heads, *(re.compile(pattern or r"(?!)") for pattern in joined.values()))


def _heads(low: str, tokens: Sequence[Token], starts: list[int], patterns: Patterns) -> Iterator[tuple[int, int]]:
    """First and last token of each head that the rules find and the parse takes for a noun."""
    for match in patterns.head.finditer(low):
        first, last = bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1) - 1
        if first >= 0 and tokens[last].pos not in {"VERB", "AUX", "ADV"}:
            yield first, last


def _phrase(text: str, tokens: Sequence[Token], span: tuple[int, int], patterns: Patterns) -> Mention | None:
    """The noun phrase around a head; None where the head only qualifies another noun ("tank commander")."""
    first, last = span
    right = _right(text, tokens, last, patterns)
    if right is None:
        return None
    left = _left(text, tokens, first, right)
    while left < first and _left_out(text, tokens[left], patterns.leave):
        left += 1
    if left == right and _says_no_more(text, tokens, right):
        return None
    start, end = tokens[left].start, tokens[right].end
    return Mention("item", start, end, text[start:end])


def _right(text: str, tokens: Sequence[Token], last: int, patterns: Patterns) -> int | None:
    """The last word of the compound that a name opens: "F-16" → "F-16 fighter jets"."""
    while tokens[last].dep in {"compound", "nmod"} and last < tokens[last].head <= last + 3:
        head = tokens[last].head
        if any(each.pos not in {"NOUN", "PROPN", "ADJ"} for each in tokens[last + 1 : head + 1]):
            return last
        word = text[tokens[head].start : tokens[head].end].lower()
        if patterns.event.fullmatch(word):
            return last
        if not (patterns.carrier.fullmatch(word) or patterns.head.fullmatch(word)):
            return None
        last = head
    return last


def _says_no_more(text: str, tokens: Sequence[Token], last: int) -> bool:
    """Whether an item of one plain word stands before what it did: "drone attack" names a kind of attack, "Lancet attack" an item."""
    token = tokens[last]
    return (
        token.dep == "compound"
        and token.head > last
        and token.pos == "NOUN"
        and text[token.start : token.end].isalpha()
    )


def _left(text: str, tokens: Sequence[Token], first: int, last: int) -> int:
    """As far left as words modify the head or one another."""
    at = first
    while at > 0 and last - at < MAX_WORDS and _modifies(text, tokens, at - 1, last):
        at -= 1
    return at


def _modifies(text: str, tokens: Sequence[Token], at: int, last: int) -> bool:
    token = tokens[at]
    if token.pos == "PUNCT":
        return text[token.start : token.end] in HYPHENS and text[token.end : token.end + 1].isalnum()
    joined = tokens[at + 1].pos == "PUNCT" and tokens[at + 1].start == token.end
    inside = token.dep in MODIFIERS and at < token.head <= last
    return (inside or joined) and (token.pos in MODIFYING or (joined and token.pos in {"NUM", "ADP", "X"}))


def _left_out(text: str, token: Token, leave: re.Pattern[str]) -> bool:
    return token.pos in {"PUNCT", "ADV"} or leave.fullmatch(text[token.start : token.end].lower()) is not None


def _apart(found: Iterable[Mention], text: str) -> list[Mention]:
    """Of overlapping mentions the longest; two that only a space parts are one ("Leopard 2", "tanks")."""
    kept: list[Mention] = []
    for mention in sorted(set(found), key=lambda each: (each.start, -each.end)):
        last = kept[-1] if kept else None
        if last is not None and mention.start >= last.end and text[last.end : mention.start] == " ":
            kept[-1] = Mention("item", last.start, mention.end, text[last.start : mention.end])
        elif last is None or mention.start >= last.end:
            kept.append(mention)
    return kept
