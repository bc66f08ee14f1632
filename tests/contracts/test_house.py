"""The house keeps its shape: the tree in the order of work, small files and functions, one first line for a stranger."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

import unfog
from unfog import pipeline
from unfog.errors import PipelineError
from unfog.model import TABLES
from unfog.stage import tables_read

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "unfog"
FILES = sorted(SOURCE.rglob("*.py"))
FUNCTIONS = [
    (path.relative_to(ROOT), node)
    for path in FILES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
]
BANNED = {"util", "utils", "helpers", "common", "core", "misc", "manager", "base"}


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def test_there_is_a_house():
    assert len(FILES) > 30
    assert len(FUNCTIONS) > 200


def test_stages_are_in_the_order_of_work():
    order = [stage.build.__module__.split(".")[2] for stage in pipeline.PIPELINE]
    assert order == sorted(order)
    assert set(order) == {path.name for path in (SOURCE / "stages").iterdir() if path.is_dir() and path.name[0] != "_"}


def test_a_stage_that_reads_what_nothing_wrote_is_refused():
    later = [stage for stage in pipeline.PIPELINE if stage.name == "verify.grade"]
    with pytest.raises(PipelineError, match=r"verify\.grade reads Event"):
        pipeline.checked(later)


def test_every_table_is_read_or_written():
    used = {table for stage in pipeline.PIPELINE for table in (*tables_read(stage), stage.writes)}
    assert {table.__name__ for table in TABLES} - {table.__name__ for table in used} == {"Issue", "Run"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_is_short_and_says_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert path.stem not in BANNED


def test_functions_are_short():
    lengths = sorted(length(node) for _, node in FUNCTIONS)
    assert statistics.median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25
    assert [(str(path), node.name) for path, node in FUNCTIONS if length(node) > 50] == []


def test_functions_take_few_arguments():
    many = []
    for path, node in FUNCTIONS:
        positional = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args) if arg.arg not in {"self", "cls"}]
        if len(positional) > 5:
            many.append((str(path), node.name, positional))
    assert many == []


def test_classes_are_no_deeper_than_one():
    classes = {
        node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert len(classes) > 40
    deep = [name for name, bases in classes.items() for base in bases if any(above in classes for above in classes.get(base, []))]
    assert deep == []


def test_the_public_names_are_these():
    assert unfog.__all__ == ["Picture", "claims", "open", "read"]
    assert all(callable(getattr(unfog, name)) for name in unfog.__all__)


def test_every_folder_of_data_names_its_source():
    folders = [path for path in (SOURCE / "data").iterdir() if path.is_dir()]
    assert len(folders) >= 4
    assert [path.name for path in folders if not (path / "SOURCE.toml").is_file()] == []


def test_no_path_of_anyone_s_machine():
    absolute = re.compile(r"(?<![\w.~/-])/(?:home|root|Users|tmp|work|mnt)/\w")
    kinds = {".py", ".md", ".toml", ".mjs", ".tsx", ".ts"}
    files = [path for folder in ("src", "docs", "samples", "evals", "training") for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    assert len(files) > 100
    assert [str(path) for path in files if absolute.search(path.read_text(encoding="utf-8"))] == []
