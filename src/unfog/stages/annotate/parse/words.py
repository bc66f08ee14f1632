"""Words of a parsed line as tokens: lemma and part of speech come from a table that the pipeline's own rules fill.

The pipeline's rules of attributes and its lemmatiser look at one word at a time: its spelling, tag and dependency. What they
say of such a word is therefore asked once. A line that one of their few rules over several words meets is left to them whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from unfog.model import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MOST = 500_000  # words that are kept; beyond it the table begins anew
ENTITY = ("", "I", "O", "B")  # by spaCy's numbers for where in a name a word stands
ASKED = ("attribute_ruler", "lemmatizer")

Component: TypeAlias = Any  # spaCy's components and their rules have no types
Rule: TypeAlias = Any
Spelled: TypeAlias = tuple[int, int, int]  # orth, tag and dep, as numbers of the string store


class Form(NamedTuple):
    """A word's lemma in lower case, universal and fine tag."""

    lemma: str
    pos: str
    tag: str


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

    def tokens(self, doc: Doc, offset: int, count: int) -> Iterator[Token]:
        """The words of one line at `offset` of its text; `count` tokens came before it."""
        from spacy import attrs  # noqa: PLC0415

        rows = doc.to_array([attrs.IDX, attrs.LENGTH, attrs.DEP, attrs.ENT_IOB, attrs.ENT_TYPE]).tolist()
        heads = doc.to_array(attrs.HEAD).astype("int64").tolist()
        words = [index for index, space in enumerate(doc.to_array(attrs.IS_SPACE).tolist()) if not space]
        places = {index: place + count for place, index in enumerate(words)}
        forms = self._forms(doc, words)
        for index, form in zip(words, forms, strict=True):
            start, length, dep, iob, kind = rows[index]
            start += offset
            head = places.get(index + heads[index], places[index])
            name = f"{ENTITY[iob]}-{self.strings[kind]}" if kind else ""
            yield Token(start, start + length, form.lemma, form.pos, form.tag, self.strings[dep], head, name)

    def _forms(self, doc: Doc, words: Sequence[int]) -> Iterable[Form]:
        from spacy import attrs  # noqa: PLC0415

        if self.several(doc, allow_missing=True):
            return self._asked(doc, self.asked, words)
        keys = list(map(tuple, doc.to_array([attrs.ORTH, attrs.TAG, attrs.DEP])[words].tolist()))
        if len(self.known) > MOST:
            self.known.clear()
        new = list(dict.fromkeys(key for key in keys if key not in self.known))
        if new:
            self._learn(new)
        return [self.known[key] for key in keys]

    def _learn(self, keys: Sequence[Spelled]) -> None:
        """Ask the rules for words by themselves."""
        from spacy.tokens import Doc  # noqa: PLC0415

        orths, tags, deps = ([self.strings[number] for number in column] for column in zip(*keys, strict=True))
        alone = Doc(self.vocab, words=orths, tags=tags, deps=deps, heads=list(range(len(keys))))
        self.known.update(zip(keys, self._asked(alone, [self.one, self.asked[1]], range(len(keys))), strict=True))

    def _asked(self, doc: Doc, components: Iterable[Component], words: Iterable[int]) -> list[Form]:
        for component in components:
            component(doc)
        return [Form(doc[index].lemma_.lower(), doc[index].pos_, doc[index].tag_) for index in words]


def _of_several(rule: Rule) -> bool:
    """Whether a rule of attributes looks at more words than one."""
    return any(len(pattern) > 1 for pattern in rule["patterns"])
