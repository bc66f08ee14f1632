"""Quotations are told by their marks: double and single, run on over paragraphs, never closed."""

from __future__ import annotations

import pytest

from unfog.stages.acquire.dedupe.quoted import LONGEST, quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said: “We will hold.” Then he left.", ["We will hold."]),
        ('"We will hold," he said. "We must."', ["We will hold,", "We must."]),
        ("'We will hold,' he said of the soldiers' town.", ["We will hold,"]),
        ("‘It’s the mayor’s town’, she said.", ["It’s the mayor’s town"]),
        ("The town's mayor didn't say.", []),
        ("„Wir bleiben“, sagte er. «Ми тут».", ["Wir bleiben", "Ми тут"]),
        (f'He said "{"and " * LONGEST}', []),
    ],
)
def test_quotations(text, quoted):
    assert [text[span.start : span.end] for span in quotations(text)] == quoted
