"""The arithmetic of `conv-arith` agrees with PyTorch's, over shapes drawn at random."""

import numpy as np
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch.nn import functional

from tinkernet.kit.conv_config import ConvConfig
from tinkernet.kit.conv_work import Work
from tinkernet.kit.convolving import correlated, laid_out, pooled, pooling_gradient
from tinkernet.kit.imitation import Imitation
from tinkernet.kit.windows import Kind, Plan

MODES = {"reflect": "reflect", "circular": "circular"}


@st.composite
def plans(draw: st.DrawFn, kind: Kind) -> Plan:
    whole = kind in {"conv", "transposed"}
    plan = Plan(
        kind=kind, n=draw(st.integers(3, 14)), f=draw(st.integers(1, 7)),
        p=draw(st.integers(0, 6)) if whole else 0, s=draw(st.integers(1, 4)),
        d=draw(st.integers(1, 4)) if whole else 1, channels=draw(st.integers(1, 4)),
        filters=draw(st.integers(1, 3)),
        pad_mode=draw(st.sampled_from(["zeros", "reflect", "circular"])),
    )  # fmt: skip
    assume(not plan.problem())
    return plan


def arrays(plan: Plan, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    x = random.normal(size=(plan.channels, plan.n, plan.n))
    return x, random.normal(size=(plan.filters, plan.channels, plan.f, plan.f))


@settings(max_examples=60, deadline=None)
@given(plan=plans("conv"), seed=st.integers(0, 99))
def test_convolution(plan: Plan, seed: int) -> None:
    x, kernel = arrays(plan, seed)
    ours = correlated(laid_out(x, plan)[0], kernel, plan.s, plan.d)
    picture, p = torch.from_numpy(x)[None], plan.p
    if plan.pad_mode != "zeros" and p:
        picture, p = functional.pad(picture, (p, p, p, p), mode=MODES[plan.pad_mode]), 0
    weights = torch.from_numpy(kernel)
    theirs = functional.conv2d(picture, weights, stride=plan.s, padding=p, dilation=plan.d)
    np.testing.assert_allclose(ours, theirs[0].numpy(), atol=1e-9)
    assert ours.shape == (plan.filters, plan.size, plan.size)
    assert plan.cells == ours.size
    assert plan.multiplications == ours.size * kernel[0].size


@settings(max_examples=60, deadline=None)
@given(plan=plans("transposed"), seed=st.integers(0, 99))
def test_transposed_convolution(plan: Plan, seed: int) -> None:
    x, kernel = arrays(plan, seed)
    ground, outside = laid_out(x, plan)
    ours = correlated(ground, kernel[:, :, ::-1, ::-1], 1, plan.d)
    theirs = functional.conv_transpose2d(
        torch.from_numpy(x)[None], torch.from_numpy(kernel.transpose(1, 0, 2, 3).copy()),
        stride=plan.s, padding=plan.p, dilation=plan.d,
    )  # fmt: skip
    np.testing.assert_allclose(ours, theirs[0].numpy(), atol=1e-9)
    assert ours.shape[1] == plan.size
    assert outside.shape == ground.shape[1:]


@settings(max_examples=40, deadline=None)
@given(plan=plans("max"), seed=st.integers(0, 99))
def test_max_pooling_and_its_gradient(plan: Plan, seed: int) -> None:
    x, _ = arrays(plan, seed)
    picture = torch.from_numpy(x)[None].requires_grad_()
    theirs = functional.max_pool2d(picture, plan.f, stride=plan.s)
    theirs.sum().backward()
    assert picture.grad is not None
    np.testing.assert_allclose(pooled(x, plan), theirs[0].detach().numpy())
    np.testing.assert_allclose(pooling_gradient(x, plan), picture.grad[0].numpy())


@settings(max_examples=40, deadline=None)
@given(plan=plans("mean"), seed=st.integers(0, 99))
def test_average_pooling_and_its_gradient(plan: Plan, seed: int) -> None:
    x, _ = arrays(plan, seed)
    picture = torch.from_numpy(x)[None].requires_grad_()
    theirs = functional.avg_pool2d(picture, plan.f, stride=plan.s)
    theirs.sum().backward()
    assert picture.grad is not None
    np.testing.assert_allclose(pooled(x, plan), theirs[0].detach().numpy(), atol=1e-9)
    np.testing.assert_allclose(pooling_gradient(x, plan), picture.grad[0].numpy(), atol=1e-9)


def test_shapes_and_parameters_are_those_of_torchs_layers() -> None:
    for channels in (1, 3, 8):
        for filters in (1, 2, 16):
            for f in (1, 3, 5):
                config = ConvConfig.parse(
                    {"op": "volume", "channels": channels, "filters": filters, "f": f, "n": 8}
                )
                layer = torch.nn.Conv2d(channels, filters, f)
                output = layer(torch.zeros(1, channels, 8, 8))
                plan = config.plan
                assert plan.parameters == sum(each.numel() for each in layer.parameters())
                assert Work(config).y.shape == tuple(output.shape[1:])


def test_ties_send_the_gradient_to_the_first_as_torch_does() -> None:
    x = np.zeros((1, 4, 4))
    plan = Plan(kind="max", n=4, f=2, p=0, s=2, d=1, channels=1, filters=1)
    picture = torch.from_numpy(x)[None].requires_grad_()
    functional.max_pool2d(picture, 2).sum().backward()
    assert picture.grad is not None
    assert (pooling_gradient(x, plan) == picture.grad[0].numpy()).all()


def test_a_step_of_imitation_is_the_one_autograd_would_take() -> None:
    for shape in ((1, 1, 3, 3), (2, 3, 5, 5)):
        learner, twin = Imitation(shape, 3), Imitation(shape, 3)
        side = 10 + shape[-1] - 1
        x = torch.from_numpy(twin._random.standard_normal((1, shape[1], side, side)))
        kernel = torch.from_numpy(learner.kernel).requires_grad_()
        hidden = torch.from_numpy(learner.hidden)
        error = functional.conv2d(x, kernel) - functional.conv2d(x, hidden)
        loss = (error**2).sum() / error[0, 0].numel()
        loss.backward()
        assert kernel.grad is not None
        np.testing.assert_allclose(learner.learn(0.1), float(loss.detach()), rtol=1e-12)
        np.testing.assert_allclose(
            learner.kernel, (kernel - 0.1 * kernel.grad).detach().numpy(), atol=1e-12
        )
