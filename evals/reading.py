"""Reads single texts as the pipeline does, for sets that score what lies below the claims. Loaded once per process."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from unfog.knowledge import Knowledge
from unfog.model import Annotation, Document
from unfog.stages.annotate.recognise import Recogniser
from unfog.stages.extract.encoder import Signals, load_encoder
from unfog.stages.extract.reading import Reading, Rules
from unfog.stages.extract.said import Said, said

LANGUAGE = "en"


class Reader:
    """One language's recogniser and rules."""

    def __init__(self) -> None:
        knowledge = Knowledge()
        self.recogniser = Recogniser(knowledge, LANGUAGE)
        self.rules = Rules(knowledge, LANGUAGE)
        self.encoder = load_encoder(knowledge, LANGUAGE)

    def annotate(self, text: str) -> Annotation:
        """The annotation of a text."""
        return self.recogniser.annotate(_document(text), LANGUAGE)

    def read(self, text: str) -> Reading:
        """A text as the extraction sees it."""
        annotation = self.annotate(text)
        return Reading(self.rules, _document(text), annotation, self.signals(text, annotation))

    def signals(self, text: str, annotation: Annotation) -> Signals | None:
        """What the trained reader says of a text; None where the language has no weights."""
        return self.encoder.read(text, annotation.sentences, annotation.tokens) if self.encoder else None

    def said(self, text: str) -> tuple[Said, ...]:
        """The attributions of a text."""
        annotation = self.annotate(text)
        signals = self.signals(text, annotation)
        return said(text, annotation, cues=self.rules.cues, roles=self.rules.roles, signals=signals)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader of this process."""
    return Reader()


def _document(text: str) -> Document:
    """A text as a document of which nothing else is known."""
    return Document(
        id="text", capture_id="text", name="text", publisher=None, published=None, published_precision=None,
        published_from=None, url=None, title=None, text=text,
    )  # fmt: skip


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a set: gzipped JSON lines. Empty where the set is not there."""
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
