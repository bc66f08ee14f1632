"""Words of a parsed line as tokens: lemma and part of speech come from a table that the pipeline's own rules fill.

The pipeline's rules of attributes and its lemmatiser look at one word at a time: its spelling, tag and dependency. What they
say of such a word is therefore asked once. Words that one of their few rules over several words meets are asked about together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from unfog.model import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MOST = 500_000  # words that are kept; beyond it the table begins anew
ASKED = ("attribute_ruler", "lemmatizer")

Component: TypeAlias = Any  # spaCy's components and their rules have no types
Rule: TypeAlias = Any
Spelled: TypeAlias = tuple[int, int, int]  # orth, tag and dep, as numbers of the string store


class Form(NamedTuple):
    """A word's lemma in lower case, universal and fine tag."""

    lemma: str
    pos: str
    tag: str


class Line(NamedTuple):
    """A line as written and as read, with stand-ins for some names; its offset in the text, and how many tokens came before it."""

    written: Doc
    read: Doc
    offset: int
    before: int


class Words:
    """Makes tokens of lines. Built once per process, of a pipeline that then runs without the components asked here."""

    def __init__(self, pipeline: Language) -> None:
        from spacy.matcher import Matcher  # noqa: PLC0415  loading takes a second
        from spacy.pipeline import AttributeRuler  # noqa: PLC0415

        self.vocab = pipeline.vocab
        self.strings = pipeline.vocab.strings
        self.asked: list[Component] = [pipeline.get_pipe(name) for name in ASKED]
        pipeline.select_pipes(disable=ASKED)
        rules = self.asked[0].patterns
        self.one = AttributeRuler(self.vocab)
        self.one.add_patterns([rule for rule in rules if not _of_several(rule)])
        self.several = Matcher(self.vocab)
        for number, rule in enumerate(rules):
            if _of_several(rule):
                self.several.add(str(number), rule["patterns"])
        self.known: dict[Spelled, Form] = {}

    def tokens(self, line: Line, labels: Sequence[str]) -> Iterator[Token]:
        """The words of one line as written, each with its label as a name, by what the pipeline says of it as read."""
        from spacy import attrs  # noqa: PLC0415

        rows = line.read.to_array([attrs.ORTH, attrs.DEP]).tolist()
        own = line.written.to_array([attrs.IDX, attrs.LENGTH, attrs.ORTH]).tolist()
        heads = line.read.to_array(attrs.HEAD).astype("int64").tolist()
        words = [index for index, space in enumerate(line.read.to_array(attrs.IS_SPACE).tolist()) if not space]
        places = {index: place + line.before for place, index in enumerate(words)}
        forms = self._forms(line.read)
        for index in words:
            orth, dep = rows[index]
            start, length, spelled = own[index]
            start += line.offset
            lemma, pos, tag = forms[index]
            head = places.get(index + heads[index], places[index])
            named = lemma if spelled == orth else self.strings[spelled].lower()
            yield Token(start, start + length, named, pos, tag, self.strings[dep], head, labels[index])

    def _forms(self, doc: Doc) -> list[Form]:
        """The form of each word of a line."""
        from spacy import attrs  # noqa: PLC0415

        if len(self.known) > MOST:
            self.known.clear()
        keys: list[Spelled] = list(map(tuple, doc.to_array([attrs.ORTH, attrs.TAG, attrs.DEP]).tolist()))
        new = list(dict.fromkeys(key for key in keys if key not in self.known))
        if new:
            self.known.update(zip(new, self._ask(new, [self.one, self.asked[1]]), strict=True))
        forms = [self.known[key] for key in keys]
        for start, end in _runs((start, end) for _, start, end in self.several(doc, allow_missing=True)):
            forms[start:end] = self._ask(keys[start:end], self.asked)
        return forms

    def _ask(self, keys: Sequence[Spelled], components: Iterable[Component]) -> list[Form]:
        """Ask the rules for words by themselves."""
        from spacy.tokens import Doc  # noqa: PLC0415

        orths, tags, deps = ([self.strings[number] for number in column] for column in zip(*keys, strict=True))
        doc = Doc(self.vocab, words=orths, tags=tags, deps=deps, heads=list(range(len(keys))))
        for component in components:
            component(doc)
        return [Form(token.lemma_.lower(), token.pos_, token.tag_) for token in doc]


def _runs(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that overlap as one."""
    first = end = 0
    for start, stop in sorted(spans):
        if start >= end:
            if end:
                yield first, end
            first = start
        end = max(end, stop)
    if end:
        yield first, end


def _of_several(rule: Rule) -> bool:
    """Whether a rule of attributes looks at more words than one."""
    return any(len(pattern) > 1 for pattern in rule["patterns"])
