"""Takes out of a text what no reader sees, and nothing else: quotes must be found in the text as it came."""

from __future__ import annotations

import re

# C0 controls that are no white space, soft hyphen, zero-width characters and joiners, bidirectional controls, the
# byte-order mark, interlinear marks, and lone surrogates, which no file can hold.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def tidy(text: str) -> str:
    r"""The text without unseen characters, with `\n` as its only line end, and without white space at its ends."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
