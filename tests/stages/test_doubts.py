"""A date that does not fit the text, or another date of the document, is kept and doubted, with a reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Capture, Document
from unfog.stages.acquire.clean import CLEAN
from unfog.stages.acquire.clean.dates import Dated
from unfog.stages.acquire.clean.doubts import build_doubter

DOUBTER = build_doubter(Knowledge(), "en")


def codes(text: str, *days: str) -> list[str]:
    return [reason.code for reason in DOUBTER(text, [Dated(day, "day", "metadata") for day in days])]


DOUBTED = [
    ("office_of_another_day", "2023-11-20", "Ukraine's defence minister, Oleksii Reznikov, spoke to reporters."),
    ("office_of_another_day", "2023-06-20", "Ukrainian Defence Minister Rustem Umerov spoke to reporters."),
    ("office_of_another_day", "2023-02-20", "British Prime Minister Liz Truss spoke to reporters."),
    ("later_event", "2023-04-01", "Fields stand under water since the destruction of the Kakhovka dam."),
    ("age_of_event", "2023-12-01", "Fields stand under water after the destruction of the Kakhovka dam last week."),
    ("yearly_event", "2023-12-20", "The president will fly to New York next week to address the UN General Assembly."),
    ("yearly_event", "2023-02-20", "Power plants are hit as winter approaches."),
    ("day_of_war", "2023-01-10", "On day 143 of the war, guns were heard in eastern Ukraine."),
    ("day_of_war", "2023-12-10", "18 months into the war, Ukraine holds its lines."),
]


@pytest.mark.parametrize(("code", "day", "text"), DOUBTED)
def test_a_date_that_the_text_contradicts_is_doubted(code, day, text):
    assert codes(text, day) == [code]


BELIEVED = [
    ("2023-06-20", "Ukraine's defence minister, Oleksii Reznikov, spoke to reporters."),
    ("2023-09-20", "Ukraine's defence minister, Oleksii Reznikov, was still spoken of some days on."),
    ("2023-11-20", "The former defence minister Oleksii Reznikov spoke to reporters."),
    ("2023-11-20", "When defence minister Oleksii Reznikov signed the deal, prices were low."),
    ("2023-05-01", "They warn of a destruction of the Kakhovka dam."),
    ("2023-06-10", "Fields stand under water after the destruction of the Kakhovka dam last week."),
    ("2023-09-01", "The president will fly to New York next week to address the UN General Assembly."),
    ("2023-11-02", "Power plants are hit as winter approaches."),
    ("2022-07-17", "On day 143 of the war, guns were heard in eastern Ukraine."),
    ("2023-01-10", "On day 143 of the war, guns were heard in Sudan."),
]


@pytest.mark.parametrize(("day", "text"), BELIEVED)
def test_a_date_that_fits_is_not_doubted(day, text):
    assert codes(text, day) == []


def test_dates_that_differ_are_told_and_the_most_trusted_is_kept():
    sidecar = b'{"date": "2023-05-01", "url": "https://valley.example/2023/04/02/bakery"}'
    capture = Capture(id="c", origin="a.txt", media_type="text/plain", content=b"A shell hit a bakery.", sidecar=sidecar)
    (document,) = CLEAN.build(Knowledge(), Config())(capture)
    assert isinstance(document, Document)
    assert document.published == "2023-05-01"
    assert [(each.code, each.text) for each in document.doubts] == [
        ("dates_differ", "its metadata says 2023-05-01, its url 2023-04-02")
    ]
    assert codes("A shell hit a bakery.", "2023-05-01", "2023-05-03") == []


def test_a_reason_names_the_last_day_that_fits():
    (reason,) = DOUBTER("Defence Minister Oleksii Reznikov spoke.", [Dated("2023-11-20", "day", "header")])
    assert "2023-09-05" in reason.text
    assert str(date(2023, 9, 6) + timedelta(days=31)) in reason.text


def test_without_a_date_nothing_is_doubted():
    assert DOUBTER("Defence Minister Oleksii Reznikov spoke on day 143 of the war in Ukraine.", []) == ()
