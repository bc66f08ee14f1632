"""A text is cut into the word pieces that the encoder knows: BERT's cutting, without case and accents.

As `BasicTokenizer` and `WordpieceTokenizer` of the BERT paper's code do it (Devlin et al. 2019); a test compares every piece with the
tokenizers library, which is not asked for here because it brings a client for a model hub: 40 MB for sixty lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

UNKNOWN = "[UNK]"
LONGEST_WORD = 100  # characters: a longer word is unknown
KEPT = 50_000  # stretches between blanks whose pieces are kept
REMOVED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})  # categories of characters that are no text
CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002b81f\U0002b820-\U0002ceaf\U0002f800-\U0002fa1f]")
ASCII_MARKS = frozenset("$+<=>^`|~")  # marks by BERT's reckoning, symbols by Unicode's

Placed: TypeAlias = tuple[str, int]  # a character and where it stands


class Pieces(NamedTuple):
    """The ids of a text's pieces and where each begins in it."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]


class Model(msgspec.Struct):
    """Of a `tokenizer.json`, the part with the vocabulary."""

    vocab: dict[str, int]


class Table(msgspec.Struct):
    """A `tokenizer.json`."""

    model: Model


class Cutter:
    """Cuts texts into pieces of one vocabulary; what stands between two blanks is cut once and kept."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self._kept = lru_cache(KEPT)(self._stretch)

    def cut(self, text: str) -> Pieces:
        """The pieces of a text, in order."""
        found = [(piece, match.start() + at) for match in re.finditer(r"\S+", text) for piece, at in self._kept(match[0])]
        return Pieces(tuple(piece for piece, _ in found), tuple(start for _, start in found))

    def _stretch(self, stretch: str) -> tuple[tuple[int, int], ...]:
        return tuple(chain.from_iterable(map(self._word, _words(stretch))))

    def _word(self, word: list[Placed]) -> list[tuple[int, int]]:
        """The longest known beginning, then the longest known continuation, and so on; unknown where one is not found."""
        letters = "".join(letter for letter, _ in word)
        found: list[tuple[int, int]] = []
        at = 0 if len(letters) <= LONGEST_WORD else -1
        while 0 <= at < len(letters):
            ends = range(len(letters), at, -1)
            end = next((end for end in ends if ("##" if at else "") + letters[at:end] in self.vocabulary), -1)
            if end > 0:
                found.append((self.vocabulary[("##" if at else "") + letters[at:end]], word[at][1]))
            at = end
        return found if at > 0 else [(self.vocabulary[UNKNOWN], word[0][1])]


def load_cutter(path: Path) -> Cutter:
    """The cutter of a `tokenizer.json`."""
    return Cutter(msgspec.json.decode(path.read_bytes(), type=Table).model.vocab)


def _words(stretch: str) -> Iterator[list[Placed]]:
    """The words of a stretch; a mark, and a Chinese character, is a word of its own."""
    letters = [(letter, at) for at, each in enumerate(stretch) for letter in _plain(each)]
    numbered = [(at if _alone(letter) else -1, (letter, place)) for at, (letter, place) in enumerate(letters)]
    return ([placed for _, placed in run] for _, run in groupby(numbered, key=lambda each: each[0]))


def _plain(letter: str) -> str:
    """A character in small letters without accents; nothing of what is no text."""
    if letter == "\ufffd" or unicodedata.category(letter) in REMOVED:
        return ""
    bare = (each for each in unicodedata.normalize("NFD", letter) if unicodedata.category(each) != "Mn")
    return "".join(each.lower() for each in bare)


def _alone(letter: str) -> bool:
    return letter in ASCII_MARKS or unicodedata.category(letter)[0] == "P" or bool(CHINESE.match(letter))
