"""A learned kernel, taken away; and what word2vec gives so far."""

from pathlib import Path

import pytest
from safetensors.numpy import load

from tests.takeaway.taking import changed, played, taken
from tinkernet.protocol import Config
from tinkernet.refusal import RefusalError


def test_the_script_of_a_learned_kernel_gives_its_own_losses(tmp_path: Path) -> None:
    learned: Config = {"kernel": "learned", "f": 3}
    volume: Config = {**learned, "op": "volume", "channels": 3, "filters": 2}
    takeaways = {
        "flat": taken("conv-arith", learned, 30, [changed(10, lr=0.2)]),
        "volume": taken("conv-arith", volume, 20),
    }
    assert all(end[0] < 1e-12 and end[1] == 0 for end in played(takeaways, tmp_path).values())


def test_word2vec_gives_its_vectors_and_says_why_it_gives_no_script() -> None:
    takeaway = taken("word2vec", {"sentences": 500}, 3)
    assert set(load(takeaway.bundle("weights")[1])) == {"E", "Theta"}
    with pytest.raises(RefusalError, match="vectors can"):
        takeaway.bundle("script")
