"""The gate: whether a text has to do with an armed conflict, told by its words alone before anything dear is done with it.

All words of a language's `gate.toml` are looked for at once, in time that grows with the text only. A text is let through where it is
short, since little is saved and a single word may tell; where enough of them stand in it for its length; or where its language has no such list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from ahocorasick_rs import AhoCorasick, MatchKind

from unfog.errors import KnowledgeError
from unfog.knowledge import Knowledge
from unfog.knowledge.lexicon import Rule
from unfog.stages.acquire.language import language_of

SHORT = 80  # words; a text of fewer is always read
LEAST, MOST, EACH = 2, 5, 250  # the weight asked of a text: one, and one for each so many words, within these bounds
WORD = set("abcdefghijklmnopqrstuvwxyz -")

Gate: TypeAlias = Callable[[str], bool]


@dataclass(frozen=True, kw_only=True)
class GateRule(Rule):
    """Words of one weight; the pattern is nothing but words, apart by `|`."""

    weight: int


def build_gate(knowledge: Knowledge, languages: Iterable[str]) -> Gate:
    """The function that tells whether a text is to be read. Raises `KnowledgeError` where a pattern is more than words."""
    scales = {language: _scale(knowledge.lexicon.rules(language, "gate", GateRule)) for language in languages}

    def opens(text: str) -> bool:
        words = text.count(" ")
        asked = min(MOST, max(LEAST, 1 + words // EACH))
        if words < SHORT or any(scale(text) >= asked for scale in scales.values()):
            return True
        return language_of(text) not in scales

    return opens


def _scale(rules: Iterable[GateRule]) -> Callable[[str], int]:
    """A function that sums the weights of the different words that stand in a text."""
    weights = {word: rule.weight for rule in rules for word in _words(rule)}
    words = list(weights)
    automaton = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)

    def scale(text: str) -> int:
        low = text.lower()
        places = automaton.find_matches_as_indexes(low)
        found = {at for at, start, end in places if not (low[start - 1 : start].isalnum() or low[end : end + 1].isalnum())}
        return sum(weights[words[at]] for at in found)

    return scale


def _words(rule: GateRule) -> list[str]:
    words = rule.pattern.split("|")
    wrong = [word for word in words if not word or set(word) - WORD]
    if wrong:
        raise KnowledgeError(f"rule {rule.id}: {wrong[0]!r} is no plain word in small letters")
    return words
