"""Looks at processes from outside, as the system sees them."""

import time
from collections.abc import Collection

import psutil

from tests.runtime.page import PATIENCE_SECS


def until_gone(pids: Collection[int]) -> None:
    """Wait until none of these processes is alive."""
    end = time.monotonic() + PATIENCE_SECS
    while alive := [pid for pid in pids if _is_alive(pid)]:
        assert time.monotonic() < end, f"{alive} live on"
        time.sleep(0.02)


def _is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
