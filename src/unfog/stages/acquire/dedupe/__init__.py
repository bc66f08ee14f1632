"""Repeats among documents are found: sketches, the pairs that share text, and the families that these make.

A story that many printed is one witness; so every document belongs to one family, named after its likely origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Copy, Document, Family, Sketch
from unfog.stage import Group, PerComponent, PerGroup, PerRow, Read
from unfog.stages.acquire.dedupe.compare import compared, seniority
from unfog.stages.acquire.dedupe.families import build_families
from unfog.stages.acquire.dedupe.sketch import draw

SMALL = 40  # documents in a group of which every two are compared
LARGE = 500  # above it the shared words are no story but the furniture of a site, or one text that many printed whole
SENIORS = 6  # in a larger group each is compared with the most senior and with its neighbours in age
FEW_SENIORS = 1
MEETINGS = 2  # a pair that meets in many groups is compared in so many of them


def build_sketch(knowledge: Knowledge, _config: Config) -> Callable[[Document], Iterator[Sketch]]:
    """A function from a document to its sketch; the register says which publishers are news agencies."""

    @cache
    def is_agency(publisher: str) -> bool:
        actor = knowledge.register.publisher(publisher)
        return actor is not None and actor.kind == "agency"

    def sketch(document: Document) -> Iterator[Sketch]:
        yield draw(document, agency=bool(document.publisher) and is_agency(document.publisher or ""))

    return sketch


def build_copies(_knowledge: Knowledge, _config: Config) -> Callable[[Group], Iterator[Copy]]:
    """A function from the sketches that share a key to the copies among them; the same pair gives the same row anywhere."""

    def copies(group: Group) -> Iterator[Copy]:
        sketches = sorted(group.of(Sketch), key=seniority)
        for origin, other in _pairs(sketches):
            if _meet_here(origin, other, group.key):
                found = compared(origin, other)
                if found:
                    yield found

    return copies


def _pairs(sketches: list[Sketch]) -> Iterator[tuple[Sketch, Sketch]]:
    """Pairs, the senior first: all of a small group, of a large one so many per document."""
    count = len(sketches)
    seniors = count if count <= SMALL else SENIORS if count <= LARGE else FEW_SENIORS
    for at, origin in enumerate(sketches):
        until = count if at < seniors else min(count, at + seniors + 1)
        for other in sketches[at + 1 : until]:
            yield origin, other


def _meet_here(origin: Sketch, other: Sketch, key: str) -> bool:
    """Whether a key is among the first that two documents share: in one group of a few every pair is seen to."""
    return key in sorted({*origin.bands} & {*other.bands})[:MEETINGS]


SKETCH = PerRow(name="acquire.sketch", reads=Document, writes=Sketch, build=build_sketch, knows=("register",))
COPIES = PerGroup(name="acquire.copies", reads=(Read(Sketch, "bands"),), writes=Copy, build=build_copies, least=2)
FAMILIES = PerComponent(
    name="acquire.families",
    nodes=Read(Sketch, "document_id"),
    edges=Copy,
    ends=("document_id", "origin_id"),
    writes=Family,
    build=build_families,
)
