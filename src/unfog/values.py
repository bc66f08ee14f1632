"""The values that rows hold: spans, tokens, mentions, figures, places, intervals, actors, reasons and ranges; and how ids are made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import msgspec

Number: TypeAlias = int | float


def digest(*parts: object) -> str:
    """32 hex digits of the canonical JSON of `parts`; equal parts give equal digests in every process."""
    return hashlib.blake2b(msgspec.json.encode(parts, order="sorted"), digest_size=16).hexdigest()


def make_id(*parts: object) -> str:
    """An id of 16 hex digits from the parts that identify a row."""
    return digest(*parts)[:16]


class Token(NamedTuple):
    """One word of a parsed text: offsets, lemma, universal and fine tag, dependency to the token at index `head`.

    A root's `head` is its own index. `ent` is the named-entity label with its place in the name (`B-GPE`, `I-GPE`) or empty.
    """

    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str = ""


class Span(NamedTuple):
    """A stretch of a text, in characters."""

    start: int
    end: int


class SharedSpan(NamedTuple):
    """A stretch of one document (`start`, `end`) that stands again in another (`other_start`, `other_end`)."""

    start: int
    end: int
    other_start: int
    other_end: int


class Subject(NamedTuple):
    """What a judgement is about: a stretch of a document (all of it where `end` is 0), as it read then, and its type of event.

    A claim is found again by its words' place in the document, so that a judgement outlives the rules that made the claim.
    """

    document_id: str
    start: int = 0
    end: int = 0
    quote: str = ""
    event_type: str = ""
    claim_id: str = ""


class Passage(NamedTuple):
    """A stretch of a document that stands first in a document of the family `family_id`."""

    start: int
    end: int
    family_id: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that name something; `kind` is what, `text` the name they stand for.

    `text` differs from the words where they were resolved inside the document ("he" → "Vladimir Putin").
    Kinds: `place`, `time`, `actor`, `item`.
    """

    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a claim gives: bounds (None is open), what it measures, of what, and over which span of time.

    `basis` is `event`, `day` or `total`; `since` holds the text's own words for the start of a total.
    """

    measure: str
    low: Number | None
    high: Number | None
    of: str | None = None
    basis: str = "event"
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer, or one made relative to it.

    `precision` is `point`, `settlement`, `district`, `region`, `sector` or `country`; `radius_km` says how far off
    the point may be.
    """

    id: str
    name: str
    kind: str
    country: str
    region: str | None
    latitude: float
    longitude: float
    precision: str
    radius_km: float
    population: int = 0


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time, UTC, half open. `precision`: `hour`, `day`, `week`, `month`, `year`, `open`.

    `anchor` names what it was reckoned from: `text`, `published`, or an event such as `invasion`.
    """

    begin: str
    end: str
    precision: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, person or body of the register, or a name that it does not hold (`kind` `unknown`).

    `country` is an ISO 3166 code; `side` is the code of the party to the conflict that the actor speaks or acts for.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    side: str | None = None
    independent: bool = False


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """A referent that was weighed and not chosen."""

    referent: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Feature:
    """One reason why two claims were or were not joined: a name, its weight and what was seen."""

    name: str
    weight: float
    note: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a grade: a code of `grades.toml`, the sentence for readers, and the claims that it rests on."""

    code: str
    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest, best and highest of a figure: over all sources (`side` None) or by one side's count.

    None is an open bound; `claims` are those that the bounds rest on. `best` is never outside the bounds.
    """

    measure: str
    of: str | None
    basis: str
    side: str | None
    low: Number | None
    best: Number | None
    high: Number | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name that claims give for one slot of an event, with those claims."""

    name: str
    claims: tuple[str, ...]
