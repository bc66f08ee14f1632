"""28. Hostile words of search, patterns that never end, injected SQL: an answer or a refusal within a second, the store unchanged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hostile import KNOWLEDGE, Clock

from unfog import cli

WORDS = (
    "'", '"', "' OR 1=1 --", "x'; DROP TABLE claims; --", "%", "_%_%_%", "*", "NEAR(a b)", "a AND", "a OR b NOT", '"unclosed', "((((", "\x00", "a" * 50_000,
    "(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "\U0010ffff", "../../etc/passwd", "-", "--", "{}", "id:*", "^", "col:x", "\ud800",
)  # fmt: skip
VERBS = (["events", "--place"], ["events", "--party"], ["ledger", "strikes", "--source"], ["explain"], ["brief", "--place"])
LONG = {
    "letters": "a" * 20_000, "words": "said that " * 2_000, "numbers": "1 " * 10_000, "spaces": " " * 20_000, "commas": "a, " * 7_000,
    "capitals": "Kyiv and " * 2_000, "hyphens": "a-" * 10_000, "days": "on Monday " * 2_000, "quotes": "“a” " * 5_000,
}  # fmt: skip
LEXICON = sorted((KNOWLEDGE.folder / "lexicon").rglob("*.toml"))


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_words_of_search_are_words(calm: tuple[Path, bytes], words):
    before = calm[0].read_bytes()
    for verb in VERBS:
        with Clock() as clock:
            answer = CliRunner().invoke(cli.main, [*verb, words, "--store", str(calm[0])])
        assert answer.exception is None or isinstance(answer.exception, SystemExit | cli.UnfogError), answer.exception
        assert clock.spent < 1
    assert calm[0].read_bytes() == before


def every_pattern() -> list[tuple[str, re.Pattern[str]]]:
    """The patterns of all rules, whatever else their kind says."""
    found = []
    for path in LEXICON:
        text = path.read_text(encoding="utf-8")
        for number, match in enumerate(re.finditer(r"(?m)^pattern = (?:'([^'\n]+)'|\"((?:[^\"\\\n]|\\.)+)\")", text)):
            pattern = match[1] or match[2].encode().decode("unicode_escape")
            found.append((f"{path.stem}.{number}", re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)))
    return found


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_no_rule_takes_more_than_a_second_on_any_text(text):
    patterns = every_pattern()
    assert len(patterns) > 300
    slow = []
    for name, pattern in patterns:
        with Clock() as clock:
            sum(1 for _ in pattern.finditer(text))
        if clock.spent > 1:
            slow.append((name, round(clock.spent, 1)))
    assert slow == []


