"""What lies in the files: notebook, weights, net, tables; and that no text of a learner's acts."""

import ast
import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from safetensors.numpy import load

from tests.takeaway.taking import files, taken, unpacked
from tinkernet.protocol import Config
from tinkernet.recipe import Sheet
from tinkernet.takeaway.checking import apart, checked
from tinkernet.takeaway.kind import KINDS
from tinkernet.takeaway.sheets import data_csv

_NASTY = [
    '"""\nimport os\nos.system("x")\n"""', "'; import os #", "\\", "{0}{title}", "</script>",
    "\u202e\u2066evil", "\x00\x1b[2J", "# %%\n!ls", "=HYPERLINK()", "\ud800", "`rm`" * 500,
]  # fmt: skip

#: Runs the cells of a notebook in their order, in one namespace.
_PLAYER = """
import json, sys
names = {"__name__": "__main__"}
for cell in json.load(open("run.ipynb", encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), names)
print(names["worst"])
"""

NETS: dict[str, tuple[str, Config]] = {
    **{f"mlp {act}": ("mlp", {"act": act, "task": "blobs", "depth": 2}) for act in (
        "tanh", "relu", "sigmoid", "linear", "leaky_relu", "elu", "swish", "gelu", "softplus",
        "hard_tanh", "hard_sigmoid",
    )},
    "mlp of two classes": ("mlp", {"task": "moons"}),
    "mlp of a curve": ("mlp", {"task": "sine"}),
    "neuron": ("neuron", {}),
    "hard neuron": ("neuron", {"output": "step", "w1": 2.0}),
    "bricks": ("cnn", {"examples": 60, "batch": 8, "plan": "own", "bricks":
                       "c4k3s2valid-batchnorm-avg2-max2-gmp-batchnorm-d16"}),
    "global average": ("cnn", {"examples": 60, "batch": 8, "head": "gap", "filters": 4}),
    "flatten": ("cnn", {"examples": 60, "batch": 8, "in_channels": 3, "filters": 4}),
}  # fmt: skip


def test_the_cells_of_the_notebook_give_the_runs_own_losses(tmp_path: Path) -> None:
    folder = unpacked(taken("mlp", {"task": "spiral"}, 60), "notebook", tmp_path / "book")
    nbformat.validate(nbformat.read(str(folder / "run.ipynb"), 4))
    played = subprocess.run(
        [sys.executable, "-c", _PLAYER], cwd=folder, capture_output=True, text=True, check=True
    )
    assert float(played.stdout.splitlines()[-1]) <= 1e-6


@pytest.mark.parametrize("name", NETS)
def test_the_net_file_answers_as_the_net_does(name: str) -> None:
    lab, config = NETS[name]
    takeaway = taken(lab, config, 6, reproduces=False)
    answerer = takeaway._living.recipe().answerer()
    assert answerer
    content = takeaway.bundle("onnx")[1]
    x = np.random.default_rng(0).normal(size=(7, *answerer.example.shape[1:])).astype(np.float32)
    (found,) = onnxruntime.InferenceSession(content).run(None, {"x": x})
    with torch.no_grad():
        wanted = answerer.module(torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(np.asarray(found), wanted, atol=1e-5)
    about = {each.key: each.value for each in onnx.load_from_string(content).metadata_props}
    assert about["x"]
    assert about["y"]


def test_weights_have_the_names_of_torchs_state() -> None:
    takeaway = taken("mlp", {"depth": 2, "width": 5}, 3, reproduces=False)
    weights = load(takeaway.bundle("weights")[1])
    shapes = {name: part.shape for name, part in weights.items()}
    assert shapes["0.weight"] == (5, 2)
    answerer = takeaway._living.recipe().answerer()
    assert answerer
    assert shapes.keys() == answerer.module.state_dict().keys()


def test_the_same_run_gives_the_same_bytes() -> None:
    for kind in KINDS:
        assert taken("mlp", {}, 5).bundle(kind) == taken("mlp", {}, 5).bundle(kind)


@pytest.mark.parametrize("title", _NASTY)
def test_a_title_is_a_value_and_never_code(title: str) -> None:
    takeaway = taken("neuron", {}, 3, title=title)
    plain = taken("neuron", {}, 3, title="A run")
    code = files(takeaway, "script")["run.py"].decode()
    assert _without_titles(code) == _without_titles(files(plain, "script")["run.py"].decode())
    book = json.loads(files(takeaway, "notebook")["run.ipynb"])
    words = [cell["source"] for cell in book["cells"] if cell["cell_type"] == "markdown"]
    assert words == [
        cell["source"]
        for cell in json.loads(files(plain, "notebook")["run.ipynb"])["cells"]
        if cell["cell_type"] == "markdown"
    ]
    readme = files(takeaway, "script")["README.txt"].decode()
    assert len(readme.splitlines()) == len(files(plain, "script")["README.txt"].splitlines())


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "\0"])
def test_no_cell_of_a_table_is_a_formula(begin: str) -> None:
    text = f'{begin}cmd|" /C calc"!A0'
    table = data_csv(Sheet([text], [[text], [-1.5]])).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert rows[0][0].startswith("'")
    assert rows[1][0].startswith("'")
    assert "\0" not in rows[1][0]
    assert rows[2][0] == "-1.5"


@pytest.mark.parametrize(
    "code",
    ["import os", "from os import path", "eval('1')", "x.__class__", "__import__('os')",
     "open('x')", "getattr(x, 'y')"],
)  # fmt: skip
def test_code_that_reaches_beyond_numbers_is_not_handed_over(code: str) -> None:
    with pytest.raises(ValueError, match="no use for"):
        checked(code)


def test_losses_are_compared_by_their_size_and_two_that_ran_away_are_equal() -> None:
    assert apart(0.5, 0.5 + 1e-6) == pytest.approx(1e-6)
    assert apart(1e6, 1e6 + 1) == pytest.approx(1e-6)
    assert apart(float("nan"), float("inf")) == 0
    assert apart(1.0, float("inf")) == float("inf")
    assert apart(float("nan"), 1.0) == float("inf")


def _without_titles(code: str) -> str:
    tree = ast.parse(code)
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id="title")], value=ast.Constant()):
                node.value = ast.Constant("")
            case _:
                pass
    return ast.dump(tree)
