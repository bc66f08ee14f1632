"""The features by which two claims are compared: each looks at one thing and says what it weighs and what was seen.

A feature that cannot be judged gives None. One whose weight is `veto` ends the comparison: the claims tell of different things.
"""

from __future__ import annotations

from dataclasses import replace

from unfog.knowledge.rubric import Comparison
from unfog.model import Feature, Place
from unfog.stages.reconcile.amounts import comparable
from unfog.stages.reconcile.bounds import meets
from unfog.stages.reconcile.profile import EXACT, Profile, alike, contains, kilometres

DISPUTED = ("disputed", "denies")


def kind(a: Profile, b: Profile, rules: Comparison) -> Feature:
    """Whether the types of happening agree, leave each other room, or differ; another family is a veto."""
    one, other, weigh = a.row.claim.event_type, b.row.claim.event_type, rules.weights
    if a.family != b.family or a.future != b.future:
        return Feature("type", weigh.veto, f"{one} and {other}")
    if one == other:
        return Feature("type", weigh.type_diffuse if one in rules.diffuse else weigh.type_same, f"both {one}")
    roomy = one in rules.generic or other in rules.generic or frozenset((one, other)) in rules.compatible
    return Feature("type", weigh.type_compatible if roomy else weigh.type_other, f"{one} and {other}")


def place(a: Profile, b: Profile, rules: Comparison) -> Feature | None:
    """How far the places agree; different places are a veto unless the act is a saying."""
    if not a.places or not b.places:
        return None
    shared = [each for each in a.places if each.id in b.place_ids]
    if shared:
        found = _shared_place(shared, max(len(a.places), len(b.places)), rules)
        diffuse = a.row.claim.event_type in rules.diffuse
        return replace(found, weight=min(found.weight, rules.weights.place_settlement)) if diffuse else found
    pairs = [(one, other) for one in a.places for other in b.places]
    for one, other in pairs:
        if contains(one, other) or contains(other, one):
            return Feature("place", rules.weights.place_within, f"{one.name} and {other.name}, one inside the other")
    for one, other in pairs:
        if near(one, other, rules):
            return Feature("place", rules.weights.place_near, f"{one.name} and {other.name}, close to each other")
    if a.family in rules.by_actor:
        return None
    return Feature("place", rules.weights.veto, f"{pairs[0][0].name} and {pairs[0][1].name}")


def near(one: Place, other: Place, rules: Comparison) -> bool:
    """Whether two exact places are so close that texts may name either."""
    return one.precision in EXACT and other.precision in EXACT and kilometres(one, other) <= rules.limits.near_km


def _shared_place(shared: list[Place], most: int, rules: Comparison) -> Feature:
    names = ", ".join(sorted(each.name for each in shared))
    weight = max(_shared_weight(each, rules) for each in shared)
    if 2 * len(shared) < most:
        return Feature("place", min(weight, rules.weights.place_some), f"{names} among others")
    return Feature("place", weight, f"both in {names}")


def _shared_weight(place: Place, rules: Comparison) -> float:
    """A single site (a bridge, a plant) is hit more rarely than a town, a town more rarely than a region."""
    weigh = rules.weights
    weights = {
        "point": weigh.place_site,
        "settlement": weigh.place_settlement,
        "district": weigh.place_district,
        "region": weigh.place_region,
        "sector": weigh.place_region,
    }
    return weights.get(place.precision, weigh.place_country)


def initiator(a: Profile, b: Profile, rules: Comparison) -> Feature | None:
    """Whether those who act agree; for a saying, another speaker is a veto."""
    if not a.initiators or not b.initiators:
        return None
    weigh, saying = rules.weights, a.family in rules.by_actor
    if saying and a.persons & b.persons:
        return Feature("initiator", weigh.initiator_same_person, "the same actor")
    if a.initiators & b.initiators:
        return Feature("initiator", weigh.initiator_same, f"both by {', '.join(sorted(a.initiators & b.initiators))}")
    weight = weigh.veto if saying else weigh.initiator_other
    return Feature("initiator", weight, f"{', '.join(sorted(a.initiators))} and {', '.join(sorted(b.initiators))}")


def recipient(a: Profile, b: Profile, rules: Comparison) -> Feature | None:
    """Whether those to whom it is done agree; for a saying, another addressee is a veto."""
    if not a.recipients or not b.recipients:
        return None
    weigh = rules.weights
    if a.recipients & b.recipients:
        return Feature("recipient", weigh.recipient_same, f"both to {', '.join(sorted(a.recipients & b.recipients))}")
    weight = weigh.veto if a.family in rules.by_actor else weigh.recipient_other
    return Feature("recipient", weight, f"{', '.join(sorted(a.recipients))} and {', '.join(sorted(b.recipients))}")


def items(a: Profile, b: Profile, rules: Comparison) -> Feature | None:
    """Whether the same weapons or goods are named."""
    if not a.items or not b.items:
        return None
    shared = sorted(a.items & b.items)
    weight = rules.weights.items_shared if shared else rules.weights.items_other
    return Feature("items", weight, ", ".join(shared) or "other items")


def outcome(a: Profile, b: Profile, rules: Comparison) -> Feature | None:
    """Whether a change of hands has the same outcome."""
    one, other = a.row.claim.outcome, b.row.claim.outcome
    if not one or not other:
        return None
    same = one == other or frozenset((one, other)) in rules.same_outcome
    weight = rules.weights.outcome_same if same else rules.weights.outcome_other
    return Feature("outcome", weight, f"{one} and {other}")


def matter(a: Profile, b: Profile, rules: Comparison) -> Feature | None:
    """For a saying or a commitment: the same stage, and the same topic, goods or figure, or much the same words; else a veto."""
    if a.family not in rules.by_actor:
        return None
    one, other = a.row.claim, b.row.claim
    if None not in (one.aid_stage, other.aid_stage) and one.aid_stage != other.aid_stage:
        return Feature("matter", rules.weights.veto, f"{one.aid_stage} and {other.aid_stage}")
    if one.topic and other.topic and one.topic != other.topic:
        return Feature("matter", rules.weights.veto, f"{one.topic} and {other.topic}")
    if one.topic and one.topic == other.topic:
        return Feature("matter", rules.weights.matter_same, f"both on {one.topic}")
    agreed = a.items & b.items or any(meets(*pair) for pair in comparable(a, b))
    if agreed or alike(a.words, b.words) >= rules.limits.matter_words:
        return None
    return Feature("matter", rules.weights.veto, "nothing shows that the matter is the same")


def certainty(a: Profile, b: Profile, rules: Comparison) -> Feature | None:
    """Whether one tells of what may have been and the other of what was: often not the same thing."""
    possible = {each.row.claim.factuality.startswith("PS") for each in (a, b)}
    return Feature("certainty", rules.weights.possible_only, "one only possible") if len(possible) > 1 else None


def document(a: Profile, b: Profile, rules: Comparison) -> Feature | None:
    """One text seldom tells the same thing twice by the same source; one clause by two sources is one matter."""
    one, other = a.row.claim, b.row.claim
    if a.row.document_id != b.row.document_id:
        return None
    if one.source == other.source:
        return Feature("document", rules.weights.one_document, "one text, one source")
    if one.event_type != other.event_type:
        return None
    if one.start < other.end and other.start < one.end:
        return Feature("document", rules.weights.one_clause, "one clause, two sources")
    if DISPUTED in ((one.verification, other.stance), (other.verification, one.stance)):
        return Feature("document", rules.weights.one_clause, "the text says that one is disputed, and the other denies")
    return None


def wording(a: Profile, b: Profile, rules: Comparison) -> Feature | None:
    """Likeness of the words: a sentence carried over inside a family of copies, else a small support."""
    share = alike(a.words, b.words)
    if copied(a, b, rules):
        return Feature("copy", rules.weights.copy, f"{share:.0%} of the words, in copies of one text")
    if min(len(a.words), len(b.words)) < rules.limits.least_words or share < rules.limits.matter_words:
        return None
    return Feature("words", rules.weights.words * share, f"{share:.0%} of the words")


def copied(a: Profile, b: Profile, rules: Comparison) -> bool:
    """Whether one text's sentence stands in a copy of that text."""
    one, other = a.row, b.row
    if one.family_id != other.family_id or one.document_id == other.document_id:
        return False
    return alike(a.words, b.words) >= rules.limits.copied_words
