"""Mentions compared by named features whose weights add up, and grouped by the mean of the sums between two groups."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np

from evals.coreference.mentions import Occurrence, Story, Words
from evals.coreference.scorer import Label

WEIGHTS = Path(__file__).with_name("weights.toml")
WORD = re.compile(r"[a-z]{4,}")
OUT = -9.0  # no longer to be joined
SETS = ("arguments", "others", "times", "places", "subject", "object")


@dataclass(frozen=True)
class Feature:
    """How much a likeness between 0 and `most` weighs above or below `even`."""

    weight: float
    even: float
    most: float


@dataclass(frozen=True)
class Comparison:
    """All of `weights.toml`."""

    title: str
    licence: str
    same_lemma: float
    derived: float
    meaning: float
    least_meaning: float
    sure_meaning: float
    other_kind: float
    reporting: float
    one_story: float
    unlike: float
    enough: float
    reporting_kinds: frozenset[str]
    negated: str
    beginning: int
    least_stem: int
    suffixes: tuple[str, ...]
    features: dict[str, Feature]


def load_comparison() -> Comparison:
    """The weights."""
    return msgspec.toml.decode(WEIGHTS.read_bytes(), type=Comparison)


class Topic:
    """The stories of one topic, with how rare each word is in them: what all share tells nothing."""

    def __init__(self, stories: list[Story], rules: Comparison) -> None:
        self.rules = rules
        self.occurrences = [each for story in stories for each in story.occurrences]
        sentences = {(each.story, each.words) for each in self.occurrences}
        counts = Counter(word for _, words in sentences for word in words)
        self.rarity = {word: math.log(1 + len(sentences) / count) for word, count in counts.items()}
        self.vectors = _vectors(stories)
        self.stems = {each.lemma: stem(each.lemma, rules) for each in self.occurrences}

    def score(self, one: Occurrence, other: Occurrence) -> float:
        """What speaks for the two being one happening, less what speaks against it."""
        rules = self.rules
        total = self._heads(one, other)
        if total is None:
            return rules.unlike
        if one.kind.startswith(rules.negated) != other.kind.startswith(rules.negated):
            total -= rules.other_kind
        total += rules.one_story if one.story == other.story else self._weigh("story", self.likeness(one, other))
        total += self._weigh("sentence", self._shared(one.words, other.words) or 0.0)
        for name in SETS:
            share = self._shared(getattr(one, name), getattr(other, name))
            total += self._weigh(name, share) if share is not None else 0.0
        return max(total, rules.unlike)

    def _heads(self, one: Occurrence, other: Occurrence) -> float | None:
        """What the heads weigh: one lemma, one derived from the other, or words of near meaning; None for unlike ones."""
        rules = self.rules
        if one.lemma == other.lemma:
            return rules.same_lemma - (rules.reporting if one.kind in rules.reporting_kinds else 0.0)
        kinds = rules.other_kind if _plain(one.kind, rules) != _plain(other.kind, rules) else 0.0
        if self._derived(one.lemma, other.lemma):
            return rules.derived - kinds
        near = float(one.meaning @ other.meaning)
        return rules.meaning * (near - rules.sure_meaning) - kinds if near >= rules.least_meaning else None

    def _derived(self, one: str, other: str) -> bool:
        if self.stems[one] == self.stems[other]:
            return True
        long = min(len(one), len(other)) >= self.rules.beginning
        return long and one[: self.rules.beginning] == other[: self.rules.beginning]

    def likeness(self, one: Occurrence, other: Occurrence) -> float:
        """The cosine of two stories' rarer words."""
        a, b = self.vectors[one.story], self.vectors[other.story]
        small, large = (a, b) if len(a) < len(b) else (b, a)
        return sum(weight * large.get(word, 0.0) for word, weight in small.items())

    def _shared(self, one: Words, other: Words) -> float | None:
        """The share of two sets' rarity that both have; None where one is empty."""
        if not one or not other:
            return None
        return self._rare(one & other) / math.sqrt(self._rare(one) * self._rare(other))

    def _rare(self, words: Iterable[str]) -> float:
        return sum(self.rarity.get(word, 3.0) for word in words)

    def _weigh(self, name: str, share: float) -> float:
        feature = self.rules.features[name]
        return feature.weight * (min(share, feature.most) - feature.even)


def stem(lemma: str, rules: Comparison) -> str:
    """A lemma without its first fitting suffix."""
    fits = (each for each in rules.suffixes if lemma.endswith(each) and len(lemma) - len(each) >= rules.least_stem)
    return lemma.removesuffix(next(fits, ""))


def _plain(kind: str, rules: Comparison) -> str:
    return kind.removeprefix(rules.negated)


def _vectors(stories: list[Story]) -> dict[str, dict[str, float]]:
    counts = {story.id: Counter(word for word in story.text if WORD.fullmatch(word)) for story in stories}
    documents = Counter(word for each in counts.values() for word in each)
    vectors = {}
    for name, words in counts.items():
        told = {w: (1 + math.log(n)) * math.log(len(stories) / documents[w]) for w, n in words.items() if 1 < documents[w] < len(stories)}
        norm = math.sqrt(sum(weight * weight for weight in told.values())) or 1.0
        vectors[name] = {word: weight / norm for word, weight in told.items()}
    return vectors


def grouped(stories: list[Story], rules: Comparison) -> Label:
    """Each mention of a topic with the name of its group: the two groups that are likest on the mean join first."""
    topic = Topic(stories, rules)
    found = topic.occurrences
    table = np.full((len(found), len(found)), OUT)
    for (i, one), (j, other) in combinations(enumerate(found), 2):
        table[i, j] = table[j, i] = topic.score(one, other)
    members = [[at] for at in range(len(found))]
    while len(found) > 1:
        i, j = divmod(int(np.argmax(table)), len(found))
        if table[i, j] < rules.enough:
            break
        _join(table, members, i, j)
    return {found[at].id: found[those[0]].id for those in members for at in those}


def _join(table: np.ndarray, members: list[list[int]], i: int, j: int) -> None:
    """Group `j` becomes part of group `i`."""
    ours, theirs = len(members[i]), len(members[j])
    mean = (table[i] * ours + table[j] * theirs) / (ours + theirs)
    mean[(table[i] == OUT) | (table[j] == OUT)] = OUT
    table[i], table[:, i], table[i, i] = mean, mean, OUT
    table[j], table[:, j] = OUT, OUT
    members[i] += members[j]
    members[j] = []
