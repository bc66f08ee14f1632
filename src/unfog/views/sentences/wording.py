"""The words of sentences, read once from `data/wording/`: clauses by event type, frames by grade, names, measures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from unfog.errors import KnowledgeError, broken
from unfog.knowledge.lexicon import Rule, load_rules

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one event type, the fullest first."""

    name: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AidClauses:
    """The clauses of one stage of aid, the fullest first."""

    stage: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure is put: of one, of more, and in a toll where it may stand in one."""

    name: str
    one: str
    more: str
    toll: str | None = None


@dataclass(frozen=True, slots=True)
class Victims:
    """Event types whose recipient may be a victim, and the kinds of actor that are then not named."""

    types: frozenset[str]
    private_kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quoted:
    """How an article's own sentence is told, and what stands between two."""

    one: str
    between: str


@dataclass(frozen=True, slots=True)
class Words:
    """Single words, with singular and plural where there are two."""

    it: str
    of: str
    unnamed: str
    article: str
    and_: str
    others: str
    denies: Forms
    denies_it: Forms
    otherwise: Forms
    says: Forms
    aid: str
    at_least: str
    up_to: str
    about: str
    to: str
    total: str
    so_far: str
    day: str
    is_: Forms
    was: Forms


@dataclass(frozen=True, slots=True)
class Sentences:
    """All of `sentences.toml`."""

    title: str
    longest: int
    zone: str
    types: tuple[Clauses, ...]
    aid: tuple[AidClauses, ...]
    outcomes: dict[str, Forms]
    outcomes_hands: dict[str, Forms]
    outcomes_alone: dict[str, Forms]
    sayings: dict[str, str]
    stated: dict[str, str]
    modal: dict[str, str]
    hedge: dict[str, str]
    says: dict[str, Forms]
    grade: dict[str, str]
    words: Words
    vague: dict[str, str]
    place: dict[str, str]
    place_kinds: dict[str, str]
    measures: tuple[Measure, ...]
    victims: Victims
    quoted: Quoted

    def clauses(self, event_type: str, aid_stage: str | None) -> tuple[str, ...]:
        """The clauses of a type, or of a stage of aid; raises `KnowledgeError` for a type without any."""
        if event_type == "aid":
            return _stages().get(aid_stage or "", _stages()[""])
        found = _types().get(event_type)
        if found is None:
            raise KnowledgeError(f"sentences.toml has no clause for events of type {event_type}; add one, or install unfog anew")
        return found

    def measure(self, name: str) -> Measure:
        """How a measure is put; one that has no words of its own is called by its name."""
        found = _measures().get(name)
        plain = "{n} " + name.replace("{", "").replace("}", "")
        return found or Measure(name, plain, plain)


@dataclass(frozen=True, kw_only=True)
class NameRule(Rule):
    """A rule about names: `use` is `article` or `plural`."""

    use: str


def folder() -> Path:
    """Where the words lie."""
    return Path(str(files("unfog") / "data" / "wording" / "en"))


@cache
def sentences() -> Sentences:
    """The sentences; raises `KnowledgeError` where the file is broken."""
    path = folder() / "sentences.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Sentences)
    except (OSError, msgspec.DecodeError) as error:
        raise broken(path, error) from error


@cache
def name_rules(use: str) -> tuple[NameRule, ...]:
    """The rules that say when a name takes an article, or a plural verb."""
    return tuple(rule for rule in load_rules(folder() / "names.toml", NameRule) if rule.use == use)


@cache
def _types() -> dict[str, tuple[str, ...]]:
    return {each.name: each.clauses for each in sentences().types}


@cache
def _stages() -> dict[str, tuple[str, ...]]:
    return {each.stage: each.clauses for each in sentences().aid}


@cache
def _measures() -> dict[str, Measure]:
    return {each.name: each for each in sentences().measures}
