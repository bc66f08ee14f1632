"""Pairs of articles that were read: one event, the next of its kind, an updated toll, or different matters; against what was found.

The labels (`labels/pairs.csv`) are kept by the articles' ids. The articles are run as one set; what decides of a pair are
named features: days between the two, links between their claims, places, likeness of title and opening, kinds of happening
and tolls. The bounds were set by hand with an eye on every second pair; the other pairs have a line of their own.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.lines import Line, bootstrap
from unfog import runs
from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Claim, Document, Evidence, Link
from unfog.picture import Picture
from unfog.stages.reconcile.clock import day_of
from unfog.store import Store

LABELS = Path(__file__).parent / "labels" / "pairs.csv"
NEWS = "news/en_2022_autumn.jsonl.gz"
OPENING = 900  # characters: what an article is about stands there
WORD = re.compile(r"[A-Za-z]{4,}|\d{2,}")
NEAR_DAYS = 1
SAME_NEAR, SAME_FAR, SAME_KIND = 0.15, 0.5, 0.15  # likeness from which two articles of a day, or of two, tell of one thing
PER_PLACE, PER_LEAD_LINK, PER_LINK = 0.03, 0.1, 0.05  # what a shared place and a link add to the likeness
HAPPENINGS = frozenset({
    "strike", "casualties", "ground", "interception", "damage", "displacement", "talks", "deployment", "equipment_loss", "disruption",
})  # fmt: skip
EXACT = frozenset({"point", "settlement", "district"})
Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Article:
    """What an article's opening tells: its likeness vector, its day, its kinds of happening, places and largest toll."""

    id: str
    vector: Vector
    ordinal: int
    kinds: Counter[str]
    places: Counter[str]
    toll: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One pair: the label, what was found, and what likeness and days alone would say."""

    label: str
    found: str
    plain: str


def measure(shared: Path) -> Iterator[Line]:
    """Accuracy over all pairs, and over those that were not looked at while the bounds were set."""
    path = shared / NEWS
    if not path.is_file():
        return
    with LABELS.open(encoding="utf-8", newline="") as lines:
        labels = [(row["one"], row["other"], row["label"]) for row in csv.DictReader(lines)]
    answers = list(_answers(labels, _picture(path, {each for pair in labels for each in pair[:2]})))
    for measured, those in (("accuracy", answers), ("accuracy, other half", answers[1::2])):
        yield Line("article pairs", measured, _right(those), len(those), *bootstrap(those, _right), _plain(those), "likeness and days")


def _right(answers: Sequence[Answer]) -> float:
    return sum(each.label == each.found for each in answers) / len(answers)


def _plain(answers: Sequence[Answer]) -> float:
    return sum(each.label == each.plain for each in answers) / len(answers)


def _picture(path: Path, wanted: set[str]) -> Picture:
    """The wanted articles, run through every stage in memory."""
    store = Store(":memory:")
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder) / "articles.jsonl"
        with gzip.open(path, "rt", encoding="utf-8") as lines, chosen.open("w", encoding="utf-8") as out:
            out.writelines(line for line in lines if json.loads(line)["id"] in wanted)
        runs.run(store, [str(chosen)], Config(workers=1, gate=False))
    return Picture(store)


def _answers(labels: Iterable[tuple[str, str, str]], picture: Picture) -> Iterator[Answer]:
    articles = {each.id: each for each in _articles(picture)}
    names = {document.name: document.id for document in picture.documents}
    links, leading = _links(picture)
    for one, other, label in labels:
        a, b = articles[names[one]], articles[names[other]]
        pair = frozenset((a.id, b.id))
        yield Answer(label, relation(a, b, links[pair], leading[pair]), _by_likeness(a, b))


def relation(a: Article, b: Article, links: int, leading: int) -> str:
    """`same`, `update`, `next` or `unrelated`; `leading` are the links between claims of both openings."""
    near = abs(a.ordinal - b.ordinal) <= NEAR_DAYS
    likeness = cosine(a.vector, b.vector)
    shared = sum((a.places & b.places).values())
    joined = likeness + PER_PLACE * min(shared, 3) + PER_LEAD_LINK * min(leading, 2) + PER_LINK * min(links, 2)
    if joined >= (SAME_NEAR if near else SAME_FAR):
        return "update" if _tolls_differ(a, b) else "same"
    alike = (_most(a.kinds) & _many(b.kinds)) | (_many(a.kinds) & _most(b.kinds))
    return "next" if not near and likeness >= SAME_KIND and alike else "unrelated"


def _by_likeness(a: Article, b: Article) -> str:
    if cosine(a.vector, b.vector) < SAME_KIND:
        return "unrelated"
    return "same" if abs(a.ordinal - b.ordinal) <= NEAR_DAYS else "next"


def _tolls_differ(a: Article, b: Article) -> bool:
    """Whether both give a toll, and another; one dead is more often a single person's fate than a toll."""
    return a.toll is not None and b.toll is not None and a.toll != b.toll and min(a.toll, b.toll) > 1


def _most(kinds: Counter[str]) -> set[str]:
    return {kind for kind, count in kinds.items() if count == max(kinds.values()) and kind in HAPPENINGS}


def _many(kinds: Counter[str]) -> set[str]:
    return {kind for kind, count in kinds.items() if 2 * count >= max(kinds.values()) and kind in HAPPENINGS}


def cosine(one: Vector, other: Vector) -> float:
    """The likeness of two vectors of length 1."""
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())


def _articles(picture: Picture) -> Iterator[Article]:
    vectors = _vectors(picture.documents)
    rows: dict[str, list[Evidence]] = defaultdict(list)
    for row in picture.rows(Evidence):
        if row.claim.start < OPENING:
            rows[row.document_id].append(row)
    ontology = Knowledge().ontology
    for document in picture.documents:
        told = rows[document.id]
        happened = (ontology.family(row.claim.event_type) for row in told if _holds(row.claim))
        tolls = [figure.low or figure.high or 0 for row in told for figure in row.claim.numbers if figure.measure == "killed" and figure.basis != "total"]
        published = day_of(document.published or "")
        yield Article(
            id=document.id, vector=vectors[document.id], ordinal=published.toordinal() if published else 0,
            kinds=Counter(kind for kind in happened if kind != "position"),
            places=Counter(place.id for row in told for place in row.places if place.precision in EXACT),
            toll=max(tolls, default=None),
        )  # fmt: skip


def _holds(claim: Claim) -> bool:
    """Whether the claim says that something happened: no threat, plan, denial or possibility."""
    return claim.phase != "future" and claim.factuality in {"CT+", "PR+"} and claim.stance in {"asserts", "estimates"}


def _vectors(documents: Sequence[Document]) -> dict[str, Vector]:
    """Words of title (twice) and opening, weighed by how rare they are in the set."""
    counts = {each.id: Counter(word.lower() for word in WORD.findall(f"{each.title or ''} " * 2 + each.text[:OPENING])) for each in documents}
    spread = Counter(word for words in counts.values() for word in words)
    vectors = {}
    for name, words in counts.items():
        vector = {word: (1 + math.log(n)) * math.log(len(counts) / spread[word]) for word, n in words.items() if spread[word] > 1}
        norm = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vectors[name] = {word: weight / norm for word, weight in vector.items()}
    return vectors


def _links(picture: Picture) -> tuple[Counter[frozenset[str]], Counter[frozenset[str]]]:
    """How many links two articles have, and how many between claims of both openings."""
    claims = {claim.id: claim for claim in picture.claims}
    links: Counter[frozenset[str]] = Counter()
    leading: Counter[frozenset[str]] = Counter()
    for link in picture.rows(Link):
        one, other = claims[link.claim_id], claims[link.other_id]
        pair = frozenset((one.document_id, other.document_id))
        links[pair] += 1
        leading[pair] += one.start < OPENING and other.start < OPENING
    return links, leading
