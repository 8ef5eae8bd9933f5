"""Labs are found, not registered."""

from pathlib import Path

import pytest

from tinkernet.discovery import discover
from tinkernet.refusal import RefusalError

LAB = '''"""Count to ten.

A lesson with $n$.
"""
from tinkernet.lab import Lab, Preset

class Count(Lab):
    presets = [Preset(name="slow", title="Slowly", config={})]
    def __init__(self, config):
        super().__init__(config)
        self.n = 0
    def step(self):
        self.n += 1
        return {"loss": 1.0 / self.n}
    def panels(self, wanted):
        return {}
'''


def test_a_file_dropped_into_the_folder_is_a_lab(tmp_path: Path) -> None:
    (tmp_path / "count_up.py").write_text(LAB)
    page = discover(tmp_path).entry("count-up").page
    assert (page.title, page.lesson, page.trains) == ("Count to ten", "A lesson with $n$.", True)
    assert [preset.name for preset in page.presets] == ["slow"]


def test_a_broken_file_is_named_with_its_reason_and_the_others_still_work(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def nonsense(:\n")
    (tmp_path / "count.py").write_text(LAB)
    catalogue = discover(tmp_path)
    assert "SyntaxError" in catalogue.broken["broken.py"]
    assert "count" in catalogue.entries


def test_an_unknown_lab_or_preset_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    (tmp_path / "count.py").write_text(LAB)
    catalogue = discover(tmp_path)
    with pytest.raises(RefusalError, match="no lab called 'nope'"):
        catalogue.entry("nope")
    with pytest.raises(RefusalError, match="it has slow"):
        catalogue.preset("count", "quick")


def test_changed_code_has_another_hash_so_that_no_old_run_is_replayed(tmp_path: Path) -> None:
    path = tmp_path / "count.py"
    path.write_text(LAB)
    before = discover(tmp_path).entry("count").code_hash
    path.write_text(LAB.replace("1.0 / self.n", "2.0 / self.n"))
    assert discover(tmp_path).entry("count").code_hash != before
