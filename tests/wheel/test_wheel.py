"""The wheel works by itself: without a checkout, without Node."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Address, get, quiet_environment, serving
from tests.sources import PACKAGE, ROOT

SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout; `make test` has built the page before."""
    if not (PACKAGE / "server" / "static" / "index.html").is_file():
        pytest.fail("the page is not built: run `make test`, which builds it first")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment that holds the wheel; its dependencies are borrowed from
    the environment of the tests, for they weigh a gigabyte."""
    home = tmp_path_factory.mktemp("home") / "venv"
    venv.create(home, with_pip=False)
    python = home / SCRIPTS / "python"
    own = sysconfig.get_path("purelib", vars={"base": str(home)})
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps"]
    subprocess.run([*install, wheel], check=True)
    borrowed = sysconfig.get_path("purelib")
    Path(own, "borrowed.pth").write_text(
        f"import sys; sys.path.append({borrowed!r})\n", encoding="utf-8"
    )
    return home / SCRIPTS


@pytest.fixture(scope="module")
def server(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    path = os.pathsep.join(
        p for p in os.defpath.split(os.pathsep) if not shutil.which("node", path=p)
    )
    env = quiet_environment(PATH=path)
    log = tmp_path_factory.mktemp("served") / "server.log"
    with serving([installed / "tinkernet", "serve"], log=log, env=env) as address:
        yield address


def test_the_wheel_holds_the_built_page_and_no_other_font_format(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "tinkernet/server/static/index.html" in names
    assert any(re.search(r"static/assets/.*\.js$", name) for name in names)
    assert not [name for name in names if name.endswith((".ttf", ".woff", ".map"))]


def test_the_wheel_carries_its_licence_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "bench/", "frontend/"))]


def test_the_installed_package_is_the_one_from_the_wheel(installed: Path) -> None:
    say = "import tinkernet; print(tinkernet.__file__)"
    told = subprocess.run(
        [installed / "python", "-c", say],
        capture_output=True, text=True, check=True, env=quiet_environment(), cwd=installed,
    )  # fmt: skip
    assert Path(told.stdout.strip()).is_relative_to(installed.parent)


def test_the_installed_page_arrives_with_its_script(server: Address) -> None:
    status, page = get(f"{server.url}/")
    assert status == 200
    script = re.search(r'src="(/assets/[^"]+\.js)"', page)
    assert script, page
    assert get(server.url + script[1])[0] == 200


def test_the_installed_server_says_that_it_is_well(server: Address) -> None:
    assert get(f"{server.url}/healthz")[0] == 200


def test_the_installed_server_knows_the_whole_course(server: Address) -> None:
    status, text = get(f"{server.url}/api/course")
    assert status == 200
    assert len(json.loads(text)["lectures"]) == 20


def test_the_installed_command_lists_the_labs(installed: Path) -> None:
    listed = subprocess.run(
        [installed / "tinkernet", "labs", "--json"],
        capture_output=True, text=True, check=False, env=quiet_environment(), cwd=installed,
    )  # fmt: skip
    assert listed.returncode == 0, listed.stderr
    assert "mlp" in {lab["id"] for lab in json.loads(listed.stdout)}
