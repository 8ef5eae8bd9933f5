"""Famous sets of pictures: those on this machine are counted, the others only cited; and what a
net's own pictures are like."""

import numpy as np
from torch.nn.functional import cross_entropy

from tinkernet.kit.cnn_images import Source, source
from tinkernet.kit.cnn_pictures import WHITE, palette, seen
from tinkernet.kit.cnn_training import Trainee
from tinkernet.panels import BarGroup, Bars, Column, ImageGrid, Table
from tinkernet.tensor import codes, floats

_HERE = ("digits", "mnist", "fashion", "emoji")
#: Published figures: name, training and test pictures, classes, size, source.
_ABSENT: list[tuple[str, int, int, int, str, str]] = [
    ("MNIST, whole", 60_000, 10_000, 10, "28×28×1", "LeCun and others, 1998"),
    ("Fashion-MNIST, whole", 60_000, 10_000, 10, "28×28×1", "Xiao and others, 2017"),
    ("CIFAR-10", 50_000, 10_000, 10, "32×32×3", "Krizhevsky, 2009"),
    ("CIFAR-100", 50_000, 10_000, 100, "32×32×3", "Krizhevsky, 2009"),
    ("SVHN", 73_257, 26_032, 10, "32×32×3", "Netzer and others, 2011"),
    ("ImageNet (ILSVRC 2012)", 1_281_167, 50_000, 1000, "about 469×387×3", "Deng and others, 2009"),
    ("COCO 2017", 118_287, 5_000, 80, "about 640×480×3", "Lin and others, 2014"),
]
_WALL = 60


def cards() -> Table:
    """Every set with its counts; those on this machine are counted now."""
    here = [(source(name).title, *_counted(source(name)), "on this machine") for name in _HERE]
    away = [(*each[:5], f"not on this machine; {each[5]}") for each in _ABSENT]
    rows = [
        [name, f"{train:,}", f"{test:,}", classes, size, where]
        for name, train, test, classes, size, where in [*here, *away]
    ]
    return Table(
        title="Famous sets of pictures",
        note="Those on this machine are counted as they lie here; the others are published "
        "figures (ImageNet and COCO: validation in place of test).",
        columns=[
            Column(name="set"), Column(name="training"), Column(name="test"),
            Column(name="classes"), Column(name="size"), Column(name="where"),
        ],
        rows=rows,
    )  # fmt: skip


def _counted(kept: Source) -> tuple[int, int, int, str]:
    _, height, width, channels = kept.pixels.shape
    return kept.trained, kept.tested, len(kept.classes), f"{height}×{width}×{channels}"


def wall(name: str, seed: int) -> ImageGrid:
    """The mean picture of each class, and a wall of pictures."""
    kept = source(name)
    means = np.stack([_mean(kept, label) for label in range(len(kept.classes))])
    some = np.random.default_rng(seed).permutation(len(kept.labels))[: _WALL - len(means)]
    shown = np.concatenate([means, kept.pixels[some]])
    grey = shown.shape[-1] == 1
    return ImageGrid(
        title=f"{kept.title}: means, and a wall",
        note="First the mean picture μ of each class, then pictures at random.",
        images=codes(np.minimum(shown[..., 0], WHITE) if grey else shown),
        palette="grey" if grey else "colour",
        captions=[f"μ {each}" for each in kept.classes]
        + [kept.classes[kept.labels[row]] for row in some],
        summary=f"{len(kept.labels)} pictures of {len(kept.classes)} classes.",
    )


def _mean(kept: Source, label: int) -> np.ndarray:
    return np.round(kept.pixels[kept.labels == label].mean(0)).astype(np.uint8)


def balance(name: str) -> Bars:
    """How many pictures of each class there are."""
    kept = source(name)
    counts = np.bincount(kept.labels, minlength=len(kept.classes))
    return Bars(
        title="Class balance",
        labels=list(kept.classes),
        groups=[BarGroup(name="pictures", values=floats(counts))],
        y_label="pictures", y_min=0.0,
        summary=f"From {counts.min()} to {counts.max()} pictures a class.",
    )  # fmt: skip


def statistics(trainee: Trainee) -> Table:
    """The training pictures of each class: how many, their mean and their spread."""
    images = trainee.images
    rows: list[list[str | float | int | None]] = []
    for label, name in enumerate(images.classes):
        some = images.x[images.y == label]
        rows.append([name, len(some), *_spread(some.numpy())])
    rows.append(["all", len(images.y), *_spread(images.x.numpy())])
    return Table(
        title="The training pictures",
        columns=[
            Column(name="class"), Column(name="pictures"), Column(name="mean", digits=3),
            Column(name="spread", digits=3),
        ],
        rows=rows, total=True,
    )  # fmt: skip


def _spread(x: np.ndarray) -> list[float | None]:
    return [float(x.mean()), float(x.std())] if x.size else [None, None]


def odd(trainee: Trainee) -> ImageGrid:
    """Of the first training pictures, those that the net finds hardest."""
    x, y = trainee.images.x[:300], trainee.images.y[:300]
    logits = trainee.net.judged(x)
    losses = cross_entropy(logits, y, reduction="none").numpy()
    worst = np.argsort(-losses, kind="stable")[:40]
    names, answers = trainee.images.classes, logits.argmax(1)
    return ImageGrid(
        title="The odd ones",
        note="Training pictures with the largest loss: what they are called → what the net says.",
        images=seen(x[worst]), palette=palette(x),
        captions=[f"{names[int(y[row])]} → {names[int(answers[row])]}" for row in worst],
        summary=f"The largest loss is {losses.max():.3g}.",
    )  # fmt: skip
