"""What a run is: a lab, a config, and what was done to it at which step."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

import llvmlite.binding
import orjson

from tinkernet.deed import Deed
from tinkernet.discovery import LabEntry
from tinkernet.lab import LabConfig
from tinkernet.protocol import Change, Config, SweepPlan
from tinkernet.refusal import RefusalError

#: A script with more to tell cannot be kept for replay: some 20,000 moves of a slider.
MOST_BYTES = 4_000_000


@dataclass(slots=True)
class Script:
    """Replayed from its seed, a script gives the same run, bit for bit on one machine."""

    lab: str
    config: Config
    deeds: list[Deed] = field(default_factory=list)
    size: int = 0
    sweep: SweepPlan | None = None

    def until(self, step: int) -> "Script":
        """The same script as far as `step`, as a copy."""
        deeds = [deed for deed in self.deeds if deed.step <= step]
        return Script(self.lab, self.config, deeds, self.size, self.sweep)

    def add(self, deed: Deed) -> None:
        """One more deed, later than all others."""
        self.deeds.append(deed)
        self.size += len(deed.model_dump_json())

    def leave_room(self) -> None:
        """Check that one more deed finds its place.

        Raises:
            RefusalError: if the script is too long to be replayed.
        """
        if self.size >= MOST_BYTES:
            raise RefusalError(
                f"This run was changed {len(self.deeds):,} times, the most that can be replayed. "
                "Restart it to go on."
            )


def key(entry: LabEntry, config: LabConfig, sweep: SweepPlan | None = None) -> str:
    """Equal for runs that are equal bit for bit: same code, config, torch and kind of CPU."""
    plan = sweep.model_dump() if sweep else None
    parts = [entry.id, entry.code_hash, config.values(), plan, *_machine()]
    return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def changes(old: Mapping[str, object], new: Config) -> list[Change]:
    """The controls whose value differs, in the order of the config."""
    return [
        Change.model_construct(name=name, old=old[name], new=value)
        for name, value in new.items()
        if old[name] != value
    ]


@cache
def _machine() -> tuple[str, str]:
    # Asking torch itself would make the server import it, for which it has no other use.
    return version("torch"), llvmlite.binding.get_host_cpu_name()
