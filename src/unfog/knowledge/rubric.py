"""How claims are compared and events are graded: `comparison.toml`, `grades.toml` and `verifying.toml` of `data/ontology/`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from unfog.errors import broken
from unfog.knowledge.lexicon import Rule, load_rules

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """Measures of nearness: kilometres, days, rows of a block, and shares of words."""

    near_km: float
    narrow_days: float
    block_rows: int
    telling_number: int
    filed_number: int
    comparable_toll: float
    vague_numbers: frozenset[int]
    least_words: int
    copied_words: float
    matter_words: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The sums of weights from which two claims are joined."""

    same: float
    bare: float
    denies: float
    denies_in_document: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of agreement or disagreement weighs."""

    veto: float
    type_same: float
    type_diffuse: float
    type_compatible: float
    type_other: float
    place_site: float
    place_settlement: float
    place_district: float
    place_region: float
    place_within: float
    place_country: float
    place_near: float
    place_some: float
    time_same_day: float
    time_overlap: float
    time_half_guess: float
    time_wide: float
    published_same_day: float
    published_next_day: float
    published_apart: float
    time_unknown: float
    time_one_unknown: float
    time_apart_by_guess: float
    initiator_same_person: float
    initiator_same: float
    initiator_other: float
    recipient_same: float
    recipient_other: float
    numbers_several: float
    numbers_telling: float
    numbers_exact: float
    numbers_equal: float
    numbers_compatible: float
    numbers_differ: float
    numbers_apart: float
    items_shared: float
    items_other: float
    matter_same: float
    outcome_same: float
    outcome_other: float
    possible_only: float
    one_document: float
    one_clause: float
    words: float
    copy: float


@dataclass(frozen=True, slots=True)
class Clustering:
    """When two groups of claims become one event."""

    linked_share: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of `comparison.toml`."""

    title: str
    licence: str
    by_actor: frozenset[str]
    generic: frozenset[str]
    compatible: frozenset[frozenset[str]]
    diffuse: frozenset[str]
    seats: frozenset[str]
    consequences: frozenset[str]
    causes: frozenset[str]
    mirrored: frozenset[str]
    growing: frozenset[str]
    same_outcome: frozenset[frozenset[str]]
    limits: Limits
    thresholds: Thresholds
    weights: Weights
    cluster: Clustering


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and what it means."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class Admission:
    """An admission against interest: of which event, by the actor in which slot, of which outcome or kind of actor.

    `alone` is for what needs no opponent, such as a retreat.
    """

    event_type: str
    slot: str
    outcomes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Rubric:
    """All of `grades.toml`."""

    title: str
    licence: str
    verifying_kinds: frozenset[str]
    self_owned: frozenset[str]
    saying_types: frozenset[str]
    saying_stages: frozenset[str]
    saying_stances: frozenset[str]
    announced_types: frozenset[str]
    grade: tuple[Grade, ...]
    admission: tuple[Admission, ...]
    reasons: dict[str, str]
    names: dict[str, str]
    organisations: dict[str, tuple[str, ...]]

    def organisation(self, actor_id: str) -> str:
        """The organisation whose word an actor's is; its own id where that is none."""
        return next((name for name, members in self.organisations.items() if actor_id in members), actor_id)


def load_comparison(folder: Path) -> Comparison:
    """The weights; raises `KnowledgeError` where a key is missing or of the wrong kind."""
    return _load(folder / "comparison.toml", Comparison)


def load_rubric(folder: Path) -> Rubric:
    """The grades; raises `KnowledgeError` where a key is missing or of the wrong kind."""
    return _load(folder / "grades.toml", Rubric)


def load_verifying(folder: Path) -> tuple[Rule, ...]:
    """The saying words of those who looked for themselves."""
    return load_rules(folder / "verifying.toml", Rule)


def _load(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise broken(path, error) from error
