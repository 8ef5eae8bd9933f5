"""Refuses what would not fit into memory, before anything of it is built."""

import math

from tinkernet.discovery import LabEntry
from tinkernet.lab import LabConfig
from tinkernet.protocol import SweepPlan
from tinkernet.refusal import RefusalError
from tinkernet.runtime.limits import Limits


def check(entry: LabEntry, config: LabConfig, limits: Limits) -> None:
    """Compare what the config needs with what a run may have.

    Raises:
        RefusalError: with both sizes and the lab's hint how to make it smaller.
    """
    needs = entry.lab.needs(config)
    allowed = limits.run_memory_mb * 2**20
    if needs.memory_bytes > allowed:
        _refuse(size(needs.memory_bytes), size(allowed), needs.hint)
    if needs.parameters > limits.run_parameters:
        _refuse(f"{needs.parameters:,} parameters", f"{limits.run_parameters:,}", needs.hint)


def check_sweep(entry: LabEntry, plan: SweepPlan | None, limits: Limits) -> None:
    """Compare the number of cells with what one sweep may have.

    Raises:
        RefusalError: with both numbers.
    """
    if plan is None:
        return
    count = math.prod(len(axis.values) for axis in plan.axes)
    most = limits.sweep_cells_exclusive if entry.lab.exclusive else limits.sweep_cells
    if count > most:
        raise RefusalError(
            f"A sweep of {count} cells came; this lab may have {most} at once. "
            "Take fewer values along an axis.",
            "sweep",
        )


def size(count: int) -> str:
    """A number of bytes as people say it: 4 TB, 256 MB, 1.5 GB."""
    amount = float(count)
    for unit in ("bytes", "KB", "MB", "GB"):
        if amount < 1024:
            return f"{amount:.3g} {unit}" if amount < 1000 else f"{amount:.0f} {unit}"
        amount /= 1024
    return f"{amount:,.3g} TB" if amount < 1000 else f"{amount:,.0f} TB"


def _refuse(needed: str, allowed: str, hint: str) -> None:
    raise RefusalError(f"This needs {needed}; the limit is {allowed}. {hint}".strip())
