"""What a worker must know before its first order; made from the Limits."""

from tinkernet.message import Message


class WorkerSettings(Message):
    """Passed on the command line of the process; `labs` is a folder or empty."""

    labs: str = ""
    frames_per_sec: float
    hidden_frames_per_sec: float
    slice_secs: float
    credits: int
    rows_per_frame: int
    memory_mb: int
    nice: int
    hang_told_secs: float
