"""Names become keys: one for exact comparing (case, accents, alphabet and points aside), one for near spellings of persons."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from unfog.knowledge.register.rows import Spelling

ACRONYM_LETTERS = 6
"""A word of so many capitals or fewer keeps its case: "US" is no "us", "WHO" no "who"."""

WORD = re.compile(r"[^\W_]+(?:[.&'+][^\W_]+)*\+?")
POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])(?!\w)")


class Speller:
    """Makes keys; the ways of spelling are data."""

    def __init__(self, spelling: Spelling) -> None:
        self._letters = str.maketrans({**spelling.letters, "’": "'", "ʼ": "'", "`": "'"})
        self.word = lru_cache(maxsize=50_000)(self._word)
        self._near = tuple((re.compile(pattern), to) for pattern, to in spelling.near.rules)
        self._first = {
            self._sound(self.word(name)): self._sound(self.word(group[0]))
            for group in spelling.near.first_names
            for name in group
        }
        self.near_word = lru_cache(maxsize=20_000)(self._near_word)

    def _word(self, word: str) -> str:
        """One word without accents, points and case, in Latin letters; a short word of capitals keeps them."""
        word = word.replace("’", "'")
        bare = word.replace(".", "")
        if bare.isascii():
            return bare if bare.isupper() and len(bare) <= ACRONYM_LETTERS else bare.lower()
        if bare.isupper() and len(bare) <= ACRONYM_LETTERS:
            return self._latin(bare.lower()).upper()
        return self._latin(bare.lower())

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a name; hyphens part words."""
        return tuple(self.word(each) for each in WORD.findall(name.replace("’", "'")))

    def near(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words as they sound, first names in one form."""
        return tuple(self.near_word(word) for word in words)

    def _latin(self, lower: str) -> str:
        plain = lower.translate(self._letters)
        if plain.isascii():
            return plain
        decomposed = unicodedata.normalize("NFKD", plain)
        return "".join(each for each in decomposed if not unicodedata.combining(each)).translate(self._letters)

    def _sound(self, word: str) -> str:
        word = word.lower().replace("'", "")
        for pattern, to in self._near:
            word = pattern.sub(to, word)
        return word

    def _near_word(self, word: str) -> str:
        sound = self._sound(word)
        return self._first.get(sound, sound)
