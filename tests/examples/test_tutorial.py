"""The tutorial is typed from beginning to end: every command works, and what it shows is what comes back."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from unfog.cli import main
from unfog.picture import open_store

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^    \$ unfog (.+)\n((?:(?!    \$)    .*\n)*)", TEXT, re.MULTILINE)
LOOSELY = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
PATIENCE = 120  # seconds: what a new user may need to the answer, the typing apart


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    before, path = Path.cwd(), tmp_path_factory.mktemp("walk")
    shutil.copytree(ROOT / "samples", path / "samples")
    os.chdir(path)
    yield path
    os.chdir(before)


def typed(command: str) -> list[str]:
    """The words of a command; `EVENT` is the id that a reader looks up."""
    if "EVENT" in command:
        shot_down = (each for each in open_store("unfog.db").events if each.evidence[0].claim.quote.startswith("Air defences shot down 23"))
        command = command.replace("EVENT", next(each.id for each in shot_down if each.event_type == "interception"))
    return shlex.split(command)


def test_there_is_a_walk() -> None:
    assert len(STEPS) >= 14
    assert [shlex.split(command)[0] for command, _ in STEPS][:3] == ["--help", "run", "ledger"]


def test_the_walk_goes_as_it_says_and_the_answer_comes_in_time(folder: Path) -> None:
    began = time.process_time()
    for place, (command, shown) in enumerate(STEPS):
        answer = CliRunner().invoke(main, typed(command), catch_exceptions=False)
        assert answer.exit_code == 0, command
        wanted = re.sub(r"^\.\.\.$", "...", textwrap.dedent(shown), flags=re.MULTILINE)
        if wanted.strip():
            assert doctest.OutputChecker().check_output(wanted, answer.stdout, LOOSELY), f"{command}\n{answer.stdout}"
        if place == 2:
            assert "28" in answer.stdout
            assert time.process_time() - began < PATIENCE
    assert (folder / "picture.gpkg").stat().st_size > 1000
    assert {path.name for path in folder.glob("*.html")} == {"brief.html", "report.html"}
