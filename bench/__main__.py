"""`python -m bench [PART …]`: measure, print one table, write bench/results.json."""

import json
import os
import sys
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

# Before numpy and numba are imported: one thread each, as in the workers.
for _name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

RESULTS = Path(__file__).parent / "results.json"


def main(wanted: list[str]) -> None:
    """Run the wanted parts, all if none is named. Rows of the other parts stay as they were."""
    unknown = set(wanted) - set(PARTS)
    if unknown:
        sys.exit(f"the parts of the benchmark are {', '.join(PARTS)}, not {', '.join(unknown)}")
    rows: list[dict[str, Any]] = []
    for name in wanted or PARTS:
        rows += resolve_name(PARTS[name])()
        _write(rows)
    print(_table(rows))


#: Where the rows of each part come from; a part is imported when it is wanted.
PARTS = {
    "engine": "bench.playground:playground_rows",
    "classroom": "bench.classroom:classroom_rows",
    "forks": "bench.forks:fork_rows",
    "scrub": "bench.scrub:scrub_rows",
    "sweep": "bench.sweep:sweep_rows",
    "experiments": "bench.experiments:experiment_rows",
    "cnn": "bench.cnn:cnn_rows",
    "skipgram": "bench.skipgram:skipgram_rows",
}


def _write(rows: list[dict[str, Any]]) -> None:
    measured = {row["name"] for row in rows}
    old = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    kept = [row for row in old if row["name"] not in measured]
    RESULTS.write_text(json.dumps(rows + kept, indent=2) + "\n")


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [f"{'row':28}{'ours':>12}{'peer':>12}{'ratio':>9}  unit"]
    for row in rows:
        numbers = "".join(
            f"{'-' if row[key] is None else format(row[key], ',.2f'):>{width}}"
            for key, width in (("ours", 12), ("peer", 12), ("ratio", 9))
        )
        lines.append(f"{row['name']:28}{numbers}  {row['unit']}")
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
