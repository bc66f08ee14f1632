"""Claims that share a block are compared pair by pair; each link names its features, their weights and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.knowledge.rubric import Comparison, load_comparison
from unfog.model import Evidence, Link
from unfog.stage import Group, GroupFunction, PerGroup, Read
from unfog.stages.reconcile.growth import build_growth
from unfog.stages.reconcile.pairing import judge
from unfog.stages.reconcile.profile import Profile, profile
from unfog.stages.reconcile.stacks import order, stacked


def build(knowledge: Knowledge, _config: Config) -> GroupFunction:
    """The function that compares the claims of one block."""
    ontology, rules = knowledge.ontology, load_comparison(knowledge.ontology.folder)

    def compare(group: Group) -> Iterator[Link]:
        profiles = [profile(row, ontology, rules) for row in group.of(Evidence)]
        for a, b in candidates(profiles, group.key, rules):
            link = judge(a, b, rules)
            if link:
                yield link

    return compare


def candidates(profiles: list[Profile], key: str, rules: Comparison) -> Iterator[tuple[Profile, Profile]]:
    """The pairs to compare in this block: each pair in one block only, copies with their likeliest original only.

    In an overlong block, claims are put in order of time and place and each meets the next `block_rows` only.
    """
    stacks = stacked(profiles)
    for stack in stacks:
        yield from ((stack[0], other) for other in stack[1:] if min(stack[0].keys & other.keys) == key)
    heads = sorted((stack[0] for stack in stacks), key=order)
    for at, a in enumerate(heads):
        for b in heads[at + 1 : at + 1 + rules.limits.block_rows]:
            if min(a.keys & b.keys) == key:
                yield (a, b) if a.row.id < b.row.id else (b, a)


COMPARE = PerGroup(
    name="reconcile.compare",
    reads=(Read(Evidence, "block_keys"),),
    writes=Link,
    build=build,
    knows=("ontology",),
    least=2,
    grow=build_growth,
)
