"""What a briefing's sentence rests on: the exact words of claims, with publisher, date and address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unfog.model import Document, Evidence
from unfog.views.briefing.support import supported
from unfog.views.ledgers.selection import Assessed
from unfog.views.sentences import days
from unfog.views.sentences.polarity import affirms, denies

MOST = 6  # citations of one sentence


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of one claim."""

    claim_id: str
    publisher: str | None
    published: str | None
    url: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Borne:
    """A sentence with the citations that bear it out."""

    event_id: str
    sentence: str
    grade: str
    citations: tuple[Citation, ...]


def bear_out(sentence: str, each: Assessed, documents: Mapping[str, Document]) -> Borne | None:
    """The sentence with the fewest claims, in order, whose words bear it out; None where all of them together do not."""
    rows = _ordered(each.event.evidence)
    dates = days.when(each.event)
    for count in range(_least(rows), min(len(rows), MOST) + 1):
        chosen = rows[:count]
        if supported(sentence, [text for row in chosen for text in cited_text(row, documents, dates)]):
            return Borne(
                each.event.id, sentence, each.assessment.grade, tuple(_citation(row, documents) for row in chosen)
            )
    return None


def _ordered(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The first who affirms, the first who denies, then the others in turn; copies of one text after all of these."""
    groups = [[row for row in evidence if affirms(row.claim)], [row for row in evidence if denies(row.claim)]]
    others = [row for row in evidence if not any(row in group for group in groups)]
    turns = [group[turn] for turn in range(len(evidence)) for group in groups if turn < len(group)] + others
    seen: set[tuple[str, str | None, str]] = set()
    fresh: list[Evidence] = []
    repeated: list[Evidence] = []
    for row in turns:
        key = (row.family_id, row.claim.source, row.claim.stance)
        (repeated if key in seen else fresh).append(row)
        seen.add(key)
    return fresh + repeated


def _least(rows: Sequence[Evidence]) -> int:
    """Where both sides speak, both are cited."""
    return 2 if len(rows) > 1 and any(denies(row.claim) for row in rows) else 1


def cited_text(row: Evidence, documents: Mapping[str, Document], dates: str) -> list[str]:
    """The quote, with what its words were found to refer to beside it: names, places, the speaker, the time.

    Names are only those of mentions that the claim points to, so each leads back to words of the article.
    """
    document = documents.get(row.document_id)
    mentions = [f"{mention.text} {_surface(mention.start, mention.end, document)}" for mention in row.claim.mentions]
    actors = (*row.initiators, *row.recipients, row.vouched_by, row.publisher)
    names = [actor.name for actor in actors if actor] + [place.name for place in row.places]
    sources = [row.claim.source or "", *row.claim.via, *row.claim.initiator, *row.claim.recipient, *row.claim.places]
    return [" | ".join([row.claim.quote, *_split(mentions, names, sources, dates)])]


def _split(*parts: Sequence[str] | str) -> list[str]:
    return [text for part in parts for text in ([part] if isinstance(part, str) else part) if text]


def _surface(start: int, end: int, document: Document | None) -> str:
    return document.text[start:end] if document else ""


def _citation(row: Evidence, documents: Mapping[str, Document]) -> Citation:
    document = documents.get(row.document_id)
    publisher = (document.publisher if document else None) or (row.publisher.name if row.publisher else None)
    url = document.url if document else None
    return Citation(row.claim.id, publisher, row.published, url, row.claim.quote)
