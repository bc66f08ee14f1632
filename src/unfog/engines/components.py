"""Connected components by union-find; a component is named after its smallest node, whatever the order of the edges."""

from __future__ import annotations

from collections.abc import Iterable


def connect(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each node with the smallest node of its component. Both ends of every edge must be among the nodes."""
    parent = {node: node for node in nodes}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in edges:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {node: root(node) for node in parent}
