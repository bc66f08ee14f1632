"""The command line keeps its promises: its verbs, its exit codes, data on stdout and talk on stderr."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from unfog.cli import main
from unfog.errors import StoreError, UsageError

VERBS = {
    "run", "claims", "events", "ledger", "brief", "explain", "changes", "sources", "judge", "report", "export", "check", "doctor",
    "completion", "licences", "schema", "serve", "import-gazetteer", "import-judgements", "import-register",
}  # fmt: skip


@pytest.fixture
def call():
    return lambda *words: CliRunner().invoke(main, list(words))


def test_the_verbs_are_these():
    assert set(main.commands) == VERBS


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_each_verb_explains_itself(call, verb):
    answer = call(verb, "--help")
    assert answer.exit_code == 0
    assert len(answer.stdout.splitlines()) > 3
    assert main.commands[verb].help


def test_doctor_finds_the_installation_whole(call):
    answer = call("doctor", "--format", "jsonl")
    assert answer.exit_code == 0
    assert '"state":"broken"' not in answer.stdout
    assert "data/gazetteer" in answer.stdout


def test_schema_names_every_table(call):
    answer = call("schema")
    assert answer.exit_code == 0
    assert all(f'"{name}"' in answer.stdout for name in ("claims", "events", "assessments", "groundings"))


def test_a_store_that_is_not_there_is_an_error_that_says_what_to_do(call, tmp_path):
    answer = call("events", "--store", str(tmp_path / "none.db"))
    assert isinstance(answer.exception, StoreError)
    assert "unfog run" in str(answer.exception)


def test_a_file_that_is_no_store_is_refused(call, tmp_path):
    path = tmp_path / "text.db"
    path.write_text("this is no database, but a text that somebody misnamed" * 50)
    answer = call("events", "--store", str(path))
    assert isinstance(answer.exception, StoreError)


def test_misuse_exits_with_2(call):
    assert call("ledger", "everything").exit_code == 2
    assert call("nonsense").exit_code == 2
    assert issubclass(UsageError, Exception)
