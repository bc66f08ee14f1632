"""What unfog is made of and under which licences: data, weights, the report's parts, and the libraries that it asks for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LONGEST = 60  # characters: a longer licence field of a library holds the whole text
MIT = "Permission is hereby granted, free of charge"
NOTICES = re.compile(r"(?:^|/)(?:licen[cs]e|notice|copying)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its kind (`data`, `library`), name, version, licence, by whom, and where it lies or how it came."""

    kind: str
    name: str
    version: str
    licence: str
    author: str
    where: str


def parts() -> Iterator[Part]:
    """All parts: data as their SOURCE.toml says, then the libraries of the base and what these ask for, by name."""
    root = Path(str(files("unfog")))
    for source in sorted(root.rglob("SOURCE.toml")):
        yield from _data(source, str(source.parent.relative_to(root)))
    yield from (_library(each) for each in libraries())


def libraries() -> list[Distribution]:
    """The installed libraries that unfog asks for without any extra, and those that they ask for."""
    found: dict[str, Distribution] = {}
    waiting = ["unfog"]
    while waiting:
        name = canonicalize_name(waiting.pop())
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # `unfog doctor` tells of what is missing
        asked = map(Requirement, found[name].requires or ())
        waiting += [each.name for each in asked if _wanted(each) and canonicalize_name(each.name) not in found]
    return [found[name] for name in sorted(found) if name != "unfog"]


def notices() -> Iterator[str]:
    """The texts of licences and notices that the libraries bring, each under the library's name, and those of the report's parts."""
    for source in sorted(Path(str(files("unfog"))).rglob("SOURCE.toml")):
        for part in tomllib.loads(source.read_text(encoding="utf-8")).get("part", ()):
            if "notice" in part:
                yield f"{part['name']}\n\n{part['notice'].strip()}\n"
    for library in libraries():
        yield from (f"{library.metadata['Name']} {library.version}: {name}\n\n{text}\n" for name, text in _texts(library))


def _data(source: Path, folder: str) -> Iterator[Part]:
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    yield Part("data", table["title"], str(table.get("retrieved", "")), table["licence"], table["author"], folder)
    for each in (*table.get("source", ()), *table.get("part", ())) if not isinstance(table.get("source"), str) else ():
        name, where = each.get("title") or each["name"], each.get("by_way_of") or ", ".join(each.get("files", ()))
        yield Part("data", name, "", each["licence"], each["author"], f"{folder}: {where}")


def _library(library: Distribution) -> Part:
    about = library.metadata
    author = _told(library, "Author", "Author-email", "Maintainer", "Maintainer-email")
    return Part("library", about["Name"], library.version, _licence(library), " ".join(author.split()), f"PyPI {about['Name']}")


def _told(library: Distribution, *fields: str) -> str:
    """The first of some fields of a library's metadata that says something."""
    values = (value for each in fields for value in library.metadata.get_all(each) or ())
    return next((str(value) for value in values if value), "")


def _licence(library: Distribution) -> str:
    told = _told(library, "License-Expression", "License")
    classed = [each.rsplit(" :: ", 1)[1] for each in library.metadata.get_all("Classifier") or () if each.startswith("License ::")]
    short = told if told and len(told) <= LONGEST and "\n" not in told else "; ".join(classed)
    return short or ("MIT" if any(MIT in text for _, text in _texts(library)) else "not told")


def _texts(library: Distribution) -> Iterator[tuple[str, str]]:
    """The names and texts of the files of licences and notices that a library brings."""
    for path in library.files or ():
        if NOTICES.search(str(path)) and ".dist-info" in str(path):
            yield path.name, Path(str(library.locate_file(path))).read_text(encoding="utf-8", errors="replace").strip()


def _wanted(asked: Requirement) -> bool:
    return asked.marker is None or asked.marker.evaluate({"extra": ""})
