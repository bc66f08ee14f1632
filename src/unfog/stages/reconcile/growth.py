"""A block to which claims were added: only pairs with an added claim are compared, since what was judged before still holds.

That is so as long as each stack of copies keeps its head. In an overlong block an added claim also moves others out of
each other's neighbourhood; their links go. Where a head changes, the whole block is compared anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.knowledge.rubric import Comparison, load_comparison
from unfog.model import Evidence
from unfog.stage import Group, Growth, GrowthFunction
from unfog.stages.reconcile.pairing import judge, link_ids
from unfog.stages.reconcile.profile import Profile, profile
from unfog.stages.reconcile.stacks import order, stacked

KEPT = 8192  # profiles kept: one claim stands in several blocks


def build_growth(knowledge: Knowledge, _config: Config) -> GrowthFunction:
    """The function that tells what added claims change in a block; None where a stack of copies has a new head."""
    ontology, rules = knowledge.ontology, load_comparison(knowledge.ontology.folder)
    kept: dict[str, Profile] = {}

    def profiled(row: Evidence) -> Profile:
        found = kept.get(row.id)
        if found is None or found.row is not row:
            if len(kept) >= KEPT:
                kept.clear()
            found = kept[row.id] = profile(row, ontology, rules)
        return found

    def grow(group: Group, fresh: frozenset[str]) -> Growth | None:
        profiles = [profiled(row) for row in group.of(Evidence)]
        stacks = stacked(profiles)
        before = [stack[0] for stack in stacked([each for each in profiles if each.row.id not in fresh])]
        heads = sorted((stack[0] for stack in stacks), key=order)
        if [each.row.id for each in heads if each.row.id not in fresh] != [each.row.id for each in sorted(before, key=order)]:
            return None
        pairs = [*_copies(stacks, fresh), *_met(heads, fresh, rules)]
        made = (judge(a, b, rules) for a, b in pairs if min(a.keys & b.keys) == group.key)
        parted = (link_ids(a, b) for a, b in _parted(heads, fresh, rules) if min(a.keys & b.keys) == group.key)
        return Growth(tuple(link for link in made if link), frozenset().union(*parted))

    return grow


def _copies(stacks: list[list[Profile]], fresh: frozenset[str]) -> Iterator[tuple[Profile, Profile]]:
    """Added copies with the heads of their stacks."""
    for stack in stacks:
        yield from ((stack[0], other) for other in stack[1:] if fresh & {stack[0].row.id, other.row.id})


def _met(heads: list[Profile], fresh: frozenset[str], rules: Comparison) -> Iterator[tuple[Profile, Profile]]:
    """Pairs of neighbours of which one at least was added, the smaller id first."""
    reach = rules.limits.block_rows
    for at, a in enumerate(heads):
        if a.row.id not in fresh:
            continue
        for b in heads[max(0, at - reach) : at]:
            if b.row.id not in fresh:
                yield _ordered(a, b)
        for b in heads[at + 1 : at + 1 + reach]:
            yield _ordered(a, b)


def _parted(heads: list[Profile], fresh: frozenset[str], rules: Comparison) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that were neighbours before claims were added between them."""
    reach = rules.limits.block_rows
    if len(heads) <= reach + 1:
        return
    old = [each for each in heads if each.row.id not in fresh]
    place = {each.row.id: at for at, each in enumerate(heads)}
    for at, a in enumerate(old):
        for b in reversed(old[at + 1 : at + 1 + reach]):
            if place[b.row.id] - place[a.row.id] <= reach:
                break
            yield a, b


def _ordered(a: Profile, b: Profile) -> tuple[Profile, Profile]:
    """Two claims, the smaller id first."""
    return (a, b) if a.row.id < b.row.id else (b, a)
