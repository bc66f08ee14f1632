"""Names in a parsed text (persons, bodies, places and more), by the weights of the pipeline's own recogniser.

The recogniser walks from word to word and chooses the best of its moves: leave the word (`O`), take it as a name (`U`), begin one
(`B`), go on (`I`), end it (`L`). What it chooses outside of names hangs on the word alone, so that all words are scored at
once; only inside of names, few words, it goes step by step. The pipeline's own loop takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from unfog.stages.annotate.parse.vectors import Floats, Numbers

if TYPE_CHECKING:
    from spacy.tokens import Doc

Recogniser: TypeAlias = Any  # spaCy's component has no types
Flags: TypeAlias = npt.NDArray[np.bool_]


class Moves(NamedTuple):
    """Which of the moves leave a word, take it, begin, go on or end; and the label of each."""

    begin: Flags
    unit: Flags
    out: Flags
    within: dict[str, tuple[int, int]]  # by label the places of `I` and `L`
    label: list[str]


class Names:
    """Finds names. Built once per process."""

    def __init__(self, recogniser: Recogniser) -> None:
        model = recogniser.model
        linear = model.get_ref("tok2vec").layers[-1]
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")
        width = weights.shape[-1]
        self.shape = weights.shape[:3]
        self.inward = (weights.reshape(-1, width) @ linear.get_param("W")).T.copy()
        self.inward_bias = weights.reshape(-1, width) @ linear.get_param("b")
        self.pad, self.bias = lower.get_param("pad")[0], lower.get_param("b")
        self.outward, self.outward_bias = upper.get_param("W").T.copy(), upper.get_param("b")
        self.moves = _moves([recogniser.moves.get_class_name(move) for move in range(recogniser.moves.n_moves)])

    def find(self, docs: Sequence[Doc], vectors: Floats) -> list[str]:
        """The label of each word, line after line: `B-GPE` where a name begins, `I-GPE` where it goes on, else empty.

        `docs` are parsed; a name ends with its sentence, and no name begins with white space.
        """
        from spacy import attrs  # noqa: PLC0415  loading takes a second

        if not len(vectors):
            return []
        flags = np.concatenate([doc.to_array([attrs.IS_SPACE, attrs.SENT_START]) for doc in docs]).astype(np.int64)
        ends = np.cumsum([len(doc) for doc in docs]) - 1
        last = np.append(flags[1:, 1] == 1, True)
        last[ends[ends >= 0]] = True
        features = (vectors @ self.inward + self.inward_bias).reshape(-1, *self.shape)
        return self._walk(features, self._outside(features, flags[:, 0] == 1, last), last)

    def _outside(self, features: Floats, space: Flags, last: Flags) -> Numbers:
        """The best move at each word where no name is open."""
        scores = self._scores(features[:, 0] + self.pad[1] + self.pad[2])
        scores[:, ~(self.moves.begin | self.moves.unit | self.moves.out)] = -np.inf
        scores[np.ix_(last, self.moves.begin)] = -np.inf
        scores[np.ix_(space, self.moves.begin | self.moves.unit)] = -np.inf
        best: Numbers = scores.argmax(axis=1)
        return best

    def _scores(self, summed: Floats) -> Floats:
        scores: Floats = (summed + self.bias).max(axis=-1) @ self.outward + self.outward_bias
        return scores

    def _walk(self, features: Floats, outside: Numbers, last: Flags) -> list[str]:
        labels = [""] * len(features)
        begins, units = self.moves.begin[outside], self.moves.unit[outside]
        free = 0
        for at in np.flatnonzero(begins | units).tolist():
            if at < free:
                continue
            label = self.moves.label[outside[at]]
            free = self._end(features, at, label, last) if begins[at] else at + 1
            labels[at:free] = [f"B-{label}", *[f"I-{label}"] * (free - at - 1)]
        return labels

    def _end(self, features: Floats, first: int, label: str, last: Flags) -> int:
        """Where a name that began at `first` has ended."""
        going_on, ending = self.moves.within[label]
        at = first + 1
        while not last[at]:
            scores = self._scores(features[at, 0] + features[first, 1] + features[at - 1, 2])
            if scores[ending] > scores[going_on] or (scores[ending] == scores[going_on] and ending < going_on):
                break
            at += 1
        return at + 1


def _moves(names: Sequence[str]) -> Moves:
    kinds = np.array([name[0] for name in names])
    label = [name.partition("-")[2] for name in names]
    place = {name: at for at, name in enumerate(names)}
    within = {each: (place[f"I-{each}"], place[f"L-{each}"]) for each in label if f"I-{each}" in place}
    named = np.array([bool(each) for each in label])
    return Moves(kinds == "B", (kinds == "U") & named, kinds == "O", within, label)
