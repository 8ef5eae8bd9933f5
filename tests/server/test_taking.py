"""A run is taken away over plain HTTP while it goes on."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from safetensors.numpy import load

from tests.live_server import LiveServer, live_server
from tests.server.page import Page


@pytest.fixture(scope="module")
def server() -> Iterator[LiveServer]:
    with live_server() as server:
        yield server


@pytest.fixture
def page(server: LiveServer) -> Iterator[Page]:
    with Page(server) as page:
        yield page


def taken(server: LiveServer, run: str, kind: str, title: str = "") -> httpx.Response:
    return server.http.get(f"/api/runs/{run}/takeaway/{kind}", params={"title": title})


def test_its_script_gives_its_losses_again_and_the_run_goes_on(
    server: LiveServer, page: Page, tmp_path: Path
) -> None:
    run = page.open(config={"width": 5}, speed=200)
    page.pass_step(run, 60)
    page.say(type="set", run=run, config={"lr": 0.03})
    changed = page.next_message("changed", run=run)["step"]
    page.pass_step(run, changed + 80)
    file = taken(server, run, "script", 'Mine"\n"""; import os')
    assert file.status_code == 200, file.text
    assert file.headers["content-disposition"].endswith('.zip"')
    zipfile.ZipFile(io.BytesIO(file.content)).extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "run.py"], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "largest difference" in done.stdout
    page.pass_step(run, changed + 200)


@pytest.mark.parametrize(("lab", "kind"), [("mlp", "weights"), ("mlp", "onnx"), ("cnn", "weights")])
def test_its_weights_and_its_net_are_files(
    server: LiveServer, page: Page, lab: str, kind: str
) -> None:
    run = page.open(lab, speed=50)
    page.pass_step(run, 3)
    file = taken(server, run, kind)
    assert file.status_code == 200, file.text
    if kind == "weights":
        assert sum(each.size for each in load(file.content).values()) > 10
    else:
        assert b"Tinkernet" in file.content


def test_what_cannot_be_taken_away_is_said_in_a_sentence(server: LiveServer, page: Page) -> None:
    run = page.open("conv-arith")
    refused = taken(server, run, "script")
    assert refused.status_code == 404
    assert refused.json()["message"].endswith(".")
    assert taken(server, "0" * 32, "script").json()["field"] == "run"
    assert taken(server, run, "pickle").status_code == 422
