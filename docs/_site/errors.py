"""The page of error messages, read from the code: every place that raises one, and every reason for which an input is set aside."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    "UsageError": "The command or call was wrong (exit 2)",
    "StoreError": "The store cannot be used (exit 1)",
    "KnowledgeError": "A file of knowledge is broken (exit 1)",
    "UnreadableError": "An input is set aside, and the run goes on",
    "UnfogError": "The work could not go on (exit 1)",
    "PipelineError": "The program is put together wrongly: for those who change it",
}


@dataclass(frozen=True)
class Message:
    """One message: what kind of error, its code for inputs that are set aside, its words with `…` for what varies, and where it is raised."""

    kind: str
    code: str
    text: str
    where: str


def messages() -> list[Message]:
    """All messages of the package, in the order of its files."""
    found = []
    for path in sorted((ROOT / "src" / "unfog").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {node.targets[0].id: node.value for node in ast.walk(tree) if _names(node)}
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS)
        for call in sorted(calls, key=lambda node: node.lineno):
            words = [_text(each, named) for each in call.args]
            code = words.pop(0) if call.func.id == "UnreadableError" and len(words) > 1 else ""
            found.append(Message(call.func.id, code, " ".join(words), str(path.relative_to(ROOT))))
    return found


def _names(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and len(node.targets) == 1


def _text(node: ast.AST, named: dict[str, ast.expr]) -> str:
    match node:
        case ast.Constant():
            return str(node.value)
        case ast.JoinedStr():
            return "".join("…" if isinstance(each, ast.FormattedValue) else _text(each, named) for each in node.values)
        case ast.BinOp():
            return _text(node.left, named) + _text(node.right, named)
        case ast.Call(func=ast.Attribute(attr="format", value=ast.Name() as name)) if name.id in named:
            return re.sub(r"\{\w*\}", "…", _text(named[name.id], {}))
        case ast.Name() if node.id in named:
            return _text(named[node.id], {})
        case _:
            return "…"


def page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    every = messages()
    yield "# Error messages\n"
    yield "Every error that unfog raises on purpose is one line on stderr, and says what was expected, what was found, or what to do."
    yield "`…` stands for a name or a value of your own. Other errors are faults of unfog: please report them.\n"
    yield "Wrong verbs, options and values are reported in the words of the command line's library, with the choices there are.\n"
    for kind, title in KINDS.items():
        yield f"## {title}\n"
        rows = sorted({(each.code, each.text, each.where) for each in every if each.kind == kind})
        coded = any(code for code, _, _ in rows)
        yield "| code | message | raised in |\n| --- | --- | --- |" if coded else "| message | raised in |\n| --- | --- |"
        for code, text, where in rows:
            told = text.replace("|", "\\|").replace("<", "&lt;")
            yield (f"| `{code}` " if coded else "") + f"| {told} | `{where.removeprefix('src/unfog/')}` |"
        yield ""
