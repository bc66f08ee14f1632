"""The stage that annotates: documents in a language that has a lexicon get sentences, tokens and mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Annotation, Document, Issue, Mention, make_id
from unfog.stage import PerRow
from unfog.stages.acquire.language import language_of
from unfog.stages.annotate.actors import find_actors
from unfog.stages.annotate.items import ItemRule, find_items
from unfog.stages.annotate.parse import Parsed, build_parser
from unfog.stages.annotate.times import find_times, load_grammar
from unfog.stages.annotate.toponyms import find_places


class Recogniser:
    """Finds mentions; the parser is loaded when the first text comes."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        self.knowledge = knowledge
        self.language = language
        self.grammar = load_grammar(knowledge.lexicon, language)
        self.items = knowledge.lexicon.rules(language, "items", ItemRule)

    @cached_property
    def parse(self) -> Callable[[str], Parsed]:
        """The parser of the language."""
        return build_parser(self.knowledge.neutraliser(self.language))

    def annotate(self, document: Document, language: str) -> Annotation:
        """A document's annotation."""
        parsed = self.parse(document.text)
        return Annotation(
            id=make_id("annotation", document.id),
            document_id=document.id,
            language=language,
            sentences=parsed.sentences,
            tokens=parsed.tokens,
            mentions=self._mentions(document.text, parsed),
        )

    def _mentions(self, text: str, parsed: Parsed) -> tuple[Mention, ...]:
        found = (
            *find_places(text, parsed.tokens, self.knowledge.gazetteer),
            *find_times(text, self.grammar),
            *find_actors(text, parsed.tokens, self.knowledge.register),
            *find_items(text, parsed.tokens, self.items),
        )
        items = [each for each in found if each.kind == "item"]
        kept = (each for each in found if each.kind != "place" or not any(_inside(each, item) for item in items))
        return tuple(sorted(kept, key=lambda each: (each.start, -each.end, each.kind)))


def _inside(place: Mention, item: Mention) -> bool:
    """Whether a name is part of a thing's name ("Iron Dome")."""
    return item.start <= place.start and place.end <= item.end


def build(knowledge: Knowledge, config: Config) -> Callable[[Document], Iterable[Annotation | Issue]]:
    """The function that annotates a document, or sets it aside where its language has no lexicon."""
    recognisers = {language: Recogniser(knowledge, language) for language in config.languages}

    def annotate(document: Document) -> Iterable[Annotation | Issue]:
        language = language_of(document.text)
        if language not in recognisers:
            read = ", ".join(recognisers)
            message = f"the text seems to be in language {language!r}; unfog reads: {read}"
            yield Issue.of("annotate.recognise", document.name, document.id, "language", message)
            return
        yield recognisers[language].annotate(document, language)

    return annotate


ANNOTATE = PerRow(
    name="annotate.recognise",
    reads=Document,
    writes=Annotation,
    build=build,
    knows=("gazetteer", "lexicon", "register"),
)
