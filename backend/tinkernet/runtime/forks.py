"""What a fork is: the script of another run as far as a step, then one thing changed."""

from tinkernet.deed import Deed
from tinkernet.lab import LabConfig
from tinkernet.protocol import Config, Open, Set
from tinkernet.refusal import RefusalError
from tinkernet.runtime.run import Run
from tinkernet.runtime.script import Script

#: Replaying farther than this from the start would keep the learner waiting.
MOST_STEPS = 200_000


def forked(run: Run, step: int, changed: Config) -> Script:
    """The script of a run like `run` up to `step`, with `changed` from there on.

    Controls that act live are set at that step, which the run itself need not have reached: a
    link may say it. The others make a run from step 0: data and weights are the same as far as
    they do not hang on what was changed.

    Raises:
        RefusalError: for values out of range, or a step too far away.
    """
    if step > max(run.step, MOST_STEPS):
        raise RefusalError(
            f"A run can be forked at any step up to {MOST_STEPS:,}, not {step:,}.", "step"
        )
    config = run.config.changed(changed)
    if run.config.stale(config):
        return Script(run.script.lab, config.values(), sweep=run.script.sweep)
    script = run.script.until(step)
    if changed:
        script.add(Deed(step=step, order=Set(run=run.id, config=changed)))
    return script


def opening(run: Run, config: LabConfig, tag: str, shown: frozenset[str] | None) -> Open | None:
    """What opens a run beside `run` from its start, which a whole class can share; None where
    `run` was changed since, so that its config no longer says how it began."""
    if run.script.deeds or run.unsure or run.script.sweep:
        return None
    names = None if shown is None else sorted(shown)
    return Open(
        tag=tag, lab=run.script.lab, config=config.values(), playing=run.playing, speed=run.speed,
        shown=names,
    )  # fmt: skip
