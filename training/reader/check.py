"""Says what is wrong with labelled texts, and how much there is: `python check.py texts/*.txt`; exits with 1 where anything is."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from notation import read


def main(paths: list[str]) -> int:
    """Print every fault and the counts; 1 where there is a fault."""
    faults, kinds, count = 0, Counter[str](), Counter[str]()
    for path in paths:
        for text in read(Path(path)):
            for fault in text.faults:
                print(f"{path} {text.name}: {fault}")
            faults += len(text.faults)
            kinds.update(told.event_type for told in text.claims)
            count.update(texts=1, claims=len(text.claims), attributions=len(text.attributions), words=len(text.text.split()))
    print(dict(count), dict(kinds.most_common()), f"faults {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
