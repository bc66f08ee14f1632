"""Reads one document: for each trigger who vouches for it, how surely, who did what to whom, where, when, how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from unfog.knowledge import Knowledge
from unfog.model import Annotation, Claim, Document, Figure, Mention, Span
from unfog.stages.extract.attribution import Attribution, Attributions
from unfog.stages.extract.encoder import Learned, Signals
from unfog.stages.extract.events import NOMINAL, WARDED, Trigger, find_triggers
from unfog.stages.extract.factuality import Certainty, certainty
from unfog.stages.extract.figures import LIST_GAP, LISTED, Clause, FigureRules, figures_of, find_lists, find_quantities
from unfog.stages.extract.roles import BY_WORDS, Roles
from unfog.stages.extract.rules import CertaintyRule, CueRule, RoleRule, TriggerRule, VerificationRule, WeaponRule, find
from unfog.stages.extract.tree import Tree, sentence_at
from unfog.stages.extract.verification import Verification

MAX_QUOTE_WORDS = 70  # longer evidence names no place to look
SAID_STAGES = frozenset({"requested", "pledged", "approved", "refused"})
PHYSICAL = frozenset({"strikes", "ground", "forces", "humanitarian"})
NESTED = 2  # places of another clause that may be one place ("Chuhuiv, Kharkiv region")
TOLLS = frozenset({"casualties", "damage", "disruption", "displacement"})  # stand where the attack is that they follow
CARRY = 2  # sentences over which a place is carried on
FOLLOWING = frozenset({"casualties", "damage", "disruption", "interception"})  # told of an attack just told of
ANSWERS = frozenset({"denies", "declines"})
VAGUE = "strike"  # the kind of strike of which the text does not say more


class Rules:
    """The rules by which one language's texts are read; built once per worker."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        rules = knowledge.lexicon.rules
        self.knowledge = knowledge
        self.cues = rules(language, "attribution", CueRule)
        self.saying = next(rule for rule in self.cues if rule.frame == "clause")
        self.triggers = rules(language, "events", TriggerRule)
        self.statement = next(rule for rule in self.triggers if rule.type == "position" and not rule.pos)
        self.weapons = rules(language, "weapons", WeaponRule)
        self.certainty = rules(language, "factuality", CertaintyRule)
        self.roles = rules(language, "roles", RoleRule)
        self.verification = rules(language, "verification", VerificationRule)
        self.figures = FigureRules(knowledge, language)
        self.ledger = {name: ledger for ledger, names in knowledge.ontology.types.ledger.items() for name in names}


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making, and where in the parse it comes from."""

    trigger: Trigger
    attribution: Attribution | None
    claim: Claim


class Reading:
    """One document being read."""

    def __init__(self, rules: Rules, document: Document, annotation: Annotation, signals: Signals | None = None) -> None:
        self.rules = rules
        self.signals = signals
        self.document = document
        self.sentences = annotation.sentences
        self.mentions = annotation.mentions
        self.tree = Tree(document.text, annotation.tokens)
        self.attributions = Attributions(self.tree, self.sentences, annotation.mentions, rules.roles).read(rules.cues)
        self.roles = Roles(self.tree, annotation.mentions, rules.roles, rules.knowledge.register)
        self.times = [each for each in annotation.mentions if each.kind == "time"]
        self.quantities = find_quantities(self.tree, rules.figures.numbers, self.times)
        self.triggers: list[Trigger] = []
        self.clauses: set[int] = set()
        self.certainty = list(find(rules.certainty, self.tree))
        self.verification = Verification(self.tree, self.sentences, rules.verification)
        self.learned = Learned(signals, self.tree, annotation, rules.knowledge.register) if signals else None

    def claims(self) -> list[Claim]:
        """The claims of the document, in the order of its text."""
        triggers = find_triggers(
            self.tree, self.sentences, rules=self.rules.triggers, mentions=self.mentions, weapons=self.rules.weapons, ledger=self.rules.ledger
        )
        if self.learned:
            triggers = self._unlisted(triggers, self.learned.triggers(triggers, self.rules.ledger))
        self.triggers = triggers
        self.clauses = {trigger.clause for trigger in triggers}
        drafts = self._of_a_kind([draft for trigger in triggers for draft in self._drafts(trigger)])
        drafts += self._answers(drafts)
        drafts += self._statements(drafts)
        return _numbered(self.document, _once(_disputed([each for each in drafts if self._tells(each)])))

    def _unlisted(self, by_rule: list[Trigger], joined: list[Trigger]) -> list[Trigger]:
        """The triggers of rules and reader, but for lists those of the rules alone: the claim above a list has what its items tell."""
        lists = [Span(items[0].start, items[-1].end) for items in find_lists(self.tree.text, self.rules.figures.listed)]
        above = [each for each in by_rule if each.event_type in LISTED and any(0 <= one.start - each.sentence.end <= LIST_GAP for one in lists)]
        kept = {each.token for each in by_rule}
        told = {each.sentence for each in above}
        beside = [each for each in joined if each.token in kept or not any(one.start <= each.span.start < one.end for one in lists)]
        return sorted([*above, *(each for each in beside if each.sentence not in told)], key=lambda each: (each.token, each.event_type))

    def _tells(self, draft: Draft) -> bool:
        """Whether a claim names a state of affairs: what nobody vouches for, and that has no party, place, time or figure, is mood.

        A heading is too short to have them.
        """
        claim = draft.claim
        said = claim.source is not None or self.rules.ledger[claim.event_type] not in PHYSICAL
        return said or claim.quote[-1:].isalnum() or any((claim.initiator, claim.recipient, claim.places, claim.time, claim.numbers))

    # --- one trigger --------------------------------------------------------------------------------------------------

    def _drafts(self, trigger: Trigger) -> Iterator[Draft]:
        """The claim of a trigger; where a source denies what another asserts, the denial as well."""
        chain = self.attributions.of(trigger.token)
        known = self.learned.chain(trigger.token, chain, self.attributions, self.rules.saying) if self.learned else None
        chain = chain if known is None else known
        own = None if chain or known is not None else self._speaker(trigger)
        if own:
            yield self._surer(self._draft(trigger, own, ()))
            return
        inner = chain[0] if chain else None
        yield self._surer(self._draft(trigger, inner, tuple(each.source for each in reversed(chain[1:]))))
        denials = (each for each in chain[1:] if each.rule.stance == "denies" and inner and each.source != inner.source)
        denial = next(denials, None)
        if denial:
            yield self._draft(trigger, denial, ())

    def _surer(self, draft: Draft) -> Draft:
        """A draft with what the trained reader is surer of than the rules."""
        return replace(draft, claim=self.learned.amended(draft.claim, draft.trigger)) if self.learned else draft

    def _speaker(self, trigger: Trigger) -> Attribution | None:
        """An event that is itself a saying has its doer as its source, though no cue says so: "X condemned the raid"."""
        saying = trigger.rule.saying or trigger.rule.aid_stage in SAID_STAGES
        if not saying or self.tree.tokens[trigger.token].pos != "VERB" or self.tree.passive(trigger.token):
            return None
        told = self.attributions.by(trigger.token)
        if told and told.mention:
            return told
        subject = self.tree.subject(trigger.token)
        mention = None if subject is None else self.attributions.actor_at(subject)
        return Attribution(mention.text, mention, trigger.token, self.rules.saying, frozenset()) if mention else None

    def _draft(self, trigger: Trigger, attribution: Attribution | None, via: tuple[str, ...]) -> Draft:
        """The claim that a trigger and its attribution make."""
        saying = attribution is not None and attribution.cue == trigger.token
        under = None if saying else attribution
        sure = certainty(self.tree, trigger.token, under, self.certainty)
        initiator, recipient = self.roles.parties(trigger, set() if attribution is None else {attribution.cue})
        if saying and not initiator and attribution and attribution.mention:
            initiator = [attribution.mention]
        recipient = [each for each in recipient if each.text not in {one.text for one in initiator}]
        near = self._near(trigger, under)
        places, times = self._places(trigger, near), self.roles.within("time", near)[:1]
        items = self.roles.within("item", near)
        source = attribution.source if attribution else None
        ledger = self.rules.ledger[trigger.event_type]
        start, end = self._quote(trigger)
        claim = Claim(
            id="", document_id=self.document.id, start=start, end=end, quote=self.document.text[start:end],
            event_type=trigger.event_type, source=source, via=via,
            cue=self.tree.word(attribution.cue) if attribution and attribution.cue >= 0 else None,
            stance=_stance(trigger, attribution, sure),
            factuality=sure.factuality, phase=sure.phase,
            initiator=_names(initiator), recipient=_names(recipient), places=_names(places),
            time=times[0].text if times else None, numbers=self._figures(trigger, near), items=_names(items),
            aid_stage=_stage(trigger, sure), outcome=trigger.rule.outcome,
            verification=self.verification.of(trigger.sentence, ledger=ledger, event_type=trigger.event_type, sourced=source is not None),
            mentions=_mentions(attribution, initiator, recipient, places, times, items),
        )  # fmt: skip
        return Draft(trigger, attribution, claim)

    def _near(self, trigger: Trigger, attribution: Attribution | None) -> set[int]:
        """The tokens of a trigger's own clause: its verb's, and what hangs on itself, inside what its source vouches for."""
        near = self.tree.reach({trigger.clause, trigger.token}, self.clauses - {trigger.clause, trigger.token})
        if attribution and attribution.content & near:
            near &= attribution.content
        return near

    def _places(self, trigger: Trigger, near: set[int]) -> list[Mention]:
        tokens = self.tree.subtree(trigger.token) & near if trigger.event_type in BY_WORDS else near
        found = self._located(trigger, tokens)
        if found or trigger.event_type in BY_WORDS:
            return found
        sentence = set(self.tree.within(trigger.sentence.start, trigger.sentence.end))
        elsewhere = self._located(trigger, sentence if trigger.event_type in TOLLS else sentence - self._of_others(trigger))
        if 0 < len(elsewhere) <= NESTED:
            return elsewhere
        return [] if elsewhere else self._carried(trigger)

    def _located(self, trigger: Trigger, tokens: Container[int]) -> list[Mention]:
        mentions = self.roles.within("place", tokens)
        return [each for each in mentions if self.roles.located(each, trigger.event_type, trigger.token)]

    def _of_others(self, trigger: Trigger) -> set[int]:
        """The tokens of events that nouns tell of: "in response to the raid on X" does not say where the response was."""
        others = [each for each in self.triggers if each.sentence == trigger.sentence and each.token != trigger.token]
        below = [self.tree.subtree(each.token) for each in others if self.tree.tokens[each.token].pos in NOMINAL]
        return set().union(*(tokens for tokens in below if trigger.token not in tokens))

    def _carried(self, trigger: Trigger) -> list[Mention]:
        """The place of a sentence just before, for a sentence that names none: a toll stands behind its attack."""
        own = self.tree.within(trigger.sentence.start, trigger.sentence.end)
        if trigger.event_type not in FOLLOWING or self.roles.within("place", own):
            return []
        for sentence in reversed(self._before(trigger.sentence)):
            tokens = self.tree.within(sentence.start, sentence.end)
            found = [each for each in self.roles.within("place", tokens) if self.roles.settled(each)]
            if found:
                return found[:1]
        return []

    def _before(self, sentence: Span) -> list[Span]:
        place = self.sentences.index(sentence)
        return list(self.sentences[max(0, place - CARRY) : place])

    def _figures(self, trigger: Trigger, near: set[int]) -> tuple[Figure, ...]:
        pointed = self.learned.pointed(trigger.token) if self.learned else ()
        clause = Clause(trigger.event_type, trigger.token, near, pointed)
        return figures_of(clause, self.quantities, tree=self.tree, rules=self.rules.figures, times=self.times)

    def _quote(self, trigger: Trigger) -> Span:
        """The sentence, or, where it is too long to show where to look, the words of the clause."""
        sentence = trigger.sentence
        words = self.document.text[sentence.start : sentence.end].split()
        if len(words) <= MAX_QUOTE_WORDS:
            return sentence
        tokens = sorted(self.tree.clause_tokens(trigger.clause) | self.tree.subtree(trigger.token))
        middle = tokens.index(trigger.token) if trigger.token in tokens else 0
        kept = tokens[max(0, middle - MAX_QUOTE_WORDS // 2) : middle + MAX_QUOTE_WORDS // 2]
        return self.tree.span(set(range(kept[0], min(kept[-1], kept[0] + MAX_QUOTE_WORDS) + 1)))

    # --- answers ------------------------------------------------------------------------------------------------------

    def _answers(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Denials and refusals to comment that name no event themselves: they are about the claim before them."""
        used = {draft.attribution.cue for draft in drafts if draft.attribution}
        used |= {draft.trigger.token for draft in drafts if draft.claim.stance in ANSWERS}  # the reader tells of the answer itself
        for attribution in self.attributions.found:
            if attribution.rule.stance not in ANSWERS or attribution.cue in used or not attribution.mention:
                continue
            before = [draft for draft in drafts if draft.trigger.token < attribution.cue]
            about = max(before, key=lambda draft: draft.trigger.token, default=None)
            sentence = self._sentence(attribution.cue)
            if about and sentence and about.claim.source != attribution.source and self._answers_to(attribution):
                yield self._answer(about, attribution, sentence)

    def _answers_to(self, attribution: Attribution) -> bool:
        """Whether a denial without an event of its own is of what was said before ("denied the claim"), not of a thing."""
        return not attribution.content or attribution.rule.stance == "declines" or self.roles.answered(attribution.content)

    def _answer(self, about: Draft, attribution: Attribution, sentence: Span) -> Draft:
        stance = attribution.rule.stance
        claim = replace(
            about.claim, start=sentence.start, end=sentence.end, quote=self.document.text[sentence.start : sentence.end],
            source=attribution.source, via=(), cue=self.tree.word(attribution.cue), stance=stance,
            factuality="CT-" if stance == "denies" else "UU", phase="past", verification=None,
            numbers=about.claim.numbers if stance == "denies" else (),
            mentions=(*([attribution.mention] if attribution.mention else []), *about.claim.mentions),
        )  # fmt: skip
        return Draft(replace(about.trigger, sentence=sentence), attribution, claim)

    def _of_a_kind(self, drafts: list[Draft]) -> list[Draft]:
        """A denial of a strike of no stated kind ("denied that it had fired on X") is of the kind told of X just before."""
        kinds: dict[str, str] = {}
        found = []
        for draft in sorted(drafts, key=lambda each: each.trigger.token):
            claim = draft.claim
            place = claim.places[0] if claim.places else ""
            if claim.stance in ANSWERS and claim.event_type == VAGUE:
                found.append(replace(draft, claim=replace(claim, event_type=kinds.get(place, VAGUE))))
                continue
            if self.rules.ledger[claim.event_type] == "strikes" and claim.event_type not in WARDED:
                kinds[place] = claim.event_type
            found.append(draft)
        return found

    # --- statements ---------------------------------------------------------------------------------------------------

    def _statements(self, drafts: list[Draft]) -> Iterator[Draft]:
        """What a state, a body or an office-holder says that tells of no event is still a position."""
        told = {draft.trigger.sentence for draft in drafts}
        for attribution in self.attributions.found:
            sentence = self._sentence(min(attribution.content | {attribution.cue}))
            if sentence and sentence not in told and attribution.rule.stance not in ANSWERS and self._public(attribution):
                told.add(sentence)
                yield self._statement(attribution, sentence)

    def _public(self, attribution: Attribution) -> bool:
        actor = self.rules.knowledge.register.actor(attribution.source) if attribution.mention else None
        return actor is not None and actor.side is not None

    def _statement(self, attribution: Attribution, sentence: Span) -> Draft:
        trigger = Trigger(
            attribution.cue, self.rules.statement, sentence, self.tree.clause(attribution.cue), sentence, "position"
        )
        return self._draft(trigger, attribution, ())

    def _sentence(self, token: int) -> Span | None:
        return sentence_at(self.sentences, self.tree.tokens[token].start)


def _stance(trigger: Trigger, attribution: Attribution | None, sure: Certainty) -> str:
    """The cue's stance; that of the trigger where it is itself the saying; a plain assertion of a danger warns of it."""
    if attribution is None or attribution.cue == trigger.token:
        return trigger.rule.stance
    asserted = attribution.rule.stance == "asserts"
    return sure.stance if asserted and sure.stance else attribution.rule.stance


def _stage(trigger: Trigger, sure: Certainty) -> str | None:
    """The stage of aid: what is yet to be given is pledged, or no more than considered."""
    stage = trigger.rule.aid_stage
    if stage != "delivered" or sure.phase != "future":
        return stage
    return {"PR+": "pledged", "PS+": "considered", "CT+": "pledged"}.get(sure.factuality, stage)


def _names(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.text for mention in mentions))


def _mentions(attribution: Attribution | None, *slots: Iterable[Mention]) -> tuple[Mention, ...]:
    source = [attribution.mention] if attribution and attribution.mention else []
    return tuple(dict.fromkeys([*source, *(mention for slot in slots for mention in slot)]))


def _disputed(drafts: list[Draft]) -> list[Draft]:
    """An assertion that another source of the article denies is disputed."""
    denied = {
        (draft.claim.event_type, draft.trigger.token): draft.claim.source
        for draft in drafts
        if draft.claim.stance == "denies"
    }
    marked = []
    for draft in drafts:
        denier = denied.get((draft.claim.event_type, draft.trigger.token))
        if denier and denier != draft.claim.source and draft.claim.stance != "declines":
            draft = replace(draft, claim=replace(draft.claim, verification="disputed"))  # noqa: PLW2901
        marked.append(draft)
    return marked


def _once(drafts: list[Draft]) -> list[Draft]:
    """Claims in the order of the text; of those that say the same, the first."""
    seen: dict[object, Draft] = {}
    for draft in sorted(drafts, key=lambda each: (each.claim.start, each.trigger.token, each.claim.stance)):
        claim = draft.claim
        seen.setdefault(replace(claim, start=0, end=0, quote=claim.quote), draft)
    return list(seen.values())


def _numbered(document: Document, drafts: Iterable[Draft]) -> list[Claim]:
    """The claims with their ids."""
    count: Counter[tuple[Span, str, str | None]] = Counter()
    claims = []
    for claim in (draft.claim for draft in drafts):
        span = Span(claim.start, claim.end)
        same = (span, claim.event_type, claim.source)
        name = Claim.identify(document.id, span, claim.event_type, source=claim.source, ordinal=count[same])
        claims.append(replace(claim, id=name))
        count[same] += 1
    return claims
