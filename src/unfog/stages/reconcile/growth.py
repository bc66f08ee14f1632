"""A block to which claims came, or from which they went: only pairs that this touches are looked at; what was judged before still holds.

That is so as long as the other stacks of copies keep their heads. In an overlong block a claim that comes moves others out of each
other's neighbourhood, and their links go; one that goes lets others meet. Where a head changes, the whole block is compared anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.knowledge.rubric import load_comparison
from unfog.model import Evidence
from unfog.stage import Difference, Group, Growth, GrowthFunction
from unfog.stages.reconcile.pairing import judge, link_ids
from unfog.stages.reconcile.profile import Profile, profile
from unfog.stages.reconcile.stacks import order, stacked

KEPT = 8192  # profiles kept: one claim stands in several blocks


def build_growth(knowledge: Knowledge, _config: Config) -> GrowthFunction:
    """The function that tells what claims that came and went change in a block; None where another stack has a new head."""
    ontology, rules = knowledge.ontology, load_comparison(knowledge.ontology.folder)
    reach = rules.limits.block_rows
    kept: dict[str, Profile] = {}

    def profiled(row: Evidence) -> Profile:
        found = kept.get(row.id)
        if found is None or found.row is not row:
            if len(kept) >= KEPT:
                kept.clear()
            found = kept[row.id] = profile(row, ontology, rules)
        return found

    def grow(group: Group, difference: Difference) -> Growth | None:
        went = [profile(row, ontology, rules) for row in difference.went if isinstance(row, Evidence)]
        now = [profiled(row) for row in group.of(Evidence)]
        then = [each for each in now if each.row.id not in difference.came] + went
        new, old = _Block(now, difference.came), _Block(then, frozenset(each.row.id for each in went))
        if new.others() != old.others():
            return None
        met = chain(new.touched(reach), _parted(new, old, reach))
        parted = chain(old.touched(reach), _parted(old, new, reach))
        links = (judge(a, b, rules) for a, b in met if min(a.keys & b.keys) == group.key)
        gone = (link_ids(a, b) for a, b in parted if min(a.keys & b.keys) == group.key)
        return Growth(tuple(link for link in links if link), frozenset().union(*gone))

    return grow


class _Block:
    """The stacks of a block and their heads in order; `moving` are the ids of its claims that came, or that are to go."""

    def __init__(self, profiles: list[Profile], moving: frozenset[str]) -> None:
        self.moving = moving
        self.stacks = stacked(profiles)
        self.heads = sorted((stack[0] for stack in self.stacks), key=order)
        self.place = {each.row.id: at for at, each in enumerate(self.heads)}

    def others(self) -> list[str]:
        """The ids of the heads that stay."""
        return [each.row.id for each in self.heads if each.row.id not in self.moving]

    def touched(self, reach: int) -> Iterator[tuple[Profile, Profile]]:
        """The pairs to compare of which one at least moves: copies with the heads of their stacks, and neighbours."""
        for stack in self.stacks:
            yield from ((stack[0], other) for other in stack[1:] if self.moving & {stack[0].row.id, other.row.id})
        for row_id in sorted(self.moving & self.place.keys()):
            at = self.place[row_id]
            for other in self.heads[max(0, at - reach) : at]:
                if other.row.id not in self.moving:
                    yield _ordered(self.heads[at], other)
            for other in self.heads[at + 1 : at + 1 + reach]:
                yield _ordered(self.heads[at], other)


def _parted(one: _Block, other: _Block, reach: int) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that stay and are neighbours in `one` block but not in the `other`."""
    if len(other.heads) <= reach + 1:
        return
    for at, a in enumerate(one.heads):
        if a.row.id not in one.moving:
            for b in one.heads[at + 1 : at + 1 + reach]:
                if b.row.id not in one.moving and other.place[b.row.id] - other.place[a.row.id] > reach:
                    yield _ordered(a, b)


def _ordered(a: Profile, b: Profile) -> tuple[Profile, Profile]:
    """Two claims, the smaller id first."""
    return (a, b) if a.row.id < b.row.id else (b, a)
