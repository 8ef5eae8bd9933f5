"""The numbers that steer training; every one may change between any two steps."""

from dataclasses import dataclass

import numpy as np

from tinkernet.engine.compile import Numbers

#: Places in the packed array; the dropout rates of the hidden layers follow.
LR, L1, L2, DECAY, MOMENTUM, BETA1, BETA2, ALPHA, EPS, CLIP, HUBER, RATES = range(12)


@dataclass(frozen=True, slots=True)
class Hyper:
    """What one step may use, in torch's names and defaults.

    lr: learning rate.
    l1, l2: the cost gains l1 sum |w| + (l2/2) sum w^2 over the weights, not the biases, so a
        slope gains l1 sign(w) + l2 w.
    decay: AdamW and SGDW shrink every weight (not bias) by the factor 1 - lr decay.
    dropout: the share of hidden units switched off, one rate for all layers or one per layer.
    momentum: of momentum, nesterov and sgdw.
    beta1, beta2: of adam and adamw; alpha: of rmsprop.
    eps: of rmsprop, adagrad, adam, adamw (torch: 1e-8, for adagrad 1e-10).
    clip: the greatest norm of the whole gradient; 0 for no limit.
    huber: where the Huber loss turns from square to straight.
    """

    lr: float = 0.1
    l1: float = 0.0
    l2: float = 0.0
    decay: float = 0.0
    dropout: float | tuple[float, ...] = 0.0
    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    alpha: float = 0.99
    eps: float = 1e-8
    clip: float = 0.0
    huber: float = 1.0

    def packed(self, hidden: int) -> Numbers:
        """All numbers as the kernels read them, for a net of `hidden` hidden layers.

        Raises:
            ValueError: if a dropout rate is outside [0, 1) or there are too few or many.
        """
        rates = self.dropout if isinstance(self.dropout, tuple) else (self.dropout,) * hidden
        if len(rates) != hidden or not all(0 <= rate < 1 for rate in rates):
            raise ValueError(
                f"dropout wants one rate in [0, 1), or one for each of the {hidden} hidden "
                f"layers, not {self.dropout}"
            )
        main = (
            self.lr, self.l1, self.l2, self.decay, self.momentum, self.beta1, self.beta2,
            self.alpha, self.eps, self.clip, self.huber,
        )  # fmt: skip
        return np.array(main + rates, dtype=np.float64)
