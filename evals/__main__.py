"""`python -m evals`: prints every figure; with --floors only the fixed sets, and exits 1 where one has fallen below its floor."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec

from evals import (
    attribution,
    briefing,
    claims,
    copies,
    coreference,
    countries,
    coverage,
    dates,
    factuality,
    geo,
    muc,
    pairs,
    plover,
    quantities,
    spans,
    strikes,
    swap,
    times,
    tolls,
    wikievents,
)
from evals.lines import Line, keep, table

FLOORS = Path(__file__).parent / "floors.json"
MEASURES = {
    "claims": claims.measure,
    "attribution": attribution.measure,
    "attribution-sample": attribution.measure_sample,
    "factuality": factuality.measure,
    "muc": muc.measure,
    "muc-sample": muc.measure_sample,
    "plover": plover.measure,
    "wikievents": wikievents.measure,
    "spans": spans.measure,
    "swap": swap.measure_sample,
    "swap-own": swap.measure_own,
    "times": times.measure,
    "quantities": quantities.measure,
    "tolls": tolls.measure,
    "copies": copies.measure,
    "coreference": coreference.measure,
    "pairs": pairs.measure,
    "coverage": coverage.measure,
    "geo": geo.measure,
    "geo-imported": geo.measure_imported,
    "countries": countries.measure,
    "dates": dates.measure,
    "strikes": strikes.measure,
    "briefing": briefing.measure,
}
FLOORED = (
    "claims",
    "attribution-sample",
    "factuality",
    "muc-sample",
    "plover",
    "wikievents",
    "spans",
    "times",
    "quantities",
    "copies",
)
SAMPLES = frozenset({"attribution-sample", "muc-sample"})  # parts of larger sets, for the floors alone


def measured(shared: Path, only: set[str]) -> Iterator[Line]:
    """The lines of every measure asked for."""
    for name, measure in MEASURES.items():
        if name in only or not (only or name in SAMPLES):
            yield from measure(shared)


def fallen(lines: list[Line], floors: dict[str, float]) -> list[str]:
    """What fell below its floor, or, where less is better, rose above it. A floor whose set is not there is no failure, but is said."""
    values = {line.name: line.value for line in lines}
    ceilings = {line.name for line in lines if line.less_is_better}
    for name in sorted(floors.keys() - values.keys()):
        print(f"not measured (its data are not there): {name}", file=sys.stderr)
    return [
        f"{name}: {values[name]:.3f} is beyond its floor of {floor:.3f}"
        for name, floor in sorted(floors.items())
        if name in values and (values[name] > floor if name in ceilings else values[name] < floor)
    ]


def main() -> int:
    """Measure, print, and compare where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="measuring data beside the checkout")
    parser.add_argument("--floors", action="store_true", help="compare with floors.json")
    parser.add_argument("--keep", type=Path, help="write the figures to this CSV as well, for the docs")
    parser.add_argument("only", nargs="*", help=f"any of: {', '.join(MEASURES)}")
    args = parser.parse_args()
    only = set(args.only) or (set(FLOORED) if args.floors else set())
    lines = list(measured(args.shared, only))
    print(table(lines))
    if args.keep:
        sets = "the small fixed sets of the floors" if args.floors else "all sets"
        keep(lines, args.keep, f"Measured on {datetime.now(UTC):%Y-%m-%d} with unfog {version('unfog')}, {sets}.")
    if not args.floors:
        return 0
    faults = fallen(lines, msgspec.json.decode(FLOORS.read_bytes(), type=dict[str, float]))
    print("\n".join(faults) or "no floor has fallen")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
