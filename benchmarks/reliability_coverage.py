"""Which branches of the code do the tests take?  Floors per folder.

    pytest --cov --cov-report= && python benchmarks/reliability_coverage.py

Reads what the run of the tests left (`.coverage`, or another file as the argument) and prints per folder
how many of its branches were taken, and how many of its statements run; ends with 1 below a floor.
What is measured stands in pyproject.toml (`[tool.coverage]`).
"""

import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from coverage import Coverage

#: Share of branches that the tests take at least, in per cent.
FLOORS = {"store": 95.0, "matching": 95.0, "themes": 95.0, "formats": 95.0}


def measured(data: Path) -> dict[str, Any]:
    """Give the figures per file."""
    coverage = Coverage(data_file=str(data))
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(out))
        found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))["files"]
        return found


def by_folder(files: dict[str, Any]) -> dict[str, tuple[float, float, int]]:
    """Give per folder the shares of branches and of statements in per cent, and the number of branches."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for name, told in files.items():
        folder = Path(name).relative_to("bibtrack").parts[0]
        keys = ("covered_branches", "num_branches", "covered_lines", "num_statements")
        sums[folder] = [a + told["summary"][key] for a, key in zip(sums[folder], keys, strict=True)]
    return {
        folder: (100 * taken / max(branches, 1), 100 * run / max(statements, 1), branches)
        for folder, (taken, branches, run, statements) in sums.items()
    }


def main() -> None:
    """Run from the command line."""
    found = by_folder(measured(Path(sys.argv[1] if sys.argv[1:] else ".coverage")))
    low = False
    for folder, floor in FLOORS.items():
        taken, run, branches = found.get(folder, (0.0, 0.0, 0))
        low |= taken < floor
        told = f"  below {floor:g} %" if taken < floor else ""
        print(f"{folder}/: {taken:.1f} % of {branches} branches, {run:.1f} % of statements{told}")
    sys.exit(low)


if __name__ == "__main__":
    main()
