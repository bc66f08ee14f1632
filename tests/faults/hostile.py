"""Hostile input on its way through reading: what became of each piece, in documents and issues."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from unfog import runs
from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Annotation, Capture, Claim, Document, Issue
from unfog.picture import Picture
from unfog.stage import Group
from unfog.stages.acquire.capture import capture
from unfog.stages.acquire.clean import CLEAN
from unfog.stages.annotate.recognise import ANNOTATE
from unfog.stages.extract.claims import EXTRACT
from unfog.store import Store

GOOD = (
    "Ukraine's air force said it shot down 23 of 28 drones over Kyiv on Sunday. "
    "Two people were killed in Kharkiv by Russian shelling, the regional governor said. "
)
KNOWLEDGE = Knowledge()
CONFIG = Config(workers=1)


@cache
def functions():
    """The three stages that read one document, built once."""
    return tuple(stage.build(KNOWLEDGE, CONFIG) for stage in (CLEAN, ANNOTATE, EXTRACT))


def taken_in(*inputs: Path, config: Config = CONFIG) -> tuple[list[Document], list[Issue]]:
    """What capture and clean make of inputs: documents, and issues."""
    clean, _, _ = functions()
    documents, issues = [], []
    for row in capture([str(each) for each in inputs], config):
        for each in clean(row) if isinstance(row, Capture) else [row]:
            (documents if isinstance(each, Document) else issues).append(each)
    return documents, issues


def claims_of(document: Document) -> list[Claim]:
    """The claims of a document; none where its language is not read."""
    _, annotate, extract = functions()
    made = list(annotate(document))
    found = [each for each in made if isinstance(each, Annotation)]
    return [each for row in found for each in extract(Group(document.id, {Document: (document,), Annotation: (row,)}))]


def of_text(text: str, name: str = "a") -> Document:
    """A document of a text, dated and without publisher."""
    return Document(
        id=name, capture_id="c", name=name, publisher=None, published="2023-11-08", published_precision="day",
        published_from="metadata", url=None, title=None, text=text,
    )  # fmt: skip


class Clock:
    """CPU seconds of this process since the start of a block."""

    def __enter__(self) -> Clock:
        self.start, self.spent = time.process_time(), 0.0
        return self

    def __exit__(self, *_: object) -> None:
        self.spent = time.process_time() - self.start


def picture(folder: Path, articles: dict[str, str], **metadata: dict[str, str]) -> Picture:
    """The picture of some articles, by name; `metadata` by the same names goes beside them. What was read once is warm."""
    folder.mkdir(exist_ok=True)
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        if name in metadata:
            (folder / f"{name}.json").write_text(json.dumps(metadata[name]), encoding="utf-8")
    return read(Store(":memory:"), folder)


def read(store: Store, *inputs: Path) -> Picture:
    """A run over inputs, with the knowledge that this process has loaded."""
    cold = runs.Knowledge
    runs.Knowledge = lambda own=None: KNOWLEDGE  # type: ignore[assignment,misc]
    try:
        runs.run(store, [str(each) for each in inputs], CONFIG)
    finally:
        runs.Knowledge = cold  # type: ignore[misc]
    return Picture(store)


def told(documents_claims: Iterable[Claim]) -> list[tuple[object, ...]]:
    """What claims say, without where they say it."""
    return sorted(
        (each.event_type, each.factuality, each.source or "", each.initiator, each.recipient, each.places, str(each.numbers)) for each in documents_claims
    )
