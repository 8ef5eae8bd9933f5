"""What a process does to become a worker, however it was started."""

import contextlib
import os
import socket
import sys
from pathlib import Path

from tinkernet.discovery import Catalogue
from tinkernet.runtime.reports import Ready
from tinkernet.runtime.settings import WorkerSettings
from tinkernet.runtime.worker import Worker

_MORE_LIKELY_TO_BE_KILLED = 500


def live(sock: socket.socket, catalogue: Catalogue, settings: WorkerSettings) -> None:
    """Be a worker on `sock` until the server is gone."""
    _confine(settings)
    warm = getattr(sys.modules.get("tinkernet.runtime.warm"), "is_warm", False)
    ready = Ready(pid=os.getpid(), warm=warm, threads=_threads())
    Worker(sock, catalogue, settings).work(ready)


def labs_folder(settings: WorkerSettings) -> Path | None:
    """The folder of the user's own labs, if there is one."""
    return Path(settings.labs) if settings.labs else None


def _confine(settings: WorkerSettings) -> None:
    """Step back behind the server, and bound the memory that labs may ask for."""
    if hasattr(os, "nice"):
        os.nice(settings.nice)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(_MORE_LIKELY_TO_BE_KILLED))
    if sys.platform == "linux":
        import resource

        now = _address_space_bytes()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = now + settings.memory_mb * 2**20
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _threads() -> int:
    """The threads of this process as the kernel counts them; 0 where it does not say."""
    tasks = Path("/proc/self/task")
    return sum(1 for _ in tasks.iterdir()) if tasks.is_dir() else 0


def _address_space_bytes() -> int:
    """What this process has mapped already: mostly torch, shared with its siblings."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
