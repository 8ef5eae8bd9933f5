"""A claim is one rule over the numbers of a run."""

import pytest
from pydantic import ValidationError

from tinkernet.claim import Claim

FIRST = {"loss": 2.0, "other": 1.0}


@pytest.mark.parametrize(
    ("rule", "loss", "holds"),
    [
        ({"at_least": 0.5}, 0.5, True),
        ({"at_least": 0.5}, 0.49, False),
        ({"below": 0.5}, 0.49, True),
        ({"below": 0.5}, 0.5, False),
        ({"falls_by": 0.75}, 0.5, True),
        ({"falls_by": 0.75}, 0.51, False),
        ({"lower_than": "other"}, 0.9, True),
        ({"lower_than": "other"}, 1.0, False),
    ],
)
def test_each_rule_looks_at_the_newest_number(
    rule: dict[str, float | str], loss: float, holds: bool
) -> None:
    claim = Claim.model_validate({"metric": "loss", **rule})
    assert claim.holds(10, FIRST, {"loss": loss, "other": 1.0}) is holds


def test_nothing_holds_before_its_step_or_without_its_numbers() -> None:
    claim = Claim(metric="loss", lower_than="other", after=10)
    now = {"loss": 0.5, "other": 1.0}
    assert not claim.holds(9, FIRST, now)
    assert claim.holds(10, FIRST, now)
    assert not claim.holds(10, FIRST, {"loss": 0.5})


@pytest.mark.parametrize("rule", [{}, {"at_least": 1.0, "below": 2.0}])
def test_a_claim_has_exactly_one_rule(rule: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match="exactly one rule"):
        Claim.model_validate({"metric": "loss", **rule})
