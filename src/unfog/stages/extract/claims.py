"""The stage that makes claims: it loads the rules of each language and reads one document at a time."""

from __future__ import annotations

from collections.abc import Iterable

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Annotation, Claim, Document
from unfog.stage import Group, GroupFunction, PerGroup, Read
from unfog.stages.extract.encoder import load_encoder
from unfog.stages.extract.reading import Reading, Rules


def build(knowledge: Knowledge, config: Config) -> GroupFunction:
    """The function that gives the claims of a document and its annotation; none where there is no annotation."""
    rules = {language: Rules(knowledge, language) for language in config.languages}
    encoders = {language: load_encoder(knowledge, language) for language in config.languages}

    def extract(group: Group) -> Iterable[Claim]:
        document, annotation = group.one(Document), group.one(Annotation)
        if document is None or annotation is None:
            return []
        encoder = encoders[annotation.language]
        signals = encoder.read(document.text, annotation.sentences, annotation.tokens) if encoder else None
        return Reading(rules[annotation.language], document, annotation, signals).claims()

    return extract


EXTRACT = PerGroup(
    name="extract.claims",
    reads=(Read(Document, "id"), Read(Annotation, "document_id")),
    writes=Claim,
    build=build,
    knows=("lexicon", "models", "ontology", "register", "gazetteer"),
)
