"""Whatever a learner types is kept as it is, or refused with a sentence."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.server.experiments.saved import experiment, opened
from tinkernet.refusal import refusal
from tinkernet.server.experiments.experiment import Renaming

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=150)


@effort(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS, note=TEXTS)
@example(name="\u202eevil\u202c", note="\u200fسلام\u200f ‌شبکه")
@example(name="'; DROP TABLE experiments; --", note='" OR ""="')
@example(name="%_\\", note="😀" * 4_000)
@example(name="<script>alert(1)</script>", note="{{7*7}} ${x} =1+1")
@example(name="a\0b", note="")
@example(name="\u200f", note="a\x1b[31mb")
@example(name="İstanbul ﬁne Å", note="\r\n\t")
async def test_a_text_comes_back_and_is_found_or_is_refused(
    tmp_path: Path, name: str, note: str
) -> None:
    asked = _taken(name, note)
    if asked is None:
        return
    async with opened(tmp_path / "saved.db") as store:
        id = (await store.save(experiment(name="x"))).id
        card = await store.rename("", id, asked.name, asked.note)
        assert (card.name, card.note) == (name.strip(), note.replace("\r\n", "\n"))
        assert await store.card("", id) == card
        found, _ = await store.cards("", search=name[:200], limit=1_000)
        assert id in {each.id for each in found}


def _taken(name: str, note: str) -> Renaming | None:
    try:
        return Renaming(name=name, note=note)
    except ValidationError:
        return None


@pytest.mark.parametrize(
    "name", ["", " ", "a\nb", "a\0", "\u200f\u202e", "x" * 121, "😀" * 10_000, "\u2028", "\x7f"]
)
def test_a_name_is_one_line_that_can_be_seen(name: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Renaming(name=name)
    assert refusal(caught.value).field == "name"


@pytest.mark.parametrize("note", ["a\0", "\x1b[2J", "😀" * 4_001])
def test_a_note_has_no_control_characters_and_an_end(note: str) -> None:
    with pytest.raises(ValidationError):
        Renaming(note=note)


@pytest.mark.parametrize(
    "changes",
    [
        {"metrics": {"loss": float("nan")}}, {"metrics": {"loss": float("inf")}},
        {"metrics": {'a"b': 1.0}}, {"metrics": {"a\0": 1.0}}, {"owner": "ann"}, {"step": -1},
        {"step": 2**63}, {"state": "gone"}, {"speed": 0.0}, {"hash": "x" * 8_193}, {"more": 1},
        {"config": {"lr": float("nan")}},
    ],
)  # fmt: skip
def test_an_experiment_that_makes_no_sense_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        experiment(**changes)
