"""A loop of one's own is watched, and goes on as if nobody did."""

import math
import warnings
from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import pytest
import torch
from torch import nn

import tinkernet
from tests.notebook.loops import (
    Eye,
    convnet,
    looking,
    pictures,
    plane,
    stack,
    state_of,
    trained,
)
from tests.serving import get
from tinkernet.lab import Place
from tinkernet.notebook.home import home
from tinkernet.notebook.loop import AT_REST
from tinkernet.refusal import RefusalError


@pytest.fixture(scope="module", autouse=True)
def _own() -> Iterator[None]:
    """The server of this process ends with the file."""
    yield
    home().close()


def test_a_page_sees_curve_boundary_and_network_of_the_plane() -> None:
    model = stack()
    watch = tinkernet.watch(model, plane())
    with looking(watch) as eye:
        eye.until(lambda: {"net", "boundary", "curves"} <= set(eye.panels), "it sees the first")
        first = eye.panels["boundary"]["summary"]

        def train() -> None:
            trained(model, plane(), 5, lambda loss: watch(loss=loss, accuracy=torch.tensor(0.5)))

        eye.until(lambda: eye.panels["boundary"]["summary"] != first, "the boundary moves", train)
        eye.until(lambda: len(eye.panels["curves"]["series"]) == 2, "both curves", train)
        assert [s["metric"] for s in eye.panels["curves"]["series"]] == ["loss", "accuracy"]
        assert {"confusion", "norms", "numbers", "layers"} <= set(eye.panels)
        assert eye.panels["net"]["fixed"]
        assert eye.frames[-1]["step"] > 0


def test_a_convolutional_net_shows_kernels_maps_and_its_last_layer() -> None:
    watch = tinkernet.watch(convnet(), pictures(), validation=pictures(10))
    with looking(watch) as eye:
        eye.until(lambda: "layers" in eye.panels, "all is drawn")
        assert {"filters", "maps", "confusion", "hidden"} <= set(eye.panels)
        assert "boundary" not in eye.panels
        assert eye.panels["filters"]["palette"] == "colour"
        assert eye.panels["confusion"]["split"] == "test"
        kinds = [row[1] for row in eye.panels["layers"]["rows"]]
        assert kinds[:3] == ["Conv2d", "BatchNorm2d", "ReLU"]
        assert eye.panels["layers"]["rows"][-1][3] == sum(p.numel() for p in convnet().parameters())


def test_a_watched_loop_trains_bit_for_bit_as_an_unwatched_one() -> None:
    torch.manual_seed(3)
    alone = convnet()
    losses = trained(alone, pictures(), 12, lambda _: None)
    torch.manual_seed(3)
    model = convnet()
    watch = tinkernet.watch(model, pictures())
    with looking(watch) as eye:

        def step(loss: float) -> None:
            watch.step(loss=loss)
            watch._repr_html_()
            eye.hear(0.2)

        assert trained(model, pictures(), 12, step) == losses
    assert state_of(model) == state_of(alone)


def test_a_picture_leaves_no_trace_in_model_hooks_and_generators() -> None:
    model, seen = convnet(), []
    model[0].register_forward_hook(lambda *_: seen.append(1))
    model.train()
    model(pictures()[0]).sum().backward()
    seen.clear()
    torch.manual_seed(1)
    np.random.seed(1)
    before = state_of(model)
    tinkernet.watch(model, pictures())._repr_html_()
    assert state_of(model) == before
    assert seen == []
    mine = float(torch.rand(1)), np.random.rand()
    torch.manual_seed(1)
    np.random.seed(1)
    assert mine == (float(torch.rand(1)), np.random.rand())


def test_a_loss_that_runs_away_is_a_lesson_and_the_loop_goes_on() -> None:
    watch = tinkernet.watch(stack(), plane())
    with looking(watch) as eye:
        watch.step(loss=0.5)
        watch.step(loss=math.nan)
        watch.step(loss=math.inf)
        eye.until(lambda: "diverged" in eye.states, "it is told")
        told = next(word for word in eye.words if word.get("state") == "diverged")["divergence"]
        assert (told["step"], told["last_loss"]) == (2, 0.5)
        assert "smaller learning rate" in told["reason"]
        watch.step(loss=0.4)
        eye.until(lambda: eye.states[-1] == "running", "it has come back")


def test_a_loop_that_does_not_step_is_said_to_rest_until_it_does() -> None:
    watch = tinkernet.watch(stack(), plane())
    with looking(watch) as eye:
        watch.step(loss=0.5)
        eye.until(lambda: eye.words[-1].get("message") == AT_REST, "it is said to rest")
        assert eye.states[-1] == "running"
        watch.step(loss=0.4)
        eye.until(lambda: eye.words[-1].get("message") == "", "it is said to go on")


def test_a_page_pauses_steps_and_lets_go() -> None:
    watch = tinkernet.watch(stack(), plane())
    with looking(watch) as eye:
        eye.say(type="pace", playing=False)
        eye.until(lambda: watch._line.is_paused, "the loop hears it")
        eye.say(type="advance")
        watch.step(loss=1.0)
        eye.say(type="pace", playing=True)
        watch.step(loss=1.0)
        eye.until(lambda: eye.states[-2:] == ["paused", "running"], "both are told")


def test_a_paused_loop_goes_on_when_its_page_is_closed() -> None:
    watch = tinkernet.watch(stack(), plane())
    with looking(watch) as eye:
        eye.say(type="pace", playing=False)
        eye.until(lambda: watch._line.is_paused, "the loop hears it")
    watch.step(loss=1.0)
    assert not watch._line.is_paused


def test_a_page_cannot_change_restart_or_fork_what_trains_in_a_notebook() -> None:
    watch = tinkernet.watch(stack(), plane())
    with looking(watch) as eye:
        for order in (
            {"type": "restart"},
            {"type": "set", "config": {}},
            {"type": "fork", "tag": "f"},
        ):
            eye.words.clear()
            eye.say(**order)
            eye.until(lambda: eye.words, "it is refused")
            assert "trains in a notebook" in eye.words[0]["message"]


def test_a_loop_outlives_its_server_and_is_shown_by_the_next() -> None:
    watch = tinkernet.watch(stack(), plane())
    watch.step(loss=0.7)
    before = watch.url
    home().process.kill()
    home().process.wait()
    for _ in range(50):
        watch.step(loss=0.6)
    assert watch.url != before
    with looking(watch) as eye:
        eye.until(lambda: eye.frames, "the new page has a picture")
        assert eye.frames[0]["step"] == 51


def test_a_loop_that_is_closed_can_still_be_looked_at() -> None:
    watch = tinkernet.watch(stack(), plane())
    watch.step(loss=0.7)
    url = watch.url
    with looking(watch) as eye:
        watch.close()
        eye.until(lambda: eye.states[-1] == "finished", "it is over")
    assert get(url.replace("/watch/", "/api/watched/"))[0] == 200
    watch.step(loss=0.6)


def test_numbers_that_are_none_are_told_once_and_left_out() -> None:
    watch = tinkernet.watch(stack(), plane())
    with pytest.warns(UserWarning, match="loss must be a single number; str came"):
        watch.step(loss="low")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        watch.step(loss="low")
        watch.step()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (3, r"a pair \(x, y\) .*; int came"),
        ((torch.zeros(4, 2), torch.zeros(3)), r"shapes \(4, 2\) and \(3,\) came"),
        ((torch.zeros(0, 2), torch.zeros(0)), r"shapes \(0, 2\)"),
        (("x", "y"), "str came"),
        ((torch.zeros(4, 3), torch.zeros(4)), r"does not answer x of shape \(4, 3\)"),
    ],
)
def test_data_that_cannot_be_watched_is_refused_with_a_sentence(
    data: object, sentence: str
) -> None:
    with pytest.raises(RefusalError, match=sentence):
        tinkernet.watch(stack(), data)


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(RefusalError, match=r"model must be a .*; int came"):
        tinkernet.watch(cast(Any, 3), plane())


class _Odd(nn.Module):
    """One output without a dimension of its own, and a sigmoid inside."""

    def __init__(self) -> None:
        super().__init__()
        self.cut = nn.Linear(2, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.cut(x)).squeeze(1)


@pytest.mark.parametrize("kind", ["binary", "regression", "table", "arrays"])
def test_every_kind_of_model_and_data_is_drawn(kind: str) -> None:
    x, y = plane()
    model, data = {
        "binary": (_Odd(), (x, y.float())),
        "regression": (stack(1), (x, x.sum(1))),
        "table": (nn.Sequential(nn.Linear(5, 7), nn.ReLU(), nn.Linear(7, 3)),
                  (torch.randn(30, 5), torch.arange(30) % 3)),
        "arrays": (stack(), (x.double().numpy(), y.numpy())),
    }[kind]  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        watch = tinkernet.watch(model, data)
    with looking(watch) as eye:
        _draws_all(eye, watch._pictures.places)
        wanted = {"table": "hidden", "regression": "boundary"}.get(kind, "confusion")
        assert wanted in eye.panels


def _draws_all(eye: Eye, places: list[Place]) -> None:
    eye.until(lambda: {p.name for p in places} <= set(eye.panels), "all is drawn")
