"""A convolutional net in training: its pictures, its optimiser, and how far it has come."""

import copy
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from tinkernet.kit.cnn_config import CnnConfig
from tinkernet.kit.cnn_images import Images
from tinkernet.kit.cnn_net import ConvNet, transplanted
from tinkernet.lab import Diagnosis, Metrics
from tinkernet.protocol import Cure


class Trainee:
    """Trains with Adam and cross-entropy on mini-batches drawn without replacement."""

    def __init__(self, config: CnnConfig) -> None:
        self.images: Images = config.load()
        self.net = ConvNet(config.net.sensible(), config.weights_seed)
        self.first = copy.deepcopy(self.net)
        self.taken = 0
        self.seen = 0
        #: What the newest step used: its rows, and its learning rate.
        self.rows, self.rate = np.empty(0, np.int64), config.lr
        self._random = np.random.default_rng((config.seed, 1))
        self._order = np.empty(0, np.int64)
        self._adam = self._fresh(config.lr)

    def step(self, config: CnnConfig) -> Metrics:
        """One mini-batch."""
        self.rows, self.rate = self._drawn(config.batch), config.lr
        rows = torch.from_numpy(self.rows)
        x, y = self.images.x[rows], self.images.y[rows]
        logits = self.net(x)
        loss = cross_entropy(logits, y)
        self._adam.zero_grad(set_to_none=True)
        loss.backward()
        self._adam.step()
        self.taken += 1
        self.seen += len(rows)
        right = (logits.detach().argmax(1) == y).float().mean()
        return {"loss": loss.item(), "batch_accuracy": right.item()}

    def remembered(self) -> list[dict[str, Tensor]]:
        """What Adam remembers of each parameter, in their order; zeros before its first step."""
        blank = torch.zeros(())
        return [
            dict(self._adam.state[p])
            if self._adam.state[p]
            else {"step": blank, "exp_avg": p.detach() * 0, "exp_avg_sq": p.detach() * 0}
            for p in self.net.parameters()
        ]

    def retuned(self, config: CnnConfig) -> None:
        """Another learning rate, from the next step on."""
        for group in self._adam.param_groups:
            group["lr"] = config.lr

    def rebuilt(self, config: CnnConfig) -> None:
        """Other bricks: what is alike keeps its weights; Adam begins anew. Bricks that do not fit
        leave the net as it is."""
        plan = config.net
        if plan.problem or plan == self.net.plan:
            return
        self.net = transplanted(self.net, plan, config.weights_seed)
        self.first = copy.deepcopy(self.net)
        self._adam = self._fresh(config.lr)

    @property
    def epoch(self) -> float:
        """How often each picture was seen."""
        return self.seen / len(self.images.y)

    @property
    def gradient_norm(self) -> float:
        """The norm of the last step's gradient."""
        grads = [p.grad.norm() for p in self.net.parameters() if p.grad is not None]
        return float(torch.stack(grads).norm()) if grads else 0.0

    def kept(self) -> dict[str, Any]:
        """All that changes while it trains, as a copy."""
        return copy.deepcopy(
            {
                "plan": self.net.plan, "net": self.net.state_dict(),
                "first": self.first.state_dict(), "adam": self._adam.state_dict(),
                "random": self._random, "order": self._order,
                "taken": self.taken, "seen": self.seen,
            }
        )  # fmt: skip

    def brought_back(self, state: dict[str, Any], config: CnnConfig) -> None:
        """Go back to what was `kept`."""
        state = copy.deepcopy(state)
        self.net = ConvNet(state["plan"], 0)
        self.first = ConvNet(state["plan"], 0)
        self.net.load_state_dict(state["net"])
        self.first.load_state_dict(state["first"])
        self._adam = self._fresh(config.lr)
        self._adam.load_state_dict(state["adam"])
        self._random, self._order = state["random"], state["order"]
        self.taken, self.seen = state["taken"], state["seen"]

    def _fresh(self, lr: float) -> torch.optim.Adam:
        return torch.optim.Adam(self.net.parameters(), lr=lr, fused=True)

    def _drawn(self, batch: int) -> np.ndarray:
        """The next rows, each once in an epoch; a rest smaller than a mini-batch is left out."""
        batch = min(batch, len(self.images.y))
        if len(self._order) < batch:
            self._order = self._random.permutation(len(self.images.y))
        rows, self._order = self._order[:batch], self._order[batch:]
        return rows


def diagnosis() -> Diagnosis:
    """Why its loss ran away."""
    cure = Cure(label="Learning rate 0.003", config={"lr": 0.003})
    return Diagnosis(reason="Each step of Adam goes too far for these weights.", cure=cure)
