"""Takes a user's own actors and publishers into the register: a TOML file of the register's own form, or a table of one kind.

What is added comes before what is shipped: a publisher of a known domain, a person of a known name and a body of a known id
take the place of the shipped row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import msgspec

from unfog.errors import KnowledgeError, UsageError, broken
from unfog.knowledge.register.parties import Parties
from unfog.knowledge.register.persons import Directory
from unfog.knowledge.register.rows import Body, Person, Publisher, Tables
from unfog.knowledge.register.spelling import Speller

KINDS: Mapping[str, type[Person | Publisher]] = {"offices": Person, "domains": Publisher}
"""The column that tells of which kind the rows of a table are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What one file adds."""

    person: tuple[Person, ...] = ()
    publisher: tuple[Publisher, ...] = ()
    body: dict[str, Body] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.person) + len(self.publisher) + len(self.body)


def with_additions(tables: Tables, folder: Path | None) -> Tables:
    """The tables with all that the files of a folder add, in the order of their names; the tables as they are without one."""
    for path in sorted(folder.glob("*.json")) if folder and folder.is_dir() else ():
        try:
            tables = _merged(tables, msgspec.json.decode(path.read_bytes(), type=Additions))
        except msgspec.DecodeError as error:
            raise broken(path, error) from error
    return tables


def _merged(tables: Tables, added: Additions) -> Tables:
    names = {person.name for person in added.person}
    domains = {domain for publisher in added.publisher for domain in publisher.domains}
    return replace(
        tables,
        persons=(*added.person, *(each for each in tables.persons if each.name not in names)),
        publishers=(*added.publisher, *(each for each in tables.publishers if not domains & set(each.domains))),
        bodies={**tables.bodies, **added.body},
    )


def import_rows(source: Path, folder: Path, tables: Tables) -> Additions:
    """Check a user's file against the register's `tables` and keep it in `folder`, under its own name; gives what it adds.

    `source` is TOML with `[[person]]`, `[[publisher]]` and `[body.ID]` tables, or a CSV with a row for each person (columns
    name, names, country, side, gender, offices) or publisher (name, names, domains, kind, control, owner, country, side); in a
    cell, `|` parts several values. An office is written `OFFICE OF FROM..TO`. Raises `UsageError` where anything does not fit.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")
        added = msgspec.toml.decode(text, type=Additions, strict=True) if source.suffix == ".toml" else _table(text)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError, csv.Error, ValueError) as error:
        raise UsageError(f"{source}: expected a TOML or CSV file of actors, found: {error}; see unfog import-register --help") from error
    if not len(added):
        raise UsageError(f"{source}: expected a person, publisher or body, found none; see unfog import-register --help")
    _check(source, added, tables)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{source.stem}.json").write_bytes(msgspec.json.encode(added))
    return added


def _table(text: str) -> Additions:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    head = reader.fieldnames or ()
    kind = next((kind for column, kind in KINDS.items() if column in head), None)
    if kind is None:
        raise ValueError(f"expected a column `offices` (persons) or `domains` (publishers), found {', '.join(head) or 'no columns'}")
    rows = tuple(_row(kind, cells, reader.line_num) for cells in reader)
    persons = tuple(row for row in rows if isinstance(row, Person))
    return Additions(person=persons, publisher=tuple(row for row in rows if isinstance(row, Publisher)))


def _row(kind: type[Person | Publisher], cells: Mapping[str, str | None], line: int) -> Person | Publisher:
    known = {each.name: str(each.type) for each in fields(kind)}
    unknown = [name for name in cells if name not in known]
    if unknown:
        raise ValueError(f"unknown columns {', '.join(map(str, unknown))}; known are {', '.join(known)}")
    several = {name for name, hint in known.items() if "tuple" in hint}
    values = {name: _cell(cells.get(name), name in several) for name in known if cells.get(name) or name in several - {"domains"}}
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"line {line}: {error}") from error


def _cell(cell: str | None, several: bool) -> str | tuple[str, ...]:
    parts = tuple(part.strip() for part in (cell or "").split("|") if part.strip())
    return parts if several else (cell or "").strip()


def _check(source: Path, added: Additions, tables: Tables) -> None:
    """Refuse offices and countries that the register does not know."""
    speller = Speller(tables.spelling)
    only = replace(tables, persons=added.person)
    try:
        directory = Directory(only, speller, Parties(replace(tables, bodies={**tables.bodies, **added.body}), speller))
    except KnowledgeError as error:
        raise UsageError(f"{source}: {error}; see unfog import-register --help") from error
    held = {tenure.office for key in directory.actors for tenure in directory.offices(key)}
    _known(source, "office", held, tables.offices)
    countries = [each.country for each in added.person] + [each.country for each in added.publisher]
    countries += [each.country for each in added.body.values()]
    _known(source, "country", {country for country in countries if country}, tables.states)


def _known(source: Path, what: str, used: Iterable[str], known: Mapping[str, object]) -> None:
    unknown = sorted(set(used) - set(known))
    if unknown:
        raise UsageError(f"{source}: expected a known {what}, found {', '.join(unknown)}; known are: {', '.join(sorted(known))}")
