"""The lab that CONTRIBUTING shows to newcomers works as it stands there."""

import re
from pathlib import Path

import pytest

from tests.sources import ROOT
from tinkernet.discovery import Catalogue, discover


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    guide = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert code
    (tmp_path / "slope.py").write_text(code[1], encoding="utf-8")
    return discover(tmp_path)


def test_the_lab_of_the_guide_is_found(catalogue: Catalogue) -> None:
    assert not catalogue.broken
    assert catalogue.entry("slope").page.title == "One slope, found by feel"


def test_the_lab_of_the_guide_finds_the_slope(catalogue: Catalogue) -> None:
    lab = catalogue.entry("slope").lab
    run = lab(lab.Config.parse({}))
    losses = [run.step()["loss"] for _ in range(100)]
    assert losses[-1] < 0.2 < losses[0]
    assert set(run.panels(frozenset({"points", "loss"}))) == {"points", "loss"}


def test_the_second_preset_of_the_guide_goes_too_far(catalogue: Catalogue) -> None:
    lab = catalogue.entry("slope").lab
    run = lab(lab.Config.parse(catalogue.preset("slope", "too-far").config))
    losses = [run.step()["loss"] for _ in range(10)]
    assert losses == sorted(losses)
