"""MUC (Vilain and others, 1995), B-cubed (Bagga and Baldwin, 1998) and CEAF-e (Luo, 2005), and their mean, CoNLL F1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.optimize import linear_sum_assignment

Label: TypeAlias = dict[str, str]
Clusters: TypeAlias = list[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Counts:
    """What one topic adds to the three measures: hits and totals, for recall and for precision."""

    muc: tuple[int, int, int, int]
    cubed: tuple[float, float, int]
    ceaf: tuple[float, int, int]


def conll(topics: Sequence[Counts]) -> float:
    """The mean of the three F1 values over all topics together."""
    muc = [sum(each.muc[n] for each in topics) for n in range(4)]
    cubed = [sum(each.cubed[n] for each in topics) for n in range(3)]
    ceaf = [sum(each.ceaf[n] for each in topics) for n in range(3)]
    parts = (
        _f1(muc[0], muc[1], muc[2], muc[3]),
        _f1(cubed[0], cubed[2], cubed[1], cubed[2]),
        _f1(ceaf[0], ceaf[1], ceaf[0], ceaf[2]),
    )
    return sum(parts) / len(parts)


def per_topic(gold: Label, found: Label) -> Counts:
    """The counts of one topic; both label the same mentions."""
    wanted, made = _clusters(gold), _clusters(found)
    right = _similarity(wanted, made)
    return Counts(
        muc=(*_links(wanted, found), *_links(made, gold)),
        cubed=(_cubed(wanted, found), _cubed(made, gold), len(gold)),
        ceaf=(right, len(wanted), len(made)),
    )


def _clusters(labels: Label) -> Clusters:
    members: dict[str, set[str]] = defaultdict(set)
    for each, label in labels.items():
        members[label].add(each)
    return [frozenset(each) for each in members.values()]


def _links(clusters: Clusters, other: Label) -> tuple[int, int]:
    """How many of the links that hold the clusters together stand in the other labelling, and how many there are."""
    kept = sum(len(cluster) - len({other[each] for each in cluster}) for cluster in clusters)
    return kept, sum(len(cluster) - 1 for cluster in clusters)


def _cubed(clusters: Clusters, other: Label) -> float:
    """For each mention the share of its cluster that the other labelling puts together with it, summed."""
    total = 0.0
    for cluster in clusters:
        together: dict[str, int] = defaultdict(int)
        for each in cluster:
            together[other[each]] += 1
        total += sum(count * count for count in together.values()) / len(cluster)
    return total


def _similarity(wanted: Clusters, made: Clusters) -> float:
    """The sum of the similarities (phi 4) of the best one-to-one alignment."""
    table = np.array([[2 * len(one & two) / (len(one) + len(two)) for two in made] for one in wanted])
    rows, columns = linear_sum_assignment(table, maximize=True)
    return float(table[rows, columns].sum())


def _f1(right: float, wanted: float, hits: float, given: float) -> float:
    recall, precision = (right / wanted if wanted else 0.0), (hits / given if given else 0.0)
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0
