"""All arrays of one convolution by hand: picture, kernel, ground, output."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tinkernet.kit import convolving, kernels, pixel_images
from tinkernet.kit.conv_config import ConvConfig
from tinkernet.kit.convolving import Cells
from tinkernet.kit.imitation import Imitation
from tinkernet.kit.windows import Plan

#: What must fit together; the rest may change while it does not.
SIZES = ("op", "n", "f", "padding", "pad_mode", "stride", "dilation")
_DETECTOR = 3


def sensible(config: ConvConfig) -> ConvConfig:
    """The config itself where its sizes fit, else the nearest with less padding or a smaller f."""
    n = config.n
    if config.plan.problem() and config.pad_mode == "reflect" and config.plan.p >= n:
        config = config.changed({"pad_mode": "zeros"})
    if config.plan.problem() and config.pad_mode == "circular" and config.plan.p > n:
        config = config.changed({"pad_mode": "zeros"})
    while config.plan.problem() and config.op == "transposed" and config.padding > 0:
        config = config.changed({"padding": config.padding - 1})
    while config.plan.problem() and config.f > 1:
        config = config.changed({"f": config.f - 1})
    return config


def caution(config: ConvConfig, kept: ConvConfig) -> str:
    """Why the sizes asked for do not fit, and which are shown instead; empty where they fit."""
    problem, plan = config.plan.problem(), kept.plan
    if not problem:
        return ""
    shown = f"n = {plan.n}, f = {plan.f}, p = {plan.p}, s = {plan.s}, d = {plan.d}"
    return f"{problem} Until then you see what fitted: {shown}."


def kernel_shape(config: ConvConfig) -> tuple[int, int, int, int]:
    """(n_C', n_C, f, f) of the kernel in use."""
    plan = config.plan
    f = _DETECTOR if plan.pools else plan.f
    return plan.filters, 1 if plan.pools else plan.channels, f, f


@dataclass(frozen=True)
class Work:
    """What a config computes. `learned`: the kernel that is being learned, where one is."""

    config: ConvConfig
    learned: Cells | None = None

    @property
    def plan(self) -> Plan:
        return self.config.plan

    @cached_property
    def picture(self) -> Cells:
        """(n_C, n, n): the picture as it is shown, mirrored where asked for."""
        config, plan = self.config, self.plan
        if config.image == "drawn":
            pixels = pixel_images.fitted(pixel_images.decode(config.pixels), plan.n, plan.channels)
        else:
            pixels = pixel_images.image(config.image, plan.n, plan.channels, config.seed)
        return pixels[:, :, ::-1].copy() if config.mirror else pixels

    @cached_property
    def plain_kernel(self) -> Cells:
        """(n_C', n_C, f, f): K before it is turned."""
        config = self.config
        filters, channels, f, _ = kernel_shape(config)
        if config.kernel == "custom":
            return kernels.fitted(kernels.decode(config.taps), filters, channels, f)
        if config.kernel == "learned":
            blank = np.zeros((filters, channels, f, f))
            return blank if self.learned is None else self.learned
        bank = kernels.bank(config.kernel, f, filters)  # (n_C', f, f)
        return np.repeat(bank[:, None], channels, axis=1)

    @cached_property
    def kernel(self) -> Cells:
        """(n_C', n_C, f, f): K as it slides, turned by half a turn where asked for."""
        plain = self.plain_kernel
        return plain[:, :, ::-1, ::-1].copy() if self.config.flipped else plain

    @property
    def detects(self) -> bool:
        """Whether pooling acts on the response of a detector."""
        return self.config.detect and self.config.op == "max-pool"

    @cached_property
    def x(self) -> Cells:
        """(n_C, n, n): what the window slides over, before its frame."""
        if self.detects:
            return convolving.same(self.picture, self.kernel[0, 0])
        return self.picture

    @cached_property
    def _laid_out(self) -> tuple[Cells, np.ndarray]:
        return convolving.laid_out(self.x, self.plan)

    @property
    def ground(self) -> Cells:
        """(n_C, N, N): the input with its frame, or stretched."""
        return self._laid_out[0]

    @property
    def outside(self) -> np.ndarray:
        """(N, N): which cells of the ground are no pixels."""
        return self._laid_out[1]

    @property
    def step(self) -> int:
        """How far the window moves over the ground."""
        return 1 if self.plan.kind == "transposed" else self.plan.s

    @cached_property
    def y(self) -> Cells:
        """(n_C', m, m): the output."""
        plan = self.plan
        if plan.pools:
            return convolving.pooled(self.x, plan)
        return convolving.correlated(self.ground, self.kernel, self.step, plan.d)

    @cached_property
    def twin(self) -> Cells:
        """(n_C', m, m): the cross-correlation with the same K, not turned."""
        return convolving.correlated(self.ground, self.plain_kernel, self.step, self.plan.d)

    @property
    def at(self) -> int:
        """The output cell that is looked at, counted in rows through all channels."""
        return min(self.config.step, self.y.size - 1)

    @property
    def place(self) -> tuple[int, int, int]:
        """The same as (channel, row, column)."""
        channel, row, col = np.unravel_index(self.at, self.y.shape)
        return int(channel), int(row), int(col)

    def under_window(self) -> Cells:
        """(n_C, f, f): what lies under the window that is looked at; one channel when pooling."""
        channel, row, col = self.place
        f, d = self.plan.f, self.plan.d
        rows = row * self.step + d * np.arange(f)
        cols = col * self.step + d * np.arange(f)
        patch = self.ground[:, rows[:, None], cols]
        return patch[channel : channel + 1] if self.plan.pools else patch

    def pixel(self, row: int, col: int) -> tuple[int, int] | None:
        """Which pixel of the picture cell (row, col) of the ground is; None for the frame."""
        side = self.outside.shape[0]
        if row >= side or col >= side or self.outside[row, col] or self.detects:
            return None
        plan = self.plan
        if plan.kind != "transposed":
            return row - plan.p, col - plan.p
        edge = plan.reach - 1 - plan.p
        return (row - edge) // plan.s, (col - edge) // plan.s


def imitation(config: ConvConfig) -> Imitation:
    """A fresh learner of the kernel that this config asks for."""
    return Imitation(kernel_shape(config), config.seed)
