"""The project's own gold of war-news claims is whole: every file parses, every quote stands in its article, every value is allowed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from unfog.knowledge import Knowledge

GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold"
NAMES = sorted(path.stem for path in (GOLD / "articles").glob("*.txt"))
SECOND = sorted(path.stem for path in (GOLD / "second").glob("*.jsonl"))
LABELLED = [("claims", name) for name in NAMES] + [("second", name) for name in SECOND]
TYPES = {name for names in Knowledge().ontology.types.ledger.values() for name in names}
STANCES = {"asserts", "denies", "declines", "estimates", "warns", "promises", "demands"}
STAGES = {"requested", "considered", "pledged", "approved", "delivered", "delayed", "refused"}
LONGEST = 80  # words: longer evidence names no place to look


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number as the gold writes it: all keys are needed and no other is allowed."""

    measure: str
    low: int | float | None
    high: int | float | None


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim as the gold writes it: all keys are needed and no other is allowed."""

    doc: str
    id: str
    quote: str
    type: str
    source: str | None
    stance: Literal["asserts", "denies", "declines", "estimates", "warns", "promises", "demands"]
    factuality: Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "UU"]
    phase: Literal["past", "ongoing", "future"]
    initiator: list[str]
    recipient: list[str]
    places: list[str]
    time: str | None
    numbers: list[Figure]
    items: list[str]
    stage: Literal["requested", "considered", "pledged", "approved", "delivered", "delayed", "refused"] | None
    verification: Literal["unverified", "disputed"] | None


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The metadata of an article."""

    title: str
    source: str
    date: date
    url: Literal[""]
    conflict: str
    note: str


def article(name: str) -> str:
    return (GOLD / "articles" / f"{name}.txt").read_text(encoding="utf-8")


def about(name: str) -> About:
    return msgspec.json.decode((GOLD / "articles" / f"{name}.json").read_bytes(), type=About)


def claims(folder: str, name: str) -> list[Claim]:
    lines = (GOLD / folder / f"{name}.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Claim) for line in lines]


def every_claim(folder: str = "claims") -> list[Claim]:
    return [claim for path in sorted((GOLD / folder).glob("*.jsonl")) for claim in claims(folder, path.stem)]


def test_it_is_as_large_as_its_card_says() -> None:
    card = (GOLD / "CARD.md").read_text(encoding="utf-8")
    articles = Counter(about(name).conflict for name in NAMES)
    labelled = Counter(about(claim.doc).conflict for claim in every_claim())
    wars = set(articles) - {"none"}

    assert len(NAMES) >= 40
    assert len(every_claim()) >= 600
    assert len(wars) == 4
    assert 2 <= articles["none"] <= 3
    assert f"the {len(every_claim()):,} claims" in card
    for conflict in wars:
        assert f"| {conflict} | {articles[conflict]} | {labelled[conflict]} |" in card


def test_articles_metadata_and_labels_go_together() -> None:
    assert sorted(path.stem for path in (GOLD / "articles").glob("*.json")) == NAMES
    assert sorted(path.stem for path in (GOLD / "claims").glob("*.jsonl")) == NAMES
    assert len(SECOND) * 10 >= len(NAMES)
    assert set(SECOND) < set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_article_is_titled_and_marked_as_invented(name: str) -> None:
    told = about(name)
    assert told.title
    assert told.source
    assert "invented" in told.note
    assert 150 <= len(article(name).split()) <= 350


@pytest.mark.parametrize(("folder", "name"), LABELLED)
def test_every_quote_stands_in_its_article(folder: str, name: str) -> None:
    text = article(name)
    assert [claim.id for claim in claims(folder, name) if claim.quote not in text] == []
    assert [claim.id for claim in claims(folder, name) if not 0 < len(claim.quote.split()) <= LONGEST] == []
    assert [claim.id for claim in claims(folder, name) if claim.time and claim.time not in text] == []


@pytest.mark.parametrize(("folder", "name"), LABELLED)
def test_types_are_of_the_ontology_and_only_aid_has_a_stage(folder: str, name: str) -> None:
    for claim in claims(folder, name):
        assert claim.doc == name, claim.id
        assert claim.id.startswith(f"{name}-"), claim.id
        assert claim.type in TYPES, claim.id
        assert (claim.stage is not None) == (claim.type == "aid"), claim.id
        assert claim.source != "", claim.id
        assert claim.time != "", claim.id


@pytest.mark.parametrize(("folder", "name"), LABELLED)
def test_lists_hold_names_and_figures_have_bounds(folder: str, name: str) -> None:
    for claim in claims(folder, name):
        named = [*claim.initiator, *claim.recipient, *claim.places, *claim.items]
        assert all(each == each.strip() != "" for each in named), claim.id
        for figure in claim.numbers:
            assert figure.measure, claim.id
            assert not figure.low is figure.high is None, claim.id
            assert figure.low is None or figure.high is None or figure.low <= figure.high, claim.id


@pytest.mark.parametrize("folder", ["claims", "second"])
def test_ids_are_unique_and_no_claim_stands_twice(folder: str) -> None:
    ids = Counter(claim.id for claim in every_claim(folder))
    told = Counter((claim.doc, claim.quote, claim.type, claim.source) for claim in every_claim(folder))
    assert max(ids.values()) == max(told.values()) == 1


def test_the_kinds_that_the_card_promises_are_there() -> None:
    found = every_claim()
    assert {claim.type for claim in found} == TYPES
    assert {claim.stance for claim in found} == STANCES
    assert {claim.stage for claim in found} == STAGES | {None}
    assert {claim.verification for claim in found} == {None, "unverified", "disputed"}
    assert sum(claim.factuality.endswith("-") for claim in found) >= 60
    assert sum(figure.low != figure.high for claim in found for figure in claim.numbers) >= 50
