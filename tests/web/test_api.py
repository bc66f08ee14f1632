"""The JSON interface: every answer is as described, and counts are those that the rows themselves give."""

from __future__ import annotations

import json
import time
from collections import Counter

import invented
import pytest

pytest.importorskip("starlette", reason="needs the extra web: pip install 'unfog[web]'")

import stored
from jsonschema import Draft202012Validator

from unfog.stages.verify.record import track_records
from unfog.views.events import Filter

SIZE = 240
ASKED = {  # questions of each kind, for every operation that only reads
    "/api/picture": ["", "zoom=4&points=8&grade=claimed"], "/api/map": ["", "bbox=30,46,36,50&zoom=3&limit=4"], "/api/timeline": ["", "unit=month&from=2031-03-10"],
    "/api/facets": ["", "type=aid&side=UA"], "/api/events": ["", "sort=doubt&offset=5&limit=3&reviewed=0"], "/api/playback": ["", "from=2031-03-10&to=2031-03-12"],
    "/api/search": ["q=talks", "q=%22left%203%20people%22%20-talks", "q="], "/api/ledgers": ["", "grade=contested"], "/api/sources": ["", "sort=name&side=UA"],
    "/api/compare": ["", "a=side:UA&b=side:RU&limit=3", "a=source:a1&b=source:a4&list=only_a&offset=2"], "/api/changes": ["", "since=2031-04-10&kind=revised"],
    "/api/review": ["limit=3", "kind=pair"], "/api/judgements": ["", "who=x&verdict=accept&standing=1"], "/api/start": [""], "/api/about": [""], "/api/add": [""],
    "/api/jobs": [""],
}  # fmt: skip


@pytest.fixture(scope="module")
def picture():
    return invented.picture(SIZE)


@pytest.fixture(scope="module")
def site(picture, tmp_path_factory):
    path = tmp_path_factory.mktemp("site") / "some.db"
    stored.fill(path, picture)
    return stored.client(path)[0]


@pytest.fixture(scope="module")
def told(site):
    return site.get("/api/openapi.json").json()


def holds(told, path: str, answer) -> None:
    """The answer has the shape that the description gives it."""
    shape = told["paths"][path]["get"]["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
    Draft202012Validator({**shape, "components": told["components"]}).validate(answer.json())


def test_every_operation_is_described_and_asked(told):
    reading = {path for path, told_of in told["paths"].items() if "get" in told_of}
    assert reading == {*ASKED, "/api/ledgers/{name}", "/api/event/{id}", "/api/article/{id}", "/api/sources/{id}", "/api/jobs/{id}", "/api/export/{file}"}
    assert {path for path, told_of in told["paths"].items() if "post" in told_of} == {"/api/add", "/api/judgements"}
    for path, operations in told["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            assert {"400", "403"} <= operation["responses"].keys()


@pytest.mark.parametrize(("path", "query"), [(path, query) for path, queries in ASKED.items() for query in queries])
def test_an_answer_is_as_described(site, told, path, query):
    answer = site.get(f"{path}?{query}")
    assert answer.status_code == 200, answer.text
    holds(told, path, answer)


def test_one_of_each_is_as_described(site, told, picture):
    event = picture.events[2]
    for path, one in (("/api/event/{id}", event.id), ("/api/article/{id}", event.documents[0]), ("/api/ledgers/{name}", "strikes"), ("/api/ledgers/{name}", "outlook"), ("/api/sources/{id}", "a1")):
        answer = site.get(path.replace("{id}", one).replace("{name}", one))
        assert answer.status_code == 200, answer.text
        holds(told, path, answer)
        missing = site.get(path.replace("{id}", "nothing").replace("{name}", "nothing"))
        assert missing.status_code == 404
        holds(told, path, missing)


@pytest.mark.parametrize("query", ["from=2031-13-01", "to=1", "grade=sure", "limit=0", "limit=10000", "offset=-1", "bbox=1,2,3", "bbox=a,b,c,d", "zoom=inf",
                                   "contested=yes", "independent=x", "ledger=x", "sort=x", "unit=x", "q=" + "x" * 3000])  # fmt: skip
def test_a_bad_value_is_named(site, told, query):
    answer = site.get(f"/api/picture?{query}")
    assert answer.status_code == 400
    holds(told, "/api/picture", answer)
    assert answer.json()["error"]["field"] == query.split("=")[0]


FILTERS = [
    ("", Filter()), ("grade=contested", Filter(grade="contested")), ("ledger=strikes&from=2031-03-10&to=2031-03-20", Filter(ledger="strikes", since="2031-03-10", until="2031-03-20")),
    ("type=aid", Filter(event_type="aid")), ("place=p:p4", Filter(place="Kalynsk")), ("source=a4", Filter(source="Observer Mission")),
]  # fmt: skip


def kept(picture, wanted: Filter) -> set[str]:
    return {event.id for event, each in zip(picture.events, picture.assessments, strict=True) if wanted.keeps(event, each)}


@pytest.mark.parametrize(("query", "wanted"), FILTERS)
def test_a_filter_keeps_what_the_command_line_keeps(site, picture, query, wanted):
    rows = [row for offset in (0, 200) for row in site.get(f"/api/events?{query}&limit=200&offset={offset}").json()["events"]]
    assert {row["id"] for row in rows} == kept(picture, wanted)
    assert len(rows) == len(kept(picture, wanted)) > 3
    whole = site.get(f"/api/picture?{query}").json()
    assert whole["list"]["matched"] == whole["map"]["matched"] == whole["facets"]["matched"] == len(rows)
    assert sum(point["count"] for point in whole["map"]["points"]) == whole["map"]["placed"] == sum(bool(row["place"]) and row["place"]["precision"] != "country" for row in rows)
    assert whole["map"]["placed"] + sum(whole["map"]["unplaced"].values()) == len(rows)
    grades = Counter(row["grade"] for row in rows)
    assert Counter({grade: n for point in whole["map"]["points"] for grade, n in point["grades"].items()}).keys() <= grades.keys()


def test_the_timeline_counts_days_and_ignores_its_own_brush(site):
    rows = [row for offset in (0, 200) for row in site.get(f"/api/events?limit=200&offset={offset}").json()["events"]]
    found = site.get("/api/timeline?unit=day&from=2031-03-10&to=2031-03-10").json()
    assert {each["day"]: each["count"] for each in found["bins"]} == Counter(row["day"] for row in rows if row["day"])
    assert found["undated"] == sum(row["day"] is None for row in rows) > 0
    for each in found["bins"]:
        own = [row for row in rows if row["day"] == each["day"]]
        assert each["grades"] == Counter(row["grade"] for row in own)
        assert each["untold"] == Counter(row["grade"] for row in own if not row["told"])
        assert each["contested"] == sum(row["contested"] for row in own)
    assert found["selected"] < found["matched"] == SIZE


def test_facets_are_linked(site):
    found = site.get("/api/facets?grade=contested&ledger=aid").json()["facets"]
    by_grade = {each["value"]: each["count"] for each in found["grade"]}
    assert len(by_grade) > 3
    assert by_grade["contested"] == site.get("/api/events?grade=contested&ledger=aid").json()["matched"] > 0
    assert by_grade["claimed"] == site.get("/api/events?grade=claimed&ledger=aid").json()["matched"]
    sides = {each["value"]: each["count"] for each in site.get("/api/facets").json()["facets"]["side"]}
    assert sides["UA"] == site.get("/api/events?side=UA").json()["matched"] > 0


def test_points_are_drawn_together_where_there_is_no_room(site):
    apart, together = (site.get(f"/api/map?{query}").json() for query in ("", "zoom=0&limit=4"))
    assert not apart["clustered"]
    assert together["clustered"]
    assert len(together["points"]) < len(apart["points"])
    assert together["points"][0]["place"] is None
    assert sum(point["count"] for point in together["points"]) == apart["placed"]


def test_frames_of_the_playback_hold_every_placed_day(site):
    found = site.get("/api/playback").json()
    rows = [row for offset in (0, 200) for row in site.get(f"/api/events?limit=200&offset={offset}").json()["events"]]
    shown = [row for row in rows if row["day"] and row["place"] and row["place"]["precision"] != "country"]
    assert sum(point[1] for frame in found["days"] for point in frame["points"]) == len(shown) > 50
    assert found["grades"][0] == "confirmed"


def test_records_are_those_of_the_command_line(site, picture):
    found = {row["id"]: row for row in site.get("/api/sources").json()["sources"]}
    records = track_records(zip(picture.events, picture.assessments, strict=True))
    assert {each.source_id for each in records} <= found.keys()
    assert len(records) == 4
    for each in records:
        row = found[each.source_id]
        assert (row["borne_out"], row["disputed"], row["withdrawn"], row["false"], row["unsettled"]) == (each.borne_out, each.disputed, each.withdrawn, each.false, each.unsettled)


def test_two_sides_compared_leave_nothing_out(site):
    found = site.get("/api/compare?a=side:UA&b=side:RU").json()
    assert found["both"] + found["contradicted"] + found["only_a"] == found["a"]["events"] > 20
    assert len(found["lists"]["contradicted"]) == found["contradicted"] > 0
    assert {each["a_says"] for each in found["lists"]["only_b"]} == {""}
    assert all({each["a_says"], each["b_says"]} & {"against", "both"} for each in found["lists"]["contradicted"])
    assert found["a"]["claims"] >= found["a"]["events"]
    assert sum(each["a"] for each in found["by_type"]) == found["a"]["events"]


def test_a_search_finds_words_and_marks_them(site):
    found = site.get("/api/search?q=%22at%20Brodivka%22").json()
    assert found["matched"] == site.get("/api/events?q=%22at%20Brodivka%22").json()["matched"] > 0
    assert any(piece["hit"] and "Brodivka" in piece["text"] for hit in found["events"] for piece in hit["snippet"])
    assert found["articles"]["matched"] >= found["matched"]
    assert {hit["place"]["name"] for hit in found["events"] if hit["place"]} == {"Brodivka"}


HOSTILE = ['"', '""', "'", "'; DROP TABLE events; --", "NEAR(a b)", "title:x", "a AND OR NOT", "(((((", "*", "^a", "-", "--x", "x*y*", "{a b}:c", "\x00", "\ud800", "😀" * 400,
           "a " * 900, "(a+)+$" * 80, '" OR 1=1', "rowid:1", "x" * 1900, "\u202etxt", "%00%ff", 'a"b"c', "OR OR OR", "- - -", "NOT a", "a + b", "col : x", "\\", "ﷺ" * 300]  # fmt: skip


@pytest.mark.parametrize("q", HOSTILE)
def test_no_query_breaks_a_search(site, q):
    began = time.process_time()
    answer = site.get("/api/search", params={"q": q.encode("utf-8", "surrogatepass")})
    assert answer.status_code in {200, 400}
    assert time.process_time() - began < 1.0


def test_answers_are_kept_until_the_store_changes(site):
    answer = site.get("/api/events?limit=1")
    assert site.get("/api/events?limit=1", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert site.get("/api/events?limit=2", headers={"If-None-Match": answer.headers["etag"]}).status_code == 200


def test_an_event_tells_what_it_rests_on_and_no_victim(site, picture):
    event = next(each for each in picture.events if each.event_type == "casualties" and len(each.claims) > 1 and each.begin)
    found = site.get(f"/api/event/{event.id}").json()
    part = found["slice"]
    assert [claim["id"] for claim in part["claims"]] == list(event.claims)
    for claim in part["claims"]:
        whole = part["documents"][claim["document"]]["text"].encode("utf-16-le")
        said = whole[2 * claim["start"] : 2 * claim["end"]].decode("utf-16-le")
        assert said == next(row.claim.quote for row in event.evidence if row.id == claim["id"])
    assert {moment["kind"] for moment in found["moments"]} <= {"claim", "confirmation", "repeat", "denial", "silence"}
    assert len(found["moments"]) == len(event.claims)
    assert found["figures_by_side"][0]["all"]["measure"] == "killed"
    assert "Vyhadanyi" not in json.dumps([found["row"], part["events"], found["thread"]])
    assert found["local"]["zone"] == "Europe/Kyiv"
    rows = [row for offset in (0, 200) for row in site.get(f"/api/events?limit=200&offset={offset}").json()["events"]]
    assert "Vyhadanyi" not in json.dumps(rows)


def test_an_article_has_its_claims_in_order(site, picture):
    event = picture.events[4]
    found = site.get(f"/api/article/{event.documents[0]}").json()
    assert [found["slice"]["claims"][at]["id"] for at in found["order"]] == [event.claims[0]]
    assert found["slice"]["events"][0]["id"] == event.id
    assert found["current"]


def test_what_is_seen_is_exported(site, picture):
    wanted = kept(picture, Filter(ledger="aid"))
    assert len(wanted) > 5
    lines = [json.loads(line) for line in site.get("/api/export/events.jsonl?ledger=aid").text.splitlines()]
    assert {line["event_id"] for line in lines} == wanted
    assert len(site.get("/api/export/claims.jsonl?ledger=aid").text.splitlines()) == sum(len(each.claims) for each in picture.events if each.id in wanted)
    report = site.get("/api/export/report.html?ledger=aid")
    assert report.headers["content-disposition"] == 'attachment; filename="report.html"'
    assert "Content-Security-Policy" in report.text
    assert site.get("/api/export/events.exe").status_code == 404
    assert site.get("/api/export/ledgers.csv").json()["error"]["field"] == "ledger"
    assert site.get("/api/export/events.geojson?ledger=aid").json()["type"] == "FeatureCollection"


def test_every_page_opens_the_same_shell(site):
    first = site.get("/")
    assert first.headers["content-type"].startswith("text/html")
    for page in ("/picture", "/ledgers/strikes", "/event/x", "/article/x", "/sources/a/b", "/compare", "/changes", "/review", "/add", "/search?q=<script>", "/about"):
        assert site.get(page).text == first.text
    name = first.text.split('src="')[1].split('"')[0]
    assert "immutable" in site.get(name).headers["cache-control"]
