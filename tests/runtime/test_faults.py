"""Labs that hang or crash, and servers that die: everybody else goes on."""

import os
import signal
from pathlib import Path

import psutil
import pytest

from tests.runtime.conftest import HANG_KILLED_SECS, PATIENT_SECS, Server
from tests.runtime.page import Page
from tests.runtime.processes import until_gone

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_hang_is_told_then_the_worker_is_stopped_and_the_run_replayed(
    server: Server, tmp_path: Path
) -> None:
    mark = str(tmp_path / "hung-once")
    async with (
        server(workers=1, hang_killed_secs=HANG_KILLED_SECS) as runs,
        Page(runs) as page,
        Page(runs, "bob") as other,
    ):
        other.open("counter", speed=50)
        await other.until_step(1)
        page.open("faulty", config={"fault": "once", "mark": mark})
        await page.until(lambda: any(s.message for s in page.statuses))
        told = next(s for s in page.statuses if s.message)
        assert told.state == "running"
        assert "has not answered for" in told.message
        await other.until(lambda: any("A neighbour" in s.message for s in other.statuses))
        await page.until(lambda: "lost" in page.states)
        await page.until_step(20)
        await page.until(lambda: page.statuses[-1].message == "")
        await other.until_step(other.step + 5)
        assert runs.counts().deaths == {"hang": 1}


async def test_a_run_that_hangs_twice_has_failed_and_its_neighbour_lives_on(
    server: Server,
) -> None:
    async with (
        server(workers=1, hang_killed_secs=HANG_KILLED_SECS) as runs,
        Page(runs) as page,
        Page(runs, "bob") as other,
    ):
        other.open("counter", speed=50)
        page.open("faulty", config={"fault": "hang"})
        status = await page.until_state("failed")
        assert "stopped answering twice" in status.message
        assert page.states.count("lost") == 2
        await other.until_state("running")
        await other.until_step(other.step + 5)
        page.restart(fault="none")
        await page.until_step(10)


async def test_a_stopped_worker_counts_as_hanging(server: Server) -> None:
    async with server(workers=1, hang_killed_secs=HANG_KILLED_SECS) as runs, Page(runs) as page:
        page.open("counter", speed=50)
        await page.until_step(5)
        os.kill(runs.pids[0], signal.SIGSTOP)
        await page.until(lambda: "lost" in page.states)
        await page.until_step(page.step + 5)


@pytest.mark.parametrize(
    ("fault", "cause"), [("crash", "crashed (SIGSEGV"), ("leave", "ended by itself (exit code 3)")]
)
async def test_a_run_that_kills_its_worker_again_and_again_has_failed_alone(
    server: Server, fault: str, cause: str
) -> None:
    async with server(workers=1) as runs, Page(runs) as page, Page(runs, "bob") as other:
        other.open("counter", speed=50)
        await other.until_step(1)
        page.open("faulty", config={"fault": fault})
        status = await page.until_state("failed")
        assert cause in status.message
        assert all(cause in s.message for s in page.statuses if s.state == "lost")
        await other.until_state("running")
        await other.until_step(other.step + 5)
        assert "failed" not in other.states


async def test_a_death_is_told_without_waiting_for_an_answer(server: Server) -> None:
    patient = {"hang_told_secs": PATIENT_SECS, "hang_killed_secs": 2 * PATIENT_SECS}
    async with server(workers=1, **patient) as runs, Page(runs) as page:
        page.open("counter", speed=50)
        await page.until_step(5)
        os.kill(runs.pids[0], signal.SIGKILL)
        await page.until(lambda: "lost" in page.states)


async def test_a_lab_sees_no_secret_of_the_server(server: Server) -> None:
    async with server(workers=1) as runs:
        process = psutil.Process(runs.pids[0])
        names = set(process.environ())
        assert not {name for name in names if "TOKEN" in name or "SECRET" in name}
        assert names <= set(os.environ) | {
            "CUDA_VISIBLE_DEVICES", "PYTHONHASHSEED", "OMP_NUM_THREADS", "MKL_NUM_THREADS",
            "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS",
        }  # fmt: skip
        assert process.nice() == min(19, os.nice(0) + 10)


async def test_workers_are_warm_and_have_one_thread_when_they_begin(server: Server) -> None:
    async with server() as runs:
        assert [(ready.warm, ready.threads) for ready in runs.greetings] == [(True, 1)] * 2


async def test_closing_leaves_no_process_behind(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("faulty", config={"fault": "hang"})
        await page.until_step(0)
        pids = runs.pids
    until_gone(pids)
