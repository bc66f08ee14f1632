"""How unsure an event is, for the order in which a person reads: the sum of what speaks for a second look, between 0 and 1.

The weights were set by hand so that a contested event comes before one that only lacks a date; they grade nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from unfog.model import Assessment, Event, Range
from unfog.views.sentences.clauses import sureness
from unfog.views.sentences.days import is_told

CONTESTED, FIGURES, PLACES, UNSURE, KINDS, UNDATED, COARSE, NOBODY = 0.3, 0.2, 0.15, 0.15, 0.1, 0.1, 0.1, 0.05
EXACT = frozenset({"point", "settlement", "district"})
APART = 0.2  # share of the larger by which two counts must differ to be worth a look


def doubt(event: Event, assessment: Assessment | None) -> tuple[float, tuple[str, ...]]:
    """The doubt, and its reasons in words, the weightiest first."""
    found = sorted(_found(event, assessment), key=lambda each: (-each[0], each[1]))
    return min(1.0, round(sum(weight for weight, _ in found), 2)), tuple(reason for _, reason in found)


def _found(event: Event, assessment: Assessment | None) -> Iterator[tuple[float, str]]:
    if assessment is not None and assessment.grade == "contested":
        yield CONTESTED, "different sides affirm and deny it"
    for figure in assessment.figures if assessment else ():
        if _differs(figure):
            yield FIGURES, f"counts of {figure.measure.replace('_', ' ')} differ: {figure.low:,} to {figure.high:,}"
            break
    if len({place.id for row in event.evidence for place in row.places[:1]}) > 1:
        yield PLACES, "its claims name different places"
    if len({row.claim.event_type for row in event.evidence}) > 1:
        yield KINDS, "its claims tell of different kinds of events"
    if event.phase != "future" and sureness(event) != "CT+":
        yield UNSURE, "nobody says so without reserve"
    yield from _unknown(event)


def _unknown(event: Event) -> Iterator[tuple[float, str]]:
    if event.begin is None or not is_told(event):
        yield UNDATED, "no text tells when it was"
    if event.place is None or event.place.precision not in EXACT:
        yield COARSE, "no text tells the place, or only roughly"
    if all(row.vouched_by is None or row.vouched_by.kind == "unknown" for row in event.evidence):
        yield NOBODY, "nobody known answers for it"


def _differs(figure: Range) -> bool:
    if figure.side is not None or figure.low is None or figure.high is None:
        return False
    return figure.high - figure.low > APART * max(abs(figure.high), abs(figure.low), 1)
