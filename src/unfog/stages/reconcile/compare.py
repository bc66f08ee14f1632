"""Claims that share a block are compared pair by pair; each link names its features, their weights and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.knowledge.rubric import Comparison, load_comparison
from unfog.model import Evidence, Feature, Link, make_id
from unfog.stage import Group, GroupFunction, PerGroup, Read
from unfog.stages.reconcile import amounts, features, timing
from unfog.stages.reconcile.bounds import meets
from unfog.stages.reconcile.keys import actor_key
from unfog.stages.reconcile.polarity import silent
from unfog.stages.reconcile.profile import Profile, profile

# Cheap and often decisive features first.
FEATURES = (
    features.kind, features.place, timing.time, features.initiator, features.recipient, amounts.numbers,
    features.items, features.outcome, features.certainty, features.document, features.wording,
)  # fmt: skip


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
    stacks = _stacks(profiles)
    for stack in stacks:
        yield from ((stack[0], other) for other in stack[1:] if min(stack[0].keys & other.keys) == key)
    heads = sorted((stack[0] for stack in stacks), key=_order)
    for at, a in enumerate(heads):
        for b in heads[at + 1 : at + 1 + rules.limits.block_rows]:
            if min(a.keys & b.keys) == key:
                yield (a, b) if a.row.id < b.row.id else (b, a)


def _stacks(profiles: list[Profile]) -> list[list[Profile]]:
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


def _order(each: Profile) -> tuple[str, str, str]:
    interval = each.row.interval
    return (interval.begin if interval else "", each.places[0].id if each.places else "", each.row.id)


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


def link(a: Profile, b: Profile, kind: str, found: list[Feature]) -> Link:
    """The row; `same` has no direction and names the smaller id first."""
    one, other = (a.row.id, b.row.id) if kind != "same" or a.row.id < b.row.id else (b.row.id, a.row.id)
    score = round(sum(each.weight for each in found), 4)
    return Link(
        id=make_id("link", one, other), claim_id=one, other_id=other, kind=kind, score=score, features=tuple(found)
    )


COMPARE = PerGroup(
    name="reconcile.compare",
    reads=(Read(Evidence, "block_keys"),),
    writes=Link,
    build=build,
    knows=("ontology",),
    least=2,
)
