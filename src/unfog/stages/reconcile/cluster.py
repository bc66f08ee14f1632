"""Linked claims fall into clusters that don't chain unlike events together: two groups join only if most of their pairs are linked.

Copies go first: they stand together as one unit, so that a hundred reprints weigh no more than their original. What a
person judged to be apart is never in one group; what a person judged to be the same joins the two groups at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from unfog.model import Link
from unfog.stages.reconcile.judged import APART, SAME, is_judged

Pair = tuple[str, str]


def clusters(ids: Iterable[str], links: Iterable[Link], share: float) -> list[tuple[str, ...]]:
    """The ids in clusters, each sorted, ordered by their smallest id. A function of the sets alone."""
    ordered = sorted(links, key=lambda link: link.id)
    weighed = [link for link in ordered if not is_judged(link)]
    apart = {_pair(link.claim_id, link.other_id) for link in ordered if link.kind == APART}
    units = _units(sorted(ids), [link for link in weighed if is_copy(link)], apart)
    scores: dict[Pair, float] = {}
    for link in weighed:
        pair = _pair(units[link.claim_id], units[link.other_id])
        if pair[0] != pair[1]:
            scores[pair] = max(scores.get(pair, link.score), link.score)
    parted = {_pair(units[one], units[other]) for one, other in apart}
    groups = _Agglomeration(sorted(set(units.values())), scores, (share, parted)).run()
    members: dict[str, list[str]] = {}
    for each, unit in units.items():
        members.setdefault(groups[unit], []).append(each)
    same = [_pair(link.claim_id, link.other_id) for link in ordered if is_judged(link) and link.kind == SAME]
    return sorted(tuple(sorted(found)) for found in _joined(list(members.values()), same, apart))


def _joined(groups: list[list[str]], same: list[Pair], apart: set[Pair]) -> list[list[str]]:
    """The groups, those put together that a person joined, unless a person keeps some of their claims apart."""
    for one, other in same:
        first = next(group for group in groups if one in group)
        second = next(group for group in groups if other in group)
        if first is not second and not any(_pair(a, b) in apart for a in first for b in second):
            groups = [group for group in groups if group is not first and group is not second] + [first + second]
    return groups


def is_copy(link: Link) -> bool:
    """Whether a link joins a sentence with its copy."""
    return link.kind == "same" and any(feature.name == "copy" for feature in link.features)


def _units(ids: list[str], copies: list[Link], apart: set[Pair]) -> dict[str, str]:
    """For each id the smallest id that it is joined with by copying; what is to be apart is not joined by a third."""
    parent = {each: each for each in ids}
    for link in copies:
        low, high = sorted((root(parent, link.claim_id), root(parent, link.other_id)))
        if not any({root(parent, one), root(parent, other)} == {low, high} for one, other in apart):
            parent[high] = low
    return {each: root(parent, each) for each in ids}


def root(parent: dict[str, str], each: str) -> str:
    """The representative of `each`; shortens the way for the next who asks."""
    while parent[each] != each:
        parent[each] = parent[parent[each]]
        each = parent[each]
    return each


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


class _Agglomeration:
    """Groups grow together, the best linked pair of groups first; ties are broken by the smaller ids."""

    def __init__(self, units: list[str], scores: dict[Pair, float], limits: tuple[float, set[Pair]]) -> None:
        self._share, self._parted = limits
        self._members: dict[str, list[str]] = {each: [each] for each in units}
        self._near: dict[str, dict[str, tuple[int, float]]] = {each: {} for each in units}
        for (one, other), score in scores.items():
            self._near[one][other] = self._near[other][one] = (1, score)
        self._heap = [(-score, one, other, 1) for (one, other), score in scores.items()]
        heapify(self._heap)

    def run(self) -> dict[str, str]:
        """For each unit the smallest unit of its group."""
        while self._heap:
            _, one, other, links = heappop(self._heap)
            if self._current(one, other, links) and self._dense(one, other, links):
                self._join(one, other)
        return {each: name for name, members in self._members.items() for each in members}

    def _current(self, one: str, other: str, links: int) -> bool:
        return one in self._members and other in self._members and self._near[one].get(other, (0, 0.0))[0] == links

    def _dense(self, one: str, other: str, links: int) -> bool:
        if links < self._share * len(self._members[one]) * len(self._members[other]):
            return False
        ours, theirs = set(self._members[one]), set(self._members[other])
        return not any((a in ours and b in theirs) or (a in theirs and b in ours) for a, b in self._parted)

    def _join(self, one: str, other: str) -> None:
        """`other` becomes part of `one`, the smaller id; the pairs with their neighbours are reckoned anew."""
        self._members[one] += self._members.pop(other)
        gone = self._near.pop(other)
        for each, (links, total) in gone.items():
            self._near[each].pop(other)
            if each != one:
                more, sum_so_far = self._near[one].get(each, (0, 0.0))
                self._near[one][each] = self._near[each][one] = (more + links, sum_so_far + total)
        for each, (links, total) in self._near[one].items():
            low, high = _pair(one, each)
            pairs = len(self._members[low]) * len(self._members[high])
            heappush(self._heap, (-total / pairs, low, high, links))
