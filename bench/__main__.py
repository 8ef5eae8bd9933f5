"""`python -m bench [PART …]`: measure, print one table, write bench/results.json."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
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
        rows += PARTS[name]()
        _write(rows)
    print(_table(rows))


def _engine() -> list[dict[str, Any]]:
    from bench.playground import playground_rows

    return playground_rows()


def _classroom() -> list[dict[str, Any]]:
    from bench.classroom import classroom_rows

    return classroom_rows()


def _forks() -> list[dict[str, Any]]:
    from bench.forks import fork_rows

    return fork_rows()


def _scrub() -> list[dict[str, Any]]:
    from bench.scrub import scrub_rows

    return scrub_rows()


def _experiments() -> list[dict[str, Any]]:
    from bench.experiments import experiment_rows

    return experiment_rows()


def _sweep() -> list[dict[str, Any]]:
    from bench.sweep import sweep_rows

    return sweep_rows()


def _cnn() -> list[dict[str, Any]]:
    from bench.cnn import cnn_rows

    return cnn_rows()


def _skipgram() -> list[dict[str, Any]]:
    from bench.skipgram import skipgram_rows

    return skipgram_rows()


PARTS: dict[str, Callable[[], list[dict[str, Any]]]] = {
    "engine": _engine,
    "classroom": _classroom,
    "forks": _forks,
    "scrub": _scrub,
    "sweep": _sweep,
    "experiments": _experiments,
    "cnn": _cnn,
    "skipgram": _skipgram,
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
