"""What a stranger installs is whole: wheel and sdist, extras, pins and lock, the container's steps."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from unfog.doctor import GIVES

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
FOR_WORK_ON_UNFOG = {"dev", "train", "followthemoney", "docs"}
AGAIN = "run: make lock"


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(found[1]): found[2] for line in lines if (found := re.match(r"([\w.-]+)==([^\s;\\]+)", line))}


def asked_for(extra: str) -> set[str]:
    found = set()
    for each in map(Requirement, EXTRAS[extra]):
        found |= set().union(*map(asked_for, each.extras)) if each.name == "unfog" else {canonicalize_name(each.name)}
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    words = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl")), next(out.glob("*.tar.gz"))


def test_the_wheel_holds_code_types_and_data_and_nothing_else(built):
    names = zipfile.ZipFile(built[0]).namelist()
    folder = ROOT / "src" / "unfog"
    tracked = {f"unfog/{path.relative_to(folder)}" for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert {name for name in names if name.startswith("unfog/")} == tracked
    assert {"unfog/py.typed", "unfog/data/gazetteer/gazetteer.sqlite", "unfog/data/models/en/reader.onnx"} <= tracked
    assert all(name.startswith(("unfog/", "unfog-")) for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert built[0].stat().st_size < 60_000_000


def test_the_sdist_holds_what_its_tests_need(built):
    with tarfile.open(built[1]) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "constraints.txt", "Makefile", "tests/conftest.py", "evals/floors.json", "docs/index.md"} <= names
    assert {"samples/README.md", "training/reader/README.md", "web/package.json", "Dockerfile", "requirements/dev.txt"} <= names


def test_extras_are_told_of_by_the_doctor():
    assert set(GIVES) == set(EXTRAS) - FOR_WORK_ON_UNFOG


def test_every_library_of_the_lock_is_pinned_by_hash_and_agrees_with_the_constraints():
    locked, pinned = pins("requirements/dev.txt"), pins("constraints.txt")
    text = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    wanted = {canonicalize_name(Requirement(each).name) for each in PROJECT["dependencies"]} | asked_for("dev")
    assert len(locked) > 100
    assert wanted - set(locked) == set(), AGAIN
    assert {name: version for name, version in locked.items() if pinned.get(name, version) != version} == {}, AGAIN
    blocks = re.split(r"\n(?=[\w.-]+==)", text)[1:]
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_python_versions_that_are_named_are_those_that_are_allowed():
    named = [each.rsplit(" ", 1)[1] for each in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", each)]
    assert named[0] == PROJECT["requires-python"].removeprefix(">=")
    assert len(named) >= 3


def test_the_container_is_made_of_the_wheel_and_runs_as_nobody_special():
    steps = [line.split(" ", 1) for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if re.match("[A-Z]+ ", line)]
    words = [word for word, _ in steps]
    assert words.count("FROM") == 2
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert all(":" in rest.split(" AS ")[0] for word, rest in steps if word == "FROM"), "an image without a tag"
    assert all("--no-cache-dir" in rest for word, rest in steps if "pip" in rest and word == "RUN")
    for word, rest in steps:
        if word == "COPY" and not rest.startswith(("--from", ". ")):
            assert (ROOT / rest.split()[0]).exists(), rest


def test_compose_runs_the_same_image_without_a_network():
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert services
    for service in services.values():
        assert service["image"] == "unfog"
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
    assert services["unfog"]["network_mode"] == "none"
