"""What there is to do for a stage: all its keys with their rows, or only those that a change has touched since it last ran."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from unfog import changelog
from unfog.changelog import Change
from unfog.engines.components import connect
from unfog.stage import PerComponent, PerGroup, PerRow, Read, Stage
from unfog.store import Member, Store

Keyed: TypeAlias = dict[str, list[Member]]


@dataclass(frozen=True, slots=True)
class Extent:
    """The rows of each key, and what was done for these keys before.

    `changes` holds what came to a key and went from it since it was worked on. `roots` are the components of nodes,
    `left` the nodes that they replace (all where it is None).
    """

    keyed: Keyed
    known: dict[str, bytes]
    changes: dict[str, frozenset[Change]] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    left: frozenset[str] | None = None


def everything(store: Store, stage: Stage) -> Extent:
    """All keys of a stage."""
    known = store.work(stage.name)
    if isinstance(stage, PerComponent):
        nodes, edges = dict(store.members(stage.nodes.table, stage.nodes.key)), _edges(store, stage, None)
        keyed, roots = _components(nodes, edges)
        return Extent(keyed, known, roots=roots)
    return Extent(_enough(stage, _grouped(store, _reads(stage), None)), known)


def touched(store: Store, stage: Stage, since: int) -> Extent:
    """The keys to which a row came, or from which one went, after a change."""
    if isinstance(stage, PerComponent):
        return _touched_components(store, stage, since)
    changes: dict[str, set[Change]] = {}
    for read in _reads(stage):
        for key, change in store.touched(read.table, read.key, since):
            changes.setdefault(key, set()).add(change)
    keys = sorted(changes)
    keyed = _enough(stage, _grouped(store, _reads(stage), keys))
    return Extent(keyed, store.work(stage.name, keys), {key: frozenset(those) for key, those in changes.items()})


def _reads(stage: PerRow | PerGroup) -> tuple[Read, ...]:
    return (Read(stage.reads, "id"),) if isinstance(stage, PerRow) else stage.reads


def _enough(stage: PerRow | PerGroup, keyed: Keyed) -> Keyed:
    least = stage.least if isinstance(stage, PerGroup) else 1
    return {key: members for key, members in keyed.items() if len(members) >= least}


def _grouped(store: Store, reads: Iterable[Read], only: list[str] | None) -> Keyed:
    keyed: Keyed = {}
    for read in reads:
        for key, member in store.members(read.table, read.key, only):
            keyed.setdefault(key, []).append(member)
    return keyed


# --- components ---------------------------------------------------------------------------------------------------------

Edges: TypeAlias = dict[str, tuple[str, str, Member]]


def _touched_components(store: Store, stage: PerComponent, since: int) -> Extent:
    """The components in which a node or an edge came or went, as they were and as they are."""
    seeds = {key for key, _ in store.touched(stage.nodes.table, stage.nodes.key, since)}
    seeds |= {key for end in stage.ends for key, _ in store.touched(stage.edges, end, since)}
    if not seeds:
        return Extent({}, {}, left=frozenset())
    affected, old, edges = _closure(store, stage, seeds)
    nodes = dict(store.members(stage.nodes.table, stage.nodes.key, sorted(affected)))
    keyed, roots = _components(nodes, edges)
    return Extent(keyed, store.work(stage.name, sorted(old | keyed.keys())), roots=roots, left=frozenset(affected))


def _closure(store: Store, stage: PerComponent, seeds: set[str]) -> tuple[set[str], set[str], Edges]:
    """All nodes that were or are in one component with a seed, the names of the old components, and the edges there now."""
    affected: set[str] = set()
    old: set[str] = set()
    edges: Edges = {}
    new = seeds
    while new:
        roots = set(changelog.roots(store.connection, stage.name, sorted(new)).values()) - old
        old |= roots
        reached = new | {node for root in roots for node in changelog.members(store.connection, stage.name, root)}
        reached -= affected
        affected |= reached
        met = _edges(store, stage, sorted(reached))
        edges |= met
        new = {node for one, other, _ in met.values() for node in (one, other)} - affected
    return affected, old, edges


def _edges(store: Store, stage: PerComponent, at: list[str] | None) -> Edges:
    """The edges, or those that meet some nodes; an edge is named by its id."""
    found: Edges = {}
    if at is None:
        ends = [dict(_by_id(store.members(stage.edges, end))) for end in stage.ends]
        return {edge: (ends[0][edge][0], ends[1][edge][0], ends[0][edge][1]) for edge in ends[0] if edge in ends[1]}
    for end in stage.ends:
        for _, member in store.members(stage.edges, end, at):
            if member.id not in found:
                one, other = store.values(stage.edges, member.rowid, stage.ends)
                found[member.id] = (one, other, member)
    return found


def _components(nodes: dict[str, Member], edges: Edges) -> tuple[Keyed, dict[str, str]]:
    kept = {edge: found for edge, found in edges.items() if found[0] in nodes and found[1] in nodes}
    root = connect(nodes, ((one, other) for one, other, _ in kept.values()))
    keyed: Keyed = {}
    for node, member in nodes.items():
        keyed.setdefault(root[node], []).append(member)
    for one, _, member in kept.values():
        keyed[root[one]].append(member)
    return keyed, root


def _by_id(members: Iterable[tuple[str, Member]]) -> Iterator[tuple[str, tuple[str, Member]]]:
    for key, member in members:
        yield member.id, (key, member)
