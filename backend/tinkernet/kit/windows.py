"""The sizes of a sliding window: how much fits, what comes out, and why not."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["conv", "transposed", "max", "mean"]


@dataclass(frozen=True, slots=True)
class Plan:
    """One layer in numbers: input n x n x n_C, window f, padding p, stride s, dilation d, and
    n_C' filters. Pooling keeps its channels apart, and has no filters."""

    kind: Kind
    n: int
    f: int
    p: int
    s: int
    d: int
    channels: int
    filters: int
    pad_mode: str = "zeros"

    @property
    def pools(self) -> bool:
        return self.kind in {"max", "mean"}

    @property
    def reach(self) -> int:
        """How many cells the window spans with its gaps, d(f − 1) + 1."""
        return self.d * (self.f - 1) + 1

    @property
    def size(self) -> int:
        """Side of the output, as the formula says; below 1 where nothing fits."""
        if self.kind == "transposed":
            return (self.n - 1) * self.s - 2 * self.p + self.reach
        return (self.n + 2 * self.p - self.reach) // self.s + 1

    @property
    def depth(self) -> int:
        """Channels of the output."""
        return self.channels if self.pools else self.filters

    @property
    def cells(self) -> int:
        """Numbers in the output."""
        return self.depth * self.size**2

    @property
    def parameters(self) -> int:
        """Weights and one bias per filter; pooling has none."""
        return 0 if self.pools else (self.f**2 * self.channels + 1) * self.filters

    @property
    def multiplications(self) -> int:
        """Products of all windows, those with a zero of the frame counted too."""
        if self.pools:
            return 0
        taps = self.f**2 * self.channels * self.filters
        return taps * (self.n**2 if self.kind == "transposed" else self.size**2)

    @property
    def keeping(self) -> float:
        """The padding that would keep the size at stride 1: d(f − 1) / 2."""
        return self.d * (self.f - 1) / 2

    def problem(self) -> str:
        """Why there is no output, in a sentence with what to do; empty where there is one."""
        n, p, reach = self.n, self.p, self.reach
        if self.kind == "transposed":
            return self._too_much_cut() if self.size < 1 else ""
        if self.pad_mode == "reflect" and p >= n:
            return (
                f"Reflecting p = {p} pixels needs a picture of more than {p}; this one has "
                f"n = {n}. Take p ≤ {n - 1}, or pad with zeros."
            )
        if self.pad_mode == "circular" and p > n:
            return (
                f"Going round by p = {p} pixels needs a picture of at least {p}; this one has "
                f"n = {n}. Take p ≤ {n}, or pad with zeros."
            )
        if reach > n + 2 * p:
            return self._too_large()
        return ""

    def _too_large(self) -> str:
        n, p, reach = self.n, self.p, self.reach
        fits = (n + 2 * p - 1) // self.d + 1
        cures = [f"f ≤ {fits}"]
        if not self.pools:
            cures.append(f"p ≥ {-((n - reach) // 2)}")
        if self.d > 1:
            cures.append("a smaller dilation")
        wide = f"its gaps stretch it to d(f − 1) + 1 = {reach}, but " if self.d > 1 else ""
        what = "pooling window" if self.pools else "kernel"
        into = f"{n} + 2 · {p} = {n + 2 * p}" if p else f"n = {n}"
        return (
            f"A {self.f} × {self.f} {what} does not fit: {wide}there is only {into}. "
            f"Take {', '.join(cures[:-1])}{' or ' if len(cures) > 1 else ''}{cures[-1]}."
        )

    def _too_much_cut(self) -> str:
        most = ((self.n - 1) * self.s + self.reach - 1) // 2
        return (
            f"p = {self.p} cuts away more than the {(self.n - 1) * self.s + self.reach} cells a "
            f"side that the stamps cover. Take p ≤ {most}, or a larger stride or kernel."
        )
