"""What the heads reach on texts that were held out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import torch
from torch import Tensor

from features import IGNORE, Pieced, Sample, samples
from labels import ATTRIBUTES, MARKS, ROLES
from losses import padded
from network import Reader

Counts: TypeAlias = dict[str, tuple[float, ...]]


@torch.no_grad()
def reached(reader: Reader, held: Sequence[Pieced]) -> dict[str, float]:
    """What the heads reach on held-out texts: F1 of triggers (found; with type), of marks and roles by pieces; attributes' accuracy."""
    reader.eval()
    chance = random.Random(0)  # noqa: S311  the same windows each time
    counts: Counts = {}
    for batch in _in_batches([s for one in held for s in samples(one, chance)]):
        ids, mask = padded(batch)
        triggers, marks, attributes, _, roles = reader(ids, mask)
        for row, each in enumerate(batch):
            _count(counts, each, (triggers[row], marks[row], attributes[row], roles[row]))
    return {name: 2 * hit / max(given + wanted, 1) for name, (hit, given, wanted) in counts.items()}


def _in_batches(found: list[Sample]) -> Iterator[list[Sample]]:
    for start in range(0, len(found), 16):
        yield found[start : start + 16]


def _add(counts: Counts, name: str, values: tuple[float, float, float]) -> None:
    """Add hits, what was given and what was wanted."""
    counts[name] = tuple(map(sum, zip(counts.get(name, (0.0, 0.0, 0.0)), values, strict=True)))


def _count(counts: Counts, each: Sample, heads: tuple[Tensor, Tensor, Tensor, Tensor]) -> None:
    triggers, marks, attributes, roles = heads
    length = len(each.ids)
    wanted = torch.tensor(each.triggers)
    given = triggers[:length].argmax(-1).where(wanted != IGNORE, torch.tensor(0))
    wanted = wanted.where(wanted != IGNORE, torch.tensor(0))
    _add(counts, "trigger", (((given > 0) & (wanted > 0)).sum().item(), (given > 0).sum().item(), (wanted > 0).sum().item()))
    _add(counts, "type", (((given == wanted) & (wanted > 0)).sum().item(), (given > 0).sum().item(), (wanted > 0).sum().item()))
    for place, name in enumerate(MARKS):
        one, two = marks[:length, 3 * place : 3 * place + 3].argmax(-1) > 0, torch.tensor(each.marks[place]) > 0
        _add(counts, name, ((one & two).sum().item(), one.sum().item(), two.sum().item()))
    for piece, targets, values in each.claims:
        for place, name in enumerate(ROLES):
            one, two = roles[piece, :length, place] > 0, torch.zeros(length, dtype=torch.bool)
            two[targets[place]] = True
            _add(counts, name + "*", ((one & two).sum().item(), one.sum().item(), two.sum().item()))
        start = 0
        for place, (name, options) in enumerate(ATTRIBUTES.items()):
            right = attributes[piece, start : start + len(options)].argmax().item() == values[place]
            _add(counts, name, (float(right), 1.0, 1.0))
            start += len(options)
