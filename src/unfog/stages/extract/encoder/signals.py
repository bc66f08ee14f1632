"""What the trained reader says of the words of one text: triggers, attributions, attributes of events, and who plays which role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.floating[Any]]
Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What the outputs of the heads mean, in their order. `types` begins with that of no event."""

    types: tuple[str, ...]
    roles: tuple[str, ...]
    marks: tuple[str, ...]
    attributes: dict[str, tuple[str, ...]]

    @cached_property
    def columns(self) -> dict[str, slice]:
        """Where the values of each attribute stand among the outputs of their head."""
        ends = list(accumulate(len(values) for values in self.attributes.values()))
        return {name: slice(end - len(self.attributes[name]), end) for name, end in zip(self.attributes, ends, strict=True)}


@dataclass(frozen=True, slots=True)
class Heads:
    """The outputs for the pieces of one window, as logits; `certainty` is a score from -3 to 3.

    A piece plays a role in the event of another as far as its `word` and that one's `event` agree, and for itself (`alone`).
    """

    triggers: Values
    marks: Values
    attributes: Values
    certainty: Values
    event: Values
    word: Values
    alone: Values


class Signals:
    """The outputs of all windows of a text, by token; a token beyond the pieces that are read has none.

    A sentence that is read as its window's own and again as context of the next is told by the mean of both, save for roles.
    """

    def __init__(
        self, labels: Labels, heads: Sequence[Heads], pieces: Sequence[Mapping[int, range]], own: Mapping[int, int]
    ) -> None:
        self.labels = labels
        self.heads = heads
        self.pieces = pieces
        self.own = own
        self.tokens = sorted(own)
        self._pointed: dict[int, Values] = {}
        self._means: dict[str, Values] = {}

    def events(self, least: float) -> Iterator[tuple[int, dict[str, float]]]:
        """Each token at which some event is `least` probable or more, with the probability of each type; `none` among them."""
        nothing = self._types[:, 0].tolist()
        for token, none in zip(self.tokens, nothing, strict=True):
            if 1.0 - none >= least:
                yield token, self.types(token)

    def types(self, token: int) -> dict[str, float]:
        """The probability of each event type at the first piece of a token."""
        if token not in self.own:
            return {}
        return _named(self.labels.types, self._types[self._rows[token]])

    def attribute(self, token: int, name: str) -> dict[str, float]:
        """The probability of each value of an attribute of the event that a token tells of."""
        if token not in self.own:
            return {}
        logits = self._mean("attributes")[self._rows[token], self.labels.columns[name]]
        return _named(self.labels.attributes[name], _softmax(logits))

    def role(self, trigger: int, name: str) -> dict[int, float]:
        """The probability of each token of the trigger's window to play a role in its event."""
        if trigger not in self.own:
            return {}
        if trigger not in self._pointed:
            self._pointed[trigger] = self._all_roles(trigger)
        found = self._pointed[trigger][:, self.labels.roles.index(name)]
        return dict(zip(self.pieces[self.own[trigger]], found.tolist(), strict=True))

    def marks(self, name: str) -> Iterator[tuple[int, list[float]]]:
        """Each token with the probabilities that it is outside, begins or is inside a cue, a source or a content."""
        place = 3 * self.labels.marks.index(name)
        logits = self._mean("marks")[:, place : place + 3] if self.tokens else np.empty((0, 3))
        return zip(self.tokens, _softmax(logits).tolist(), strict=True)

    def certainty(self, token: int) -> float | None:
        """How surely the event of a token happened, from -3 (surely not) to 3."""
        if token not in self.own:
            return None
        heads, piece = self._at(token)
        return float(heads.certainty[piece])

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {token: row for row, token in enumerate(self.tokens)}

    @cached_property
    def _types(self) -> Values:
        """The probability of each event type, token by token."""
        return _softmax(self._mean("triggers")) if self.tokens else np.empty((0, len(self.labels.types)))

    def _mean(self, name: str) -> Values:
        """The outputs of a head token by token, the mean of all readings of each (tokens, outputs); worked out once."""
        if name not in self._means:
            rows, firsts, counts = self._readings
            every = np.concatenate([getattr(heads, name) for heads in self.heads])
            self._means[name] = np.add.reduceat(every[rows], firsts, axis=0) / counts[:, None]
        return self._means[name]

    @cached_property
    def _readings(self) -> tuple[Numbers, Numbers, Numbers]:
        """The rows at which the tokens' first pieces are read, the windows' rows counted through; for each token its first and how many."""
        offsets = accumulate((len(heads.triggers) for heads in self.heads[:-1]), initial=0)
        read = sorted((token, offset + run.start) for offset, pieces in zip(offsets, self.pieces, strict=True) for token, run in pieces.items())
        tokens, rows = np.array(read, np.int64).T
        firsts = np.flatnonzero(np.diff(tokens, prepend=-1))
        return rows, firsts, np.diff(np.append(firsts, len(rows)))

    def _all_roles(self, trigger: int) -> Values:
        """The probability of each token of a trigger's window to play each role: that of the likeliest of its pieces."""
        heads, piece = self._at(trigger)
        runs = list(self.pieces[self.own[trigger]].values())
        logits = self._products(heads, piece)[: runs[-1].stop]
        found = 1.0 / (1.0 + np.exp(-logits))
        return np.asarray(np.maximum.reduceat(found, [run.start for run in runs], axis=0))

    def _products(self, heads: Heads, trigger: int) -> Values:
        """For each piece and role: how well the piece fits the role in the event of one piece (pieces, roles)."""
        roles = len(self.labels.roles)
        event = heads.event[trigger].reshape(roles, -1)
        return np.asarray(np.einsum("rd,prd->pr", event, heads.word.reshape(len(heads.word), roles, -1)) + heads.alone)

    def _at(self, token: int) -> tuple[Heads, int]:
        window = self.own[token]
        return self.heads[window], self.pieces[window][token].start


def _softmax(logits: NDArray[Any]) -> NDArray[Any]:
    shifted: NDArray[Any] = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))


def _named(names: Sequence[str], values: NDArray[Any]) -> dict[str, float]:
    return dict(zip(names, values.tolist(), strict=True))
