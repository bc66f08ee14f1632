"""Two claims compared: the link between them names its features, their weights and what they add up to."""

from __future__ import annotations

from unfog.knowledge.rubric import Comparison
from unfog.model import Feature, Link, make_id
from unfog.stages.reconcile import amounts, features, timing
from unfog.stages.reconcile.bounds import meets
from unfog.stages.reconcile.keys import actor_key
from unfog.stages.reconcile.polarity import silent
from unfog.stages.reconcile.profile import Profile

# Cheap and often decisive features first.
FEATURES = (
    features.kind, features.place, timing.time, features.initiator, features.recipient, amounts.numbers,
    features.items, features.outcome, features.certainty, features.document, features.wording,
)  # fmt: skip


def judge(a: Profile, b: Profile, rules: Comparison) -> Link | None:
    """The link between two claims, or None: they tell of different things, or too little shows that they do not."""
    found = weigh(a, b, rules)
    if found is None:
        return None
    opposed = a.negative != b.negative and not silent(a.row.claim) and not silent(b.row.claim)
    matter = features.matter(a, b, rules)
    if matter and matter.weight <= rules.weights.veto:
        if not (opposed and _answers(a, b, found)):
            return None
    elif matter:
        found.append(matter)
    return _opposed(a, b, found, rules) if opposed else _agreed(a, b, found, rules)


def _answers(a: Profile, b: Profile, found: list[Feature]) -> bool:
    """Whether one denies what the same text lets another say of the same two: then no more need show what it is about."""
    agreed = {feature.name for feature in found if feature.weight > 0}
    denied = "denies" in {a.row.claim.stance, b.row.claim.stance}
    within = a.row.document_id == b.row.document_id
    return denied and within and ({"initiator", "recipient"} <= agreed or "document" in agreed)


def weigh(a: Profile, b: Profile, rules: Comparison) -> list[Feature] | None:
    """All features that can be judged; None as soon as one is a veto."""
    found = []
    for feature in FEATURES:
        seen = feature(a, b, rules)
        if seen is None:
            continue
        if seen.weight <= rules.weights.veto:
            return None
        found.append(seen)
    return found


def _agreed(a: Profile, b: Profile, found: list[Feature], rules: Comparison) -> Link | None:
    revised = _revision(a, b, rules)
    if revised:
        found = [each if each.name != "numbers" else Feature("numbers", 0.0, f"{each.note}, revised") for each in found]
    total = sum(each.weight for each in found)
    bare = sum(each.weight for each in found if each.name != "words")
    if total < rules.thresholds.same or bare < rules.thresholds.bare:
        return None
    return link(*revised, found) if revised else link(a, b, "same", found)


def _revision(a: Profile, b: Profile, rules: Comparison) -> tuple[Profile, Profile, str] | None:
    """The later text, the earlier, and what the later does to the figures of the earlier; None where it does not revise them."""
    later = _order_by_publication(a, b)
    if later is None:
        return None
    apart = [pair for pair in amounts.comparable(*later) if not meets(*pair)]
    if not apart or any(one.measure not in rules.growing for one, _ in apart):
        return None
    if all((one.low or 0) > (other.high or 0) for one, other in apart):
        return (*later, "update")
    return (*later, "corrects") if _same_voice(a, b) else None


def _opposed(a: Profile, b: Profile, found: list[Feature], rules: Comparison) -> Link | None:
    if sum(each.weight for each in found if each.name != "words") < _enough(a, b, rules) or not _anchored(found):
        return None
    no, yes = (a, b) if a.negative else (b, a)
    if not _same_voice(a, b):
        return link(no, yes, "denies", found)
    later = _order_by_publication(a, b)
    if later is None:
        return None
    return link(*later, "withdraws" if later[0] is no else "corrects", found)


def _anchored(found: list[Feature]) -> bool:
    """Whether something shows what is denied: a place, a figure, a thing, one clause of a text, or both who act and suffer."""
    agreed = {feature.name for feature in found if feature.weight > 0}
    return not agreed.isdisjoint({"place", "numbers", "items", "document"}) or {"initiator", "recipient"} <= agreed


def _enough(a: Profile, b: Profile, rules: Comparison) -> float:
    """The sum that joins two opposite claims: a source that answers somebody needs less than a text that merely says no."""
    if "denies" not in {a.row.claim.stance, b.row.claim.stance}:
        return rules.thresholds.same
    within = a.row.document_id == b.row.document_id
    return rules.thresholds.denies_in_document if within else rules.thresholds.denies


def _same_voice(a: Profile, b: Profile) -> bool:
    one, other = a.row.vouched_by, b.row.vouched_by
    if one is None or other is None:
        return a.row.claim.source == b.row.claim.source and a.row.document_id == b.row.document_id
    return actor_key(one) == actor_key(other)


def _order_by_publication(a: Profile, b: Profile) -> tuple[Profile, Profile] | None:
    """The later, then the earlier; None where that is not known."""
    one, other = a.row.published, b.row.published
    if not one or not other or one == other:
        return None
    return (a, b) if one > other else (b, a)


def link_ids(a: Profile, b: Profile) -> frozenset[str]:
    """The ids that a link between two claims can have: some kinds have a direction."""
    return frozenset((make_id("link", a.row.id, b.row.id), make_id("link", b.row.id, a.row.id)))


def link(a: Profile, b: Profile, kind: str, found: list[Feature]) -> Link:
    """The row; `same` has no direction and names the smaller id first."""
    one, other = (a.row.id, b.row.id) if kind != "same" or a.row.id < b.row.id else (b.row.id, a.row.id)
    score = round(sum(each.weight for each in found), 4)
    return Link(
        id=make_id("link", one, other), claim_id=one, other_id=other, kind=kind, score=score, features=tuple(found)
    )
