"""Every rule of every language hits what its `yes` marks and leaves its `no` alone."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest

from unfog.knowledge import Knowledge, beginnings
from unfog.knowledge.lexicon import Lexicon, Rule
from unfog.stages.annotate.parse import build_parser
from unfog.stages.annotate.times import load_grammar

LEXICON = Path(str(files("unfog") / "data" / "lexicon"))
NEVER = "(?!)"  # a rule that no words meet: the code applies it itself, and its fields say how
MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True)
class Case:
    language: str
    section: str
    rule: Rule
    pos: tuple[str, ...]
    near: str | None
    not_near: str | None


def _cases() -> list[Case]:
    cases = []
    for path in sorted(LEXICON.glob("*/*.toml")):
        tables = msgspec.toml.decode(path.read_bytes()).get("rule", [])
        cases += [_case(path, table) for table in tables]
    return cases


def _case(path: Path, table: dict) -> Case:
    rule = Rule(**{key: table[key] for key in ("id", "pattern", "yes", "no")})
    pos = tuple(table.get("pos", ()))
    return Case(path.parent.name, path.stem, rule, pos, table.get("near"), table.get("not_near"))


@cache
def _parser():
    return build_parser(Knowledge().neutraliser("en"))


@cache
def _grammar(language: str):
    return load_grammar(Lexicon(LEXICON), language)


def _matches(case: Case) -> Callable[[str], Iterable[str]]:
    """What the rule matches in a text: times rules name words of the calendar, so their grammar must read them."""
    if case.section == "times":
        return lambda text: _grammar(case.language).matches(case.rule.id, text)
    return lambda text: [match.group() for match in case.rule.regex.finditer(text) if _in_place(case, text, match)]


def _in_place(case: Case, text: str, match: re.Match[str]) -> bool:
    """Whether the words and the part of speech that a rule demands beside its pattern are there."""
    if case.near and not re.search(rf"\b{case.near}", text, re.IGNORECASE):
        return False
    if case.not_near and re.search(rf"\b(?:{case.not_near})", text, re.IGNORECASE):
        return False
    if not case.pos:
        return True
    tokens = [token for token in _parser()(text).tokens if match.start() <= token.start < match.end()]
    return any(token.pos in case.pos for token in tokens)


CASES = _cases()


def test_a_rule_is_tried_where_its_matches_begin():
    begun = [
        (case.rule, match)
        for case in CASES
        for example in case.rule.yes
        for match in case.rule.regex.finditer(MARKED.sub(r"\1", example))
    ]
    assert len(begun) > 500
    for rule, match in begun:
        there = beginnings.places(match.string)
        assert "" in rule.starts or any(match.start() in there.get(start, ()) for start in rule.starts), (rule.id, match)


def test_there_are_rules():
    assert len(CASES) > 200
    assert len({case.rule.id for case in CASES}) == len(CASES), "an id comes twice"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule.id)
def test_rule(case: Case):
    matches = _matches(case)
    assert case.rule.yes or case.rule.pattern == NEVER
    assert case.rule.no
    for example in case.rule.yes:
        expected = [words.strip() for words in MARKED.findall(example)]
        assert expected, f"nothing is marked in {example!r}"
        found = [words.strip() for words in matches(MARKED.sub(r"\1", example))]
        assert set(expected) <= set(found), example
    for example in case.rule.no:
        assert not list(matches(example)), example
