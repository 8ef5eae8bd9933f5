"""How often a socket may speak."""

from tinkernet.server.budget import Budget, Verdict


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_steady_stream_below_the_rate_is_always_taken() -> None:
    clock = Clock()
    budget = Budget(30, 60, clock)
    for _ in range(1000):
        clock.now += 1 / 20
        assert budget.spend() is Verdict.TAKE


def test_a_burst_is_taken_then_warned_then_dropped_then_hung_up() -> None:
    budget = Budget(30, 60, Clock())
    verdicts = [budget.spend() for _ in range(121)]
    expected = [Verdict.TAKE] * 60 + [Verdict.WARN] + [Verdict.DROP] * 59 + [Verdict.HANG_UP]
    assert verdicts == expected


def test_a_pause_forgives() -> None:
    clock = Clock()
    budget = Budget(30, 60, clock)
    for _ in range(100):
        budget.spend()
    clock.now += 2
    assert [budget.spend() for _ in range(61)][-1] is Verdict.WARN
