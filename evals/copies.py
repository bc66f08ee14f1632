"""Copies against pairs that were read: is one text taken over in another, are only a speaker's words shared, or nothing?

The labels (`labels/copies.csv`) hold the ids of 176 pairs by different publishers that share a tenth of their text and of as
many that do not: the most alike of two days, and some drawn at random. A copy repeats a reporter's own sentences.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.lines import Line, bootstrap
from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Copy, Document, Family, Sketch
from unfog.stage import Group
from unfog.stages.acquire.dedupe import COPIES, FAMILIES, SKETCH

LABELS = Path(__file__).parent / "labels" / "copies.csv"
NEWS = ("en_2022_autumn", "en_2022_invasion", "en_mixed_2022_2024")
WHOLE = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """One labelled pair: what it is, what was found (None: nothing shared), and whether both still count as witnesses."""

    label: str
    kind: str | None
    two: bool

    @property
    def copy(self) -> bool:
        """Whether it was taken for a copy."""
        return self.kind not in {None, "quote"}


def measure(shared: Path) -> Iterator[Line]:
    """Pairwise F1 of copy, and the share of independent pairs that are still counted as two."""
    texts = documents(shared, {each for pair in _labels() for each in pair[:2]})
    if not texts:
        return
    pairs = _pairs(texts)
    plain = _f1([Pair(each.label, "any" if each.kind else None, each.two) for each in pairs])
    yield Line("copies, read by hand", "copy F1", _f1(pairs), len(pairs), *bootstrap(pairs, _f1), plain, "any shared passage")
    apart = [pair for pair in pairs if pair.label != "copy"]
    yield Line("copies, read by hand", "independent kept as two", _two(apart), len(apart), *bootstrap(apart, _two))


def documents(shared: Path, wanted: set[str]) -> dict[str, Document]:
    """The wanted articles as documents, by id; none where the news is not there."""
    found: dict[str, Document] = {}
    for name in NEWS:
        path = shared / "news" / f"{name}.jsonl.gz"
        if path.is_file():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                found |= {each["id"]: _document(each) for each in map(json.loads, lines) if each["id"] in wanted}
    return found


def _document(record: dict[str, str]) -> Document:
    return Document(
        id=record["id"], capture_id="", name=record["id"], publisher=record["source"], published=record["date"],
        published_precision="day", published_from="metadata", url=None, title=record["title"], text=record["text"],
    )  # fmt: skip


def _labels() -> list[tuple[str, str, str]]:
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return [(row["one"], row["other"], row["label"]) for row in csv.DictReader(lines)]


def _pairs(texts: dict[str, Document]) -> list[Pair]:
    copies, families = repeats(texts.values())
    kinds = {frozenset((copy.document_id, copy.origin_id)): copy.kind for copy in copies}
    by_document = {family.document_id: family for family in families}
    return [
        Pair(label, kinds.get(frozenset((one, other))), _apart(by_document[one], by_document[other], texts))
        for one, other, label in _labels()
        if one in texts and other in texts
    ]


def repeats(texts: Iterable[Document]) -> tuple[list[Copy], list[Family]]:
    """The copies among some documents, and the family of each."""
    knowledge, config = Knowledge(), Config()
    draw, compare = SKETCH.build(knowledge, config), COPIES.build(knowledge, config)
    sketches = [row for text in texts for row in draw(text) if isinstance(row, Sketch)]
    meeting: dict[str, list[Sketch]] = defaultdict(list)
    for sketch in sketches:
        for band in sketch.bands:
            meeting[band].append(sketch)
    made = (row for key, some in sorted(meeting.items()) for row in compare(Group(key, {Sketch: tuple(some)})))
    copies = {row.id: row for row in made if isinstance(row, Copy)}
    group = Group("all", {Sketch: tuple(sketches), Copy: tuple(copies.values())})
    return list(copies.values()), [row for row in FAMILIES.build(knowledge, config)(group) if isinstance(row, Family)]


def _apart(one: Family, other: Family, texts: dict[str, Document]) -> bool:
    """Whether the two are of different families, and neither has most of its text from the other's."""
    if one.family_id == other.family_id:
        return False
    return all(_held(a, b.family_id) < WHOLE * len(texts[a.document_id].text) for a, b in ((one, other), (other, one)))


def _held(family: Family, by: str) -> int:
    return sum(passage.end - passage.start for passage in family.passages if passage.family_id == by)


def _f1(pairs: Sequence[Pair]) -> float:
    right = sum(pair.copy and pair.label == "copy" for pair in pairs)
    total = sum(pair.copy for pair in pairs) + sum(pair.label == "copy" for pair in pairs)
    return 2 * right / total if total else 0.0


def _two(pairs: Sequence[Pair]) -> float:
    return sum(pair.two for pair in pairs) / len(pairs) if pairs else 0.0
