"""Gives a text in capitals its lower case back: each word as running text of other news mostly writes it.

The usual truecasing by unigrams (Lita et al. 2003, "tRuEcasIng"), learned from articles beside the checkout when it is run and
never from the set that is scored. A plural goes by its singular; another word that they do not have is a name;
it keeps its capitals where it has no vowel or stands in brackets, as abbreviations do. Sentences begin with a capital.
Lengths, and so offsets, do not change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from evals.reading import rows

NEWS = ("news/en_2022_autumn.jsonl.gz", "news/en_2022_invasion.jsonl.gz", "bench/attribution_polnear.jsonl.gz")
WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:['’][^\W\d_]+)*")
ENDING = re.compile(r"(?<=\d)(?:ST|ND|RD|TH|D)\b")  # of an ordinal
RUNNING = re.compile(r"(?<=[a-z,;] )[^\W\d_]+(?:['’][^\W\d_]+)*")  # words inside a sentence
BEGINS = re.compile(r"(?:^|[.!?]\s+|\n\s*\n\s*|\[TEXT\] )[\s\"“\[(]*$")
ABBREVIATION = re.compile(r"[\[(]([A-Z]{2,6})[\])]")
VOWEL = re.compile(r"[AEIOUY]")
LOOK_BACK = 12  # characters before a word that tell whether a sentence begins


class Casing:
    """The commonest written form of every word of some running texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        forms: dict[str, Counter[str]] = {}
        for text in texts:
            for match in RUNNING.finditer(text):
                forms.setdefault(match[0].lower(), Counter())[match[0]] += 1
        self.forms = {word: max(sorted(counts), key=counts.__getitem__) for word, counts in forms.items()}

    def restore(self, text: str) -> str:
        """The text with the case that its words have elsewhere."""
        kept = set(ABBREVIATION.findall(text))

        def written(match: re.Match[str]) -> str:
            word = self._form(match[0], kept)
            begins = BEGINS.search(text[max(0, match.start() - LOOK_BACK) : match.start()] or "")
            return word[:1].upper() + word[1:] if begins or not match.start() else word

        return ENDING.sub(lambda match: match[0].lower(), WORD.sub(written, text))

    def _form(self, word: str, kept: set[str]) -> str:
        low = word.lower()
        if low in self.forms:
            return self.forms[low] if len(self.forms[low]) == len(word) else low
        if low.endswith("s") and low[:-1] in self.forms:
            return self.forms[low[:-1]] + "s"
        if word in kept or not VOWEL.search(word):
            return word
        stem, mark, ending = low.partition("'")
        return self._form(stem.upper(), kept) + mark + ending if mark else low.capitalize()


@lru_cache(maxsize=1)
def news_casing(shared: Path) -> Casing:
    """The casing of the news beside the checkout."""
    return Casing(row["text"] for name in NEWS for row in rows(shared / name))
