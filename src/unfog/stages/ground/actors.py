"""Grounds actors: each name becomes an actor of the register, by the document's date, or an unknown one that can still be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from unfog.config import Config
from unfog.knowledge import Knowledge, Register
from unfog.model import Actor, Claim, Document, Grounding, Mention, RunnerUp, make_id
from unfog.stage import Group, GroupFunction, PerGroup, Read

# How far a referent is trusted: the only one of its name, the likeliest of several, and a name that the register lacks.
ONLY, LIKELIEST, UNKNOWN = 0.95, 0.7, 0.3

TITLE_WORDS = 7  # words before a name that may say whose office the person holds
APPOSITION = re.compile(r"\s*,\s+(?:the |an? )?([^,.;:()\n]{4,80})[,.;]")
WORD = re.compile(r"[^\s,.;:()“”\"]+")
SPEAKING = frozenset({"office", "officials", "ministry", "military", "government", "intelligence", "service", "parliament", "justice",
                      "administration", "armed_group"})  # fmt: skip


def build(knowledge: Knowledge, _config: Config) -> GroupFunction:
    """The function that grounds the actors of one document's claims."""
    register = knowledge.register

    def ground(group: Group) -> Iterator[Grounding]:
        document = group.one(Document)
        if document is not None:
            yield from ground_actors(document, group.of(Claim), register)

    return ground


def ground_actors(document: Document, claims: Iterable[Claim], register: Register) -> Iterator[Grounding]:
    """One grounding for each distinct actor mention of the claims."""
    found = {mention for claim in claims for mention in claim.mentions if mention.kind == "actor"}
    on = document.published[:10] if document.published else None
    for mention in sorted(found, key=lambda each: (each.start, each.end, each.text)):
        yield _grounding(document, mention, on, register)


def _grounding(document: Document, mention: Mention, on: str | None, register: Register) -> Grounding:
    candidates = register.candidates(mention.text, on)
    actor = candidates[0] if candidates else unknown(mention.text, document.text, on, register)
    return Grounding(
        id=make_id("grounding", document.id, mention.kind, mention.start, mention.end, mention.text),
        document_id=document.id,
        kind=mention.kind,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        actor=actor,
        score=_score(candidates),
        runners_up=tuple(RunnerUp(each.id, each.name, LIKELIEST / len(candidates)) for each in candidates[1:]),
    )


def _score(candidates: tuple[Actor, ...]) -> float:
    if not candidates:
        return UNKNOWN
    return ONLY if len(candidates) == 1 else LIKELIEST


def unknown(name: str, text: str, on: str | None, register: Register) -> Actor:
    """An actor that the register lacks, with the country and side that the text gives: in the name itself or in a title beside it.

    The id folds near spellings, so that two papers' spellings of one name compare as equal.
    """
    words = register.speller.near(register.speller.words(name))
    actor = Actor(f"name:{' '.join(words)}", name, "unknown")
    state = _within(name, register)
    owner = state or _title(name, text, on, register)
    if owner is None:
        return actor
    speaks = register.phrases.speaks(name.rsplit(maxsplit=1)[-1]) if state else owner.kind in SPEAKING | {"person"}
    side = owner.side if speaks else None
    return replace(actor, country=owner.country, side=side, independent=owner.independent)


def _within(name: str, register: Register) -> Actor | None:
    """The state whose people or adjective the name holds: "Russian soldier"."""
    for word in WORD.findall(name):
        bare = word.removesuffix("'s").removesuffix("’s")
        if register.demonym(bare) or (word != bare and register.actor(bare) is not None):
            return register.actor(bare)
    return None


def _title(name: str, text: str, on: str | None, register: Register) -> Actor | None:
    """Whose office the words before a name ("Ukrainian lawmaker Petro Vasylenko") or an apposition after it give to a person."""
    for match in re.finditer(re.escape(name), text):
        line = text[: match.start()].rpartition("\n")[2]
        before = re.split(r"[.,;:()“”\"]", line)[-1].split()[-TITLE_WORDS:]
        titled = bool(before) and (before[-1][:1].isupper() or register.phrases.ends_a_term(before[-1]))
        windows = [" ".join(before[cut:]) for cut in range(len(before))] if titled else []
        after = APPOSITION.match(text, match.end())
        for window in [*windows, *([after[1]] if after else [])]:
            found = register.actor(window, on)
            if found is not None and found.kind in SPEAKING | {"person"}:
                return found
    return None


ACTORS = PerGroup(
    name="ground.actors",
    reads=(Read(Document, "id"), Read(Claim, "document_id")),
    writes=Grounding,
    build=build,
    knows=("register",),
)
