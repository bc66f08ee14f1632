"""Copies of one sentence stand in one stack; only its head, the smallest id, is compared with other claims."""

from __future__ import annotations

from unfog.stages.reconcile.profile import Profile


def stacked(profiles: list[Profile]) -> list[list[Profile]]:
    """Claims of one copy family with the same words, type and source, each stack ordered by id."""
    stacks: dict[tuple[object, ...], list[Profile]] = {}
    for each in sorted(profiles, key=lambda one: one.row.id):
        claim = each.row.claim
        sign = (each.row.family_id, claim.event_type, claim.source, claim.phase, each.negative, each.words)
        stacks.setdefault(sign if each.words else (each.row.id,), []).append(each)
    return [part for stack in stacks.values() for part in _other_documents(stack)]


def _other_documents(stack: list[Profile]) -> list[list[Profile]]:
    """The stack, less those that stand in a document already in it: two sentences of one text are no copies."""
    if len({each.row.document_id for each in stack}) == len(stack):
        return [stack]
    firsts = {each.row.document_id: each for each in reversed(stack)}
    kept = [each for each in stack if firsts[each.row.document_id] is each]
    return [kept, *([each] for each in stack if firsts[each.row.document_id] is not each)]


def order(each: Profile) -> tuple[str, str, str]:
    """By time, place and id: the order in which claims of an overlong block have neighbours."""
    interval = each.row.interval
    return (interval.begin if interval else "", each.places[0].id if each.places else "", each.row.id)
