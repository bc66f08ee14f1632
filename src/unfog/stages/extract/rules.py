"""What the rules of extraction assert, and how they are found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from unfog.knowledge.lexicon import Rule
from unfog.model import Span
from unfog.stages.extract.tree import Tree


@dataclass(frozen=True, kw_only=True)
class CueRule(Rule):
    """A cue of attribution: where its content stands, and what it says of the content."""

    frame: str
    pos: tuple[str, ...] = ()
    stance: str = "asserts"
    factuality: str = "CT+"
    phase: str | None = None


@dataclass(frozen=True, kw_only=True)
class TriggerRule(Rule):
    """A trigger of a kind of event.

    `acts` says what part the grammatical subject plays: `initiator`, `recipient` ("lost", "received"), or `asks` ("urged").
    `takes` names the kind of mention that must be the verb's object.
    """

    type: str
    pos: tuple[str, ...] = ()
    near: str | None = None
    not_near: str | None = None
    stance: str = "asserts"
    saying: bool = False
    acts: str = "initiator"
    takes: str | None = None
    aid_stage: str | None = None
    outcome: str | None = None

    @cached_property
    def near_regex(self) -> re.Pattern[str] | None:
        """What must stand in the same sentence."""
        return re.compile(rf"\b{self.near}", re.IGNORECASE) if self.near else None

    @cached_property
    def not_near_regex(self) -> re.Pattern[str] | None:
        """What must not."""
        return re.compile(rf"\b(?:{self.not_near})", re.IGNORECASE) if self.not_near else None


@dataclass(frozen=True, kw_only=True)
class CertaintyRule(Rule):
    """A word that changes factuality, phase, or (of a source that asserts) the stance."""

    factuality: str | None = None
    phase: str | None = None
    stance: str | None = None


@dataclass(frozen=True, kw_only=True)
class VerificationRule(Rule):
    """Words about whether something was checked or is disputed."""

    scope: str
    verification: str


@dataclass(frozen=True, kw_only=True)
class WeaponRule(Rule):
    """The kind of strike that a weapon makes."""

    type: str


@dataclass(frozen=True, kw_only=True)
class RoleRule(Rule):
    """A word that tells of a role: who acts, upon whom, where, or that a noun can speak."""

    role: str


K = TypeVar("K", bound=Rule)


@dataclass(frozen=True, slots=True)
class Hit(Generic[K]):
    """A rule found in a text, and the token at which it stands."""

    rule: K
    span: Span
    token: int


def find(rules: Iterable[K], tree: Tree) -> Iterator[Hit[K]]:
    """Every place where a rule matches the text, rule by rule; as `finditer` finds them, tried only where a match can begin."""
    for rule in rules:
        matches = rule.regex.finditer(tree.text) if "" in rule.starts else _tried(rule, tree)
        for match in matches:
            yield Hit(rule, Span(match.start(), match.end()), tree.at(match.start()))


def _tried(rule: Rule, tree: Tree) -> Iterator[re.Match[str]]:
    end = 0
    for at in sorted({at for start in rule.starts & tree.beginnings.keys() for at in tree.beginnings[start]}):
        match = rule.regex.match(tree.text, at) if at >= end else None
        if match:
            yield match
            end = match.end()
