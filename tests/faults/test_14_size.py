"""14. An article of 100 MB, one line of 100 MB, a word of 200,000 characters, a flood of tiny files: each costs itself alone."""

from __future__ import annotations

import resource

import pytest
from hostile import GOOD, Clock, claims_of, of_text, taken_in

from conftest import Log
from unfog.model import Claim

HUGE = 100_000_000
FILES = {False: 2_000, True: 1_000_000}
WORDS = {
    "letters": "A" * 200_000, "brackets": "(" * 200_000, "angles": "<" * 200_000, "quotes": '"' * 200_000,
    "digits": "9" * 200_000, "commas": "1," * 100_000, "hyphens": "ha-" * 66_667, "dots": "." * 200_000, "mixed": "(-[" * 66_667,
}  # fmt: skip


def memory() -> float:
    """The most that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def of(claims: list[Claim]) -> list[tuple[str, str]]:
    return [(each.event_type, each.quote) for each in claims]


@pytest.mark.parametrize("ending", [".txt", ".html", ".jsonl", ".json", ".csv", ".rss"])
def test_a_hundred_megabytes_are_set_aside_without_being_held(tmp_path, ending, full):
    size = HUGE if full else HUGE // 4
    with (tmp_path / f"huge{ending}").open("wb") as out:
        out.write({".jsonl": b'{"text": "', ".json": b'{"text": "', ".csv": b"id,text\n1,", ".rss": b"<rss>"}.get(ending, b""))
        for _ in range(size // 1_000_000):
            out.write(b"word " * 200_000)
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    before = memory()
    documents, issues = taken_in(tmp_path)
    assert [each.name for each in documents] == ["a"]
    assert [each.code for each in issues] == ["too_large"]
    assert memory() - before < 130


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_a_word_without_end_costs_itself(word):
    alone = of(claims_of(of_text(GOOD)))
    assert len(alone) > 1
    with Clock() as clock:
        around = of(claims_of(of_text(f"{GOOD}\n\n{word}\n\n{GOOD}")))
    assert around.count(alone[0]) == 2
    assert {each for each in around if each in alone} == set(alone)
    assert clock.spent < 5


def test_tiny_files_without_end(tmp_path, full, log: Log):
    count = FILES[full]
    for number in range(count):
        folder = tmp_path / f"{number // 1000:04}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:07}.txt").write_bytes(b"" if number % 2 else f"Smoke rose {number}.".encode())
    with Clock() as clock:
        documents, issues = taken_in(tmp_path)
    assert (len(documents), len(issues)) == (count // 2, count // 2)
    log.note("files", files=count, cpu=round(clock.spent, 1))
