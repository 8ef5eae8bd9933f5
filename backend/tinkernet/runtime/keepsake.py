"""What is kept of a run when it is saved, and the run that goes on from it."""

import secrets
from dataclasses import dataclass
from typing import Literal

import numpy as np

from tinkernet.discovery import LabEntry
from tinkernet.protocol import Config
from tinkernet.refusal import RefusalError
from tinkernet.runtime.checkpoint import Checkpoint
from tinkernet.runtime.history import Rows
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.run import Run
from tinkernet.runtime.script import Script

State = Literal["running", "paused", "finished", "diverged"]


@dataclass(frozen=True, slots=True, eq=False)
class Keepsake:
    """A run as it stands. `config`: the newest; `take`: which of its beginnings it is; `state`:
    that of a worker, from which it goes on in moments."""

    script: Script
    config: Config
    state: State
    step: int
    speed: float | None
    rows: Rows
    checkpoint: Checkpoint | None
    take: int = 0

    @property
    def metrics(self) -> dict[str, float]:
        """The last finite value of each number."""
        columns = zip(self.rows.names, self.rows.values.T, strict=True)
        finite = ((name, column[np.isfinite(column)]) for name, column in columns)
        return {name: float(values[-1]) for name, values in finite if len(values)}


def kept(run: Run) -> Keepsake:
    """What would be saved of the run now.

    Raises:
        RefusalError: if there is nothing that could go on.
    """
    if run.script.sweep:
        raise RefusalError("A sweep cannot be saved: open one of its cells, and save that.")
    if run.state == "failed":
        raise RefusalError("This run was stopped by an error: restart it, then save it.")
    script = run.script.until(run.step)
    return Keepsake(
        script=script,
        config=run.config.values(),
        state=_state(run),
        step=run.step,
        speed=run.speed,
        rows=run.record.history.between(-1, run.step),
        checkpoint=run.checkpoints.before(run.step, len(script.deeds)),
        take=run.record.take,
    )


def revived(number: int, entry: LabEntry, keepsake: Keepsake, limits: Limits) -> Run:
    """A run that stands where the kept one stood; nobody watches it yet."""
    # Whoever saved it is gone: it counts for nobody until a page joins it.
    run = Run(number, secrets.token_hex(16), entry, keepsake.script, limits)
    run.config = entry.lab.Config.parse(keepsake.config)
    run.step, run.speed = keepsake.step, keepsake.speed
    run.record.history.append(keepsake.rows)
    if keepsake.checkpoint:
        run.checkpoints.add(keepsake.checkpoint)
    return run


def _state(run: Run) -> State:
    match run.state:
        case "paused" | "finished" | "diverged":
            return run.state
        case _:
            return "running" if run.playing and _trains(run) else "paused"


def _trains(run: Run) -> bool:
    """A lab that is only looked at is never done: nobody must wait for its end."""
    page, config = run.entry.page, run.config.values()
    return page.trains and all(config[name] in these for name, these in page.trains_when.items())
