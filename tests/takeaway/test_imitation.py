"""A learned kernel, taken away."""

from pathlib import Path

from tests.takeaway.taking import changed, played, taken
from tinkernet.protocol import Config


def test_the_script_of_a_learned_kernel_gives_its_own_losses(tmp_path: Path) -> None:
    learned: Config = {"kernel": "learned", "f": 3}
    volume: Config = {**learned, "op": "volume", "channels": 3, "filters": 2}
    takeaways = {
        "flat": taken("conv-arith", learned, 30, [changed(10, lr=0.2)]),
        "volume": taken("conv-arith", volume, 20),
    }
    assert all(end[0] < 1e-12 and end[1] == 0 for end in played(takeaways, tmp_path).values())
