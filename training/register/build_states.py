"""Make `data/register/states.toml` from `states.csv`, with the Ukrainian and Russian names of CLDR added (needs `babel`)."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from babel import Locale

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src/unfog/data/register/states.toml"


def quoted(values: list[str]) -> str:
    """A TOML array of strings."""
    return "[" + ", ".join(json.dumps(value, ensure_ascii=False) for value in values) + "]"


def table(row: dict[str, str]) -> str:
    """One state as a TOML table; capitals that are the country's own name are left out in the source."""
    foreign = [Locale(language).territories[row["code"]] for language in ("uk", "ru")]
    names = [name for name in row["aliases"].split("/") if name]
    names += [name for name in foreign if name not in names]
    lines = [
        f"[state.{row['code']}]",
        f"name = {json.dumps(row['name'], ensure_ascii=False)}",
        f"names = {quoted(names)}",
    ]
    for key, column in (("adjectives", "adjective"), ("people", "people"), ("capitals", "capital")):
        lines.append(f"{key} = {quoted([value for value in row[column].split('/') if value])}")
    if row["head"]:
        lines.append(f'head = "{row["head"]}"')
    return "\n".join(lines)


def main() -> None:
    """Write the file."""
    with (HERE / "states.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source, delimiter="|"))
    TARGET.write_text("\n\n".join(table(row) for row in rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
