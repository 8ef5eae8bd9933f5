"""What a trained convolutional net does: the claims of lecture 14 that are measured."""

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from torch.nn.functional import cross_entropy

from tests.labs.convnets import accuracy, cnn, trained
from tinkernet.kit.cnn_net import ConvNet
from tinkernet.kit.cnn_numbers import main_directions, probe_scores
from tinkernet.kit.cnn_pictures import cosines, patch, top_patches
from tinkernet.kit.cnn_reasons import input_slopes, liked_pictures
from tinkernet.labs.lecture_14_convolution.cnn import Cnn
from tinkernet.panels import ImageGrid, Table


@pytest.fixture(scope="module")
def digits() -> Cnn:
    """Two blocks of 16 filters on all digits, 300 steps."""
    return trained("convnet-in-detail")


@pytest.fixture(scope="module")
def shapes() -> Cnn:
    """Two blocks of 8 filters on coloured shapes."""
    return trained("pattern-detectors", steps=150)


def test_two_blocks_tell_digits_apart_in_300_steps(digits: Cnn) -> None:
    assert accuracy(digits) >= 0.95


def test_every_filter_of_the_first_layer_turns() -> None:
    lab = trained("learned-features", steps=200)
    net, first = lab.view.net, lab.view.trainee.first
    now, then = net.weights(0), first.weights(0)
    assert now is not None
    assert then is not None
    assert max(cosines(now, then)) < 0.99


def test_trained_filters_beat_frozen_random_ones(digits: Cnn) -> None:
    frozen = cnn("convnet-in-detail", lr=0.003)
    weights = [p for layer in list(frozen.view.net.layers)[:-1] for p in layer.parameters()]
    for parameter in weights:
        parameter.requires_grad = False
    for _ in range(300):
        frozen.step()
    assert accuracy(digits) > accuracy(frozen)


def test_the_patches_that_excite_a_unit_are_more_alike_than_any_patches(shapes: Cnn) -> None:
    net, images = shapes.view.net, shapes.view.images
    random = np.random.default_rng(0)
    wins = []
    for unit in range(8):
        best = top_patches(net, images, 2, unit)
        _, height, width = net.plan.shapes[2]
        others = torch.stack(
            [
                patch(images.x[int(random.integers(200))], net, 2,
                      int(random.integers(height)), int(random.integers(width)))
                for _ in range(len(best))
            ]
        )  # fmt: skip
        wins.append(_likeness(best) > _likeness(others))
    assert sum(wins) >= 6


def _likeness(patches: torch.Tensor) -> float:
    """The mean correlation of each two patches that are not plain."""
    rows = patches.flatten(1).numpy()
    rows = rows[rows.std(axis=1) > 1e-6]
    table: NDArray[np.float64] = np.corrcoef(rows)
    return float(table[np.triu_indices(len(rows), 1)].mean())


def test_sixteen_filters_beat_four_and_four_beat_one() -> None:
    found = np.array(
        [
            [accuracy(trained("number-of-filters", filters=count, weights_seed=seed))
             for count in (1, 4, 16)]
            for seed in (0, 1)
        ]
    )  # fmt: skip
    one, four, sixteen = found.mean(axis=0)
    assert sixteen > four + 0.01
    assert four > one + 0.2
    # A single filter may go blind: it is as good as a guess. With other weights it sees.
    assert found[0, 0] < 0.2
    assert found[1, 0] > 0.6


def test_a_single_filter_that_is_blind_answers_nothing_and_learns_nothing() -> None:
    view = trained("number-of-filters", filters=1, steps=100).view
    last = [at for at, brick in enumerate(view.plan.bricks) if brick.kind == "conv"][-1]
    assert float(view.features(view.images.test_x)[last].max()) == 0


def test_a_thousand_pictures_teach_more_than_a_hundred() -> None:
    few, many = trained("training-data"), trained("training-data", examples=1000)
    assert accuracy(many) >= accuracy(few) + 0.05
    table = many.panels(frozenset({"statistics"}))["statistics"]
    assert isinstance(table, Table)
    images = many.view.images
    assert table.rows[3][1] == int((images.y == 3).sum())
    assert table.rows[-1][2] == pytest.approx(float(images.x.mean()), abs=1e-6)
    assert table.rows[-1][3] == pytest.approx(float(images.x.numpy().std()), abs=1e-6)


def test_a_straight_cut_gets_farther_behind_the_last_convolution(digits: Cnn) -> None:
    scores = probe_scores(digits.view)
    last = [score for name, score in scores if "conv" in name][-1]
    assert last >= scores[0][1] + 0.05
    assert last >= 0.95


def test_without_its_strongest_feature_a_class_loses_its_voice() -> None:
    lab = trained("dense-layers", steps=150)
    view = lab.view
    hidden = len(view.plan.bricks) - 2
    weights = view.net.weights(hidden + 1)
    assert weights is not None
    for label in range(10):
        some = view.images.test_x[view.images.test_y == label]
        means = view.features(some)[hidden].mean(0)
        strongest = int((weights[label] * means).argmax())
        before = view.net.judged(some)[:, label].mean()
        after = view.net.judged(some, (hidden, strongest))[:, label].mean()
        assert after < before


def test_the_switch_silences_the_unit_in_the_judgement_and_nothing_else(digits: Cnn) -> None:
    free = digits.view.outputs
    digits.apply(digits.config.changed({"ablate": True, "layer": 3, "unit": 2}))
    silenced = digits.view.outputs
    digits.apply(digits.config.changed({"ablate": False, "layer": 0, "unit": 0}))
    assert float(silenced[3][2].abs().max()) == 0
    assert torch.equal(silenced[3][3], free[3][3])
    assert torch.equal(digits.view.outputs[-1], free[-1])


def test_deep_layers_tell_classes_apart_more_than_the_first() -> None:
    lab = trained("hierarchical-features", steps=200)
    convs = [at for at, brick in enumerate(lab.view.plan.bricks) if brick.kind == "conv"]
    outs = lab.view.features(lab.view.images.test_x)
    first, last = (_selectivity(outs[at], lab.view.truth) for at in (convs[0], convs[-1]))
    assert last > first


def _selectivity(out: torch.Tensor, truth: NDArray[np.int64]) -> float:
    """How much of the spread of a map's strongest answer is between classes, the mean over maps."""
    peaks = out.amax((2, 3)).numpy()
    between = np.stack([peaks[truth == label].mean(0) for label in np.unique(truth)]).var(0)
    return float((between / (peaks.var(0) + 1e-9)).mean())


def test_the_maps_shown_are_those_of_the_drawing(digits: Cnn) -> None:
    lab = cnn("hierarchical-visualization")
    stroke = ("f" if 6 <= k // 24 < 18 and k % 24 == 12 else "0" for k in range(576))
    drawing = f"24.{''.join(stroke)}"
    lab.apply(lab.config.changed({"drawing": drawing}))
    ink = lab.view.drawing.astype(np.float32) / 255
    x = torch.from_numpy(ink)[None, None].expand(1, 1, 24, 24)
    with torch.no_grad():
        expected = lab.view.net.eval()(x)
    lab.view.net.train()
    assert torch.allclose(lab.view.outputs[-1], expected[0], atol=1e-6)
    wall = lab.panels(frozenset({"hierarchy"}))["hierarchy"]
    assert isinstance(wall, ImageGrid)
    assert wall.scales is not None
    assert wall.scales.data[0] == pytest.approx(float(lab.view.outputs[0][0].abs().max()), rel=1e-5)


def test_slopes_in_the_picture_are_those_of_a_small_change(digits: Cnn) -> None:
    net, picture = digits.view.net, digits.view.picture
    slopes = input_slopes(net, picture, 3)
    row, col = divmod(int(slopes.argmax()), slopes.shape[1])
    step = torch.zeros_like(picture)
    step[0, 0, row, col] = 1e-2
    rise = net.judged(picture + step)[0, 3] - net.judged(picture - step)[0, 3]
    assert float(rise.abs() / 2e-2) == pytest.approx(float(slopes[row, col]), rel=0.05)


def test_what_a_unit_likes_excites_it_more_than_what_it_began_with(digits: Cnn) -> None:
    net = digits.view.net
    liked = liked_pictures(net, 3, seed=0)
    grain = torch.full_like(liked, 0.5)
    rows = range(len(liked))
    before, after = (_said(net, x) for x in (grain, liked))
    wins = [float(after[unit, unit]) >= float(before[unit, unit]) for unit in rows]
    assert sum(wins) == len(wins)


def _said(net: ConvNet, x: torch.Tensor) -> torch.Tensor:
    """The mean of each map of the second convolution."""
    out = next(out for at, out in enumerate(net.outputs(x)) if at == 3)
    return out.detach().mean((2, 3))


def test_training_follows_torch_step_by_step() -> None:
    lab = cnn()
    images, config = lab.view.images, lab.config
    twin = ConvNet(config.net, config.weights_seed)
    adam = torch.optim.Adam(twin.parameters(), lr=config.lr)
    order = np.random.default_rng((config.seed, 1)).permutation(len(images.y))
    for step in range(5):
        rows = torch.from_numpy(order[64 * step : 64 * step + 64])
        loss = cross_entropy(twin(images.x[rows]), images.y[rows])
        adam.zero_grad()
        loss.backward()
        adam.step()
        assert lab.step()["loss"] == pytest.approx(loss.item(), abs=1e-5)


def test_the_embedding_is_that_of_the_principal_components() -> None:
    vectors = np.random.default_rng(0).normal(size=(60, 9)).astype(np.float32) * range(1, 10)
    ours = main_directions(vectors.astype(np.float32))
    theirs = PCA(2).fit_transform(vectors)
    assert np.abs(ours) == pytest.approx(np.abs(theirs), abs=1e-2)
