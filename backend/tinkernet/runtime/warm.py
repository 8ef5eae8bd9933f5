"""Done once before workers are forked: all imports, one whole training step, all data."""

import gc

import torch
from torch import nn

from tinkernet import engine
from tinkernet.discovery import Catalogue

#: Whether `up` has run in this process or in the one it was forked from.
is_warm = False


def up() -> None:
    """Compile the engine's kernels and take a step with each optimiser: the first backward pass
    of a process imports hundreds of modules, the first call of a kernel compiles it."""
    global is_warm
    torch.set_num_threads(1)
    engine.warm()
    for optimiser in (torch.optim.SGD, torch.optim.Adam):
        net = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
        steps = optimiser(net.parameters(), lr=0.1)
        loss = nn.functional.binary_cross_entropy_with_logits(
            net(torch.zeros(8, 2)), torch.zeros(8, 1)
        )
        loss.backward()
        steps.step()
    gc.collect()
    is_warm = True


def preload(catalogue: Catalogue) -> None:
    """Read the data of the packaged labs, so that no learner waits for it; those of the owner's
    own are not asked, for what they raise would end the template."""
    for entry in catalogue.entries.values():
        if entry.lab.__module__.startswith("tinkernet.labs."):
            for read in entry.lab.preloads:
                read()
