"""The trained reader: a text and its sentences in, what its heads say of each word out."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from unfog.knowledge import Knowledge
from unfog.knowledge.neutral import Neutraliser
from unfog.model import Span, Token
from unfog.stages.extract.encoder.pieces import Pieces, load_cutter
from unfog.stages.extract.encoder.signals import Heads, Labels, Signals
from unfog.stages.extract.encoder.windows import LONGEST, Window, windows

CLS, SEP = "[CLS]", "[SEP]"

Ints: TypeAlias = NDArray[np.int64]


class Cut(NamedTuple):
    """A window with its pieces; those before `own` are context."""

    pieces: tuple[int, ...]
    own: int


class Encoder:
    """The reader's weights and tokenizer; reads on one thread. Long-lived: build it once per worker."""

    def __init__(self, folder: Path, neutraliser: Neutraliser) -> None:
        table = tomllib.loads((folder / "labels.toml").read_text(encoding="utf-8"))
        self.labels = msgspec.convert(table, Labels)
        self.cutter = load_cutter(folder / "tokenizer.json")
        self.neutraliser = neutraliser
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"])
        self.ends = (self.cutter.vocabulary[CLS], self.cutter.vocabulary[SEP])

    def read(self, text: str, sentences: Sequence[Span], tokens: Sequence[Token]) -> Signals:
        """What the heads say of each token of a text; nothing of tokens beyond the pieces of a sentence that are read."""
        neutral = self.neutraliser.text(text)
        pieces = self.cutter.cut(neutral.text)
        starts = np.fromiter(map(neutral.back, pieces.starts), np.int64, len(pieces.ids))
        runs = [_run(starts, span) for span in sentences]
        cut = [_cut(window, runs) for window in windows([len(run) for run in runs])]
        words = np.searchsorted([token.start for token in tokens], starts, side="right") - 1
        return Signals(self.labels, [self._heads(each, pieces) for each in cut], *_spots(cut, words))

    def _heads(self, window: Cut, pieces: Pieces) -> Heads:
        # One window at a time: int8 weights scale all that is read together, so that a window's reading would hang on
        # its neighbours'. On one thread reading four at once is no faster.
        ids = np.array([[self.ends[0], *(pieces.ids[piece] for piece in window.pieces), self.ends[1]]], np.int64)
        return Heads(*self.session.run(None, {"ids": ids}))


def load_encoder(knowledge: Knowledge, language: str) -> Encoder | None:
    """The encoder of a language; None where it has no weights and rules read alone."""
    folder = knowledge.model(language)
    return Encoder(folder, knowledge.neutraliser(language)) if folder else None


def _run(starts: Ints, span: Span) -> range:
    """The pieces of a sentence."""
    first, last = np.searchsorted(starts, [span.start, span.end])
    return range(int(first), min(int(last), int(first) + LONGEST))


def _cut(window: Window, runs: Sequence[range]) -> Cut:
    return Cut(
        tuple(piece for run in runs[window.first : window.last] for piece in run),
        sum(len(run) for run in runs[window.first : window.own]),
    )


def _spots(cut: Sequence[Cut], words: Ints) -> tuple[list[dict[int, range]], dict[int, int]]:
    """For each window the pieces of its tokens, counted with its first special piece; and each token's own window."""
    pieces: list[dict[int, range]] = []
    own: dict[int, int] = {}
    for number, each in enumerate(cut):
        spots: dict[int, range] = {}
        for place, token in enumerate(words[list(each.pieces)].tolist()):
            spots[token] = range(spots[token].start if token in spots else place + 1, place + 2)
            if place >= each.own:
                own.setdefault(token, number)
        pieces.append(spots)
    return pieces, own
