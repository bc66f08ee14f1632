"""Tolls against UCDP: do the ranges that unfog makes of an event's headlines hold UCDP's best estimate, and how wide are they?

Each headline is read as an article of its agency and day; all headlines that UCDP files under one event are taken as one
event at UCDP's place, so that only reading and ranging are measured. The plain method spans all figures that were read.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals.lines import Line, bootstrap
from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.knowledge.rubric import Rubric, load_comparison, load_rubric
from unfog.model import Actor, Annotation, Claim, Document, Evidence, Figure, Range
from unfog.stage import Group
from unfog.stages.annotate.recognise import ANNOTATE
from unfog.stages.extract.claims import EXTRACT
from unfog.stages.verify.corroborate import voices
from unfog.stages.verify.figures import figures

GOLD = "bench/numbers_ucdp_ukraine.jsonl.gz"
DEATHS = frozenset({"killed"})


@dataclass(frozen=True, slots=True)
class Toll:
    """An event: UCDP's estimate, the range made of its headlines, and the span of all figures read."""

    best: int
    width: int
    low: float | None
    high: float | None
    plain_low: float
    plain_high: float


def measure(shared: Path) -> Iterator[Line]:
    """The share of events whose range holds UCDP's best, and the mean width against UCDP's own."""
    path = shared / GOLD
    if not path.is_file():
        return
    read = _reader()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        tolls = [toll for line in lines for toll in _toll(json.loads(line), read)]
    held, plain = _share(tolls), sum(each.plain_low <= each.best <= each.plain_high for each in tolls) / len(tolls)
    low, high = bootstrap(tolls, _share)
    yield Line("tolls, UCDP", "best within the range", held, len(tolls), low, high, plain, "span of all figures")
    low, high = bootstrap(tolls, _width)
    spans = sum(each.plain_high - each.plain_low for each in tolls) / len(tolls)
    yield Line("tolls, UCDP", "mean width", _width(tolls), len(tolls), low, high, spans, "span of all figures")
    yield Line("tolls, UCDP", "UCDP's own mean width", _own_width(tolls), len(tolls), *bootstrap(tolls, _own_width))


def _share(tolls: Sequence[Toll]) -> float:
    return sum(_holds(each) for each in tolls) / len(tolls)


def _holds(toll: Toll) -> bool:
    return (toll.low is None or toll.low <= toll.best) and (toll.high is None or toll.best <= toll.high)


def _width(tolls: Sequence[Toll]) -> float:
    """The mean width; an open bound is taken where the figures end."""
    return sum((each.high or each.plain_high) - (each.low or 0) for each in tolls) / len(tolls)


def _own_width(tolls: Sequence[Toll]) -> float:
    return sum(each.width for each in tolls) / len(tolls)


def _toll(record: dict[str, Any], read: Callable[[Document], list[Evidence]]) -> Iterator[Toll]:
    rows = [row for document in _documents(record) for row in read(document)]
    bounds = [
        bound for row in rows for figure in _deaths(row) for bound in (figure.low, figure.high) if bound is not None
    ]
    found = _range(rows)
    if found and bounds:
        width = int(record["high"]) - int(record["low"])
        yield Toll(int(record["best"]), width, found.low, found.high, min(bounds), max(bounds))


def _deaths(row: Evidence) -> list[Figure]:
    return [figure for figure in row.claim.numbers if figure.measure in DEATHS and figure.basis != "total"]


def _range(rows: list[Evidence]) -> Range | None:
    """The range of deaths over all sources and all groups."""
    rubric, growing = _standards()
    telling = [row for row in rows if _deaths(row)]  # claims of other things are no part of the event
    ranges = figures(voices(telling, rubric), growing)
    deaths = [each for each in ranges if each.measure in DEATHS and each.side is None and each.basis != "total"]
    return max(deaths, key=lambda each: (each.of is None, each.best or 0), default=None)


@cache
def _standards() -> tuple[Rubric, frozenset[str]]:
    folder = Knowledge().ontology.folder
    return load_rubric(folder), load_comparison(folder).growing


def _documents(record: dict[str, Any]) -> list[Document]:
    headlines, dates = record["source_headline"].split(";"), record["source_date"].split(";")
    agencies = [each.split(",")[0] for each in re.findall(r'"([^"]*)"', record["source_article"])]
    if not len(headlines) == len(dates) == len(agencies):
        return []
    return [
        Document(
            id=f"{record['id']}-{n}", capture_id="", name=str(n), publisher=agency, published=date,
            published_precision="day", published_from="metadata", url=None, title=None, text=headline,
        )
        for n, (headline, date, agency) in enumerate(zip(headlines, dates, agencies, strict=True))
    ]  # fmt: skip


def _reader() -> Callable[[Document], list[Evidence]]:
    """The function that reads one headline into evidence; its agency vouches where it names no source."""
    knowledge, config = Knowledge(), Config()
    annotate, extract = ANNOTATE.build(knowledge, config), EXTRACT.build(knowledge, config)

    def read(document: Document) -> list[Evidence]:
        rows = [each for each in annotate(document) if isinstance(each, Annotation)]
        group = Group(document.id, {Document: (document,), Annotation: tuple(rows)})
        agency = knowledge.register.publisher(document.publisher or "") or Actor(
            f"publisher:{document.publisher}", document.publisher or "", "agency", independent=True
        )
        return [_evidence(claim, document, agency) for claim in extract(group) if isinstance(claim, Claim)]

    return read


def _evidence(claim: Claim, document: Document, agency: Actor) -> Evidence:
    return Evidence(
        id=claim.id, document_id=document.id, family_id=document.id, publisher=agency, published=document.published,
        vouched_by=agency, claim=claim, initiators=(), recipients=(), places=(), interval=None, block_keys=(),
    )  # fmt: skip
