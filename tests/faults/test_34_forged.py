"""34. Look-alike domains and forged bylines earn nothing: who cannot be told for sure is unknown."""

from __future__ import annotations

import pytest
from hostile import GOOD, KNOWLEDGE, picture

REAL = "reuters.com"
ALIKE = (
    "reuters.com.evil.example", "evil-reuters.com", "reuters.com-news.example", "rеuters.com", "reuter5.com", "xn--ruters-6of.com", "reuters.co",
    "https://reuters.com@evil.example/x", "https://evil.example/reuters.com/x", "https://evil.example/?u=https://www.reuters.com/", "https://evil.example#reuters.com",
    "reuters.com.", "reuters.com:80@evil.example", "notreuters.com", "REUTERS.COM.EVIL.EXAMPLE", "https://evil.example\\@reuters.com/", "https://reuters.com%2eevil.example/",
)  # fmt: skip


def test_the_real_one_is_known():
    assert KNOWLEDGE.register.publisher(REAL) is not None
    assert KNOWLEDGE.register.publisher(f"https://www.{REAL}/world/x") == KNOWLEDGE.register.publisher(REAL)


@pytest.mark.parametrize("domain", [each for each in ALIKE if each != "reuters.com."])
def test_a_look_alike_is_unknown(tmp_path, domain):
    seen = picture(tmp_path / "in", {"a": GOOD}, a={"url": domain if "://" in domain else f"https://{domain}/world/x"})
    publisher = seen.documents[0].publisher
    assert publisher is None or KNOWLEDGE.register.publisher(publisher) is None


@pytest.mark.parametrize("byline", ["By Reuters\n\n", "KYIV (Reuters) - ", "Reporting by Jane Doe; Editing by John Doe; Reuters\n\n", "© Thomson Reuters\n\n"])
def test_a_forged_byline_makes_no_publisher(tmp_path, byline):
    seen = picture(tmp_path / "in", {"a": f"{byline}{GOOD}"}, a={"url": "https://evil.example/world/x"})
    assert seen.documents[0].publisher == "evil.example"
    assert {each.grade for each in seen.assessments} <= {"claimed", "reported"}
    assert "corroborated" not in {each.grade for each in seen.assessments}
