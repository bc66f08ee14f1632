"""Attributions against PolNeAR: words of sources, of cues and of contents, and whole relations, beside what readers agree on.

Where several readers marked an article, the one counts whom the attributions match best; the same is asked of each reader
against the others. A relation is right where its cues share a word and at least half of the words of both sources, and of both contents, are
shared (F1 of 0.5); exact where all three parts have the same words. The plain method takes each quotation for content, the
nearest run of capitalised words outside it in its sentence for the source, and the word beside that for the cue.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from evals.lines import SEED, Line, Tally, bootstrap, paired, tally_f1
from evals.reading import reader, rows

GOLD = "bench/attribution_polnear.jsonl.gz"
SAMPLE = 40  # articles of the small fixed set
PARTS = ("source", "cue", "content")
WORD = re.compile(r"\w+(?:['’]\w+)*")
QUOTATION = re.compile(r"[“\"][^“”\"]{4,}[”\"]")
SENTENCE = re.compile(r"[^.!?\n]*(?:[“\"][^“”\"]*[”\"][^.!?\n]*)*[.!?\n]?")
NAME = re.compile(r"(?:[A-Z][\w’'-]*(?: |$))+")
HALF = 0.5


class Relation(NamedTuple):
    """One attribution as numbers of words of its text."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(frozen=True)
class Scored:
    """What agrees in one article: a tally of words for each part, and of relations (near and exact)."""

    parts: tuple[Tally, Tally, Tally]
    near: Tally
    exact: Tally


STATISTICS: dict[str, Callable[[Sequence[Scored]], float]] = {
    "source word F1": lambda many: tally_f1([each.parts[0] for each in many]),
    "cue word F1": lambda many: tally_f1([each.parts[1] for each in many]),
    "content word F1": lambda many: tally_f1([each.parts[2] for each in many]),
    "relation F1": lambda many: tally_f1([each.near for each in many]),
    "relation F1, exact": lambda many: tally_f1([each.exact for each in many]),
}


def measure(shared: Path) -> Iterator[Line]:
    """All articles, and what the readers of those read more than once agree on."""
    articles = rows(shared / GOLD)
    if articles:
        yield from _lines("attribution, PolNeAR", articles)
        yield from _agreement([each for each in articles if len(each["annotations"]) > 1])


def measure_sample(shared: Path) -> Iterator[Line]:
    """A small fixed sample of the articles."""
    articles = rows(shared / GOLD)
    if articles:
        chance = random.Random(SEED)  # noqa: S311  sampling, not secrets
        yield from _lines("attribution, PolNeAR sample", chance.sample(articles, SAMPLE))


def _lines(task: str, articles: Sequence[dict[str, Any]]) -> Iterator[Line]:
    found = [_best(_found(each["text"]), _gold(each)) for each in articles]
    plain = [_best(_plain(each["text"]), _gold(each)) for each in articles]
    for measured, statistic in STATISTICS.items():
        low, high = bootstrap(found, statistic)
        yield Line(task, measured, statistic(found), len(found), low, high, statistic(plain), "quotations and names")


def _agreement(articles: Sequence[dict[str, Any]]) -> Iterator[Line]:
    """Each reader against the best-matching of the others."""
    by_article = []
    for article in articles:
        readers = _gold(article)
        by_article.append([_best(one, readers[:at] + readers[at + 1 :]) for at, one in enumerate(readers)])
    for measured, statistic in STATISTICS.items():
        flat = _flattened(statistic)
        low, high = bootstrap(by_article, flat)
        yield Line("attribution, PolNeAR readers", measured, flat(by_article), len(by_article), low, high)


def _flattened(statistic: Callable[[Sequence[Scored]], float]) -> Callable[[Sequence[list[Scored]]], float]:
    return lambda groups: statistic([each for group in groups for each in group])


# --- relations of a text ----------------------------------------------------------------------------------------------


def _gold(article: dict[str, Any]) -> list[list[Relation]]:
    """The relations of each reader; those without a cue or content are marks gone astray."""
    words = _Words(article["text"])
    return [
        [
            Relation(*(words.of(span for stretch in each[part] for span in stretch["spans"]) for part in PARTS))
            for each in one["attributions"]
            if each["cue"] and each["content"]
        ]
        for one in article["annotations"]
    ]


def _found(text: str) -> list[Relation]:
    words = _Words(text)
    return [Relation(*map(words.of, each)) for each in reader().said(text)]


def _plain(text: str) -> list[Relation]:
    words = _Words(text)
    found = []
    for sentence in SENTENCE.finditer(text):
        for quotation in QUOTATION.finditer(text, *sentence.span()):
            outside = [(quotation.end(), sentence.end()), (sentence.start(), quotation.start())]
            name = next((match for span in outside if (match := NAME.search(text, *span))), None)
            if name:
                source = words.of([name.span()])
                beside = frozenset({max(source) + 1}) if source else source
                found.append(Relation(source, beside, words.of([quotation.span()])))
    return found


class _Words:
    """The words of a text by number."""

    def __init__(self, text: str) -> None:
        self.starts = [match.start() for match in WORD.finditer(text)]

    def of(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        """The words that start in some stretches."""
        return frozenset(
            word
            for span in spans
            for word in range(bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1]))
        )


# --- agreement --------------------------------------------------------------------------------------------------------


def _best(found: list[Relation], readers: Sequence[list[Relation]]) -> Scored:
    """The score against the reader whom it matches best."""
    scores = [_score(found, one) for one in readers]
    return max(scores, key=lambda each: sum(tally_f1([part]) for part in each.parts))


def _score(found: list[Relation], gold: list[Relation]) -> Scored:
    source, cue, content = (_words_alike(found, gold, part) for part in range(len(PARTS)))
    return Scored((source, cue, content), paired(gold, found, _near), paired(gold, found, Relation.__eq__))


def _words_alike(found: list[Relation], gold: list[Relation], part: int) -> Tally:
    """A tally of the words that are part of any source (cue, content)."""
    given = {word for each in found for word in each[part]}
    wanted = {word for each in gold for word in each[part]}
    return Tally(len(wanted), len(given), len(wanted & given))


def _near(one: Relation, other: Relation) -> bool:
    return bool(one.cue & other.cue) and _alike(one.source, other.source) and _alike(one.content, other.content)


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    total = len(one) + len(other)
    return 2 * len(one & other) >= HALF * total
