"""A document becomes a sketch: hashes of its words, and the keys under which documents that share text meet.

The keys are winnowed (Schleimer, Wilkerson, Aiken: Winnowing, 2003): of every `WINDOW` runs of words in a row that with
the smallest hash is kept, so that a passage of `MEETING` words that two articles share gives them a key in common.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from unfog.model import Document, Sketch, digest, make_id
from unfog.stages.acquire.dedupe.quoted import quotations

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.uint32]

WORD = re.compile(r"(\W*)(\w+)")
SHINGLE = 5  # words of a run that is compared: shorter ones are shared by chance, longer ones break at every edit
RUN = 8  # words of a run that makes a key: hardly any is common to articles that do not share text
WINDOW = 40
MEETING = RUN + WINDOW - 1
MOST_KEYS = 96  # a very long text keeps its smallest; an article of 600 words has about 30
MULTIPLIER = 0x9E3779B97F4A7C15  # 2**64 by the golden ratio, odd: spreads the bits of what it multiplies
SHIFT = np.uint64(31)


def draw(document: Document, *, agency: bool) -> Sketch:
    """The sketch of a document's text; letter case, punctuation and white space make no difference to it.

    `agency` says that a news agency published it, which makes it the likelier origin.
    """
    found = WORD.findall(document.text)
    words = np.fromiter((_hash(word) for _, word in found), np.uint32, len(found))
    places = np.fromiter((len(part) for both in found for part in both), np.uint32, 2 * len(found))
    return Sketch(
        id=make_id("sketch", document.id),
        document_id=document.id,
        publisher=document.publisher,
        agency=agency,
        published=document.published,
        bands=_bands(words),
        words=words.tobytes(),
        places=places.tobytes(),
        quoted=np.packbits(_quoted(document.text, places)).tobytes(),
    )


def _quoted(text: str, places: Numbers) -> npt.NDArray[np.bool_]:
    """Whether each word begins inside a quotation."""
    ends = np.cumsum(places, dtype=np.int64)
    starts = ends[0::2]  # a word's gap ends where it begins
    inside = np.zeros(len(starts), np.bool_)
    for span in quotations(text):
        inside[np.searchsorted(starts, span.start) : np.searchsorted(starts, span.end)] = True
    return inside


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return zlib.crc32(word.casefold().encode())


def read_words(sketch: Sketch) -> Numbers:
    """The hash of each word."""
    return np.frombuffer(sketch.words, np.uint32)


def read_quoted(sketch: Sketch) -> npt.NDArray[np.bool_]:
    """Whether each word stands between quotation marks."""
    return np.unpackbits(np.frombuffer(sketch.quoted, np.uint8), count=len(sketch.words) // 4).astype(np.bool_)


def read_places(sketch: Sketch) -> npt.NDArray[np.int64]:
    """Start and end of each word in the document's text."""
    return np.cumsum(np.frombuffer(sketch.places, np.uint32), dtype=np.int64).reshape(-1, 2)


def runs(words: Numbers, size: int) -> Hashes:
    """A hash of each run of `size` words; none where the text is shorter."""
    count = max(0, len(words) - size + 1)
    mixed = np.zeros(count, np.uint64)
    for step in range(size):
        mixed = (mixed + words[step : step + count]) * np.uint64(MULTIPLIER)
        mixed ^= mixed >> SHIFT
    return mixed


def _bands(words: Numbers) -> tuple[str, ...]:
    """A key of the whole text, and those of its runs; none where there is no word."""
    return (f"text:{digest(words.tobytes())[:16]}", *_keys(words)) if len(words) else ()


def _keys(words: Numbers) -> list[str]:
    hashes = runs(words, RUN)
    if not len(hashes):
        return []
    width = min(WINDOW, len(hashes))
    smallest = np.unique(np.lib.stride_tricks.sliding_window_view(hashes, width).min(axis=1))
    return [f"{int(each):016x}" for each in smallest[:MOST_KEYS]]
