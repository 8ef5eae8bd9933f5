"""The command line: what it prints, and how it says no."""

import json
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import LABS, Command

RUN = ("run", "hill", "--labs", str(LABS))


def test_help_names_every_command(tinkernet: Command) -> None:
    shown = tinkernet("--help").stdout
    assert all(name in shown for name in ("serve", "labs", "topics", "run", "export"))


def test_help_does_not_wait_for_torch() -> None:
    code = (
        "import sys; sys.argv = ['tinkernet', '--help']\n"
        "import tinkernet.__main__ as main\n"
        "try: main.main()\n"
        "except SystemExit: pass\n"
        "print([name for name in ('torch', 'numba', 'sklearn', 'uvicorn') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_labs_lists_the_owners_own_with_their_presets(tinkernet: Command) -> None:
    done = tinkernet("labs", "--json", "--labs", str(LABS))
    labs = {lab["id"]: lab for lab in json.loads(done.stdout)}
    assert labs["hill"]["presets"] == ["calm", "too-far"]
    assert "A ball on a hill" in tinkernet("labs", "--labs", str(LABS)).stdout


def test_topics_lists_the_whole_course(tinkernet: Command) -> None:
    topics = json.loads(tinkernet("topics", "--json").stdout)
    assert len(topics) == 371
    assert {"id", "title", "lecture", "lab", "preset"} <= topics[0].keys()
    assert all((topic["lab"] is None) == (topic["preset"] is None) for topic in topics)


def test_a_run_prints_its_numbers_as_json(tinkernet: Command) -> None:
    done = tinkernet(*RUN, "--set", "lr=.1", "--steps", "30", "--every", "10", "--json")
    result = json.loads(done.stdout)
    assert result["config"]["lr"] == 0.1
    assert result["step"] == 30
    assert [row["step"] for row in result["history"]] == [10, 20, 30]
    assert result["metrics"]["loss"] < 0.01


def test_the_same_run_prints_the_same_numbers(tinkernet: Command) -> None:
    assert tinkernet(*RUN, "--steps", "9").stdout == tinkernet(*RUN, "--steps", "9").stdout


def test_a_run_that_diverges_says_so_and_prints_no_nan(tinkernet: Command) -> None:
    done = tinkernet(*RUN, "--preset", "too-far", "--steps", "100000", "--json")
    result = json.loads(done.stdout, parse_constant=pytest.fail)
    assert result["state"] == "diverged"
    assert result["reason"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "lr=fast"), "Learning rate η must be a number from 0.0001 to 100"),
        (("--set", "lr=nan"), "Learning rate η"),
        (("--set", "lr=1e9"), "0.0001 to 100"),
        (("--set", "side=2.5"), "must be a whole number from 2 to 1000"),
        (("--set", "colour=red"), "NAME=VALUE"),
        (("--set", "lr"), "NAME=VALUE"),
        (("--preset", "nothing"), "calm, too-far"),
        (("--steps", "1000000000"), "10,000,000"),
        (("--steps", "-1"), "--steps"),
        (("--steps", "many"), "--steps"),
    ],
)
def test_bad_input_is_a_sentence_and_code_2(
    tinkernet: Command, arguments: tuple[str, ...], said: str
) -> None:
    done = tinkernet(*RUN, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_lab_that_is_not_there_is_a_sentence_and_code_2(tinkernet: Command) -> None:
    done = tinkernet("run", "nothing", "--labs", str(LABS))
    assert done.returncode == 2
    assert "There is no lab called 'nothing'" in done.stderr


def test_a_run_can_be_exported(tinkernet: Command, tmp_path: Path) -> None:
    options = ("--preset", "one-hidden-layer", "--set", "lr=.2", "--steps", "20")
    done = tinkernet("export", "mlp", *options, "--out", str(tmp_path / "new"))
    assert done.stdout.strip() == str(tmp_path / "new" / "mlp-step-20-script.zip")
    with zipfile.ZipFile(done.stdout.strip()) as archive:
        assert {"run.py", "run.safetensors", "losses.csv", "data.csv"} < set(archive.namelist())
        assert b"eta = 0.2" in archive.read("run.py")


@pytest.mark.parametrize(
    ("lab", "options", "said"),
    [
        ("mlp", ("--kind", "pickle"), "script, notebook, weights, onnx"),
        ("hill", ("--steps", "3", "--labs", str(LABS)), "trains no net of its own"),
    ],
)
def test_what_cannot_be_exported_is_a_sentence_and_code_2(
    tinkernet: Command, tmp_path: Path, lab: str, options: tuple[str, ...], said: str
) -> None:
    done = tinkernet("export", lab, *options, "--out", str(tmp_path))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_prints_a_table_and_json(tinkernet: Command) -> None:
    rows = {row["name"]: row for row in json.loads(tinkernet("doctor", "--json").stdout)}
    assert {"python", "torch", "numba", "cores", "memory", "page", "port", "db"} <= rows.keys()
    assert rows["python"]["ok"]
    assert rows["worker"]["ok"], rows["worker"]
    assert "warm after" in rows["worker"]["found"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--port", "70000"), "TINKERNET_PORT"),
        (("--host", "192.0.2.1"), "cannot listen on 192.0.2.1"),
        (("--db", "/proc/tinkernet.db"), "nothing can be written"),
        (("--db", "/dev/full/x.db"), "nothing can be written"),
        (("--labs", "/no/such/folder"), "/no/such/folder"),
    ],
)
def test_a_server_that_cannot_start_says_why(
    tinkernet: Command, arguments: tuple[str, ...], said: str
) -> None:
    done = tinkernet("serve", "--no-open", *arguments)
    assert done.returncode == 2
    assert said in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_a_taken_port_leads_to_the_next_free_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = subprocess.Popen(
            [sys.executable, "-m", "tinkernet", "--no-open", "--port", str(port)],
            stdout=subprocess.PIPE, text=True, cwd=tmp_path,
        )  # fmt: skip
        assert server.stdout
        try:
            lines = [server.stdout.readline().strip() for _ in range(2)]
        finally:
            server.kill()
            server.wait()
    found = int(lines[1].removeprefix("Tinkernet is at http://127.0.0.1:"))
    assert lines[0] == f"Port {port} is taken, so this is the next free one."
    assert port < found < port + 100
