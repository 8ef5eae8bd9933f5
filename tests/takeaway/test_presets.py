"""Every preset that trains can be taken away, and its script gives its own losses."""

from pathlib import Path

import pytest

from tests.labs.running import CATALOGUE
from tests.takeaway.taking import played, taken

#: How many steps of each preset are taken away; fewer where a step is dear.
STEPS = {"mlp": 120, "neuron": 300, "cnn": 6, "optimizers": 40, "word2vec": 6}


@pytest.mark.parametrize("lab", STEPS)
def test_every_preset_that_trains_gives_its_own_losses(lab: str, tmp_path: Path) -> None:
    entry = CATALOGUE.entry(lab)
    configs = {preset.name: preset.config for preset in entry.page.presets}
    trained = {
        name: taken(lab, config, STEPS[lab])
        for name, config in configs.items()
        # A series is followed by an average, which trains nothing.
        if entry.lab(entry.lab.Config.parse(config)).trains and "series" not in config.values()
    }
    assert trained
    ends = played(trained, tmp_path)
    assert {name: end for name, end in ends.items() if end[0] > 1e-6 or end[1] != 0} == {}
