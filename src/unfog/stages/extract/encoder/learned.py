"""One text as rules and trained reader see it together: where the reader is sure enough it decides, else the rules do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from unfog.knowledge.register import Register
from unfog.model import Annotation, Claim, Mention
from unfog.stages.extract.attribution import ANSWERS, NO_CUE, UNNAMED, Attribution, Attributions
from unfog.stages.extract.encoder.marks import Marked, marked
from unfog.stages.extract.encoder.signals import Signals
from unfog.stages.extract.encoder.slots import Slots
from unfog.stages.extract.encoder.triggers import Joiner
from unfog.stages.extract.events import Trigger
from unfog.stages.extract.rules import CueRule
from unfog.stages.extract.tree import Tree

# The probabilities from which the reader goes before the rules, chosen on the own gold and on twenty labelled articles of the news.
VOICE = 0.5
SPEAKER = 0.4
POINTED = 0.5
SURE = {"phase": 0.85, "stance": 0.8}
TURNED = 0.6  # of a factuality of the other sign than the rules'
WEAKER = 0.8  # of one that is less certain than theirs, where they see nothing but certainty
NOTED = {"aid_stage": 0.5, "outcome": 0.5, "verification": 0.7}  # of what the rules see nothing of
ACTS = 0.5  # from which it says who acts or is acted upon, if the rules say nothing
OVER = 0.9  # if they do
LIES = 0.4  # from which it says where, if they say nothing
NONE, CERTAIN = "none", "CT"


class Learned:
    """What the trained reader says of the events of one text."""

    def __init__(self, signals: Signals, tree: Tree, annotation: Annotation, register: Register) -> None:
        self.signals = signals
        self.tree = tree
        self.sentences = annotation.sentences
        self.slots = Slots(signals, tree, annotation.mentions, register)

    @cached_property
    def marked(self) -> list[Marked]:
        """The attributions that the reader marks."""
        return marked(self.signals, self.tree, self.sentences)

    def triggers(self, by_rule: Sequence[Trigger], ledger: Mapping[str, str]) -> list[Trigger]:
        """The triggers of rules and reader joined."""
        return Joiner(self.signals, self.tree, self.sentences, ledger).join(by_rule)

    def chain(self, trigger: int, by_rule: list[Attribution], every: Attributions, saying: CueRule) -> list[Attribution] | None:
        """Who vouches for a trigger, the innermost first, empty for the article itself; None where the reader isn't sure.

        A denial of what another says, where the rules see both, is theirs to tell.
        """
        if len(by_rule) > 1 and any(each.rule.stance in ANSWERS for each in by_rule):
            return None
        voice, sure = self._likeliest(trigger, "voice")
        if sure < VOICE:
            return None
        if voice == "article":
            return []
        if voice == UNNAMED:
            return [next((each for each in by_rule if each.mention is None), Attribution(UNNAMED, None, NO_CUE, saying, frozenset()))]
        told = self.slots.speaker(trigger)
        return None if told is None or told[1] < SPEAKER else self._spoken(told[0], by_rule, every, saying)

    def amended(self, claim: Claim, told: Trigger) -> Claim:
        """A claim made by the rules with what the reader is surer of; who acts where a verb is turned ("received") the rules know."""
        trigger = told.token
        doers, others, places = (self._players(trigger, *each) for each in self._asked(claim))
        if told.rule.acts != "initiator":
            doers = others = []
        initiator = _more(doers, claim.initiator)
        return replace(
            claim,
            stance=self._surer(trigger, "stance", claim.stance),
            factuality=self._factuality(trigger, claim.factuality),
            phase=self._surer(trigger, "phase", claim.phase),
            aid_stage=claim.aid_stage or self._noted(trigger, "aid_stage"),
            outcome=claim.outcome or self._noted(trigger, "outcome"),
            verification=claim.verification or self._noted(trigger, "verification"),
            initiator=initiator,
            recipient=tuple(name for name in _more(others, claim.recipient) if name not in initiator),
            places=claim.places or _names(places),
            mentions=tuple(dict.fromkeys([*claim.mentions, *doers, *others, *places])),
        )

    @staticmethod
    def _asked(claim: Claim) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The roles that are asked for, with what the rules say of each."""
        return ("initiator", claim.initiator), ("recipient", claim.recipient), ("place", claim.places)

    def _players(self, trigger: int, role: str, by_rule: tuple[str, ...]) -> list[Mention]:
        """Who or what plays a role, where the reader is sure enough of it."""
        if role == "place":
            return self.slots.places(trigger, LIES)
        return self.slots.parties(trigger, role, OVER if by_rule else ACTS)

    def _factuality(self, trigger: int, by_rule: str) -> str:
        """A value of the other sign, or one of doubt where the rules see certainty, if the reader is sure of it."""
        value, sure = self._likeliest(trigger, "factuality")
        turned = value[-1] != by_rule[-1]
        doubted = by_rule.startswith(CERTAIN) and not value.startswith(CERTAIN)
        return value if (turned and sure >= TURNED) or (doubted and sure >= WEAKER) else by_rule

    def _noted(self, trigger: int, name: str) -> str | None:
        """What the reader says of an attribute of which the rules see nothing."""
        value, sure = self._likeliest(trigger, name)
        return value if value != NONE and sure >= NOTED[name] else None

    def pointed(self, trigger: int) -> set[int]:
        """The tokens of the numbers that belong to an event."""
        return {token for token, score in self.signals.role(trigger, "number").items() if score >= POINTED}

    def _surer(self, trigger: int, name: str, own: str) -> str:
        """The reader's value of an attribute where it is sure of one, else the rules' own."""
        value, sure = self._likeliest(trigger, name)
        return value if value != NONE and sure >= SURE[name] else own

    def _likeliest(self, trigger: int, name: str) -> tuple[str, float]:
        values = self.signals.attribute(trigger, name)
        best = max(values, key=lambda each: values[each], default=NONE)
        return best, values.get(best, 0.0)

    def _spoken(self, speaker: Mention, by_rule: list[Attribution], every: Attributions, saying: CueRule) -> list[Attribution]:
        """The attribution of a speaker: one that rules found, else one with the cue that the reader marked."""
        place = next((number for number, each in enumerate(by_rule) if _is(each, speaker)), None)
        if place is not None:
            return by_rule[place:]
        same = [each for each in every.found if _is(each, speaker) and each.rule.stance not in ANSWERS]
        if same:
            return [min(same, key=lambda each: abs(each.cue - self.tree.at(speaker.start)))]
        cue = next((each.cue[0] for each in self.marked if self._covers(each, speaker)), NO_CUE)
        return [Attribution(speaker.text, speaker, cue, saying, frozenset())]

    def _covers(self, one: Marked, speaker: Mention) -> bool:
        return any(speaker.start <= self.tree.tokens[token].start < speaker.end for token in one.source)


def _names(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.text for each in mentions))


def _more(told: Iterable[Mention], by_rule: tuple[str, ...]) -> tuple[str, ...]:
    """What the reader says, or else the rules; the rules where they name all that the reader does, and more."""
    names = _names(told)
    return by_rule if set(names) <= set(by_rule) else names


def _is(attribution: Attribution, speaker: Mention) -> bool:
    """Whether an attribution's source is a speaker: the same name, or words that overlap."""
    own = attribution.mention
    return own is not None and (own.text == speaker.text or (own.start < speaker.end and speaker.start < own.end))
