"""What the server counts about itself, read by /metrics."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """`turned_away`: requests by the guard's reason; `refused`: messages by field;
    `hung_up`: sockets the server closed, by close code; `sockets`: open now, by address."""

    turned_away: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    hung_up: Counter[int] = field(default_factory=Counter)
    sockets: Counter[str] = field(default_factory=Counter)

    def enter(self, address: str) -> None:
        """One more socket of that address."""
        self.sockets[address] += 1

    def leave(self, address: str) -> None:
        """One socket less; an address without sockets is forgotten."""
        self.sockets[address] -= 1
        if not self.sockets[address]:
            del self.sockets[address]
