"""Two sketches compared: how much of one stands in the other, where, and which is the likelier origin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from unfog.model import Copy, SharedSpan, Sketch, make_id
from unfog.stages.acquire.dedupe.sketch import SHINGLE, Hashes, read_places, read_quoted, read_words, runs

Mask = npt.NDArray[np.bool_]

DAY = len("2023-11-08")
LATEST = "9999"  # a document without a date is no likely origin
LEAST_SHARED = 0.1  # of the shorter text's runs; below, what two articles share is a phrase or two
LEAST_OWN = 0.5  # the same, of two texts of one publisher
LEAST_WORDS = 30
LEAST_SPAN = 8  # words; shorter ones are shared by chance
MOST_PLACES = 8  # of a phrase that a text says again and again, so many are tried
NEAR = 0.6  # of the runs of both texts together
LEAST_TOLD = 16  # shared words outside quotation marks: fewer are names and "said", and tell of one speaker, not of one text
LEAST_TOLD_SHARE = 0.25  # the same, as a share of all that two texts have in common


class Run(NamedTuple):
    """Words `start` to `end` of one text that stand again from `other` on."""

    start: int
    end: int
    other: int


def seniority(sketch: Sketch) -> tuple[str, bool, str, int, str]:
    """Sorts likely origins first: the earlier day, then a news agency, then the earlier hour, the longer text, the id."""
    published = sketch.published or LATEST
    return published[:DAY], not sketch.agency, published, -len(sketch.words), sketch.document_id


def compared(origin: Sketch, other: Sketch) -> Copy | None:
    """The copy that `other` is of the more senior `origin`, or None where they share too little."""
    if origin.words == other.words and origin.words:
        return _copy(origin, other, "exact", 1.0, [Run(0, len(other.words) // 4, 0)])
    ours, theirs = runs(read_words(other), SHINGLE), runs(read_words(origin), SHINGLE)
    distinct, origins = _distinct(ours), _distinct(theirs)
    shared = distinct[_among(distinct, origins)]
    shorter = min(len(distinct), len(origins))
    if not shorter or len(shared) < _least(origin, other) * shorter:
        return None
    found = [run for run in _align(ours, theirs, shared) if run.end - run.start >= LEAST_SPAN]
    if sum(run.end - run.start for run in found) < LEAST_WORDS:
        return None
    together = len(distinct) + len(origins) - len(shared)
    kind = "near" if len(shared) >= NEAR * together else "partial" if _told(origin, other, found) else "quote"
    return _copy(origin, other, kind, round(len(shared) / len(distinct), 4), found)


def _told(origin: Sketch, other: Sketch, found: list[Run]) -> bool:
    """Whether enough of what two texts share is told by the reporter: it is quoted in neither of them."""
    ours, theirs = read_quoted(other), read_quoted(origin)
    told = sum(
        int(np.count_nonzero(~(ours[run.start : run.end] | theirs[run.other : run.other + run.end - run.start])))
        for run in found
    )
    return told >= max(LEAST_TOLD, LEAST_TOLD_SHARE * sum(run.end - run.start for run in found))


def _least(origin: Sketch, other: Sketch) -> float:
    """The share from which on two texts are told; a site's own standing paragraphs tell nothing of who repeats whom."""
    return LEAST_OWN if origin.publisher and origin.publisher == other.publisher else LEAST_SHARED


def _copy(origin: Sketch, other: Sketch, kind: str, score: float, found: list[Run]) -> Copy:
    return Copy(
        id=make_id("copy", other.document_id, origin.document_id),
        document_id=other.document_id,
        origin_id=origin.document_id,
        kind=kind,
        score=score,
        spans=tuple(_spans(origin, other, found)),
    )


def _spans(origin: Sketch, other: Sketch, found: list[Run]) -> Iterator[SharedSpan]:
    ours, theirs = read_places(other), read_places(origin)
    for run in found:
        last = run.other + run.end - run.start - 1
        yield SharedSpan(
            int(ours[run.start][0]), int(ours[run.end - 1][1]), int(theirs[run.other][0]), int(theirs[last][1])
        )


def _distinct(hashes: Hashes) -> Hashes:
    """The different hashes, sorted; a sort is faster here than `numpy.unique`."""
    ordered = np.sort(hashes)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=~ordered[:1]))]


def _among(hashes: Hashes, ordered: Hashes) -> Mask:
    """Which of the hashes stand in the sorted others."""
    if not len(ordered):
        return np.zeros(len(hashes), np.bool_)
    places = np.searchsorted(ordered, hashes)
    return np.equal(ordered[np.minimum(places, len(ordered) - 1)], hashes)


def _align(ours: Hashes, theirs: Hashes, shared: Hashes) -> Iterator[Run]:
    """Runs of words that follow each other in both texts, in the order of ours; no word of ours is in two of them."""
    order = np.argsort(theirs, kind="stable")
    ordered = theirs[order]
    run = Run(0, 0, 0)
    for at in np.flatnonzero(_among(ours, shared)).tolist():
        if at + SHINGLE <= run.end:
            continue
        first, last = np.searchsorted(ordered, ours[at], "left"), np.searchsorted(ordered, ours[at], "right")
        place, length = _longest(ours[at:], theirs, order[first : min(last, first + MOST_PLACES)].tolist())
        fresh = max(0, run.end - at)  # words that the run before took
        yield run
        run = Run(at + fresh, at + length, place + fresh)
    yield run


def _longest(ours: Hashes, theirs: Hashes, places: list[int]) -> tuple[int, int]:
    """Of the places where the first of our runs stands, the one from which most follows, and how many words that is."""
    lengths = [_together(ours, theirs[place:]) for place in places]
    best = lengths.index(max(lengths))
    return places[best], lengths[best] + SHINGLE - 1


def _together(ours: Hashes, theirs: Hashes) -> int:
    """How many runs at the start of both are the same."""
    size = min(len(ours), len(theirs))
    differ = np.flatnonzero(ours[:size] != theirs[:size])
    return int(differ[0]) if len(differ) else size
