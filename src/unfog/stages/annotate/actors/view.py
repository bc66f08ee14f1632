"""A parsed text as the recogniser of actors looks at it: the words' keys beside the tokens, and stretches of tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from unfog.knowledge.register import Register
from unfog.knowledge.register.spelling import Speller
from unfog.model import Mention, Token

HYPHENS = frozenset("-‑–")
DEEPEST = 200  # steps up a sentence's tree; a parse that loops, or a row of names without end, ends here


class Stretch(NamedTuple):
    """Tokens `first` to `last`, both included; `kind` tells what was found there."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True)
class View:
    """One text. `keys` are the register's words of the tokens, empty for marks; `words` are the tokens that have one."""

    text: str
    tokens: Sequence[Token]
    keys: tuple[str, ...]

    @cached_property
    def low(self) -> tuple[str, ...]:
        """The keys in lower case."""
        return tuple(map(str.lower, self.keys))

    @cached_property
    def starts(self) -> list[int]:
        """Where the tokens begin."""
        return [token.start for token in self.tokens]

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Indices of the tokens that are words and no possessive endings."""
        return tuple(at for at, key in enumerate(self.keys) if key)

    @cached_property
    def children(self) -> list[list[int]]:
        """For each token those that depend on it, in order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for at, token in enumerate(self.tokens):
            if token.head != at:
                below[token.head].append(at)
        return below

    @cached_property
    def sentence(self) -> list[int]:
        """For each token the number of its sentence: the sentences are the parse's trees."""
        numbers: list[int] = []
        tops: dict[int, int] = {}
        root, number = -1, -1
        for at, token in enumerate(self.tokens):
            top = tops.get(token.head)
            top = tops[at] = self._top(at) if top is None else top
            number += top != root
            numbers.append(number)
            root = top
        return numbers

    def written(self, first: int, last: int) -> str:
        """The text from one token to another."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def capital(self, at: int) -> bool:
        """Whether a token begins with a capital."""
        return self.text[self.tokens[at].start].isupper()

    def possessive(self, at: int) -> bool:
        """Whether a token is the ending of a possessive."""
        return 0 <= at < len(self.tokens) and self.tokens[at].tag == "POS"

    def hyphen(self, at: int) -> bool:
        """Whether a token joins two words."""
        return 0 <= at < len(self.tokens) and self.written(at, at) in HYPHENS

    def head(self, stretch: Stretch) -> int:
        """The token of a stretch that hangs on a word outside it; the last one where the parse says none."""
        for at in range(stretch.last, stretch.first - 1, -1):
            above = self.tokens[at].head
            if not stretch.first <= above <= stretch.last or above == at:
                return at
        return stretch.last

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The first and last token of a stretch of characters."""
        first = max(0, bisect_right(self.starts, start) - 1)
        return first, max(first, bisect_right(self.starts, end - 1) - 1)

    def between(self, first: Stretch, second: Stretch) -> str:
        """The text between two stretches, without spaces at its ends."""
        return self.text[self.tokens[first.last].end : self.tokens[second.first].start].strip()

    def mention(self, stretch: Stretch) -> Mention:
        """A stretch as an actor under the name that is written there."""
        written = self.written(stretch.first, stretch.last)
        return Mention(
            "actor", self.tokens[stretch.first].start, self.tokens[stretch.last].end, " ".join(written.split())
        )

    def _top(self, at: int) -> int:
        for _ in range(DEEPEST):
            above = self.tokens[at].head
            if above == at:
                return at
            at = above
        return at


def view(text: str, tokens: Sequence[Token], register: Register) -> View:
    """The view of a parsed text."""
    key = _keys(register.speller)
    return View(text, tokens, tuple("" if token.tag == "POS" else key(text[token.start : token.end]) for token in tokens))


@lru_cache(maxsize=4)
def _keys(speller: Speller) -> Callable[[str], str]:
    """The function that gives a token's key; most words of a text come again, and are looked up."""

    @lru_cache(maxsize=50_000)
    def key(written: str) -> str:
        return speller.word(written) if written[0].isalnum() or written[-1].isalnum() else ""

    return key
