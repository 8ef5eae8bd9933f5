"""What one server gives to those who use it; every number is shown at /api/limits."""

import os

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Limits(BaseSettings):
    """All limits. Each can be set by an environment variable, e.g. `TINKERNET_WORKERS=4`.

    Sizes end in their unit; `_secs` are seconds. `linger_secs`: a run nobody watches goes on for
    so long, then it is paused; `cull_secs` later it is gone. While others wait for a place it is
    gone after `crowded_linger_secs`. `checkpoints`: states kept of each run, in at most
    `checkpoint_bytes`; `credits`: frames on their way from a worker; `share_secs`: so long
    after its start a light run is given to all who open the same; `window`: frames sent to a
    page and not yet drawn. A class often shares one address, so
    `sockets_per_address` is far above what one learner needs; `signals` are acknowledged frames
    and pings, which come at frame rate and do not count as messages. `experiment_bytes`:
    state and numbers of one saved experiment. `takeaways`: files made at the same time to be taken
    away, each in a worker of its own.
    """

    model_config = SettingsConfigDict(env_prefix="TINKERNET_", frozen=True, extra="ignore")

    workers: int = Field(default_factory=lambda: max(1, os.cpu_count() or 1), ge=1, le=512)
    runs_per_worker: int = Field(default=50, ge=1)
    exclusive_runs: int = Field(default=4, ge=1)
    runs_per_session: int = Field(default=8, ge=1)
    sweep_cells: int = Field(default=64, ge=1)
    sweep_cells_exclusive: int = Field(default=9, ge=1)
    queue_length: int = Field(default=200, ge=0)

    frames_per_sec: float = Field(default=25.0, gt=0)
    floor_frames_per_sec: float = Field(default=5.0, gt=0)
    hidden_frames_per_sec: float = Field(default=1.0, gt=0)
    load: float = Field(default=0.8, gt=0, le=1)
    slice_secs: float = Field(default=0.004, gt=0)
    credits: int = Field(default=3, ge=1)
    window: int = Field(default=4, ge=1)
    rows: int = Field(default=2000, ge=64)
    rows_per_frame: int = Field(default=512, ge=16)
    record_bytes: int = Field(default=1_000_000, ge=0)
    checkpoints: int = Field(default=12, ge=1)
    checkpoint_bytes: int = Field(default=8_000_000, ge=0)

    run_memory_mb: int = Field(default=256, ge=1)
    run_parameters: int = Field(default=5_000_000, ge=1)
    worker_memory_mb: int = Field(default=2048, ge=64)
    worker_nice: int = Field(default=10, ge=0, le=19)

    takeaways: int = Field(default=2, ge=1)
    take_secs: float = Field(default=120.0, gt=0)
    linger_secs: float = Field(default=120.0, ge=0)
    cull_secs: float = Field(default=600.0, ge=0)
    share_secs: float = Field(default=5.0, ge=0)
    crowded_linger_secs: float = Field(default=3.0, ge=0)
    hang_told_secs: float = Field(default=5.0, gt=0)
    hang_killed_secs: float = Field(default=15.0, gt=0)

    experiments_per_owner: int = Field(default=1000, ge=1)
    experiment_bytes: int = Field(default=32_000_000, ge=1024)

    sockets: int = Field(default=300, ge=1)
    sockets_per_address: int = Field(default=150, ge=1)
    message_bytes: int = Field(default=65_536, ge=1024)
    messages_per_sec: float = Field(default=30.0, gt=0)
    messages_burst: int = Field(default=60, ge=1)
    signals_per_sec: float = Field(default=600.0, gt=0)
    signals_burst: int = Field(default=1200, ge=1)
    body_bytes: int = Field(default=1_048_576, ge=1024)
    send_secs: float = Field(default=5.0, gt=0)
    ping_secs: float = Field(default=15.0, gt=0)
