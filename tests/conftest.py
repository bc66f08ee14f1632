"""Being here, this file puts `tests/` on the path, so that tests can import what they share (`made_claims`)."""

import pytest
from hypothesis import settings

from checked_briefings import check_every_briefing

# The same examples in every run, and no clock: a busy machine is no fault of the code.
settings.register_profile("unfog", deadline=None, derandomize=True)
settings.load_profile("unfog")


@pytest.fixture(autouse=True)
def every_sentence_told_is_supported(monkeypatch: pytest.MonkeyPatch) -> None:
    """No briefing that any test makes tells a sentence that its citations do not bear out: each is checked again as it is made."""
    check_every_briefing(monkeypatch)
