"""Attributions by the trained reader: the words of cues, sources and contents, and which belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unfog.model import Span
from unfog.stages.extract.encoder.signals import Signals
from unfog.stages.extract.tree import Tree

MARKED = 0.5  # the probability from which a token is part of an attribution


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution in tokens; a source or a content that nothing was marked for is empty."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]


def marked(signals: Signals, tree: Tree, sentences: Sequence[Span]) -> list[Marked]:
    """The attributions of a text in the order of their cues: each cue with the nearest source and contents of its sentence.

    A content in a sentence without a cue goes on with what the cue before it, or else the next one, says.
    """
    cues, sources, contents = (_runs(signals, name) for name in ("cue", "source", "content"))
    sentence = {token: place for place, span in enumerate(sentences) for token in tree.within(span.start, span.end)}
    owners = [_nearest(content, cues, sentence) for content in contents]
    found = []
    for number, cue in enumerate(cues):
        own = [token for content, owner in zip(contents, owners, strict=True) if owner == number for token in content]
        source = _nearest(cue, sources, sentence, reach=0)
        found.append(Marked(tuple(sources[source]) if source is not None else (), tuple(cue), tuple(own)))
    return [each for each in found if each.content or each.source]


def _runs(signals: Signals, name: str) -> list[list[int]]:
    """Stretches of tokens of one mark; a new one begins where the reader says so."""
    runs: list[list[int]] = []
    for token, (outside, begin, _) in signals.marks(name):
        if 1.0 - outside < MARKED:
            continue
        if runs and begin < 0.5 and runs[-1][-1] == token - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _nearest(run: Sequence[int], others: Sequence[Sequence[int]], sentence: dict[int, int], *, reach: int = 1) -> int | None:
    """The nearest of other runs in the same sentence, or up to `reach` sentences off; of two as near, the one before."""

    def options() -> Iterator[tuple[int, int, int]]:
        for number, other in enumerate(others):
            off = abs(sentence.get(run[0], -9) - sentence.get(other[0], -99))
            gap = max(run[0] - other[-1], other[0] - run[-1])
            if off <= reach:
                yield off, gap, number

    return min(options(), default=(0, 0, None))[2]
