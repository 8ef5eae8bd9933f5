"""A server that is killed leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.runtime.conftest import LABS
from tests.runtime.processes import until_gone

_SERVER = """
import asyncio, sys, uvloop
from pathlib import Path
from tinkernet.discovery import discover
from tinkernet.protocol import Open
from tinkernet.runtime.forkserver import ForkserverLauncher
from tinkernet.runtime.spawn import SpawnLauncher
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.runs import Runs

async def main():
    folder, limits = Path(sys.argv[1]), Limits(workers=1)
    launcher = {"forkserver": ForkserverLauncher, "spawn": SpawnLauncher}[sys.argv[2]]
    async with Runs(discover(folder), limits, launcher(limits, folder)) as runs:
        await runs.until_ready()
        viewer = runs.viewer("ann")
        runs.handle(viewer, Open(tag="a", lab="counter"))
        hang = {"fault": "once", "at": 0, "mark": sys.argv[3]}
        runs.handle(viewer, Open(tag="b", lab="faulty", config=hang))
        while not Path(sys.argv[3]).exists():
            await asyncio.sleep(0.01)
        print(*runs.pids, flush=True)
        await asyncio.sleep(600)

uvloop.run(main())
"""


@pytest.mark.parametrize("kind", ["forkserver", "spawn"])
def test_when_the_server_is_killed_all_its_processes_end(kind: str, tmp_path: Path) -> None:
    """Also those in the middle of a lab that never returns."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(LABS), kind, str(tmp_path / "hangs")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    pids = [int(word) for word in process.stdout.readline().split()]
    family = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    assert len(pids) == 1
    process.kill()
    process.wait()
    process.stdout.close()
    until_gone({*pids, *family})
