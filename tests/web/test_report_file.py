"""The report as a file: what is in it, what is held back, the same bytes each time, and of a bearable size."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import invented
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unfog.views.report import payload, report_data, report_html
from unfog.views.report_build import utf16_offsets, web_address
from unfog.views.report_rows import ReportData

LIMIT = 6_000_000


def rows_of(picture: invented.Invented) -> ReportData:
    return report_data(picture.events, picture.assessments, picture.documents, title="T", notes=())


def test_the_same_rows_in_any_order_give_the_same_bytes(picture: invented.Invented) -> None:
    first = report_html(picture.events, picture.assessments, picture.documents, title="T")
    again = report_html(picture.events[::-1], picture.assessments[::-1], picture.documents[::-1], title="T")
    assert first == again


def test_every_claim_points_at_its_own_sentence(picture: invented.Invented) -> None:
    data = rows_of(picture)
    quotes = {row.claim.id: row.claim.quote for event in picture.events for row in event.evidence}
    assert len(data.claims) == len(quotes) > len(picture.events)
    for claim in data.claims:
        units = data.documents[claim.document].text.encode("utf-16-le")
        assert units[2 * claim.start : 2 * claim.end].decode("utf-16-le") == quotes[claim.id]


@given(st.text(), st.data())
def test_offsets_count_as_the_browser_counts(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert utf16_offsets(text)(offset) == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def test_names_of_victims_stay_inside_the_articles(picture: invented.Invented) -> None:
    named = [event for event in picture.events if event.recipient]
    assert named
    data = rows_of(picture)
    shown = msgspec.json.encode(replace(data, documents=())).decode()
    assert "Vyhadanyi" not in shown


def test_newest_first_and_undated_last(picture: invented.Invented) -> None:
    days = [event.day for event in rows_of(picture).events]
    dated = [day for day in days if day]
    assert len(dated) < len(days)
    assert days == sorted(dated, reverse=True) + [None] * (len(days) - len(dated))


def test_what_is_dated_after_the_last_article_comes_after_what_has_happened(picture: invented.Invented) -> None:
    early = tuple(replace(document, published="2031-04-01") for document in picture.documents)
    days = [event.day for event in report_data(picture.events, picture.assessments, early, title="T").events]
    past = [day for day in days if day and day <= "2031-04-01"]
    later = [day for day in days if day and day > "2031-04-01"]
    assert past
    assert later
    assert days[: len(past) + len(later)] == sorted(past, reverse=True) + sorted(later, reverse=True)


def test_a_place_is_told_no_more_exactly_than_it_is_known(picture: invented.Invented) -> None:
    places = {event.place.precision: event.place for event in rows_of(picture).events if event.place}
    assert {"settlement", "region", "country"} <= places.keys()
    assert places["region"].latitude == round(places["region"].latitude, 1)
    assert places["country"].latitude == round(places["country"].latitude)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//outlet.example/",
        "https://",
        "http://[",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_address(url) is None


def test_a_web_address_is_kept() -> None:
    assert web_address("https://outlet.example/a?b=c#d") == "https://outlet.example/a?b=c#d"


def test_an_event_without_assessment_is_ungraded_not_lost(picture: invented.Invented) -> None:
    data = report_data(picture.events, (), picture.documents, title="T")
    assert len(data.events) == len(picture.events)
    assert {event.grade for event in data.events} == {None}


def test_a_claim_whose_document_is_gone_is_left_out(picture: invented.Invented) -> None:
    gone = picture.documents[0]
    data = report_data(picture.events, picture.assessments, picture.documents[1:], title="T")
    assert len(data.events) == len(picture.events)
    assert gone.id not in {document.id for document in data.documents}
    assert len(data.claims) == sum(len(event.evidence) for event in picture.events) - 1


def test_an_empty_picture_is_a_report(picture: invented.Invented) -> None:
    assert "Opening 0 events" in report_html((), (), (), title="Nothing")


def test_the_policy_names_the_program_and_the_style_that_are_there(report_text: str) -> None:
    for element, directive in (("script", "script-src"), ("style", "style-src")):
        body = re.search(rf"<{element}>(.*?)</{element}>", report_text, re.DOTALL)
        assert body is not None
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in report_text
    assert "default-src 'none'" in report_text
    assert "unsafe-inline" not in report_text


def test_a_hostile_title_is_text(picture: invented.Invented) -> None:
    text = report_html((), (), (), title="</title><script>alert(1)</script>")
    assert "<script>alert" not in text


def test_the_base_map_draws_crimea_as_no_countrys(report_text: str) -> None:
    basemap = json.loads(next(iter(payload(report_text))))
    assert set(basemap) == {"land", "lakes", "rivers", "borders", "disputed", "regions", "labels"}
    isthmus = [
        point
        for line in basemap["disputed"]
        for point in points(line)
        if 33 < point[0] < 35.2 and 45.7 < point[1] < 46.3
    ]
    assert len(isthmus) > 5
    plain = [
        point
        for line in basemap["borders"]
        for point in points(line)
        if 33 < point[0] < 35.2 and 45.7 < point[1] < 46.3
    ]
    assert plain == []


def points(steps: list[int]) -> list[tuple[float, float]]:
    x = y = 0
    found = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / 1000, y / 1000))
    return found


def test_five_thousand_events_keep_within_the_size(large_report: Path) -> None:
    assert large_report.stat().st_size < LIMIT


def test_the_built_page_is_that_of_its_sources() -> None:
    web = Path(__file__).parents[2] / "web"
    if not (web / "src").is_dir():
        pytest.skip("the sources of the page are not part of this copy")
    digest = hashlib.sha256()
    folders = [path for name in ("src", "strings") for path in (web / name).rglob("*") if path.is_file()]
    names = [path.relative_to(web).as_posix() for path in (*folders, web / "build.mjs", web / "package-lock.json")]
    for name in sorted(names):
        digest.update(name.encode() + b"\0" + (web / name).read_bytes())
    built = tomllib.loads((files("unfog.views") / "web" / "BUILT.toml").read_text(encoding="utf-8"))
    assert built["sources"] == digest.hexdigest(), "run: cd web && npm ci && npm run build"


@pytest.fixture(scope="module")
def report_text(picture: invented.Invented) -> str:
    return report_html(picture.events, picture.assessments, picture.documents, title="T")
