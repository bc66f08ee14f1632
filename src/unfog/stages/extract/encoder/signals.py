"""What the trained reader says of the words of one text: triggers, attributions, attributes of events, and who plays which role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What the outputs of the heads mean, in their order. `types` begins with that of no event."""

    types: tuple[str, ...]
    roles: tuple[str, ...]
    marks: tuple[str, ...]
    attributes: dict[str, tuple[str, ...]]
    stand_ins: dict[str, str]

    @cached_property
    def columns(self) -> dict[str, slice]:
        """Where the values of each attribute stand among the outputs of their head."""
        ends = list(accumulate(len(values) for values in self.attributes.values()))
        return {name: slice(end - len(self.attributes[name]), end) for name, end in zip(self.attributes, ends, strict=True)}


@dataclass(frozen=True, slots=True)
class Heads:
    """The outputs for the pieces of one window, as logits; `certainty` is a score from -3 to 3."""

    triggers: Values
    marks: Values
    attributes: Values
    certainty: Values
    roles: Values


class Signals:
    """The outputs of all windows of a text, by token; a token beyond the pieces that are read has none."""

    def __init__(
        self, labels: Labels, heads: Sequence[Heads], pieces: Sequence[Mapping[int, range]], own: Mapping[int, int]
    ) -> None:
        self.labels = labels
        self.heads = heads
        self.pieces = pieces
        self.own = own

    def events(self) -> Iterator[tuple[int, dict[str, float]]]:
        """Each token with the probability of each event type at its first piece; `none` among them."""
        for token in sorted(self.own):
            heads, piece = self._at(token)
            yield token, _named(self.labels.types, _softmax(heads.triggers[piece]))

    def types(self, token: int) -> dict[str, float]:
        """The probability of each event type at a token."""
        if token not in self.own:
            return {}
        heads, piece = self._at(token)
        return _named(self.labels.types, _softmax(heads.triggers[piece]))

    def attribute(self, token: int, name: str) -> dict[str, float]:
        """The probability of each value of an attribute of the event that a token tells of."""
        if token not in self.own:
            return {}
        heads, piece = self._at(token)
        return _named(self.labels.attributes[name], _softmax(heads.attributes[piece, self.labels.columns[name]]))

    def role(self, trigger: int, name: str) -> dict[int, float]:
        """The probability of each token of the trigger's window to play a role in its event."""
        if trigger not in self.own:
            return {}
        heads, piece = self._at(trigger)
        found = 1.0 / (1.0 + np.exp(-heads.roles[piece, :, self.labels.roles.index(name)]))
        return {token: float(found[run.start : run.stop].max()) for token, run in self.pieces[self.own[trigger]].items()}

    def mark(self, token: int, name: str) -> dict[str, float]:
        """The probability that a token is `outside`, `begin`s or is `inside` a cue, a source or a content."""
        if token not in self.own:
            return {}
        heads, piece = self._at(token)
        place = 3 * self.labels.marks.index(name)
        return _named(("outside", "begin", "inside"), _softmax(heads.marks[piece, place : place + 3]))

    def certainty(self, token: int) -> float | None:
        """How surely the event of a token happened, from -3 (surely not) to 3."""
        if token not in self.own:
            return None
        heads, piece = self._at(token)
        return float(heads.certainty[piece])

    def _at(self, token: int) -> tuple[Heads, int]:
        window = self.own[token]
        return self.heads[window], self.pieces[window][token].start


def _softmax(logits: NDArray[Any]) -> NDArray[Any]:
    shifted: NDArray[Any] = np.exp(logits - logits.max())
    return np.asarray(shifted / shifted.sum())


def _named(names: Sequence[str], values: NDArray[Any]) -> dict[str, float]:
    return dict(zip(names, values.tolist(), strict=True))
