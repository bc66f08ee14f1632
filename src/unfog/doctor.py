"""Whether the installation is whole (`doctor`), and whether a store is (`check`)."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from unfog.config import default_workers
from unfog.knowledge import PARTS, Knowledge, own_folder
from unfog.model import Claim, Document, Event
from unfog.picture import Picture
from unfog.repair import damaged, structure

# What each extra of the package gives to a user; those for work on unfog itself are not looked for.
GIVES = {
    "notebook": "frames, maps and timelines in Python",
    "parquet": "export --format parquet, Arrow tables",
    "pdf": "brief -o brief.pdf",
    "remote": "inputs at s3://, gs:// and other storage",
    "spark": "runs over many machines: python -m unfog.scale_out",
    "web": "serve: the local web application",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `ok`, `missing` (an option) or `broken`; what was found, and what to do where it is not well."""

    state: str
    what: str
    found: str


def examine(store: str = "unfog.db") -> Iterator[Finding]:
    """Look at the interpreter, the libraries, the extras, the knowledge, and the store of that name."""
    yield Finding("ok", "unfog", version("unfog"))
    yield Finding("ok", "Python", f"{platform.python_version()}, {default_workers()} workers")
    yield Finding("ok", "SQLite", sqlite3.sqlite_version)
    asked = [Requirement(each) for each in requires("unfog") or ()]
    yield from (_library(each) for each in asked if each.marker is None)
    yield from (_extra(name, gives, asked) for name, gives in GIVES.items())
    yield from _knowledge(Knowledge())
    yield _store(Path(store))


def _library(asked: Requirement) -> Finding:
    found = _version(asked)
    wanted = f"{asked.name}{asked.specifier}"
    if found is None:
        return Finding("broken", asked.name, f"expected {wanted}, found none; run: pip install '{wanted}'")
    if not asked.specifier.contains(found, prereleases=True):
        return Finding("broken", asked.name, f"expected {wanted}, found {found}; run: pip install '{wanted}'")
    return Finding("ok", asked.name, found)


def _extra(name: str, gives: str, asked: list[Requirement]) -> Finding:
    """Whether all that an extra asks for is there."""
    wanted = [each for each in asked if each.marker and each.marker.evaluate({"extra": name}) and each.name != "unfog"]
    there = [f"{each.name} {_version(each)}" for each in wanted if _version(each)]
    if wanted and len(there) == len(wanted):
        return Finding("ok", f"[{name}]", f"{gives}: {', '.join(there)}")
    return Finding("missing", f"[{name}]", f"{gives}: pip install 'unfog[{name}]'")


def _version(asked: Requirement) -> str | None:
    try:
        return version(asked.name)
    except PackageNotFoundError:
        return None


def _knowledge(knowledge: Knowledge) -> Iterator[Finding]:
    yield Finding("ok", "data", str(knowledge.folder))
    for part in PARTS:
        files = [path for path in (knowledge.folder / part).rglob("*") if path.is_file()]
        again = "" if files else "; expected some: install unfog anew"
        state = "ok" if files else "broken"
        yield Finding(state, f"data/{part}", f"{len(files)} files, fingerprint {knowledge.fingerprint(part)[:12]}{again}")


def _store(path: Path) -> Finding:
    if not path.is_file():
        return Finding("missing", "store", f"none at {path.absolute()}; make one: unfog run FOLDER --store {path}")
    own = own_folder(str(path))
    beside = f", own knowledge in {own}" if own and own.is_dir() else ""
    return Finding("ok", "store", f"{path.absolute()}, {path.stat().st_size / 1e6:.1f} MB{beside}")


def problems(picture: Picture) -> Iterator[str]:
    """What is wrong with a store: damage to its file or rows, quotes that do not stand in their text, claims of no event, books that do not balance."""
    broken = structure(picture.store) or [f"{each.table}, row {each.rowid}: it is not what was written" for each in damaged(picture.store)]
    if broken:  # rows that may not be read tell nothing more
        yield from (*broken, "mend it with: unfog check --repair")
        return
    texts = {document.id: document.text for document in picture.rows(Document)}
    claims = {claim.id: claim for claim in picture.rows(Claim)}
    for claim in claims.values():
        if texts.get(claim.document_id, "")[claim.start : claim.end] != claim.quote:
            yield f"claim {claim.id}: its quote does not stand at {claim.start}–{claim.end} of document {claim.document_id}"
    in_events = {claim_id for event in picture.rows(Event) for claim_id in event.claims}
    yield from (f"claim {claim_id} is in no event" for claim_id in sorted(claims.keys() - in_events))
    yield from (
        f"an event names claim {claim_id}, which is not there" for claim_id in sorted(in_events - claims.keys())
    )
    if not picture.books.balanced:
        yield f"the books do not balance: {picture.books}"
