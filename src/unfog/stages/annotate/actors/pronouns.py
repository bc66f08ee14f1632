"""Which actor a pronoun stands for: gender, number, nearness, and who the clause before was about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from unfog.knowledge.register import Register
from unfog.model import Actor
from unfog.stages.annotate.actors.rules import Vocabulary
from unfog.stages.annotate.actors.view import View

if TYPE_CHECKING:
    from unfog.stages.annotate.actors.entries import Entry

PERSON_SENTENCES = 3  # a person stays in mind this long
THING_SENTENCES = 1  # "it" and "they" reach back to the sentence before
FAR = 2.0  # a sentence further away weighs more than being the subject
SUBJECT = 1.5
IMPERSONAL = frozenset({"nsubj", "poss"})
PERSONAL = IMPERSONAL | {"nsubjpass", "dobj", "pobj", "dative", "conj", "attr"}
THINGS = frozenset({"state", "government", "ministry", "military", "intelligence", "international", "alliance", "armed_group", "agency",
                    "service", "parliament", "company", "monitor", "administration", "group", "justice", "newspaper", "broadcaster", "site"})  # fmt: skip


SOMEONE = frozenset({"officials", "office", "person"})  # "a Polish official said that he"


class Gender:
    """Tells a person's gender from the register, the titles or the first name; empty where nothing tells."""

    def __init__(self, register: Register, vocabulary: Vocabulary) -> None:
        self.register = register
        self.vocabulary = vocabulary

    def of(self, actor: Actor | None, words: Sequence[str], titles: Collection[str]) -> str:
        """`m`, `f` or nothing."""
        known = self.register.gender(actor) if actor is not None else None
        if known:
            return known
        said = {self.vocabulary.titles[word] for word in titles if word in self.vocabulary.titles}
        if len(said) == 1:
            return said.pop()
        return self.vocabulary.given_names.get(words[0].lower(), "") if len(words) > 1 else ""


def antecedent(
    at: int, gender: str, entries: Sequence[Entry], *, seen: View, impersonal: Collection[str]
) -> Entry | None:
    """The actor that the pronoun at a token stands for; None where none fits well."""
    person = gender in {"m", "f"}
    if seen.tokens[at].dep not in (PERSONAL if person else IMPERSONAL):
        return None
    told = _speaker(at, gender, entries, seen) or _beside(at, entries, seen, person=person)
    if told is not None:
        return told
    if _unknown_subject(at, entries, seen, person=person):
        return None
    if gender == "n" and seen.tokens[at].dep == "nsubj" and _impersonal(at, seen, impersonal):
        return None
    here, reach = seen.sentence[at], PERSON_SENTENCES if person else THING_SENTENCES
    near = [each for each in entries if here - reach <= each.sentence <= here and each.stretch.first < at]
    fitting = [each for each in near if _fits(each, gender) and not _same_clause(each, at, seen)]
    ahead = None
    if all(each.sentence < seen.sentence[at] for each in fitting):
        ahead = _ahead(at, gender, entries, seen)
    return ahead or max(fitting, key=lambda each: (_salience(each, at, seen), each.stretch.first), default=None)


def _impersonal(at: int, seen: View, verbs: Collection[str]) -> bool:
    """Whether a verb's "it" is mostly what was told, seldom who told it: "it is", "it seems"."""
    verb = seen.tokens[seen.tokens[at].head]
    return verb.pos == "AUX" or verb.lemma in verbs


def _unknown_subject(at: int, entries: Sequence[Entry], seen: View, *, person: bool) -> bool:
    """Whether a noun that is no actor of ours has the better claim: "the plant said it", "the war enters its ninth month"."""
    verb = seen.tokens[at].head
    if seen.tokens[at].dep == "poss":
        if person:
            return False
        while seen.tokens[verb].dep in {"dobj", "pobj", "prep", "conj", "attr"} and seen.tokens[verb].head != verb:
            verb = seen.tokens[verb].head
    elif seen.tokens[at].dep == "nsubj" and seen.tokens[verb].dep == "ccomp":
        verb = seen.tokens[verb].head
    else:
        return False
    subjects = [
        child for child in seen.children[verb] if seen.tokens[child].dep in {"nsubj", "nsubjpass"} and child < at
    ]
    heads = {each.head for each in entries}
    return any(seen.tokens[each].pos in {"NOUN", "PROPN"} and each not in heads for each in subjects)


def _beside(at: int, entries: Sequence[Entry], seen: View, *, person: bool) -> Entry | None:
    """The actor to which the pronoun's noun is joined: "Lee and his men"."""
    noun = seen.tokens[seen.tokens[at].head]
    if seen.tokens[at].dep != "poss" or noun.dep != "conj":
        return None
    joined = (each for each in entries if each.head == noun.head and each.stretch.first < at)
    return next((each for each in joined if each.person == person), None)


def _speaker(at: int, gender: str, entries: Sequence[Entry], seen: View) -> Entry | None:
    """The subject of "said", "denied", "vowed" for the pronoun that is the subject of what was said."""
    verb = seen.tokens[at].head
    if (
        seen.tokens[at].dep not in {"nsubj", "nsubjpass"}
        or seen.tokens[verb].dep != "ccomp"
        or seen.tokens[verb].head > at
    ):
        return None
    return next(
        (
            each
            for each in entries
            if each.subject and seen.tokens[each.head].head == seen.tokens[verb].head and _fits(each, gender)
        ),
        None,
    )


def _fits(entry: Entry, gender: str) -> bool:
    if gender in {"m", "f"}:
        someone = entry.actor is not None and entry.actor.kind in SOMEONE and not entry.plural and entry.subject
        return (entry.person or someone) and entry.gender in {"", gender}
    if entry.person or not entry.subject:
        return False
    if gender == "p":
        return entry.plural
    return not entry.plural and (entry.actor is None or entry.actor.kind in THINGS)


def _same_clause(entry: Entry, at: int, seen: View) -> bool:
    """Whether both hang on one verb: nobody thanks "him" who is "he"."""
    return seen.tokens[at].dep != "poss" and seen.tokens[entry.head].head == _verb(at, seen)


def _verb(at: int, seen: View) -> int:
    """The word that a pronoun is the subject or object of, also through a preposition."""
    above = seen.tokens[at].head
    return seen.tokens[above].head if seen.tokens[at].dep == "pobj" else above


def _salience(entry: Entry, at: int, seen: View) -> float:
    distance = seen.sentence[at] - entry.sentence
    return -FAR * distance + (SUBJECT if entry.subject else 0.0)


def _ahead(at: int, gender: str, entries: Sequence[Entry], seen: View) -> Entry | None:
    """The subject of the sentence, for a pronoun in a clause or phrase put before it: "In his address, Petrov said"."""
    top = at
    while seen.tokens[seen.tokens[top].head].head != seen.tokens[top].head:
        top = seen.tokens[top].head
    if seen.tokens[top].dep not in {"prep", "advcl", "ccomp"} or seen.tokens[at].dep != "poss":
        return None
    root = seen.tokens[top].head
    later = (
        each for each in entries if each.subject and each.stretch.first > at and seen.tokens[each.head].head == root
    )
    return next((each for each in later if _fits(each, gender)), None)
