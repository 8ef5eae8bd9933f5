"""How a server and its pages end: nothing is left behind."""

import signal
import time
from pathlib import Path

import psutil
import pytest

from tests.live_server import LiveServer, live_server
from tests.server.conftest import LABS
from tests.server.page import Page

WITH_HILL = ("--labs", str(LABS))


def _until_gone(processes: list[psutil.Process]) -> list[psutil.Process]:
    _, alive = psutil.wait_procs(processes, timeout=30)
    return [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("wanted", [signal.SIGTERM, signal.SIGINT])
def test_a_wanted_end_closes_sockets_ends_workers_and_is_no_failure(wanted: signal.Signals) -> None:
    with live_server(*WITH_HILL) as server, Page(server) as page:
        page.open("hill")
        children = server.children()
        assert children
        server.process.send_signal(wanted)
        assert page.close_code() == 1012
        assert server.process.wait(30) == 0
        assert not _until_gone(children)
        assert "Traceback" not in server.log


def test_workers_do_not_outlive_a_killed_server() -> None:
    with live_server(*WITH_HILL) as server, Page(server) as page:
        page.open("hill")
        children = server.children()
        server.kill()
        assert not _until_gone(children)
        assert page.close_code() == 1006


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_for_the_log_stops_nobody() -> None:
    with live_server(*WITH_HILL, log_to=Path("/dev/full")) as server, Page(server) as page:
        for _ in range(20):
            assert page.refusal("nonsense")["message"]
        page.open("hill")
        assert server.stop() == 0


def test_thirty_visits_leave_no_processes_and_no_open_files(server: LiveServer) -> None:
    own = psutil.Process(server.pid)

    def visit() -> None:
        with Page(server) as page:
            run = page.open("hill")
            page.say(type="close", run=run)

    visit()
    children, files = len(server.children()), _settled(own)
    for _ in range(30):
        visit()
    assert len(server.children()) <= children + 1
    assert not [c for c in server.children() if c.status() == psutil.STATUS_ZOMBIE]
    assert _settled(own, files) <= files + 2


def _settled(process: psutil.Process, wanted: int = 0) -> int:
    """Open files once closed sockets have gone."""
    end = time.monotonic() + 30
    while (count := process.num_fds()) > wanted + 2 and wanted and time.monotonic() < end:
        time.sleep(0.1)
    return count
