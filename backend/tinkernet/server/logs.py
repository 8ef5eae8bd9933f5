"""What the server writes down: short lines, never a user's words at full length."""

import logging
import sys
import time
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, WrappedLogger

_CUT = 200
_PEERS = 1000
_REJECTIONS_PER_MIN = 10


def shown(value: object) -> str:
    """A user's value fit for a log line or a sentence: at most 200 characters, escaped."""
    text = value if isinstance(value, str) else repr(value)
    escaped = text[: _CUT + 1].encode("unicode_escape").decode("ascii")
    return escaped if len(escaped) <= _CUT else f"{escaped[: _CUT - 1]}…"


def configure_logs(style: Literal["console", "json"]) -> None:
    """Send our own and the libraries' lines to standard error, in one format.

    A line that cannot be written (a full disk, a closed pipe) is lost and nothing else.
    """
    logging.raiseExceptions = False
    shared: list[Any] = [structlog.stdlib.add_log_level, structlog.processors.TimeStamper("iso")]
    drawn = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            drawn,
        ],
    )
    stream = logging.StreamHandler()
    stream.setFormatter(formatter)
    stream.addFilter(_briefly)
    logging.basicConfig(level=logging.WARNING, handlers=[stream], force=True)
    logging.getLogger("tinkernet").setLevel(logging.INFO)
    structlog.configure(
        processors=[*shared, _cut, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


class RejectionLog:
    """Writes down rejected requests, at most ten a minute for each peer, then only a count."""

    def __init__(self) -> None:
        self._log = structlog.get_logger("tinkernet.server")
        self._seen: dict[str, tuple[float, int]] = {}

    def rejected(self, peer: str, field: str, message: str) -> None:
        """One request or message of `peer` was turned away."""
        now = time.monotonic()
        since, count = self._seen.get(peer, (now, 0))
        if now - since >= 60:
            if count > _REJECTIONS_PER_MIN:
                self._log.warning("rejected", peer=peer, unlogged=count - _REJECTIONS_PER_MIN)
            since, count = now, 0
        if len(self._seen) >= _PEERS and peer not in self._seen:
            self._seen.pop(next(iter(self._seen)))
        self._seen[peer] = (since, count + 1)
        if count < _REJECTIONS_PER_MIN:
            self._log.warning("rejected", peer=peer, field=field, reason=message)


def _cut(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: shown(v) if isinstance(v, str) else v for key, v in event.items()}


def _briefly(record: logging.LogRecord) -> bool:
    """A browser's broken UTF-8 is its own fault: one line, not a traceback for each message."""
    if record.exc_info and record.exc_info[0] is UnicodeDecodeError:
        record.exc_info = None
    return True
