"""The documentation is whole: it builds without a warning, names everything that is public, and what it tells people to type can be typed."""

from __future__ import annotations

import inspect
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from docs._site import errors, reference

import unfog
from unfog.cli import main
from unfog.knowledge import Knowledge
from unfog.views.frames import Frames, Rows
from unfog.views.ledgers import LedgerTable
from unfog.views.plots import Plots

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [path for path in DOCS.rglob("*.md") if "decisions" not in path.parts]
TYPED = re.compile(r"^(?: {4}| {8})(?:\$ )?unfog (\S.*?)(?:\s+#.*)?$", re.MULTILINE)
PUBLIC = (unfog.Picture, Rows, Frames, LedgerTable, Plots)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("mkdocs")
    out = tmp_path_factory.mktemp("site")
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    built = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    return built, out


def test_it_builds_without_a_warning(site):
    built, out = site
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    assert len(list(out.rglob("*.html"))) > 40


def test_its_pages_ask_for_nothing_from_elsewhere(site):
    asked = re.compile(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?:https?:)?//")
    pages = list(site[1].rglob("*.html"))
    assert pages
    assert [page.name for page in pages if asked.search(page.read_text(encoding="utf-8"))] == []


def test_every_guide_is_in_the_menu(site):
    menu = (site[1] / "index.html").read_text(encoding="utf-8")
    guides = [path.stem for path in (DOCS / "guide").glob("*.md")]
    assert len(guides) >= 12
    assert [name for name in guides if f'href="guide/{name}.html"' not in menu] == []


def test_every_verb_has_its_help_on_the_page():
    page = reference.page("command-line")
    assert [name for name in main.commands if f"## unfog {name}\n" not in page] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_is_to_be_typed_can_be_typed(path):
    for line in TYPED.findall(path.read_text(encoding="utf-8")):
        verb, *words = shlex.split(line)
        if verb.startswith("-") or verb.isupper():
            continue
        assert verb in main.commands, line
        known = {name for option in main.commands[verb].params for name in (*option.opts, *option.secondary_opts)} | {"--help"}
        assert {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)} <= known, line


def test_every_public_name_is_documented():
    page = reference.page("python")
    assert [name for name in unfog.__all__ if f"## unfog.{name}\n" not in page] == []
    members = [(one, name, each) for one in PUBLIC for name, each in reference.members(one)]
    assert len(members) > 20
    assert [(one.__name__, name) for one, name, _ in members if f"### .{name}\n" not in page] == []
    assert [(one.__name__, name) for one, name, each in members if not inspect.getdoc(each)] == []


def test_every_event_type_has_an_example_that_is_tested():
    types = [each for those in Knowledge().ontology.types.ledger.values() for each in those]
    told = reference.examples()
    assert len(types) > 20
    assert [each for each in types if "[[" not in told.get(each, ("", ""))[0]] == []


def test_every_page_of_reference_says_much():
    assert {name for name in reference.PAGES if len(reference.page(name)) < 600} == set()
    assert "0x" not in reference.page("python")


def test_every_message_says_something_of_its_own():
    messages = errors.messages()
    assert len(messages) > 60
    assert [each for each in messages if len(re.sub(r"[\W…]+", "", each.text)) < 12] == []
    assert [each for each in messages if each.kind == "UnreadableError" and not re.fullmatch(r"[a-z_]+|…|", each.code)] == []


def test_every_message_of_misuse_says_what_to_do():
    """Each names what there is, what was expected, what to run or how to write it."""
    does = re.compile(r"; |: |write|give|name |expected|pip install|see unfog|leave")
    misuse = [each for each in errors.messages() if each.kind in {"UsageError", "StoreError", "KnowledgeError"}]
    assert len(misuse) > 30
    assert [each for each in misuse if not does.search(each.text)] == []
