"""Spellings of one name folded into keys: plain (case and accents), loose (romanisations), vague (vowels).

The letters and rewriting rules are data (`data/gazetteer/folding.toml`); the build of the gazetteer uses this same module,
so that a name is always looked up under the key that it was filed under.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from unfog.errors import broken

# Apostrophes and soft signs of all alphabets are left out of keys; dashes and full stops part words.
SILENT = re.compile(r"['’ʼ`´ʹʺ\"”“«»‘]")
PARTING = re.compile(r"[\s\-–—‑.,/()]+")
LOOSE_MARK = "~"
VAGUE_MARK = "?"
SHORTEST_LOOSE = 3


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One step: what the pattern matches is replaced."""

    pattern: str
    by: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The letters and the two lists of steps."""

    letters: dict[str, str]
    loose: tuple[Rewrite, ...]
    vague: tuple[Rewrite, ...]


@dataclass(frozen=True, slots=True)
class Folding:
    """Three functions from a name to a key; an empty key stands for nothing to look up."""

    plain: Callable[[str], str]
    loose: Callable[[str], str]
    vague: Callable[[str], str]


def load_folding(path: Path) -> Folding:
    """The folding that a TOML file describes. Raises `KnowledgeError` where it cannot be read."""
    try:
        rules = msgspec.toml.decode(path.read_bytes(), type=Rules)
        steps = [[(re.compile(step.pattern), step.by) for step in part] for part in (rules.loose, rules.vague)]
    except (OSError, msgspec.DecodeError, re.error) as error:
        raise broken(path, error) from error
    letters = str.maketrans(rules.letters)
    loosen, blur = steps

    def latin(name: str) -> str:
        """Lower case, Latin letters, no accents, no apostrophes."""
        return _unaccented(SILENT.sub("", name.casefold().translate(letters)))

    @lru_cache(maxsize=20_000)
    def plain(name: str) -> str:
        """Case, accents, apostrophes and dashes do not count; each alphabet keeps its letters."""
        return PARTING.sub(" ", _unaccented(SILENT.sub("", name.casefold()))).strip()

    @lru_cache(maxsize=20_000)
    def loose(name: str) -> str:
        """Romanisations and the Ukrainian and Russian forms of an ending do not count either."""
        key = PARTING.sub(" ", latin(name)).strip()
        for pattern, by in loosen:
            key = pattern.sub(by, key)
        return LOOSE_MARK + key if len(key) >= SHORTEST_LOOSE else ""

    def vague(name: str) -> str:
        """Vowels do not count either."""
        key = loose(name)[len(LOOSE_MARK) :]
        for pattern, by in blur:
            key = pattern.sub(by, key)
        return VAGUE_MARK + key if len(key) >= SHORTEST_LOOSE else ""

    return Folding(plain, loose, vague)


def _unaccented(name: str) -> str:
    if name.isascii():  # most names
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
