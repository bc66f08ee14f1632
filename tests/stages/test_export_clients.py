"""Other people's programs open our files, all without a warning, and find in them what we put there."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import made_events as made
from unfog.errors import StoreError
from unfog.model import Assessment, Event
from unfog.views import export

TEXT = "Sudland fired 12 missiles at Orliv, it was said. Sudland denied it. At least 7 were killed."
WAVE = made.event(
    made.evidence(
        "Sudland fired 12 missiles at Orliv", made.NORTH_MINISTRY, who=(made.SUDLAND,), whom=(made.NORLAND,),
        numbers=(made.figure("launched", 12, None, "missiles"),),
    ),
    made.evidence("Sudland denied it", made.SOUTH_STAFF, stance="denies", factuality="CT-", start=49),
)  # fmt: skip
TOLL = made.event(made.evidence("At least 7 were killed", made.WIRE, event_type="casualties", start=68), ledger="humanitarian")
NOWHERE = made.event(made.evidence("Sudland fired 12 missiles", made.WIRE, at=(), interval=None, document_id="d2"))
EVENTS: list[Event] = [WAVE, TOLL, NOWHERE]
GRADED: list[Assessment] = [
    made.assessment(WAVE, "contested", made.span("launched", 12, None, of="missiles", claims=(WAVE.claims[0],)), against=(made.SOUTH_STAFF,)),
    made.assessment(TOLL, "reported", made.span("killed", 7, None, claims=TOLL.claims)),
    made.assessment(NOWHERE, "claimed"),
]  # fmt: skip
DOCUMENTS = {"d1": made.document(text=TEXT), "d2": made.document("d2", TEXT)}
SHOWN = export.shown(EVENTS, GRADED, DOCUMENTS)
CHANGES = [
    export.Change(kind, f"2031-03-0{day}T10:00:00.000001+00:00", event, graded)
    for day, (kind, event, graded) in enumerate(zip(("new", "changed", "withdrawn"), EVENTS, GRADED, strict=True), 5)
]


def text(form: str) -> str:
    return "".join(export.event_text(SHOWN, form))


@pytest.fixture
def ogrinfo() -> str:
    found = shutil.which("ogrinfo")
    if not found:
        pytest.skip("GDAL is not there; get it with: apt-get install gdal-bin")
    return found


@pytest.mark.parametrize("form", ["gpkg", "geojson"])
def test_gdal_opens_a_geopackage_and_geojson(form: str, ogrinfo: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{form}"
    if form == "gpkg":
        export.event_file(SHOWN, form, str(path))
    else:
        path.write_text(text(form), encoding="utf-8")
    told = subprocess.run([ogrinfo, "-ro", "-al", path], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    assert "warning" not in told.stdout.casefold()
    assert told.stdout.count("POINT (36.25 49.5)") == 2
    assert f"event_id (String) = {NOWHERE.id}" in told.stdout
    assert "grade (String) = contested" in told.stdout
    if form == "gpkg":
        assert told.stdout.count("OGRFeature(claims)") == 4
        assert "quote (String) = Sudland denied it" in told.stdout


def test_a_geopackage_of_the_same_rows_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other", "one"):
        export.event_file(SHOWN, "gpkg", str(tmp_path / name))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_data_package_is_valid_to_frictionless(tmp_path: Path) -> None:
    pytest.importorskip("frictionless", reason="pip install 'unfog[dev]'")
    pytest.importorskip("pyarrow", reason="pip install 'unfog[parquet]'")
    export.event_file(SHOWN, "parquet", str(tmp_path))
    code = (
        "import sys, frictionless; report = frictionless.validate(sys.argv[1]); "
        "print(report.valid, [task.stats['rows'] for task in report.tasks], report.flatten(['title', 'note']))"
    )
    command = [sys.executable, "-W", "error::UserWarning", "-c", code, str(tmp_path / "datapackage.json")]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "True [3, 2, 4] []"
    assert "arning" not in told.stderr


def test_duckdb_joins_events_figures_and_claims(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="pip install 'unfog[dev]'")
    pytest.importorskip("pyarrow", reason="pip install 'unfog[parquet]'")
    export.event_file(SHOWN, "parquet", str(tmp_path))
    query = (
        f"SELECT e.grade, f.low, f.high, c.quote, c.url FROM '{tmp_path}/events.parquet' e "
        f"JOIN '{tmp_path}/figures.parquet' f USING (event_id) JOIN '{tmp_path}/claims.parquet' c "
        "ON c.claim_id = f.claims[1] ORDER BY f.low"
    )
    assert duckdb.sql(query).fetchall() == [
        ("reported", 7.0, None, "At least 7 were killed", "https://reedham.example/d1"),
        ("contested", 12.0, None, "Sudland fired 12 missiles at Orliv", "https://reedham.example/d1"),
    ]


def test_feedparser_reads_the_atom_feed() -> None:
    feedparser = pytest.importorskip("feedparser", reason="pip install 'unfog[dev]'")
    feed = feedparser.parse("".join(export.atom(CHANGES, DOCUMENTS)))
    assert (feed.bozo, feed.version, feed.feed.updated) == (False, "atom10", CHANGES[2].when)
    assert [entry.id for entry in feed.entries] == [f"urn:unfog:event:{each.id}" for each in reversed(EVENTS)]
    first, second, third = feed.entries
    assert first.title.startswith("Withdrawn: ")
    assert second.title.startswith("Changed: ")
    assert third.title.endswith("denies it.")
    assert third.link == "https://reedham.example/d1"
    assert [tag.term for tag in third.tags] == ["new", "strikes", "missile_strike", "contested"]
    assert all(claim in third.summary for claim in WAVE.claims)
    assert feedparser.parse("".join(export.atom([], {}))).bozo is False


def test_a_feed_survives_words_that_are_no_xml() -> None:
    feedparser = pytest.importorskip("feedparser", reason="pip install 'unfog[dev]'")
    nasty = "<b>Orliv</b> & \x07 ]]> “hit”"
    event = made.event(made.evidence(nasty, made.WIRE))
    change = export.Change("new", "2031-03-05T10:00:00Z", event, made.assessment(event, "reported"))
    feed = feedparser.parse("".join(export.atom([change], {"d1": made.document(text=nasty)})))
    assert feed.bozo is False
    assert "Orliv" in feed.entries[0].summary


def test_the_json_feed_has_what_its_standard_asks_for() -> None:
    feed = json.loads("".join(export.json_feed(CHANGES, DOCUMENTS)))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["tags"][0] for item in feed["items"]] == ["withdrawn", "changed", "new"]
    assert all(isinstance(item["id"], str) and item["content_text"] for item in feed["items"])
    assert feed["items"][2]["_unfog"]["event"]["claims"] == list(WAVE.claims)


def test_hxl_reads_the_hashtags(tmp_path: Path) -> None:
    hxl = pytest.importorskip("hxl", reason="pip install 'unfog[dev]'")
    path = tmp_path / "picture.csv"
    path.write_text(text("hxl"), encoding="utf-8", newline="")
    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
        rows = {row.get("#event+id"): row for row in source}
    assert len(rows) == 3
    toll = rows[TOLL.id]
    found = [toll.get(f"#affected+killed+{bound}") for bound in ("min", "best", "max")]
    assert found == ["7", "7", None]
    assert toll.get("#meta+id+claims") == TOLL.claims[0]
    assert not rows[NOWHERE.id].get("#geo+lat")


def test_followthemoney_validates_every_entity() -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="pip install 'unfog[followthemoney]'; it needs Debian's libicu-dev")
    lines = text("ftm").splitlines()
    entities = [json.loads(line) for line in lines]
    assert [each["schema"] for each in entities].count("Event") == 3
    known = set()
    for data in entities:
        proxy = followthemoney.model.get_proxy(data, cleaned=False)
        proxy.schema.validate(data)
        for name, values in data["properties"].items():
            assert len(proxy.get(name)) == len(set(values)), (name, values)
        known.add(data["id"])
        assert set(data["properties"].get("involved", [])) | set(data["properties"].get("proof", [])) <= known


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # of the client, about itself
def test_linked_data_has_the_shape_that_it_must_have() -> None:
    rdflib = pytest.importorskip("rdflib", reason="pip install 'unfog[dev]'")
    pyshacl = pytest.importorskip("pyshacl", reason="pip install 'unfog[dev]'")
    graph = rdflib.Graph().parse(data=text("jsonld"), format="json-ld")
    shapes = rdflib.Graph().parse(str(files("unfog") / "data" / "ontology" / "linked" / "shapes.ttl"))
    assert pyshacl.validate(graph, shacl_graph=shapes)[0]
    own = rdflib.Namespace("urn:unfog:")
    event = rdflib.URIRef(f"urn:unfog:event:{WAVE.id}")
    assert {str(each) for each in graph.objects(event, own.refutingClaim)} == {f"urn:unfog:claim:{WAVE.claims[1]}"}
    assert graph.value(rdflib.URIRef(f"urn:unfog:claim:{WAVE.claims[1]}"), own.epistemicStatus) == rdflib.Literal("CT-")
    graph.remove((None, own.quote, None))
    assert not pyshacl.validate(graph, shacl_graph=shapes)[0]


@pytest.mark.parametrize("form", ["csv", "acled", "ucdp", "hxl"])
def test_no_bound_is_closed_on_the_way_out(form: str) -> None:
    rows = list(csv.DictReader(text(form).splitlines()))
    assert rows
    assert "7" in text(form)
    if form == "ucdp":
        assert (rows[0]["low"], rows[0]["best"], rows[0]["high"]) == ("7", "7", "")
        assert (rows[0]["where_prec"], rows[0]["date_prec"]) == ("1", "1")


def test_parquet_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(export.UsageError, match=r"unfog\[parquet\]"):
        export.event_file(SHOWN, "parquet", str(tmp_path))


def test_an_event_whose_article_is_missing_is_refused_by_every_format(tmp_path: Path) -> None:
    bad = export.shown(EVENTS, GRADED, {})
    for form in export.TEXTS:
        with pytest.raises((StoreError, KeyError)):
            list(export.event_text(bad, form))
