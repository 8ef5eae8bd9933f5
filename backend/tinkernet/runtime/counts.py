"""The state of a server in numbers."""

from dataclasses import dataclass, field


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
