"""What the recogniser of actors knows of a language beside the register: rules for nameless groups, pronouns and gender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from unfog.knowledge.lexicon import Rule


@dataclass(frozen=True, kw_only=True)
class ActorRule(Rule):
    """A rule; `part` says what for: `nameless`, `pronoun`, `dealing`, `impersonal`, `locative`, `title`, `given_name`. `gender`: m, f, n (things), p (several)."""

    part: str
    gender: str = ""


class Vocabulary:
    """The rules, joined by what they are for."""

    def __init__(self, rules: Sequence[ActorRule]) -> None:
        self._rules = rules

    @cached_property
    def nameless(self) -> re.Pattern[str]:
        """Groups without a name that keep a side or a place, in lower case."""
        patterns = "|".join(rule.pattern for rule in self._rules if rule.part == "nameless")
        return re.compile(rf"(?<!\w)(?:{patterns})(?!\w)")

    @cached_property
    def pronouns(self) -> dict[str, str]:
        """Pronouns in lower case, with gender."""
        return self._genders("pronoun")

    @cached_property
    def titles(self) -> dict[str, str]:
        """Words before or beside a name that tell the gender."""
        return self._genders("title")

    @cached_property
    def given_names(self) -> dict[str, str]:
        """First names that tell the gender."""
        return self._genders("given_name")

    @cached_property
    def impersonal(self) -> frozenset[str]:
        """Lemmas of verbs whose "it" stands for no actor."""
        return frozenset(self._genders("impersonal")) | {"be"}

    @cached_property
    def locative(self) -> frozenset[str]:
        """Words of place."""
        return frozenset(self._genders("locative"))

    @cached_property
    def _dealing(self) -> re.Pattern[str]:
        return re.compile("|".join(rule.pattern for rule in self._rules if rule.part == "dealing"))

    def dealing(self, word: str) -> bool:
        """Whether a capital after this word is its state."""
        return self._dealing.fullmatch(word.lower()) is not None

    def _genders(self, part: str) -> dict[str, str]:
        return {word: rule.gender for rule in self._rules if rule.part == part for word in rule.pattern.split("|")}
