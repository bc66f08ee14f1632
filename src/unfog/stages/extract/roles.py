"""Who acts, upon whom, where and when: the mentions that fill the slots of one event."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from unfog.knowledge import Register
from unfog.model import Mention
from unfog.stages.extract.events import Trigger
from unfog.stages.extract.rules import RoleRule
from unfog.stages.extract.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
BY_WORDS = frozenset(
    {"position", "aid", "sanction", "leadership_change", "talks"}
)  # done by words: no place unless they name one
OWNERS = frozenset({"poss", "amod", "compound", "nmod"})


class Roles:
    """Fills the slots of the events of one text."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention], rules: Sequence[RoleRule], register: Register) -> None:
        self.tree = tree
        self.rules = rules
        self.register = register
        self.actors = [each for each in mentions if each.kind == "actor"]
        self.named = {
            kind: [(each, tree.within(each.start, each.end)) for each in mentions if each.kind == kind]
            for kind in ("place", "time", "item")
        }

    def parties(self, trigger: Trigger, cues: set[int]) -> tuple[list[Mention], list[Mention]]:
        """Who acts, and upon whom; the subject of one of `cues` only tells of it."""
        doers, others = self.initiator(trigger, cues), self.recipient(trigger)
        if self.tree.tokens[trigger.token].pos in NOMINAL or trigger.rule.acts == "initiator":
            return doers, others
        if trigger.rule.acts == "recipient":
            return self._after(trigger.token, "initiator"), doers
        return others, self._after(trigger.token, "beneficiary") or doers

    def initiator(self, trigger: Trigger, cues: set[int]) -> list[Mention]:
        """Who acts: the subject of an active verb, the agent of a passive one, or the owner of a noun."""
        if self.tree.tokens[trigger.token].pos in NOMINAL:
            return self._of_noun(trigger.token, cues)
        if self.tree.passive(trigger.token):
            agent = self.tree.agent(trigger.token)
            return [] if agent is None else self._named(agent)
        subject = self.tree.subject(trigger.token)
        return [] if subject is None else self._named(subject)

    def recipient(self, trigger: Trigger) -> list[Mention]:
        """Upon whom: the object, the subject of a passive verb, or what a noun is "on" or "against"."""
        token = trigger.token
        found: list[Mention] = []
        if self.tree.tokens[token].pos not in NOMINAL:
            if self.tree.passive(token):
                subject = self.tree.subject(token)
                found = [] if subject is None else self._named(subject)
            else:
                found = [mention for each in self.tree.objects(token) for mention in self._named(each)]
        return found or self._after(token, "recipient")

    def within(self, kind: str, tokens: Container[int]) -> list[Mention]:
        """The mentions of a kind that hold the start of one of some tokens, in the order of the text."""
        return [each for each, own in self.named[kind] if any(token in tokens for token in own)]

    def located(self, mention: Mention, event_type: str, told: int) -> bool:
        """Whether a place mention says where: a state only behind a word of place, another place wherever it is no owner."""
        inside = self.tree.within(mention.start, mention.end)
        top = next((each for each in inside if self.tree.tokens[each].head not in inside), None)
        if top is None:
            return False
        behind = self.tree.tokens[top].head
        if any(each.start <= self.tree.tokens[behind].start < each.end for each in self.actors):
            return False  # "the Luhansk governor" is a person, wherever he is
        placed = self._is(behind, "place") or (event_type == "assault" and self._is(behind, "taken"))
        if self._is_state(mention) or event_type in BY_WORDS:
            return placed
        if self.tree.tokens[top].dep == "dobj":  # "took the town", but not "a region bordering the town"
            return self.tree.tokens[behind].dep != "acl" or behind == told
        return placed or self.tree.tokens[top].dep not in {"poss", "nmod"}

    def settled(self, mention: Mention) -> bool:
        """Whether a place mention is smaller than a state and says where."""
        return not self._is_state(mention) and self.located(mention, "strike", -1)

    def _is_state(self, mention: Mention) -> bool:
        actor = self.register.actor(mention.text)
        return actor is not None and actor.kind == "state"

    def answered(self, tokens: Iterable[int]) -> bool:
        """Whether some words are of those that stand for what was said before."""
        return any(self._is(each, "answered") for each in tokens)

    # --- nouns --------------------------------------------------------------------------------------------------------

    def _of_noun(self, noun: int, cues: set[int]) -> list[Mention]:
        """The owner of a noun ("Russian strikes", "strikes by Russia"), else who carries it out ("launched strikes")."""
        owners = (child for child in self.tree.children[noun] if self.tree.tokens[child].dep in OWNERS)
        found = self._after(noun, "initiator") or [mention for child in owners for mention in self._named(child)]
        if found:
            return found
        verb = self.tree.clause(noun)
        if verb not in {noun, *cues} and self.tree.tokens[noun].dep in {"dobj", "pobj"} and not self.tree.passive(verb):
            subject = self.tree.subject(verb)
            return [] if subject is None else self._named(subject)
        return []

    def _after(self, token: int, role: str) -> list[Mention]:
        """The actors in prepositional phrases of a token whose preposition tells of a role."""
        found: list[Mention] = []
        for child in self.tree.children[token]:
            if self.tree.tokens[child].pos in {"ADP", "SCONJ"} and self._is(child, role):
                for below in self.tree.children[child]:
                    found += self._named(below)
        return found

    def _is(self, token: int, role: str) -> bool:
        word = self.tree.word(token)
        return any(rule.role == role and rule.regex.fullmatch(word) for rule in self.rules)

    def _named(self, token: int) -> list[Mention]:
        """The actors that a noun and the nouns joined to it name; an adjective or possessive of a people names its state."""
        found = [self._actor(token)]
        for child in self.tree.children[token]:
            if self.tree.tokens[child].dep in {"conj", "appos"} and self.tree.tokens[child].pos in {"NOUN", "PROPN", "PRON"}:
                found += self._named(child)
        return list(dict.fromkeys(each for each in found if each))

    def _actor(self, token: int) -> Mention | None:
        words = self.tree.tokens[token]
        over = [each for each in self.actors if each.start <= words.start and words.end <= each.end]
        chosen = max(over, key=lambda each: each.end - each.start, default=None)
        if chosen:
            return Mention("actor", chosen.start, chosen.end, self.register.canonical(chosen.text))
        for each in [token, *self.tree.children[token]]:
            country = self.register.demonym(self.tree.word(each))
            if country:
                return Mention("actor", self.tree.tokens[each].start, self.tree.tokens[each].end, country)
        return None
