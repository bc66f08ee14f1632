"""The reference pages, made of the code and the data when the site is built, so that they cannot fall behind."""

from __future__ import annotations

import csv
import inspect
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import click

import unfog
from unfog import model, values
from unfog.cli import main
from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.licences import parts
from unfog.model import TABLES
from unfog.tables import columns, table_name
from unfog.views.events import Filter
from unfog.views.export import ClaimLine, EventLine
from unfog.views.frames import Frames, Rows
from unfog.views.ledgers import KINDS, LedgerTable
from unfog.views.plots import Plots

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = Knowledge()
DATA = KNOWLEDGE.folder


def _cells(*cells: object) -> str:
    return "| " + " | ".join(re.sub(r"\s+", " ", str(cell)).replace("|", "\\|") for cell in cells) + " |"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    names = list(head)
    yield ""
    yield _cells(*names)
    yield _cells(*("---" for _ in names))
    yield from (_cells(*row) for row in rows)
    yield ""


def _said(what: object) -> str:
    return inspect.getdoc(what) or ""


def command_line() -> Iterator[str]:
    """Every verb with its help, as `--help` prints it."""
    yield "# Command line\n\nWhat `unfog VERB --help` prints. Data go to stdout, talk to stderr; exit 0 done, 1 found problems, 2 misuse.\n"
    context = click.Context(main, info_name="unfog", max_content_width=110)
    yield f"```text\n{main.get_help(context)}\n```\n"
    for name in sorted(main.commands):
        inner = click.Context(main.commands[name], info_name=name, parent=context, max_content_width=110)
        yield f"## unfog {name}\n\n```text\n{main.commands[name].get_help(inner)}\n```\n"


def _hint(each: object) -> str:
    return f"`{str(getattr(each, 'type', '')).replace('unfog.values.', '')}`"


def _row_page(row: type, level: str = "##", title: str = "") -> Iterator[str]:
    yield f"{level} {title or row.__name__}\n\n{_said(row)}\n"
    if is_dataclass(row):
        yield from _table(("field", "type"), ((f"`{each.name}`", _hint(each)) for each in fields(row)))


def schema() -> Iterator[str]:
    """Every table of the store, its columns, and the values that they hold."""
    yield "# Schema of the store\n\n" + _said(model)
    yield "\n`unfog schema` prints the same as JSON schema. A column that holds rows or lists is JSON; one marked `packed` is compressed MessagePack.\n"
    yield "Each table also has the columns by which unfog keeps the history of its rows.\n"
    for row in TABLES:
        yield f"## {table_name(row)}\n\n{_said(row)}\n"
        hints = {each.name: each for each in fields(row)}
        kinds = {each.name: "packed" if each.sql == "BLOB" and "packed" in hints[each.name].metadata else each.sql for each in columns(row)}
        shown = ((f"`{name}`", _hint(hints[name]), f"{kind}{' (JSON)' if _is_json(row, name) else ''}") for name, kind in kinds.items())
        yield from _table(("column", "type", "SQL"), shown)
    yield "# Values\n"
    for value in _classes(values):
        yield f"## {value.__name__}\n\n{_said(value)}\n"
        named = value.__annotations__ if not is_dataclass(value) else {each.name: each.type for each in fields(value)}
        yield from _table(("field", "type"), ((f"`{name}`", f"`{hint}`") for name, hint in named.items()))


def _is_json(row: type, name: str) -> bool:
    return next(each.json for each in columns(row) if each.name == name)


def _classes(module: object) -> list[type]:
    found = [each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__]
    return [each for each in found if hasattr(each, "__annotations__")]


def exports() -> Iterator[str]:
    """The columns of events, claims and ledgers, in exports and frames."""
    yield "# Columns of exports, ledgers and frames\n\nThe same in CSV, JSON lines, Parquet and in `.pandas()`, `.polars()` and `.arrow()`.\n"
    yield from _row_page(EventLine, title="Events")
    yield from _row_page(ClaimLine, title="Claims")
    for name, kind in KINDS.items():
        yield from _row_page(kind.row, title=f"Ledger: {name}")
    yield "\nA figure with two bounds (`Bounds`) is two columns in CSV and frames, `NAME_low` and `NAME_high`; an open bound is empty.\n"


def configuration() -> Iterator[str]:
    """Settings, with their defaults."""
    yield f"# Configuration\n\n{_said(Config)}\n"
    yield from _table(("setting", "type", "default"), ((f"`{each.name}`", _hint(each), f"`{each.default}`") for each in fields(Config)))
    yield "There is no configuration file and no variable of the environment: what a run does is told by its command alone. A user's own\n"
    yield "places and actors lie in a folder beside the store, `STORE.knowledge`; see [a gazetteer](../guide/gazetteer.md) and [an actor](../guide/actor.md).\n"


def _crosswalks() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    parts = {"acled": ("event_type", "sub_event_type"), "ucdp": ("type_of_violence",), "cameo": ("code", "name"), "plover": ("code",)}
    for name, names in parts.items():
        with (DATA / "ontology" / "crosswalks" / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
            found[name] = {row["type"]: " / ".join(filter(None, (row[part] for part in names))) for row in csv.DictReader(rows)}
    return found


def rules(language: str, section: str) -> list[dict[str, object]]:
    """The rules of one file of a lexicon, as they are written."""
    path = DATA / "lexicon" / language / f"{section}.toml"
    return list(tomllib.loads(path.read_text(encoding="utf-8")).get("rule", []))


def examples() -> dict[str, tuple[str, str]]:
    """For each event type a sentence that tells of it, and the rule whose example it is."""
    found: dict[str, tuple[str, str]] = {}
    for section in ("events", "weapons", "items"):
        for rule in (rule for rule in rules("en", section) if rule["yes"]):
            found.setdefault(str(rule.get("type")), (str(rule["yes"][0]), str(rule["id"])))
    return found


def ontology() -> Iterator[str]:
    """Event types by ledger, each with an example and what others call it."""
    yield "# Ontology\n\nWhat kinds of events there are, in which ledger each is shown, and what other projects call it. The example is one that the rule named\nbeside it must hit in a test; the words between brackets are those it hits.\n"
    told, walks = examples(), _crosswalks()
    for ledger, types in KNOWLEDGE.ontology.types.ledger.items():
        yield f"## {ledger}\n"
        if not types:
            yield "Warnings and assessments of what is to come, of any type: `phase` future with stance `warns` or `estimates`.\n"
            continue
        rows = (
            (f"`{each}`", f"{told[each][0]} (`{told[each][1]}`)", *(walks[name].get(each, "") or "—" for name in walks)) for each in types
        )
        yield from _table(("type", "example", "ACLED", "UCDP", "CAMEO", "PLOVER"), rows)
    yield "What is lost on the way to each of these, and why, is written in `src/unfog/data/ontology/crosswalks`.\n"


def grades() -> Iterator[str]:
    """The grades and the sentences in which their reasons are given."""
    table = tomllib.loads((DATA / "ontology" / "grades.toml").read_text(encoding="utf-8"))
    yield "# Grades and reasons\n\nHow to read them is told in [reading a grade](../guide/grade.md); how they are reckoned in [the method](../method.md).\n"
    yield from _table(("grade", "means"), ((f"`{each['name']}`", each["definition"]) for each in table["grade"]))
    yield "## Reasons\n\nEvery assessment gives one or more of these sentences.\n"
    yield from _table(("code", "sentence"), ((f"`{code}`", text) for code, text in table["reasons"].items()))


def lexicons() -> Iterator[str]:
    """The languages, their files and rules, with one example that each must hit and one that it must leave."""
    yield "# Lexicons\n\nWhat a language consists of. Every rule is tested on its own examples; [how to add one](../guide/rule.md).\n"
    for folder in sorted(path for path in (DATA / "lexicon").iterdir() if path.is_dir()):
        yield f"## {folder.name}\n"
        for path in sorted(folder.glob("*.toml")):
            found = rules(folder.name, path.stem)
            first = next((line.lstrip("# ") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")), "")
            yield f"### {path.stem}\n\n{first}\n"
            yield from _table(("rule", "hits", "leaves"), ((f"`{rule['id']}`", _example(rule, "yes"), _example(rule, "no")) for rule in found))


def _example(rule: dict[str, object], key: str) -> str:
    given = rule.get(key) or [""]
    return str(given[0]).replace("<", "&lt;")


def python() -> Iterator[str]:
    """The public names of the package."""
    yield f"# Python\n\n{_said(unfog)}\n\nGuide: [from Python and in notebooks](../guide/python.md).\n\n## Functions\n"
    for name in unfog.__all__:
        each = getattr(unfog, name)
        if inspect.isfunction(each):
            yield f"### unfog.{name}\n\n`{name}{_signature(each)}`\n\n{_said(each)}\n"
    for title, one in (("unfog.Picture", unfog.Picture), ("Rows", Rows), ("Tables", Frames), ("LedgerTable", LedgerTable), ("Plots", Plots), ("Filter", Filter)):
        yield f"## {title}\n\n{_said(one)}\n"
        yield from (f"### .{name}\n\n`{name}{_signature(member)}`\n\n{_said(member)}\n" for name, member in members(one))


def members(one: type) -> list[tuple[str, object]]:
    """The public members that a class itself defines."""
    kinds = (property, classmethod)
    found = [(name, each) for name, each in vars(one).items() if not name.startswith("_")]
    return [(name, each) for name, each in found if inspect.isfunction(each) or isinstance(each, kinds) or hasattr(each, "func")]


def _signature(member: object) -> str:
    inner = getattr(member, "__func__", member)
    if not inspect.isfunction(inner):
        return ""
    told = re.sub(r"\(self(?:, )?|\(cls(?:, )?", "(", str(inspect.signature(inner)).replace("'", ""), count=1)
    return re.sub(r"<function (\w+) at 0x\w+>", r"\1", told)


def licences() -> Iterator[str]:
    """What unfog is made of, under which licences."""
    yield "# Licences\n\nWhat `unfog licences` prints: data and weights as the `SOURCE.toml` of their folders say, then the libraries of the base installation and what\nthese ask for. `unfog licences --notices` prints the texts.\n"
    yield from _table(("kind", "what", "version", "licence", "by"), ((each.kind, each.name, each.version, each.licence, each.author) for each in parts()))


def figures() -> Iterator[str]:
    """What the last kept evaluation found, and the floors that CI holds."""
    with (ROOT / "docs" / "figures.csv").open(encoding="utf-8", newline="") as kept:
        told, *rows = csv.reader(kept)
    yield f"# Figures\n\n{told[0]} `make eval` writes this table anew. Each figure has its 95 % interval (articles drawn anew a thousand times), its number of cases and what a plain\nmethod reaches; [the method](../method.md) says what they mean.\n"
    shown = ((task, measure, value, f"{low} to {high}", n, f"{plain} ({name})" if plain else "") for task, measure, value, low, high, n, plain, name in rows[1:])
    yield from _table(("task", "measure", "value", "95 % interval", "n", "baseline"), shown)
    yield "## Floors\n\nBelow these (above them, where less is better) no change gets in: `make eval-floors`.\n"
    floors = json.loads((ROOT / "evals" / "floors.json").read_text(encoding="utf-8"))
    yield from _table(("task", "measure", "floor"), ((*name.split(" · ", 1), floor) for name, floor in floors.items()))


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "command-line": command_line,
    "configuration": configuration,
    "columns": exports,
    "schema": schema,
    "ontology": ontology,
    "grades": grades,
    "lexicons": lexicons,
    "python": python,
    "licences": licences,
    "figures": figures,
}


def page(name: str) -> str:
    """One page as Markdown."""
    return "\n".join(PAGES[name]()) + "\n"

