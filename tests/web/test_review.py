"""Verdicts given in the application hold through a full rebuild and a run with other rules; what is added is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra web: pip install 'unfog[web]'")

import stored
from click.testing import CliRunner

from unfog import runs
from unfog.cli import main
from unfog.config import Config
from unfog.engines import local
from unfog.model import Claim, Event, Judgement
from unfog.store import Store

TEXTS = {
    "monday": ("2021-05-05", "Reuters", "Orliv, May 5. Two people were killed in a missile strike on Orliv on Sunday, the mayor said."),
    "tuesday": ("2021-05-06", "Quay Post", "Orliv, May 6. Five people were killed in the missile strike on Orliv on Sunday, rescuers said. The United Nations said that 40 families had fled Orliv."),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for name, (day, outlet, text) in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.json").write_text(json.dumps({"title": name, "source": outlet, "date": day}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def read(folder, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("read") / "some.db"
    store = Store(path)
    runs.run(store, [str(folder)], Config(workers=1))
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path


@pytest.fixture
def site(read, tmp_path):
    path = tmp_path / "some.db"
    path.write_bytes(read.read_bytes())
    return (*stored.client(path), path)


def give(client, jobs, verdict: str, *subjects: str, **more: str):
    body = {"verdict": verdict, "subjects": subjects, "who": "A reader", "why": "the map shows it", **more}
    answer = client.post("/api/judgements", json=body, headers=stored.WRITE)
    jobs.finish()
    return answer


def of_type(client, kind: str) -> dict:
    return client.get(f"/api/events?type={kind}").json()["events"][0]


def test_verdicts_hold_through_a_rebuild_and_other_rules(site, folder, tmp_path, monkeypatch):
    client, _, jobs, path = site
    event = of_type(client, "displacement")
    claim = client.get(f"/api/event/{event['id']}").json()["slice"]["claims"][0]["id"]
    answer = give(client, jobs, "correct", claim, field="time", value="2021-05-01")
    assert answer.status_code == 201, answer.text
    assert jobs.all()[0].state == "done"
    assert of_type(client, "displacement")["first"] == "2021-05-01" != event["first"]
    assert give(client, jobs, "accept", event["id"], why="").status_code == 201
    assert of_type(client, "displacement")["reviewed"]

    rebuilt = path.with_name("rebuilt.db")  # from the texts and the exported verdicts alone
    exported = tmp_path / "judgements.jsonl"
    exported.write_text(client.get("/api/export/judgements.jsonl").text, encoding="utf-8")
    runs.run(Store(rebuilt), [str(folder)], Config(workers=1))
    words = ["import-judgements", str(exported), "--store", str(rebuilt), "--workers", "1"]
    assert "2 new verdicts" in CliRunner().invoke(main, words, catch_exceptions=False).stderr
    assert "0 new verdicts" in CliRunner().invoke(main, words, catch_exceptions=False).stderr
    assert set(Store(rebuilt).rows(Judgement)) == set(Store(path).rows(Judgement))
    again = stored.client(rebuilt)[0]
    assert of_type(again, "displacement")["first"] == "2021-05-01"
    assert of_type(again, "displacement")["reviewed"]

    plain = local.fingerprint  # other rules: everything is made anew
    monkeypatch.setattr(local, "fingerprint", lambda *given: plain(*given) + " changed")
    runs.run(Store(path), (), Config(workers=1))
    client = stored.client(path)[0]
    assert of_type(client, "displacement")["first"] == "2021-05-01"
    assert of_type(client, "displacement")["reviewed"]


def test_a_verdict_is_taken_back_and_both_are_kept(site):
    client, desk, jobs, _ = site
    before = {event.id for event in desk.store.rows(Event)}
    claims = sorted(claim.id for claim in desk.store.rows(Claim))
    apart = [claim for claim in claims if claim not in next(desk.store.rows(Event)).claims]
    made = give(client, jobs, "same", next(desk.store.rows(Event)).claims[0], apart[0]).json()["judgement"]
    assert {event.id for event in desk.store.rows(Event)} != before
    assert give(client, jobs, "take_back", made["id"]).status_code == 201
    assert {event.id for event in desk.store.rows(Event)} == before
    found = client.get("/api/judgements").json()
    assert [(each["verdict"], each["standing"]) for each in found["judgements"]] == [("take_back", False), ("same", False)]
    assert client.get("/api/judgements?standing=1").json()["matched"] == 0


def test_the_queue_begins_with_the_unsure_and_loses_what_was_accepted(site):
    client, _, jobs, _ = site
    found = client.get("/api/review").json()
    doubts = [item["doubt"] for item in found["items"]]
    assert doubts == sorted(doubts, reverse=True)
    assert all(item["reasons"] for item in found["items"])
    first = found["items"][0]
    give(client, jobs, "accept", first["row"]["id"])
    after = client.get("/api/review").json()
    assert after["matched"] == found["matched"] - 1
    assert after["reviewed"] == 1
    assert first["row"]["id"] not in {item["row"]["id"] for item in after["items"]}
    assert client.get("/api/events?reviewed=1").json()["matched"] == 1


@pytest.mark.parametrize(("changed", "field"), [
    ({"verdict": "agree"}, "verdict"), ({"subjects": []}, "subjects"), ({"verdict": "same"}, "subjects"), ({"who": " "}, "who"),
    ({"verdict": "correct", "field": "id", "value": "x"}, "field"), ({"verdict": "apart", "subjects": ["a", "b"], "why": ""}, "why"),
    ({"subjects": ["'; --"]}, "subjects"), ({"subjects": ["ffffffffffffffff"]}, "subjects"), ({"why": "x" * 3000}, "why"),
])  # fmt: skip
def test_a_verdict_that_does_not_fit_is_refused(site, changed, field):
    client, _, jobs, path = site
    body = {"verdict": "accept", "subjects": ["0"], "who": "A reader", "why": "so", **changed}
    answer = client.post("/api/judgements", json=body, headers=stored.WRITE)
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == field
    assert jobs.all() == ()
    assert list(Store(path).rows(Judgement)) == []


def test_files_and_text_are_read_or_set_aside_in_words(site):
    client, _, jobs, path = site
    files = [
        ("files", ("../../new.txt", b"Orliv, May 8. A drone strike on Orliv on Friday killed one person, the mayor said.")),
        ("files", ("new.json", b'{"title": "New", "source": "Cove Mail", "date": "2021-05-08"}')),
        ("files", ("picture.exe", b"MZ")), ("files", ("empty.txt", b"")), ("files", ("broken.jsonl", b"{\n")),
    ]  # fmt: skip
    answer = client.post("/api/add", files=files, headers=stored.WRITE)
    assert answer.status_code == 202, answer.text
    jobs.finish()
    job = client.get(f"/api/jobs/{answer.json()['job']['id']}").json()
    assert job["state"] == "done", job["message"]
    outcomes = {Path(each["origin"]).name: each for each in job["inputs"]}
    assert outcomes["new.txt"]["outcome"] == "ok"
    assert {each["outcome"] for name, each in outcomes.items() if name != "new.txt"} == {"set aside"}
    assert all(each["message"] for each in outcomes.values() if each["outcome"] == "set aside")
    article = client.get(f"/api/article/{outcomes['new.txt']['article']}").json()["slice"]["documents"][0]
    assert (article["title"], article["publisher"], article["published"]) == ("New", "Cove Mail", "2021-05-08")
    assert [each.name for each in path.parent.iterdir() if each.suffix == ".txt"] == []

    pasted = {"text": TEXTS["monday"][2], "title": "Again / <b>", "publisher": "Cove Mail", "published": "2021-05-09"}
    answer = client.post("/api/add", json=pasted, headers=stored.WRITE)
    jobs.finish()
    (one,) = client.get(f"/api/jobs/{answer.json()['job']['id']}").json()["inputs"]
    assert one["outcome"] == "copy of"
    assert client.post("/api/add", json={"text": " "}, headers=stored.WRITE).json()["error"]["field"] == "text"
    assert client.get("/api/add").json()["jobs"][0]["what"] == "a pasted text"
    assert client.get("/api/about").json()["inputs"] == 7


INWARD = ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f000001/", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]/"]
NONE = ["file:///etc/passwd", "ftp://example.org/", "s3://some/thing", "/etc/passwd", "notes.txt", "javascript:alert(1)", "http://", "http://a\nb/", "x" * 3000]


def test_addresses_inside_are_never_fetched(site):
    client, _, jobs, _ = site
    asked = [client.post("/api/add", json={"address": each}, headers=stored.WRITE) for each in INWARD]
    assert {each.status_code for each in asked} <= {202, 400}
    jobs.finish()
    for each in (each for each in asked if each.status_code == 202):
        (one,) = client.get(f"/api/jobs/{each.json()['job']['id']}").json()["inputs"]
        assert (one["outcome"], one["article"]) == ("set aside", None)
        assert one["message"]
    assert client.get("/api/start").json()["articles"] == 2


@pytest.mark.parametrize("address", NONE)
def test_what_is_no_address_is_refused(site, address):
    client, _, jobs, _ = site
    answer = client.post("/api/add", json={"address": address}, headers=stored.WRITE)
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == "address"
    assert jobs.all() == ()
