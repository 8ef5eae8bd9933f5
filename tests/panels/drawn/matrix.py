"""Matrices of every sort: an editable kernel, an input with its frame, sheets, names, a crowd."""

import numpy as np

from tests.panels.fixture import Fixture
from tinkernet.panels import Matrix, Window
from tinkernet.tensor import codes, floats, ints


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    return {
        "matrix": Fixture(_output()),
        "matrix_kernel": Fixture(_kernel()),
        "matrix_input": Fixture(_input()),
        "matrix_volume": Fixture(_volume()),
        "matrix_embedding": Fixture(_embedding()),
        "matrix_small_cells": Fixture(_small_cells()),
    }


def _output() -> Matrix:
    values = np.tile([0.0, 30, 30, 0], (4, 1))
    values[3, 3] = np.nan
    return Matrix(
        title="What comes out", note="4 x 4", summary="0 30 30 0 in every row, one cell empty.",
        values=floats(values), at=5, walk=True,
        made=Window(of="matrix_input", size=3, stride=1, padding=0),
    )  # fmt: skip


def _kernel() -> Matrix:
    return Matrix(
        title="The kernel", note="a vertical edge", summary="Columns of 1, 0 and −1.",
        values=floats(np.tile([1.0, 0, -1], (3, 1))), taps=True, editable=True,
    )  # fmt: skip


def _input() -> Matrix:
    values = np.pad(np.where(np.arange(6) < 3, 10.0, 0.0) * np.ones((6, 1)), 1)
    marks = np.pad(np.zeros((6, 6)), 1, constant_values=1)
    marks[3, 3] = 2
    return Matrix(
        title="What goes in", note="6 x 6 and a frame of zeros", editable=True,
        summary="Bright on the left, dark on the right, a frame of zeros around it.",
        values=floats(values), palette="grey", lo=0, hi=10, marks=codes(marks),
        window=Window(of="matrix", size=3, row=1, col=1),
    )  # fmt: skip


def _volume() -> Matrix:
    random = np.random.default_rng(5)
    return Matrix(
        title="Three sheets", summary="Three sheets of five rows and columns, values around 0.",
        values=floats(random.normal(0, 1.2, (3, 5, 5))), sheets=["red", "green", "blue"],
        window=Window(of="matrix", size=3, dilation=2, row=0, col=0),
    )  # fmt: skip


def _embedding() -> Matrix:
    random = np.random.default_rng(6)
    words = [f"word {i}" for i in range(1, 101)]
    return Matrix(
        title="A hundred vectors", note="100 x 16", linked="token",
        summary="A row for each of a hundred words, sixteen numbers in each.",
        values=floats(random.normal(0, 0.6, (100, 16))), rows=words,
        cols=[str(j) for j in range(1, 17)], row_ids=ints(np.arange(100)),
    )  # fmt: skip


def _small_cells() -> Matrix:
    y, x = np.mgrid[0:60, 0:60] / 60
    return Matrix(
        title="Cells too small for numbers", note="60 x 60", badge="formula",
        summary="Waves; point at a cell to read its number.",
        values=floats(np.sin(12 * x) * np.cos(9 * y)),
    )  # fmt: skip
