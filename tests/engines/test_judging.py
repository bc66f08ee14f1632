"""On the command line: verdicts hold through runs and rebuilds, what is withdrawn is gone, past pictures can be shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from unfog import runs
from unfog.cli import main
from unfog.config import Config
from unfog.errors import UsageError
from unfog.model import Claim, Document, Event, Evidence, Issue, Judgement
from unfog.store import Author, Made, Store

TEXTS = {
    "monday": ("2021-05-05", "Reuters", "Orliv, May 5. Two people were killed in a missile strike on Orliv on Sunday, the mayor said."),
    "tuesday": ("2021-05-06", "Quay Post", "Orliv, May 6. Five people were killed in the missile strike on Orliv on Sunday, rescuers said. The United Nations said that 40 families had fled Orliv."),
    "wednesday": ("2021-05-07", "Cove Mail", "The Northland Defence Ministry denied that its troops had struck the market of Varnik on Tuesday."),
}


def written(folder: Path) -> Path:
    for name, (day, outlet, text) in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.json").write_text(json.dumps({"title": name, "source": outlet, "date": day}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return written(tmp_path_factory.mktemp("texts"))


@pytest.fixture
def stored(folder, tmp_path) -> str:
    path = str(tmp_path / "some.db")
    runs.run(Store(path), [str(folder)], Config(workers=1))
    return path


def call(*words: str):
    answer = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.stdout


def claims(path: str) -> list[Claim]:
    return sorted(Store(path).rows(Claim), key=lambda each: (each.document_id, each.start))


def together(path: str, one: str, other: str) -> bool:
    return any({one, other} <= set(event.claims) for event in Store(path).rows(Event))


def test_a_verdict_joins_parts_and_is_taken_back(stored, folder):
    names = {document.id: document.name for document in Store(stored).rows(Document)}
    one = next(each for each in claims(stored) if names[each.document_id] == "monday")
    other = next(each for each in claims(stored) if names[each.document_id] == "wednesday")
    assert not together(stored, one.id, other.id)
    call("judge", "same", one.id, other.id, "--store", stored, "--why", "the map shows it", "--who", "A reader", "--workers", "1")
    assert together(stored, one.id, other.id)
    runs.run(Store(stored), [str(folder)], Config(workers=1))
    assert together(stored, one.id, other.id)
    (made,) = Store(stored).rows(Judgement)
    assert (made.who, made.why, made.verdict) == ("A reader", "the map shows it", "same")

    rebuilt = Store(":memory:")
    with rebuilt.transaction():
        rebuilt.put(Author("judge", "", (Judgement,)), made.id, [Made.of(made)])
    runs.run(rebuilt, [str(folder)], Config(workers=1))
    assert any({one.id, other.id} <= set(event.claims) for event in rebuilt.rows(Event))

    call("judge", "take-back", made.id[:8], "--store", stored, "--why", "mistaken", "--workers", "1")
    assert not together(stored, one.id, other.id)
    assert Store(stored).count(Judgement) == 2


def test_a_field_is_corrected_in_what_is_reckoned_with_and_not_in_what_was_read(stored):
    one = claims(stored)[0]
    call("judge", "correct", one.id, "time", "2021-05-01", "--store", stored, "--why", "the mayor's own post", "--workers", "1")
    row = next(each for each in Store(stored).rows(Evidence) if each.id == one.id)
    assert row.interval is not None
    assert row.interval.begin == "2021-05-01T00:00:00Z"
    assert one in Store(stored).rows(Claim)


def test_an_event_stands_for_its_only_claim_and_never_for_one_of_several(stored):
    one, other, alone = [each for each in Store(stored).rows(Event) if len(each.claims) == 1][:3]
    call("judge", "same", one.id, other.id, "--store", stored, "--why", "one happening", "--workers", "1")
    many = next(each for each in Store(stored).rows(Event) if len(each.claims) > 1)
    verdict = ("places", "", "--store", stored, "--why", "it names no place", "--workers", "1")
    call("judge", "correct", alone.id, *verdict)
    assert alone.claims[0] in {each.subjects[0].claim_id for each in Store(stored).rows(Judgement)}
    refused = CliRunner().invoke(main, ["judge", "correct", many.id, *verdict])
    assert all(each in str(refused.exception) for each in many.claims)


def test_an_article_that_is_set_aside_leaves_with_its_claims_and_only_those(stored, folder):
    gone = next(document for document in Store(stored).rows(Document) if document.name == "tuesday")
    left = [each for each in claims(stored) if each.document_id != gone.id]
    call("judge", "set-aside", gone.id, "--store", stored, "--why", "the outlet withdrew it", "--workers", "1")
    assert claims(stored) == left
    runs.run(Store(stored), [str(folder)], Config(workers=1))
    assert claims(stored) == left
    store = Store(stored)
    assert runs.books(store).balanced
    assert [each.code for each in store.rows(Issue)] == ["withdrawn"]
    assert "withdrawn" in call("changes", "--since", "2021-05-06", "--store", stored, "--format", "jsonl")
    (made,) = store.rows(Judgement)
    call("judge", "take-back", made.id, "--store", stored, "--why", "it stands after all", "--workers", "1")
    assert len(claims(stored)) > len(left)


def test_past_pictures_and_changes(stored):
    lines = {day: call("events", "--as-of", day, "--store", stored, "--format", "jsonl").splitlines() for day in ("2021-05-04", "2021-05-05", "2021-05-07")}
    assert lines["2021-05-04"] in ([], [""])
    assert 0 < len(lines["2021-05-05"]) < len(lines["2021-05-07"])
    assert lines["2021-05-07"] == call("events", "--store", stored, "--format", "jsonl").splitlines()
    kinds = [json.loads(line)["kind"] for line in call("changes", "--since", "2021-05-05", "--store", stored, "--format", "jsonl").splitlines()]
    assert kinds
    assert set(kinds) <= {"new", "revised"}
    assert call("changes", "--since", "2021-05-07", "--store", stored) == "nothing found\n"


def test_threads_and_track_records_are_shown(stored):
    event = next(iter(Store(stored).rows(Event)))
    assert "How it came to this:" in call("explain", event.id, "--store", stored)
    assert call("sources", "--store", stored, "--format", "jsonl").count('"unsettled"') >= 1


@pytest.mark.parametrize(
    "words",
    [("same", "nothing", "nothing"), ("same", "one"), ("correct", "x", "colour", "red"), ("take-back", "nothing")],
)
def test_a_verdict_on_nothing_is_misuse(stored, words):
    words = tuple(claims(stored)[0].id if word == "x" else word for word in words)
    answer = CliRunner().invoke(main, ["judge", *words, "--store", stored, "--why", "no reason"])
    assert isinstance(answer.exception, UsageError)
