"""The application is no door: foreign hosts and sites, forged writes, long bodies and paths that lead out are refused."""

from __future__ import annotations

import invented
import pytest

pytest.importorskip("starlette", reason="needs the extra web: pip install 'unfog[web]'")

import stored

from unfog.errors import UsageError
from unfog.serving import is_loopback, rules

ASK = "/api/events?limit=1"
VERDICT = {"verdict": "accept", "subjects": ["x"], "who": "A reader", "why": ""}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("guard") / "some.db"
    stored.fill(path, invented.picture(12))
    return path


@pytest.fixture(scope="module")
def site(path):
    return stored.client(path)[0]


@pytest.fixture(scope="module")
def far(path):
    return stored.client(path, access="secret", addresses=True)[0]


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost", "LOCALHOST:1", "[::1]:8642"])
def test_this_machine_is_answered(site, host):
    assert site.get(ASK, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:80@evil.example", "", "[::1", "127.0.0.1:8642, evil.example", "2130706433", "0x7f.1"])
def test_other_names_are_refused(site, host):
    answer = site.get(ASK, headers={"Host": host})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "forbidden"


@pytest.mark.parametrize("headers", [
    {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:9999"}, {"Origin": "http://127.0.0.1:8642.evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
])  # fmt: skip
def test_other_sites_are_refused(site, headers):
    assert site.get(ASK, headers=headers).status_code == 403
    assert site.get("/", headers=headers).status_code == 403
    assert site.post("/api/judgements", json=VERDICT, headers={**headers, **stored.WRITE}).status_code == 403


def test_a_link_from_elsewhere_opens_a_page_and_no_answer(site):
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert site.get("/event/x", headers=followed).status_code == 200
    assert site.get(ASK, headers=followed).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"X-Unfog-Token": ""}, {"X-Unfog-Token": "guessed"}, {"Cookie": "X-Unfog-Token=the token of this test"}])
def test_a_change_needs_the_token(site, headers):
    for path in ("/api/judgements", "/api/add"):
        assert site.post(path, json=VERDICT, headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST"])
def test_other_methods_are_refused(site, method):
    answer = site.request(method, "/api/events", headers=stored.WRITE)
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "method"


@pytest.mark.parametrize("name", ["../SOURCE.toml", "..%2fSOURCE.toml", "%2e%2e/%2e%2e/cli.py", "..\\cli.py", "SOURCE.toml", "desk.py", "BUILT.toml", "", "report.js/", "report.js%00.css", "/etc/passwd"])
def test_only_built_files_are_given(site, name):
    assert site.get(f"/static/{name}").status_code in {404, 405}


@pytest.mark.parametrize("page", ["//evil.example", "//evil.example/..", "/\\evil.example", "/picture/", "/http://evil.example", "/?next=http://evil.example", "/event/http://evil.example"])
def test_nothing_leads_elsewhere(site, page):
    answer = site.get(f"{stored.ADDRESS}{page}", follow_redirects=False)
    assert answer.status_code in {200, 404}
    assert "location" not in answer.headers
    assert "evil" not in answer.text


def test_long_bodies_are_refused_whatever_they_say(site):
    long = b'{"verdict": "' + b"x" * 1_100_000 + b'"}'
    headers = {**stored.WRITE, "Content-Type": "application/json"}
    assert site.post("/api/judgements", content=long, headers=headers).status_code == 413
    parts = (long[at : at + 100_000] for at in range(0, len(long), 100_000))
    assert site.post("/api/judgements", content=parts, headers=headers).status_code == 413
    assert site.post("/api/judgements", content=b"{}", headers={**headers, "Content-Length": "many"}).status_code == 413


@pytest.mark.parametrize(("body", "kind", "status"), [
    (b"", "application/json", 400), (b"{", "application/json", 400), (b"[" * 100_000, "application/json", 400), (b'{"verdict": 1}', "application/json", 400),
    (b"\xff\xfe", "application/json", 400), (b"a=b", "application/x-www-form-urlencoded", 415), (b"{}", "text/plain", 415), (b"{}", "", 415),
])  # fmt: skip
def test_bodies_that_cannot_be_read_are_named(site, body, kind, status):
    answer = site.post("/api/judgements", content=body, headers={**stored.WRITE, "Content-Type": kind})
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_every_answer_bears_the_headers(site):
    for path in ("/", ASK, "/static/report.js", "/api/nothing", "/api/events?limit=x"):
        headers = site.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_elsewhere_the_printed_token_is_needed(far):
    assert far.get(ASK).status_code == 401
    assert far.get("/").status_code == 401
    assert far.get("/static/report.js").status_code == 401
    assert far.get("/?token=wrong", follow_redirects=False).status_code == 401
    assert far.get(ASK, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert far.get(ASK, headers={"Authorization": "Bearer secret"}).status_code == 200
    welcomed = far.get("/?token=secret", follow_redirects=False)
    assert (welcomed.status_code, welcomed.headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=Strict"} <= {part.strip() for part in welcomed.headers["set-cookie"].split(";")}
    assert far.get(ASK).status_code == 200
    assert far.get("/?token=secret", headers={"Host": "evil.example"}, follow_redirects=False).status_code == 403
    assert far.get(ASK, headers={"Host": "192.0.2.7:8642"}).status_code == 200


def test_only_this_machine_s_addresses_go_without_a_token():
    assert [is_loopback(each) for each in ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost")] == [True] * 5
    assert [is_loopback(each) for each in ("0.0.0.0", "::", "192.0.2.7", "example.org", "")] == [False] * 5  # noqa: S104
    assert not rules("127.0.0.1").access
    assert len(rules("0.0.0.0").access) >= 32  # noqa: S104
    assert rules("127.0.0.1").write != rules("127.0.0.1").write
    assert "desk.example" in rules("192.0.2.7", ("Desk.Example",)).hosts


def test_a_failure_shows_no_trace(path, monkeypatch, caplog):
    from unfog.views.web import operations

    def fails(*_):
        raise RuntimeError("the secret of this test")

    monkeypatch.setattr(operations.picture, "events", fails)
    client, _, _ = stored.client(path)
    client = type(client)(client.app, base_url=stored.ADDRESS, raise_server_exceptions=False)
    answer = client.get("/api/events")
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal"
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_while_the_catalogue_is_made_it_says_so(path):
    from starlette.testclient import TestClient

    from unfog.views.web import Desk, Jobs, Rules, application

    desk = Desk(str(path))
    client = TestClient(application(desk, Jobs(str(path), desk.open), Rules(stored.TOKEN)), base_url=stored.ADDRESS)
    assert client.get("/api/events").json()["error"]["code"] == "opening"
    assert client.get("/api/start").json()["state"] == "opening"
    assert client.get("/").status_code == 200


def test_the_verb_says_what_is_missing(monkeypatch, tmp_path):
    from click.testing import CliRunner

    from unfog import serving
    from unfog.cli import main

    monkeypatch.setattr(serving, "find_spec", lambda name: None if name == "uvicorn" else object())
    answer = CliRunner().invoke(main, ["serve", "--store", str(tmp_path / "some.db")])
    assert isinstance(answer.exception, UsageError)
    assert "pip install 'unfog[web]'" in str(answer.exception)
