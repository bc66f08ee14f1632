"""36. Poisoned gazetteer, rules or weights are refused before they are read, and nothing anywhere is a pickle."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from unfog.errors import KnowledgeError
from unfog.knowledge import PARTS, Knowledge, hashes

DATA = ROOT / "src" / "unfog" / "data"
PICKLES = re.compile(
    r"\b(?:import|from)\s+(?:pickle|cPickle|_pickle|dill|cloudpickle|joblib|shelve|marshal)\b|allow_pickle\s*=\s*True|torch\.load\((?!.*weights_only=True)|\byaml\.(?:unsafe_)?load\("
)
TOUCH = {
    "gazetteer": ("gazetteer/gazetteer.sqlite", lambda knowledge: knowledge.gazetteer),
    "outlines": ("gazetteer/shapes.json", lambda knowledge: knowledge.gazetteer),
    "rules": ("lexicon/en/events.toml", lambda knowledge: knowledge.lexicon),
    "grades": ("ontology/grades.toml", lambda knowledge: knowledge.ontology),
    "publishers": ("register/publishers.toml", lambda knowledge: knowledge.register),
    "weights": ("models/en/reader.onnx", lambda knowledge: knowledge.model("en")),
    "tokens": ("models/en/tokenizer.json", lambda knowledge: knowledge.model("en")),
}


def test_the_list_is_that_of_the_files():
    assert len(hashes.found(DATA)) > 40
    assert hashes.listed(DATA) == hashes.found(DATA), "the files of data/ were changed: run make hashes"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped folder in which each file may be changed; large files are links until then."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, copy_function=lambda source, target: Path(target).symlink_to(source))
    (folder / hashes.LIST).unlink()
    shutil.copy(DATA / hashes.LIST, folder / hashes.LIST)
    return folder


@pytest.mark.parametrize(("name", "ask"), TOUCH.values(), ids=TOUCH)
@pytest.mark.parametrize("how", ["changed", "cut", "gone", "slipped in"])
def test_a_file_that_is_not_the_one_of_the_list_is_refused(copy: Path, name: str, ask, how: str):
    ask(Knowledge(copy))
    path = copy / name
    content = path.read_bytes()
    path.unlink()
    if how == "slipped in":
        path.symlink_to(DATA / name)
        (path.parent / "extra.toml").write_text("", encoding="utf-8")
    elif how != "gone":
        path.write_bytes(content[: len(content) // 2] if how == "cut" else bytes([content[0] ^ 1]) + content[1:])
    with pytest.raises(KnowledgeError, match="checked against"):
        ask(Knowledge(copy))


def test_a_users_own_knowledge_is_checked_too(tmp_path: Path):
    own = tmp_path / "a.db.knowledge"
    (own / "register").mkdir(parents=True)
    (own / "register" / "mine.json").write_text("{}", encoding="utf-8")
    hashes.write(own)
    assert Knowledge(own=own).register
    (own / "register" / "mine.json").write_text('{"person": []}', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="import it again"):
        assert Knowledge(own=own).register


def test_nothing_is_a_pickle():
    sources = [path for folder in ("src", "evals", "training", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert len(sources) > 100
    assert [path.name for path in sources if PICKLES.search(path.read_text(encoding="utf-8")) and path != Path(__file__)] == []
    files = [path for part in (*PARTS, "wording") for path in (DATA / part).rglob("*") if path.is_file()]
    assert [path.name for path in files if path.read_bytes()[:2] in {b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"}] == []
    assert [path.name for path in files if path.suffix in {".pkl", ".pickle", ".pt", ".pth", ".joblib", ".npy"}] == []
