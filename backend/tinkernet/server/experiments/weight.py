"""How much may be saved, and how much at once."""

from collections.abc import Mapping

from tinkernet.runtime.limits import Limits
from tinkernet.server.experiments.trouble import StoreError

_THUMBNAIL_BYTES = 100_000
_SCRIPT_BYTES = 5_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_WEIGHED = ("checkpoint", "rows")


def check_parts(parts: Mapping[str, bytes]) -> None:
    """What has a limit of its own.

    Raises:
        StoreError: naming the part.
    """
    thumbnail = parts.get("thumbnail", _PNG)
    if not thumbnail.startswith(_PNG) or len(thumbnail) > _THUMBNAIL_BYTES:
        raise StoreError(
            f"thumbnail must be a PNG of at most {_THUMBNAIL_BYTES:,} bytes; "
            f"{len(thumbnail):,} bytes came.",
            "thumbnail",
            422,
        )
    if len(parts.get("script", b"")) > _SCRIPT_BYTES:
        raise StoreError(
            "This run was changed too often to be saved: restart it to go on.", "script", 422
        )


def check_total(limits: Limits, sizes: Mapping[str, int]) -> None:
    """What is limited together.

    Raises:
        StoreError: with both numbers.
    """
    total = sum(sizes.get(kind, 0) for kind in _WEIGHED)
    if total > limits.experiment_bytes:
        raise StoreError(
            f"This run needs {total / 1e6:.1f} MB, and a saved experiment may have "
            f"{limits.experiment_bytes / 1e6:.1f} MB: make the model smaller.",
            "experiment",
            422,
        )


def check_room(limits: Limits, count: int) -> None:
    """Whether one more finds its place beside `count` others.

    Raises:
        StoreError: if there are too many.
    """
    if count >= limits.experiments_per_owner:
        raise StoreError(
            f"You have {count:,} saved experiments, the most this server keeps for one person: "
            "delete some you no longer need.",
            "experiment",
            409,
        )
