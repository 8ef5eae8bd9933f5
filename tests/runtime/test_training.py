"""A run inside a worker, between its orders."""

import time

from tinkernet.discovery import Catalogue
from tinkernet.protocol import Restart, Set
from tinkernet.runtime.orders import Begin
from tinkernet.runtime.pace import Pace
from tinkernet.runtime.training import Training

RUN = "0" * 32


def begun(catalogue: Catalogue) -> Training:
    """A paused counter that is built."""
    begin = Begin(run=RUN, lab="counter", config={}, playing=False, speed=None, panels=None)
    pace = Pace(playing=False, speed=None, frame_secs=1.0)
    training = Training(begin, catalogue.entry("counter"), pace, lambda _: None)
    while training.lab is None or training.words:
        training.work(time.monotonic() + 1)
    return training


def test_a_live_change_that_comes_with_a_restart_is_not_lost(catalogue: Catalogue) -> None:
    training = begun(catalogue)
    training.words.append(Set(run=RUN, config={"end": 777}))
    training.words.append(Restart(run=RUN, config={"units": 5}))
    while training.lab is None or training.words:
        training.work(time.monotonic() + 1)
    config = training.living.config.values()
    assert (config["end"], config["units"]) == (777, 5)
