"""Briefing sentences read by hand: a hundred drawn by a fixed seed, each judged against its quotes and the articles around them.

    python -m evals.briefing STORE          prints those of the sample that have no reading yet, with quotes, to be read
    python -m evals briefing                the share that is unsupported or misleading, of those read

`readings.csv` holds a reading by the ids of claims and articles and a fingerprint of the sentence; no sentence, no text. A
sentence that has changed since has no reading.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import unfog
from evals.lines import Line, bootstrap
from unfog.model import Document, digest
from unfog.views.briefing import briefing
from unfog.views.briefing.citations import Borne

READINGS = Path(__file__).parent / "readings.csv"
SIZE, SEED, LENGTH = 100, 20221010, 40
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


def drawn(picture: unfog.Picture) -> list[Borne]:
    """The sample: sentences of a briefing for each week of the articles. A sentence's turn depends on its event alone."""
    published = sorted(each.published[:10] for each in picture.documents if each.published)
    first, last = date.fromisoformat(published[0]), date.fromisoformat(published[-1])
    weeks = [first + WEEK * place for place in range((last - first).days // WEEK.days + 1)]
    pool = {each.event_id: each for week in weeks for each in _told(picture, week)}
    return [pool[key] for key in sorted(pool, key=lambda event_id: digest(SEED, event_id))[:SIZE]]


def _told(picture: unfog.Picture, week: date) -> Iterator[Borne]:
    until = str(week + WEEK - timedelta(days=1))
    told = briefing(picture.events, picture.assessments, picture.documents, length=LENGTH, since=str(week), until=until)
    return (each for part in told.parts for each in part.borne)


def fingerprint(each: Borne) -> str:
    """What a reading is kept by: the sentence and the claims that it cites."""
    return digest(each.sentence, [note.claim_id for note in each.citations])[:12]


def to_read(picture: unfog.Picture) -> Iterator[str]:
    """The sentences of the sample without a reading, each with its quotes in their surroundings."""
    known = {each.sentence for each in readings()}
    documents = {document.id: document for document in picture.documents}
    claims = {claim.id: claim for claim in picture.claims}
    for each in drawn(picture):
        if fingerprint(each) not in known:
            yield f"{fingerprint(each)} [{each.grade}] {each.sentence}"
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
