"""A state comes back from a safetensors file as it was, and nothing else can be named in one."""

import collections
import json
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load, save

from tinkernet.frozen import FrozenError, freeze, thaw
from tinkernet.tensor import Tensor

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
)


@given(trees)
def test_what_python_builds_in_comes_back_equal(tree: object) -> None:
    assert thaw(freeze(tree)) == tree


def test_numbers_that_json_does_not_know_come_back() -> None:
    low, high, odd = thaw(freeze([float("-inf"), float("inf"), float("nan")]))
    assert (low, high) == (float("-inf"), float("inf"))
    assert odd != odd


def test_arrays_keep_their_kind_and_can_be_written_to() -> None:
    state = {
        "half": np.ones((2, 3), np.float16), "none": np.zeros((0, 4), np.int64),
        "words": np.array([["a", "é"]]), "one": np.float32(0.1), "yes": np.array([True, False]),
        "turned": np.arange(6).reshape(2, 3).T,
    }  # fmt: skip
    back = thaw(freeze(state))
    for name, values in state.items():
        assert back[name].dtype == values.dtype
        assert np.array_equal(back[name], values)
    back["half"][0, 0] = 7


def test_what_is_shared_stays_shared_and_a_circle_stays_a_circle() -> None:
    weights = np.zeros(3)
    ring: list[Any] = [weights, {"same": weights}]
    ring.append(ring)
    back = thaw(freeze(ring))
    assert back[0] is back[1]["same"]
    assert back[2] is back


def test_dice_throw_on_where_they_were() -> None:
    dice, coin = np.random.default_rng([1, 2]), torch.Generator().manual_seed(5)
    dice.random(3)
    torch.rand(3, generator=coin)
    copy, other = thaw(freeze((dice, coin)))
    assert copy.random(5).tolist() == dice.random(5).tolist()
    assert torch.equal(torch.rand(5, generator=other), torch.rand(5, generator=coin))


def test_a_net_and_its_optimiser_train_on_as_they_would_have() -> None:
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
    adam = torch.optim.Adam(net.parameters(), lr=0.1)
    x, y = torch.randn(16, 4), torch.randn(16, 1)

    def trained(net: torch.nn.Module, adam: torch.optim.Optimizer) -> float:
        loss = torch.nn.functional.mse_loss(net(x), y)
        adam.zero_grad()
        loss.backward()
        adam.step()
        return loss.item()

    trained(net, adam)
    copy = thaw(freeze({"net": net, "adam": adam}))
    losses = [trained(net, adam) for _ in range(5)]
    assert [trained(copy["net"], copy["adam"]) for _ in range(5)] == losses


def test_objects_of_our_own_come_back_with_what_they_hold() -> None:
    kept = collections.deque(
        [Tensor(np.arange(3, dtype=np.int32)), collections.Counter("aab")], maxlen=4
    )
    back = thaw(freeze(kept))
    assert back.maxlen == 4
    assert back[0].data.tolist() == [0, 1, 2]
    assert back[1] == {"a": 2, "b": 1}


@pytest.mark.parametrize("value", [lambda: 0, open, partial(print), json.dumps])
def test_what_has_no_name_here_cannot_be_frozen(value: object) -> None:
    with pytest.raises(FrozenError):
        freeze({"value": value})


@pytest.mark.parametrize(
    "tree",
    [
        ["object", ["name", "os", "system"], ["tuple", ["echo"]], None, [], []],
        ["object", ["name", "builtins", "eval"], ["tuple", ["1"]], None, [], []],
        ["object", ["name", "subprocess", "run"], ["tuple", ["ls"]], None, [], []],
        ["object", 3, ["tuple", []], None, [], []],
        ["array", "missing"], ["again", 9], ["nothing"], [],
    ],
)  # fmt: skip
def test_a_file_made_up_by_others_is_refused(tree: object) -> None:
    text = json.dumps(tree).encode()
    with pytest.raises(FrozenError):
        thaw(save({"tree": np.frombuffer(text, np.uint8)}))


@pytest.mark.parametrize("data", [b"", b"\x80\x04N.", b"\xff" * 64])
def test_bytes_of_another_kind_are_refused(data: bytes) -> None:
    with pytest.raises(FrozenError):
        thaw(data)


def test_a_state_is_a_plain_safetensors_file() -> None:
    arrays = load(freeze({"w": np.arange(4, dtype=np.float32)}))
    assert sorted(arrays) == ["array0", "tree"]
    assert arrays["array0"].tolist() == [0, 1, 2, 3]
