"""The container for a class keeps the promises of the README."""

import re

import yaml

from tests.sources import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_class_container_can_do_nothing_but_serve() -> None:
    service = COMPOSE["services"]["tinkernet"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["mem_limit"]
    assert service["pids_limit"]


def test_what_is_written_in_the_container_goes_to_memory() -> None:
    service = COMPOSE["services"]["tinkernet"]
    folders = [mount.split(":")[0] for mount in service["tmpfs"]]
    cache = re.search(r"NUMBA_CACHE_DIR=(\S+)", DOCKERFILE)
    assert cache
    assert any(cache[1].startswith(folder) for folder in folders)


def test_experiments_outlive_the_container() -> None:
    database = re.search(r"TINKERNET_DB=(\S+)", DOCKERFILE)
    assert database
    folder = database[1].rpartition("/")[0]
    name, mounted = COMPOSE["services"]["tinkernet"]["volumes"][0].split(":")
    assert mounted == folder
    assert name in COMPOSE["volumes"]
    assert f"--owner=10001 {folder}" in DOCKERFILE
    assert f"VOLUME {folder}" in DOCKERFILE


def test_the_image_runs_without_privileges_and_says_how_it_is() -> None:
    last_stage = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER [1-9]\d*$", last_stage, re.MULTILINE)
    assert "HEALTHCHECK" in last_stage
    assert "/healthz" in last_stage
    assert "npm" not in last_stage


def test_the_container_serves_under_the_names_the_class_uses() -> None:
    environment = COMPOSE["services"]["tinkernet"]["environment"]
    assert "TINKERNET_ALLOWED_HOSTS" in environment
