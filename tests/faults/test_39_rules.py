"""39. Rules change in the middle of a corpus: only what they touch is worked on again, and each row tells which run made it."""

from __future__ import annotations

import shutil
from pathlib import Path

from hostile import CONFIG, GOOD

from conftest import ROOT
from unfog import runs
from unfog.knowledge import Knowledge, hashes
from unfog.model import Claim, Document, Run
from unfog.pipeline import PIPELINE
from unfog.store import Store

DATA = ROOT / "src" / "unfog" / "data"


def ran(store: Store, folder: Path, data: Path) -> tuple[str, set[str]]:
    """A run with the knowledge of a folder: its id, and the stages that had work."""
    worked: set[str] = set()
    cold = runs.Knowledge
    runs.Knowledge = lambda own=None: Knowledge(data)
    try:
        run = runs.run(store, [str(folder)], CONFIG, progress=lambda stage, _done, total: worked.add(stage) if total else None)
    finally:
        runs.Knowledge = cold
    return run.id, worked


def test_a_changed_rule_redoes_what_it_touches(tmp_path: Path):
    data = tmp_path / "data"
    shutil.copytree(DATA, data, copy_function=lambda source, target: Path(target).symlink_to(source))
    (data / hashes.LIST).unlink()
    articles = tmp_path / "in"
    articles.mkdir()
    (articles / "a.txt").write_text(GOOD, encoding="utf-8")
    store = Store(":memory:")
    first, worked = ran(store, articles, data)
    assert {"annotate.recognise", "extract.claims", "verify.grade"} <= worked
    grades = data / "ontology" / "grades.toml"
    text = grades.read_text(encoding="utf-8")
    grades.unlink()
    grades.write_text(text + "\n# a word more\n", encoding="utf-8")
    (articles / "b.txt").write_text(GOOD.replace("Kharkiv", "Odesa"), encoding="utf-8")
    second, worked = ran(store, articles, data)
    stale = {stage.name for stage in PIPELINE if "ontology" in stage.knows}
    assert "verify.grade" in stale
    assert stale - {"reconcile.judged"} <= worked | {"reconcile.compare"}
    assert [each.id for each in store.rows(Run)] == sorted([first, second])
    made_by = dict(store.connection.execute("SELECT id, recorded FROM claims WHERE superseded IS NULL"))
    by_document = {claim.id: claim.document_id for claim in store.rows(Claim)}
    names = {each.id: each.name for each in store.rows(Document)}
    assert {made_by[claim] for claim, document in by_document.items() if names[document] == "a"} == {first}
    assert {made_by[claim] for claim, document in by_document.items() if names[document] == "b"} == {second}
    _, worked = ran(store, articles, data)
    assert worked == set()
