"""Vectors of words in their surroundings, as the pipeline's `tok2vec` layers make them, without asking twice about one word.

A layer first embeds each word by its own features alone, then four convolutions look at its neighbours. The first half is kept
for each word; the second is reckoned here for all lines of a text at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MOST = 60_000  # words that are kept; beyond it the table begins anew
GAP = 4  # rows of zeros between lines, one for each convolution, so that no line sees another
TOGETHER = 32  # words that are embedded at once, always as many, so that a word's vector hangs on no other
TINY = 1e-8  # keeps a variance above zero, as in the layers themselves

Floats: TypeAlias = npt.NDArray[np.float32]
Numbers: TypeAlias = npt.NDArray[np.intp]
Layer: TypeAlias = Any  # thinc's models are typed by what they take and give, which is not known here
Kind: TypeAlias = tuple[int, int, int]  # orth, norm and whether a space follows, as spaCy numbers them


class Convolution(NamedTuple):
    """Window of three words → three candidates for each output, of which the largest is normalised and scaled."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        """The rows with what their neighbours add."""
        edge = np.zeros((1, rows.shape[1]), dtype=np.float32)
        windows = np.concatenate([np.vstack([edge, rows[:-1]]), rows, np.vstack([rows[1:], edge])], axis=1)
        out = windows @ self.weights
        out += self.bias
        width = rows.shape[1]
        best = np.maximum(np.maximum(out[:, :width], out[:, width : 2 * width]), out[:, 2 * width :])
        best -= best.mean(axis=1, keepdims=True)
        best *= 1 / np.sqrt(np.square(best).mean(axis=1, keepdims=True) + TINY)
        best *= self.scale
        best += self.shift
        best += rows
        return best


class Encoder:
    """One `tok2vec` layer of a pipeline: what it gives for words alone (`known`, a row each), and its convolutions."""

    def __init__(self, layer: Layer) -> None:
        self.embed, convolutions = layer.layers
        self.convolutions = [_convolution(each.layers[0]) for each in convolutions.layers[0].layers]
        self.known = np.empty((TOGETHER, layer.get_dim("nO")), dtype=np.float32)

    def learn(self, doc: Doc, at: int) -> None:
        """Keep the embeddings of words as the rows from `at`."""
        if at + len(doc) > len(self.known):
            self.known = np.concatenate([self.known, np.empty_like(self.known)])
        self.known[at : at + len(doc)] = self.embed.predict([doc])[0]

    def __call__(self, kinds: Numbers, places: Numbers, size: int) -> Floats:
        """The vectors of words of some kinds that stand at `places` among `size` rows."""
        rows = np.zeros((size, self.known.shape[1]), dtype=np.float32)
        rows[places] = self.known[kinds]
        for convolution in self.convolutions:
            rows = convolution(rows)
        return rows[places]


class Vectors:
    """Encoders over one vocabulary, and the kinds of words that they have seen. Built once per process."""

    def __init__(self, vocab: Vocab, layers: Sequence[Layer]) -> None:
        self.vocab = vocab
        self.encoders = [Encoder(layer) for layer in layers]
        self.rows: dict[Kind, int] = {}
        self.taken = 0

    def of(self, docs: Sequence[Doc]) -> list[Floats]:
        """For each encoder the vectors of all words, line after line."""
        from spacy import attrs  # noqa: PLC0415  loading takes a second

        keys = [tuple(key) for doc in docs for key in doc.to_array([attrs.ORTH, attrs.NORM, attrs.SPACY]).tolist()]
        if self.taken > MOST:
            self.rows, self.taken = {}, 0
        self._learn([key for key in dict.fromkeys(keys) if key not in self.rows])
        kinds = np.array([self.rows[key] for key in keys], dtype=np.intp)
        line = np.repeat(np.arange(1, len(docs) + 1), [len(doc) for doc in docs])
        places = np.arange(len(keys)) + GAP * line
        return [encoder(kinds, places, len(keys) + GAP * (len(docs) + 1)) for encoder in self.encoders]

    def _learn(self, new: Sequence[Kind]) -> None:
        for start in range(0, len(new), TOGETHER):
            part = new[start : start + TOGETHER]
            doc = self._words([*part, *repeat(part[0], TOGETHER - len(part))])
            for encoder in self.encoders:
                encoder.learn(doc, self.taken)
            self.rows.update((key, self.taken + place) for place, key in enumerate(part))
            self.taken += len(part)

    def _words(self, kinds: Sequence[Kind]) -> Doc:
        """Words that stand by themselves."""
        from spacy.tokens import Doc  # noqa: PLC0415

        text = self.vocab.strings
        doc = Doc(self.vocab, words=[text[orth] for orth, _, _ in kinds], spaces=[bool(space) for _, _, space in kinds])
        for token, (_, norm, _) in zip(doc, kinds, strict=True):
            token.norm_ = text[norm]
        return doc


def _convolution(layer: Layer) -> Convolution:
    """The weights of `expand_window >> maxout >> layernorm`, those of the three candidates one after the other."""
    maxout, norm = (next(each for each in layer.walk() if each.name == name) for name in ("maxout", "layernorm"))
    weights, bias = maxout.get_param("W"), maxout.get_param("b")
    inward = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1))
    return Convolution(inward, bias.T.reshape(-1).copy(), norm.get_param("G"), norm.get_param("b"))
