"""The attributions of a text as stretches of it: who says it, the words that say so, what is said.

This is the door for whoever wants attributions apart from claims, to measure or to show them; how they are found stays behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from unfog.model import Annotation, Span
from unfog.stages.extract.attribution import Attribution, Attributions
from unfog.stages.extract.encoder import Signals, marked
from unfog.stages.extract.rules import CueRule, RoleRule
from unfog.stages.extract.tree import Tree

CUE_PARTS = frozenset(
    {"aux", "auxpass", "neg", "prt"}
)  # what belongs to a cue besides its verb: "has not said", "point out"


class Said(NamedTuple):
    """One attribution. Each part is a run of stretches in the order of the text; a source that no word names has none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def said(
    text: str, annotation: Annotation, *, cues: Sequence[CueRule], roles: Sequence[RoleRule], signals: Signals | None = None
) -> tuple[Said, ...]:
    """The attributions of an annotated text, in the order of their cues; one cue may head several (a quotation that goes on).

    Where the trained reader's `signals` are given, they are what it marked; else what the rules find.
    """
    tree = Tree(text, annotation.tokens)
    if signals:
        parts = ((each.source, each.cue, each.content) for each in marked(signals, tree, annotation.sentences))
        return tuple(Said(*(_runs(set(part), tree) for part in each)) for each in parts)
    found = Attributions(tree, annotation.sentences, annotation.mentions, roles).read(cues).found
    return tuple(
        _as_said(each, tree) for each in sorted(found, key=lambda each: (each.cue, min(each.content, default=-1)))
    )


def _as_said(attribution: Attribution, tree: Tree) -> Said:
    cue = {attribution.cue} | {child for child in tree.children[attribution.cue] if tree.tokens[child].dep in CUE_PARTS}
    source = set(_source(attribution, tree)) - cue
    content = set(attribution.content) - cue - source
    return Said(_runs(source, tree), _runs(cue, tree), _runs(content, tree))


def _source(attribution: Attribution, tree: Tree) -> set[int]:
    """The words of a source: the noun phrase that its mention heads, or the subject of a cue whose source has no name."""
    if attribution.mention is not None:
        inside = set(tree.within(attribution.mention.start, attribution.mention.end))
        head = next(
            (each for each in inside if tree.tokens[each].head not in inside or tree.tokens[each].head == each), None
        )
        return inside if head is None else inside | _noun_phrase(head, tree)
    below = tree.agent(attribution.cue) if tree.passive(attribution.cue) else tree.subject(attribution.cue)
    if attribution.rule.frame == "prep":
        below = next((each for each in tree.children[attribution.cue] if tree.tokens[each].dep == "pobj"), None)
    return set() if below is None else _noun_phrase(below, tree)


def _noun_phrase(head: int, tree: Tree) -> set[int]:
    """A noun with what is below it, up to a clause that only tells more of it."""
    beside = {child for child in tree.subtree(head) if tree.tokens[child].dep in {"relcl", "acl", "advcl", "ccomp"}}
    return tree.reach({head}, beside)


def _runs(tokens: set[int], tree: Tree) -> tuple[Span, ...]:
    """The stretches that some tokens make where none between them is left out."""
    return tuple(Span(tree.tokens[first].start, tree.tokens[last].end) for first, last in _bounds(sorted(tokens)))


def _bounds(tokens: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for place, token in enumerate(tokens):
        if place + 1 == len(tokens) or tokens[place + 1] != token + 1:
            yield tokens[start], token
            start = place + 1
