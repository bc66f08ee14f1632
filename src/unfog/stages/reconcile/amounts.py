"""The feature of numbers: whether two claims' figures can be counts of one event, and how telling it is that they agree."""

from __future__ import annotations

from collections.abc import Iterable

from unfog.knowledge.rubric import Comparison, Limits
from unfog.model import Feature, Figure
from unfog.stages.reconcile.bounds import Pair, meets, point, seen, vague
from unfog.stages.reconcile.profile import Profile


def numbers(a: Profile, b: Profile, rules: Comparison) -> Feature | None:
    """Whether figures of one measure can be the same; a running total against an event's own figure is a veto."""
    pairs = list(comparable(a, b))
    if not pairs:
        return None
    if any((one.basis == "total") != (other.basis == "total") for one, other in pairs):
        return Feature("numbers", rules.weights.veto, "a running total and an event's own figure")
    apart = [pair for pair in pairs if not meets(*pair)]
    return _apart(apart, rules) if apart else _together(pairs, rules)


def _apart(pairs: list[Pair], rules: Comparison) -> Feature:
    """Tolls of much the same size may be two counts of one event; other figures that differ speak against it."""
    counts = all(one.measure in rules.growing and _near(one, other, rules.limits) for one, other in pairs)
    return Feature("numbers", rules.weights.numbers_differ if counts else rules.weights.numbers_apart, seen(pairs[0]))


def _near(one: Figure, other: Figure, limits: Limits) -> bool:
    low, high = sorted((point(one), point(other)))
    return low >= limits.filed_number and high <= limits.comparable_toll * low


def _together(pairs: list[Pair], rules: Comparison) -> Feature:
    weigh, limits = rules.weights, rules.limits
    equal = [pair for pair in pairs if pair[0].low == pair[1].low and pair[0].high == pair[1].high]
    if not equal:
        return Feature("numbers", weigh.numbers_compatible, seen(pairs[0]))
    exact = [pair for pair in equal if not vague(pair[0], limits)]
    kinds = {(one.measure, one.of) for one, _ in exact if point(one) >= limits.filed_number}
    if len(kinds) > 1:
        return Feature("numbers", weigh.numbers_several, "; ".join(seen(pair) for pair in exact))
    most = max((point(one) for one, _ in exact), default=0)
    if most >= limits.telling_number:
        return Feature("numbers", weigh.numbers_telling, seen(equal[0]))
    return Feature(
        "numbers", weigh.numbers_exact if most >= limits.filed_number else weigh.numbers_equal, seen(equal[0])
    )


def comparable(a: Profile, b: Profile) -> Iterable[Pair]:
    """Pairs of figures that measure the same of the same; where a claim has several of one kind, the nearest pair."""
    for one in a.row.claim.numbers:
        others = [
            other for other in b.row.claim.numbers
            if other.measure == one.measure and (other.of == one.of or None in (other.of, one.of))
        ]  # fmt: skip
        if others:
            yield one, next((other for other in others if meets(one, other)), others[0])
