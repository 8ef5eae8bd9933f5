"""The state of a server in numbers."""

from dataclasses import dataclass, field

from tinkernet.runtime.stage import Stage


@dataclass(slots=True)
class Counts:
    """What /healthz and /metrics show. `deaths`: workers that died, by cause; `workers`: those
    alive; `frames_per_sec`: the rate now given to everybody."""

    runs: dict[str, int] = field(default_factory=dict)
    queue: int = 0
    viewers: int = 0
    workers: int = 0
    frames: int = 0
    frames_merged: int = 0
    frames_per_sec: float = 0.0
    refusals: int = 0
    deaths: dict[str, int] = field(default_factory=dict)


def counted(stage: Stage, viewers: int, frames_merged: int, refusals: int) -> Counts:
    """The counts of this moment."""
    return Counts(
        runs=dict(stage.states()),
        queue=len(stage.queue),
        viewers=viewers,
        workers=len(stage.pool.links),
        frames=stage.frames,
        frames_merged=frames_merged,
        frames_per_sec=stage.frames_per_sec,
        refusals=refusals,
        deaths=dict(stage.pool.deaths),
    )
