"""What is written down about rejected requests."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.server.logs import RejectionLog, configure_logs, shown


@given(st.text())
def test_a_users_value_is_cut_and_stays_on_one_line(text: str) -> None:
    told = shown(text)
    assert len(told) <= 200
    assert told.isprintable()


def test_a_flood_of_bad_messages_writes_ten_lines_for_each_peer(
    capfd: pytest.CaptureFixture[str],
) -> None:
    configure_logs("json")
    log = RejectionLog()
    for _ in range(10_000):
        log.rejected("10.0.0.1", "type", "x" * 100_000 + "\n")
    log.rejected("10.0.0.2", "type", "short")
    lines = capfd.readouterr().err.splitlines()
    logging.getLogger().handlers.clear()
    assert len(lines) == 11
    assert max(map(len, lines)) < 600
