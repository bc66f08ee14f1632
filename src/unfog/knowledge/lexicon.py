"""Rules of a language, read from `data/lexicon/<lang>/*.toml`: each with an id, a pattern, and examples that are run as tests.

A rule is a regular expression over the text, without regard to case; an example in `yes` marks with `[[ ]]` what the
rule must match, an example in `no` must not be matched at all.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

import msgspec

from unfog.errors import KnowledgeError, broken
from unfog.knowledge import beginnings


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: its id, its pattern, what it must hit and what it must leave. Kinds of rules add what they assert."""

    id: str
    pattern: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    note: str | None = None

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern, bounded by non-word characters."""
        return re.compile(rf"(?<!\w)(?:{self.pattern})(?!\w)", re.IGNORECASE)

    @cached_property
    def starts(self) -> frozenset[str]:
        """How its matches can begin."""
        return beginnings.of(self.pattern)


K = TypeVar("K", bound=Rule)


def load_rules(path: Path, kind: type[K]) -> tuple[K, ...]:
    """All `[[rule]]` tables of a TOML file as rows of `kind`, in the file's order.

    Raises `KnowledgeError` where a key is missing or unknown, a pattern does not compile or an id comes twice.
    """
    try:
        tables = msgspec.toml.decode(path.read_bytes(), type=dict[str, list[dict[str, object]]])["rule"]
        rules = tuple(_rule(table, kind) for table in tables)
    except (OSError, msgspec.DecodeError, KeyError, re.error, ValueError) as error:
        raise broken(path, error) from error
    twice = [rule.id for rule, count in Counter(rules).items() if count > 1]
    if twice or len({rule.id for rule in rules}) < len(rules):
        raise KnowledgeError(f"{path}: expected every id once, found twice: {twice}; give one of them another")
    return rules


def _rule(table: dict[str, object], kind: type[K]) -> K:
    unknown = set(table) - {each.name for each in fields(kind)}
    if unknown:
        raise ValueError(f"rule {table.get('id')}: unknown keys {sorted(unknown)}")
    rule = msgspec.convert(table, kind)
    rule.regex  # noqa: B018  compiled now, so that a broken pattern is found at load
    return rule


class Lexicon:
    """The rule files of all languages; each is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[tuple[str, str], tuple[Rule, ...]] = {}

    def rules(self, language: str, section: str, kind: type[K]) -> tuple[K, ...]:
        """The rules of `data/lexicon/<language>/<section>.toml`."""
        key = (language, section)
        if key not in self._read:
            self._read[key] = load_rules(self.folder / language / f"{section}.toml", kind)
        return cast("tuple[K, ...]", self._read[key])
