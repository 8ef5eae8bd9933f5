"""Sizes, parameters and receptive fields of convolutional nets, against torch itself."""

import pytest
import torch

from tests.labs.convnets import cnn
from tinkernet.kit.cnn_config import CnnConfig
from tinkernet.kit.cnn_images import images
from tinkernet.kit.cnn_net import ConvNet
from tinkernet.kit.cnn_plan import Brick, Plan, decode, encode
from tinkernet.panels import Bars, Table
from tinkernet.protocol import ConfigValue

NETS = [
    "", "flatten", "c16k3s1same-max2-c16k3s1same-max2-flatten", "c10k3s1valid-c10k3s1valid-gap",
    "c8k5s2same-batchnorm-avg3-flatten-d64", "c4k7s3valid-gmp-d16-d8", "c1k1s1same-flatten",
    "max4-c2k3s1same-flatten", "c16k3s2same-c8k3s2same-c4k3s2same-gap",
]  # fmt: skip


@pytest.mark.parametrize("text", NETS[1:])
@pytest.mark.parametrize("side", [16, 23, 39])
def test_every_shape_and_every_count_shown_is_that_of_the_real_net(text: str, side: int) -> None:
    plan = Plan((3, side, side), decode(text, 10))
    assert plan.problem is None
    net = ConvNet(plan, seed=0).eval()
    outs = list(net.outputs(torch.zeros(1, 3, side, side)))
    assert [tuple(out.shape[1:]) for out in outs] == plan.shapes
    for place, layer in enumerate(net.layers):
        assert sum(p.numel() for p in layer.parameters()) == plan.parameters(place)
    assert plan.total == sum(p.numel() for p in net.parameters())


@pytest.mark.parametrize("text", NETS[2:])
def test_a_net_as_text_comes_back_the_same(text: str) -> None:
    bricks = decode(text, 10)
    assert encode(bricks) == text
    assert bricks[-1] == Brick("dense", size=10)


def test_ten_filters_of_3x3x3_cost_280_parameters_however_large_the_picture() -> None:
    for side in (16, 32, 64):
        plan = CnnConfig(in_channels=3, filters=10, blocks=1, input_size=side).net
        assert plan.parameters(0) == (27 + 1) * 10 == 280


def test_a_filter_is_as_deep_as_its_input_in_every_layer() -> None:
    plan = CnnConfig(in_channels=3, blocks=3).net
    net = ConvNet(plan, seed=0)
    for place, brick in enumerate(plan.bricks):
        weights = net.weights(place)
        if brick.kind == "conv" and weights is not None:
            assert weights.shape[1] == plan.before(place)[0]
            assert plan.shapes[place][0] == weights.shape[0] == brick.size


def test_the_classic_walk_goes_from_39_to_37_and_on_by_the_formula() -> None:
    lab = cnn("stacking-example")
    sides = [shape[1] for shape in lab.config.net.shapes if len(shape) == 3]
    assert sides == [37, 35, 33]


def test_flatten_is_height_times_width_times_channels_and_loses_nothing() -> None:
    plan = CnnConfig().net
    place = next(at for at, brick in enumerate(plan.bricks) if brick.kind == "flatten")
    channels, height, width = plan.before(place)
    assert plan.shapes[place] == (channels * height * width,)
    x = torch.randn(2, channels, height, width)
    flat = ConvNet(plan, seed=0).layers[place](x)
    assert torch.equal(flat.reshape(x.shape), x)
    c, i, j = 2, 1, 1
    assert flat[0, c * height * width + i * width + j] == x[0, c, i, j]


def test_twice_the_side_leaves_filters_alone_and_makes_the_rest_four_times_as_dear() -> None:
    plan = CnnConfig(input_size=32, dense=64).net
    double = plan.doubled()
    for place, brick in enumerate(plan.bricks):
        if brick.kind == "conv":
            assert double.parameters(place) == plan.parameters(place)
            assert double.products(place) == 4 * plan.products(place)
        if brick.kind == "flatten":
            assert double.shapes[place][0] == 4 * plan.shapes[place][0]
            assert double.products(place + 1) == 4 * plan.products(place + 1)


def test_each_pooling_of_2x2_leaves_a_quarter_of_the_vector() -> None:
    def vector(**config: ConfigValue) -> int:
        plan = CnnConfig.parse({"input_size": 16, **config}).net
        return plan.before(len(plan.bricks) - 1)[0]

    assert vector(pool="none") == 16 * vector(pool="max")
    assert vector(blocks=1, pool="none") == 4 * vector(blocks=1, pool="avg")


@pytest.mark.parametrize(("stride", "sees"), [(1, 7), (2, 15)])
def test_three_convolutions_of_3x3_see_7_pixels_or_15_at_stride_2(stride: int, sees: int) -> None:
    plan = CnnConfig(blocks=3, pool="none", stride=stride, input_size=40, padding="valid").net
    assert plan.field(2).size == sees
    assert _support(plan, 2) == plan.field(2).box(*_middle(plan, 2))


@pytest.mark.parametrize("text", NETS[2:5])
def test_the_receptive_field_grows_with_depth_and_is_where_the_gradient_lives(text: str) -> None:
    plan = Plan((3, 40, 40), decode(text, 10))
    sizes = []
    for place, shape in enumerate(plan.shapes):
        if len(shape) == 3 and plan.bricks[place].kind in {"conv", "pool"}:
            sizes.append(plan.field(place).size)
            assert _support(plan, place) == plan.field(place).box(*_middle(plan, place))
    assert sizes == sorted(set(sizes))


def _middle(plan: Plan, place: int) -> tuple[int, int]:
    _, height, width = plan.shapes[place]
    return height // 2, width // 2


def _support(plan: Plan, place: int) -> tuple[int, int, int, int]:
    """First and last row and column of the pixels that one unit really hangs on."""
    net = ConvNet(plan, seed=1).eval()
    for parameter in net.parameters():
        parameter.data.abs_().add_(0.01)
    dice = torch.Generator().manual_seed(0)
    found = torch.zeros(plan.shape[1:])
    # A maximum passes the gradient to one cell only: many pictures show all of them.
    for _ in range(60):
        x = torch.rand(1, *plan.shape, generator=dice).requires_grad_()
        out = next(out for at, out in enumerate(net.outputs(x)) if at == place)
        row, col = _middle(plan, place)
        (slopes,) = torch.autograd.grad(out[0, 0, row, col], x)
        found += slopes[0].abs().sum(0)
    rows, cols = found.sum(1).nonzero(), found.sum(0).nonzero()
    return int(rows[0]), int(rows[-1]), int(cols[0]), int(cols[-1])


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("d64", 0, "takes a vector"),
        ("flatten-c8k3s1same", 1, "takes a picture"),
        ("c8k3s1same-c8k3s1samex3-flatten", 1, "3 sheets deep, and 8 channels come in"),
        ("max4-max4-max4-flatten", 2, "the map has vanished"),
        ("c8k7s3valid-c8k7s1valid-flatten", 1, "larger than the 4×4"),
    ],
)
def test_an_impossible_net_names_the_brick_and_the_reason_and_the_last_net_goes_on(
    text: str, place: int, words: str
) -> None:
    plan = Plan((1, 16, 16), decode(text, 10))
    assert plan.problem is not None
    assert plan.problem[0] == place
    assert words in plan.problem[1]
    assert plan.sensible().problem is None
    lab = cnn(plan="own", bricks=text)
    lab.step()
    shown = lab.panels(frozenset({"bricks"}))["bricks"]
    assert f"Brick {place + 1}" in shown.caution


def test_the_sets_on_this_machine_are_counted_as_they_lie_here() -> None:
    mnist = images("mnist", 28, 1, 10_000, 0)
    assert mnist.x.shape == (10_000, 1, 28, 28)
    lab = cnn("famous-datasets")
    table = lab.panels(frozenset({"cards"}))["cards"]
    assert isinstance(table, Table)
    rows = {row[0]: row for row in table.rows}
    assert rows["MNIST"][1:4] == ["10,000", "2,000", 10]
    assert rows["Emoji"][1:3] == ["751", "200"]
    assert str(rows["CIFAR-10"][5]).startswith("not on this machine")
    bars = lab.panels(frozenset({"balance"}))["balance"]
    assert isinstance(bars, Bars)
    assert bars.groups[0].values.data.sum() == 12_000
