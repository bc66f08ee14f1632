"""How far the heads are from the labels of a batch of windows."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from features import IGNORE, Sample
from labels import ATTRIBUTES, MARKS, ROLES
from network import Reader


def padded(batch: Sequence[Sample]) -> tuple[Tensor, Tensor]:
    """The ids of a batch and what of them is no padding, both (B, L)."""
    length = max(len(each.ids) for each in batch)
    ids = torch.tensor([each.ids + [0] * (length - len(each.ids)) for each in batch])
    return ids, (ids != 0).long()


def loss_of(reader: Reader, batch: Sequence[Sample]) -> Tensor:
    """The sum of the losses of all heads, each over what is labelled for it."""
    ids, mask = padded(batch)
    triggers, marks, attributes, certainty, roles = (each.float() for each in reader(ids, mask))
    loss = torch.zeros(())
    marked = [(row, each) for row, each in enumerate(batch) if each.marked]
    if marked:
        loss = loss + _token_losses(triggers, marks, marked, ids.shape[1])
    claims = [(row, *claim) for row, each in marked for claim in each.claims]
    if claims:
        loss = loss + _claim_losses(attributes, roles, mask, claims)
    scores = [(row, piece, score) for row, each in enumerate(batch) for piece, score in each.scores]
    if scores:
        at = torch.tensor([[row, piece] for row, piece, _ in scores])
        wanted = torch.tensor([score for *_, score in scores])
        loss = loss + nn.functional.l1_loss(certainty[at[:, 0], at[:, 1]], wanted)
    return loss


def _token_losses(triggers: Tensor, marks: Tensor, marked: list[tuple[int, Sample]], length: int) -> Tensor:
    rows = torch.tensor([row for row, _ in marked])

    def filled(values: list[int]) -> list[int]:
        return values + [IGNORE] * (length - len(values))

    wanted = torch.tensor([filled(each.triggers) for _, each in marked])
    loss = nn.functional.cross_entropy(triggers[rows].flatten(0, 1), wanted.flatten()) * 4
    for place in range(len(MARKS)):
        part = marks[rows][..., 3 * place : 3 * place + 3]
        wanted = torch.tensor([filled(each.marks[place]) for _, each in marked])
        loss = loss + 1.5 * nn.functional.cross_entropy(part.flatten(0, 1), wanted.flatten())
    return loss


def _claim_losses(attributes: Tensor, roles: Tensor, mask: Tensor, claims: list[tuple[int, int, list[list[int]], list[int]]]) -> Tensor:
    rows, pieces = torch.tensor([claim[0] for claim in claims]), torch.tensor([claim[1] for claim in claims])
    loss, start = torch.zeros(()), 0
    for place, options in enumerate(ATTRIBUTES.values()):
        part = attributes[rows, pieces, start : start + len(options)]
        loss = loss + 0.4 * nn.functional.cross_entropy(part, torch.tensor([claim[3][place] for claim in claims]))
        start += len(options)
    wanted = torch.zeros(len(claims), mask.shape[1], len(ROLES))
    for number, claim in enumerate(claims):
        for role, found in enumerate(claim[2]):
            wanted[number, found, role] = 1.0
    cost = nn.functional.binary_cross_entropy_with_logits(roles[rows, pieces], wanted, reduction="none")
    return loss + 20 * (cost * mask[rows][..., None]).sum() / (mask[rows].sum() * len(ROLES))
