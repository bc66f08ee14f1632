"""Hostile input on its way through reading: what became of each piece, in documents and issues."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Annotation, Capture, Claim, Document, Issue
from unfog.stage import Group
from unfog.stages.acquire.capture import capture
from unfog.stages.acquire.clean import CLEAN
from unfog.stages.annotate.recognise import ANNOTATE
from unfog.stages.extract.claims import EXTRACT

GOOD = (
    "Ukraine's air force said it shot down 23 of 28 drones over Kyiv on Sunday. "
    "Two people were killed in Kharkiv by Russian shelling, the regional governor said. "
)
KNOWLEDGE = Knowledge()
CONFIG = Config()


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


def files(folder: Path, contents: dict[str, bytes]) -> Iterator[Path]:
    """Write files, each with its path."""
    for name, content in contents.items():
        (folder / name).write_bytes(content)
        yield folder / name
