"""What the register's files hold, as rows: states, institutions, offices, regions, bodies, persons, publishers, ways of spelling."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from unfog.errors import broken


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state; `head` is the office that a bare "leader" means."""

    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    head: str = "president"


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A body that any state may have; what the flags mean stands in the file. `links` may stand between it and its owner."""

    name: str
    kind: str
    terms: tuple[str, ...]
    links: tuple[str, ...] = ("of",)
    stands_for_state: bool = False
    speaks_for_state: bool = True
    proxy: bool = False
    definite: bool = True
    headed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that persons hold; `of` says whose it may be, `links` what may stand between it and its owner."""

    of: tuple[str, ...]
    terms: tuple[str, ...]
    links: tuple[str, ...] = ("of",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region or town with authorities of its own."""

    name: str
    country: str
    names: tuple[str, ...]
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body with a name of its own. An empty `side` is a body that speaks for no one party without being independent."""

    name: str
    kind: str
    names: tuple[str, ...]
    country: str | None = None
    side: str | None = None
    independent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A holder of public office; an office is written `OFFICE OF FROM..TO`."""

    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    side: str | None = None
    gender: str = "m"
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who prints; `control` is `state`, `party`, `public` or `private`."""

    name: str
    domains: tuple[str, ...]
    kind: str
    control: str
    owner: str
    names: tuple[str, ...]
    country: str | None = None
    side: str | None = None
    independent: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """One file of persons; `country` holds where a person names none."""

    person: tuple[Person, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishers:
    """The file of publishers."""

    publisher: tuple[Publisher, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Near spellings: substitutions in order, and first names that are one name in two languages."""

    rules: tuple[tuple[str, str], ...]
    first_names: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseWords:
    """Words with a part in composed names."""

    titles: frozenset[str]
    fillers: frozenset[str]
    past: frozenset[str]
    articles: frozenset[str]
    links: frozenset[str]
    occupying: frozenset[str]
    proxies: frozenset[str]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How spellings are made comparable."""

    letters: dict[str, str]
    near: Near
    phrase: PhraseWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Everything that the folder holds."""

    states: dict[str, State]
    institutions: dict[str, Institution]
    offices: dict[str, Office]
    regions: dict[str, Region]
    bodies: dict[str, Body]
    persons: tuple[Person, ...]
    publishers: tuple[Publisher, ...]
    spelling: Spelling = field(repr=False)


K = TypeVar("K")


def read(path: Path, kind: type[K]) -> K:
    """One TOML file as `kind`; raises `KnowledgeError` where it is missing, broken or of another form."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise broken(path, error) from error


def read_tables(folder: Path) -> Tables:
    """All files of `data/register/`."""
    return Tables(
        states=read(folder / "states.toml", dict[str, dict[str, State]])["state"],
        institutions=read(folder / "institutions.toml", dict[str, dict[str, Institution]])["institution"],
        offices=read(folder / "offices.toml", dict[str, dict[str, Office]])["office"],
        regions=read(folder / "regions.toml", dict[str, dict[str, Region]])["region"],
        bodies=read(folder / "bodies.toml", dict[str, dict[str, Body]])["body"],
        persons=tuple(person for path in sorted((folder / "persons").glob("*.toml")) for person in _persons(path)),
        publishers=read(folder / "publishers.toml", Publishers).publisher,
        spelling=read(folder / "names.toml", Spelling),
    )


def _persons(path: Path) -> tuple[Person, ...]:
    file = read(path, Persons)
    if file.country is None:
        return file.person
    return tuple(
        person if person.country is not None else replace(person, country=file.country) for person in file.person
    )
