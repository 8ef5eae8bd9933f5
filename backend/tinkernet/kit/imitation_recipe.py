"""How a learned kernel is written as plain PyTorch."""

import numpy as np

from tinkernet.kit.imitation import Imitation
from tinkernet.recipe import Arrays, Recipe, Section

_KERNEL = """\
hidden = run["hidden"]  # (n_C', n_C, f, f): what is to be imitated
K = torch.zeros_like(hidden).requires_grad_()


def take_over(t):
    \"\"\"The kernel as the run had it before step t.\"\"\"
    K.data = run[f"{t}/K"].clone()"""


class ImitationRecipe(Recipe):
    """Float64 throughout: rounding is no matter."""

    refreshed = 0

    def __init__(self, imitation: Imitation) -> None:
        self._imitation = imitation

    @property
    def most_steps(self) -> int:
        return 2_000

    def sections(self, rate: float | None) -> list[Section]:
        eta = 'dealt["eta"][t].item()' if rate is None else repr(rate)
        step = f'''\
def step(t):
    """One step on a fresh picture of random dots; the squared error of a pixel before it."""
    x = dealt["x"][t]  # (1, n_C, N, N)
    error = F.conv2d(x, K) - F.conv2d(x, hidden)  # (1, n_C', m, m)
    J = (error**2).sum() / error[0, 0].numel()
    (dK,) = torch.autograd.grad(J, K)
    K.data -= {eta} * dK
    return J.item()'''
        return [Section("The kernels", _KERNEL), Section("One step", step)]

    def data(self) -> Arrays:
        return {"hidden": self._imitation.hidden}

    def state(self) -> Arrays:
        return {"K": self._imitation.kernel.copy()}

    def dealt(self) -> Arrays:
        imitation = self._imitation
        return {"x": imitation.x[None], "eta": np.array([imitation.rate])}

    def weights(self) -> Arrays:
        return {"weight": self._imitation.kernel.copy()}
