"""Briefing sentences read by hand: a hundred drawn by a fixed seed, each judged against the articles around its words.

    python -m evals.briefing STORE [SEED]   prints those of the sample that have no reading yet, in their surroundings, to be read
    python -m evals.briefing STORE check    checks each sentence that could be told of any week once more against what it cites
    python -m evals briefing                the share that is unsupported or misleading, of those read

STORE holds the whole autumn file. The sample is of a briefing of forty sentences for each week from the first day of print to the last.

`readings.csv` holds a reading by the ids of claims and articles and a fingerprint of the sentence; no sentence, no text. A
sentence that has changed since has no reading.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import unfog
from evals.lines import Line, bootstrap
from unfog.model import Document, Evidence, digest
from unfog.views.briefing import Briefing, briefing, supported
from unfog.views.briefing.citations import Borne, cited_text

READINGS = Path(__file__).parent / "readings.csv"
SIZE, SEED, LENGTH, EVERY = 100, 20221130, 40, 100_000
WEEK = timedelta(days=7)
GOOD = "supported"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: `supported`, `unsupported` or `misleading`, why, and in which room the fault lies."""

    sentence: str
    claims: str
    articles: str
    verdict: str
    room: str
    reason: str


def readings() -> list[Reading]:
    """All that is kept."""
    with READINGS.open(encoding="utf-8") as lines:
        return [Reading(**row) for row in csv.DictReader(lines)]


def drawn(picture: unfog.Picture, seed: int = SEED) -> list[Borne]:
    """The sample: sentences of a briefing for each week of the articles. A sentence's turn depends on its event alone."""
    pool = {each.event_id: each for told in weekly(picture, LENGTH) for part in told.parts for each in part.borne}
    return [pool[key] for key in sorted(pool, key=lambda event_id: digest(seed, event_id))[:SIZE]]


def weekly(picture: unfog.Picture, length: int) -> Iterator[Briefing]:
    """A briefing for each week from the first day of print to the last."""
    published = sorted(each.published[:10] for each in picture.documents if each.published)
    first, last = date.fromisoformat(published[0]), date.fromisoformat(published[-1])
    for place in range((last - first).days // WEEK.days + 1):
        since = first + WEEK * place
        until = str(since + WEEK - timedelta(days=1))
        yield briefing(picture.events, picture.assessments, picture.documents, length=length, since=str(since), until=until)


def checked(picture: unfog.Picture) -> str:
    """How many sentences briefings of all weeks could tell, how many are withheld, and how many of those told fail the check."""
    documents = {document.id: document for document in picture.documents}
    told = withheld = failed = 0
    for report in weekly(picture, EVERY):
        rows = {row.id: row for each in report.found for row in each.event.evidence}
        for part in report.parts:
            withheld += part.withheld
            told += len(part.borne)
            failed += sum(not _holds(each, rows, documents) for each in part.borne)
    return f"{told} sentences told, {withheld} withheld, {failed} of those told fail the check"


def _holds(each: Borne, rows: Mapping[str, Evidence], documents: Mapping[str, Document]) -> bool:
    """Whether a sentence passes the check against the claims that it cites."""
    quotes = [text for note in each.citations for text in cited_text(rows[note.claim_id], documents)]
    return supported(each.sentence, quotes)


def fingerprint(each: Borne) -> str:
    """What a reading is kept by: the sentence and the claims that it cites."""
    return digest(each.sentence, [note.claim_id for note in each.citations])[:12]


def to_read(picture: unfog.Picture, seed: int = SEED) -> Iterator[str]:
    """The sentences of the sample without a reading, each with its words in their surroundings."""
    known = {each.sentence for each in readings()}
    documents = {document.id: document for document in picture.documents}
    claims = {claim.id: claim for claim in picture.claims}
    ledgers = {event.id: event.ledger for event in picture.events}
    for each in drawn(picture, seed):
        if fingerprint(each) not in known:
            yield f"{fingerprint(each)} [{ledgers[each.event_id]}, {each.grade}] {each.sentence}"
            for note in each.citations:
                claim = claims[note.claim_id]
                yield f"    {note.claim_id} {_around(documents[claim.document_id], claim.start, claim.end)}"


def _around(document: Document, start: int, end: int) -> str:
    before, after = document.text[max(0, start - 250) : start], document.text[end : end + 120]
    return " ".join(f"{document.name} {document.published or ''}: …{before}>>{document.text[start:end]}<<{after}…".split())


def measure(_shared: Path) -> Iterator[Line]:
    """The share of sentences read that are unsupported or misleading."""
    read = readings()
    if read:
        low, high = bootstrap(read, _bad)
        yield Line("briefing, read by hand", "unsupported or misleading", _bad(read), len(read), low, high)


def _bad(read: Sequence[Reading]) -> float:
    return sum(each.verdict != GOOD for each in read) / len(read)
