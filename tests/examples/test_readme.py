"""What the README tells people to type can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from unfog.cli import main

ROOT = Path(__file__).resolve().parents[2]
TYPED = re.compile(r"^    unfog (.+?)(?:\s+#.*)?$", re.MULTILINE)


def test_it_opens_with_the_two_commands():
    opening = (ROOT / "README.md").read_text(encoding="utf-8")[:300]
    assert opening.index("make demo") < opening.index("make test")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\ndemo:" in makefile
    assert "\ntest:" in makefile


def test_each_command_is_one():
    lines = TYPED.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(lines) >= 8
    for line in lines:
        verb, *words = shlex.split(line)
        assert verb in main.commands, line
        known = {name for option in main.commands[verb].params for name in option.opts}
        used = {word for word in words if word.startswith("-") and word != "-"}
        assert used <= known, line


def test_its_picture_is_there():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
