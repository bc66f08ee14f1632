"""Words beside a name that say what kind of place it is: "Kharkiv region", "village of Sadove", "Marinovka airfield"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import msgspec

from unfog.errors import broken

Strip: TypeAlias = Callable[[str], tuple[str, frozenset[str]]]
Plural: TypeAlias = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Affix:
    """Words that follow (`after`) or precede (`before`) a name, or follow a row of names (`plural`), and the kinds that they allow."""

    kinds: tuple[str, ...]
    after: tuple[str, ...]
    plural: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affixes:
    """The file."""

    affix: tuple[Affix, ...]


def load_affixes(path: Path) -> tuple[Strip, Plural]:
    """Give the function that parts a name from such words, and the one that knows the words behind a row of names.

    The first takes a name and gives the bare name with the kinds allowed; the name itself and no kinds where it has no
    such word. The second takes a word and gives the kinds. Raises `KnowledgeError` where the file cannot be read.
    """
    try:
        table = msgspec.toml.decode(path.read_bytes(), type=Affixes).affix
    except (OSError, msgspec.DecodeError) as error:
        raise broken(path, error) from error
    rows = {word.lower(): frozenset(each.kinds) for each in table for word in each.plural}
    return _stripper(table), lambda word: rows.get(word.lower(), frozenset())


def _stripper(table: tuple[Affix, ...]) -> Strip:
    after = {word.lower(): frozenset(each.kinds) for each in table for word in each.after}
    before = {word.lower(): frozenset(each.kinds) for each in table for word in each.before}
    behind = re.compile(rf"^(?P<base>.+?)\s+(?P<word>{_any(after)})$", re.IGNORECASE)
    ahead = re.compile(rf"^(?:the\s+)?(?P<word>{_any(before)})\.?\s+(?P<base>.+)$", re.IGNORECASE)

    @lru_cache(maxsize=20_000)
    def strip(name: str) -> tuple[str, frozenset[str]]:
        for pattern, words in ((behind, after), (ahead, before)):
            if match := pattern.match(name):
                return match["base"], words[re.sub(r"\s+", " ", match["word"].lower())]
        return name, frozenset()

    return strip


def _any(words: dict[str, frozenset[str]]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
