"""Events told in the words of the articles: which sentences bear an event and its grade, and how they are put."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from unfog.model import Document, Evidence
from unfog.views.briefing.telling import answers, asserts, proves, tells
from unfog.views.ledgers.selection import Assessed
from unfog.views.sentences import capital, days
from unfog.views.sentences.polarity import denies
from unfog.views.sentences.wording import sentences

DISPUTED = frozenset({"contested", "refuted"})
CORROBORATED, CONFIRMED = "corroborated", "confirmed"
PROOFS = frozenset({"admitted", "verified"})  # reasons that confirm
DOUBLE = re.compile(r"[“”\"]")
WORD = re.compile(r"[\w’'-]{4,}")
ALIKE = 0.45  # share of words from which two sentences tell one thing
COPIED = 0.8  # share of all words from which one repeats the other
SHARED = 4  # words that two sentences on one event have in common at the least


def borne_by(each: Assessed, documents: Mapping[str, Document]) -> tuple[Evidence, ...]:
    """The claims in whose sentences an event can be told, with what its grade rests on; empty where it cannot."""
    grade = each.assessment.grade
    if grade in DISPUTED:
        return _dispute(each, documents)
    told = [row for row in each.event.evidence if tells(row, each.event.ledger, documents.get(row.document_id))]
    if grade == CONFIRMED:
        proofs = {claim for reason in each.assessment.reasons if reason.code in PROOFS for claim in reason.claims}
        told = [row for row in told if row.id in proofs and proves(row)]
    if any(denies(row.claim) for row in each.event.evidence):
        return ()
    if grade == CORROBORATED:
        return next((pair for pair in _pairs(told, told) if pair[0].publisher != pair[1].publisher), ())
    return tuple(told[:1])


def _dispute(each: Assessed, documents: Mapping[str, Document]) -> tuple[Evidence, ...]:
    """A denial and what it answers; a denial alone, which says what it answers, where that is not told by itself."""
    rows = each.event.evidence
    against = [row for row in rows if answers(row, documents.get(row.document_id))]
    for_ = [row for row in rows if asserts(row, documents.get(row.document_id))]
    return next(_pairs(for_, against), tuple(against[:1]))


def _pairs(some: Sequence[Evidence], others: Sequence[Evidence]) -> Iterator[tuple[Evidence, Evidence]]:
    """Pairs of claims by different voices, in texts that do not repeat each other, that speak of one matter."""
    for one in some:
        for other in others:
            apart = one.family_id != other.family_id and one.vouched_by != other.vouched_by
            if apart and shared(one.claim.quote, other.claim.quote) >= SHARED and not copied(one.claim.quote, other.claim.quote):
                yield one, other


def words(text: str) -> frozenset[str]:
    """The longer words of a text, without regard to case and plural."""
    return frozenset(match.casefold().removesuffix("s") for match in WORD.findall(text))


def shared(one: str, other: str) -> int:
    """How many longer words two texts have in common."""
    return len(words(one) & words(other))


def alike(one: str, other: str) -> bool:
    """Whether two sentences say one thing: the shorter has a good part of its words in common with the longer."""
    ours, theirs = words(one), words(other)
    return len(ours & theirs) >= ALIKE * max(1, min(len(ours), len(theirs)))


def copied(one: str, other: str) -> bool:
    """Whether two sentences are one: the longer has nearly all of its words in common with the shorter."""
    ours, theirs = words(one), words(other)
    return len(ours & theirs) >= COPIED * max(1, len(ours), len(theirs))


def quoted(rows: Sequence[Evidence], documents: Mapping[str, Document]) -> str:
    """The sentence of a briefing that tells these claims: who printed it, on which day, in which words."""
    said = sentences().quoted
    return said.between.join(
        said.one.format(printed=", ".join(filter(None, (publisher(row, documents), printed(row)))), words=_words(row.claim.quote))
        for row in rows
    )


def publisher(row: Evidence, documents: Mapping[str, Document]) -> str:
    """Who printed a claim, by the name that the register has, else by the article's own; else the article's name."""
    document = documents.get(row.document_id)
    name = row.publisher.name if row.publisher else (document.publisher if document else None)
    return capital(name or f"{sentences().words.article} ({document.name if document else row.document_id})")


def printed(row: Evidence) -> str:
    """The day on which it was printed, in words; empty where it is not known."""
    return days.day_name(days.read_time(row.published).date()) if row.published else ""


def _words(quote: str) -> str:
    """The sentence on one line, its own double quotation marks made single."""
    return DOUBLE.sub("'", " ".join(quote.split()))
