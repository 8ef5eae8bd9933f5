"""The files themselves: put together in memory, the same bytes for the same run."""

import io
import zipfile
from collections.abc import Sequence

import numpy as np
from safetensors.numpy import save

from tinkernet import __version__
from tinkernet.lab import Metrics
from tinkernet.recipe import Arrays, Recipe
from tinkernet.refusal import RefusalError
from tinkernet.takeaway.kind import Kind
from tinkernet.takeaway.notebook import notebook
from tinkernet.takeaway.recording import Recording
from tinkernet.takeaway.script import script
from tinkernet.takeaway.sheets import curves_csv, data_csv
from tinkernet.takeaway.story import Story, beginning

#: The earliest date a zip file knows.
_DATE = (1980, 1, 1, 0, 0, 0)
#: Larger files are not made smaller: weights are nearly noise, and pressing them takes seconds.
_MOST_PRESSED = 4_000_000


def bundled(
    kind: Kind,
    story: Story,
    recipe: Recipe,
    recording: Recording | None,
    curves: Sequence[tuple[int, Metrics]],
) -> tuple[str, bytes]:
    """The file of this kind: its name and its bytes.

    Raises:
        RefusalError: for a net file of a lab without a net.
    """
    if kind == "weights":
        return f"{story.name}.safetensors", tensors(recipe.weights())
    if kind == "onnx":
        return f"{story.name}.onnx", _net(recipe, story)
    if recording is None:
        raise ValueError(f"a {kind} wants a stretch of the run that was taken down")
    files = {"run.safetensors": tensors(recording.tensors())}
    if kind == "script":
        files["run.py"] = script(story, recording).encode(errors="replace")
    else:
        files["run.ipynb"] = notebook(story, recording).encode(errors="replace")
    files["losses.csv"] = curves_csv(curves)
    if recording.sheet:
        files["data.csv"] = data_csv(recording.sheet)
    files["README.txt"] = _readme(story, recording, sorted(files)).encode(errors="replace")
    return f"{story.name}-{kind}.zip", zipped(files)


def tensors(arrays: Arrays) -> bytes:
    """A safetensors file."""
    plain = {name: np.array(part, order="C") for name, part in arrays.items()}
    # More than one word about it would stand in another order each time.
    return save(plain, {"format": "pt"})


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip file, each time with the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DATE)
            is_large = len(files[name]) > _MOST_PRESSED
            entry.compress_type = zipfile.ZIP_STORED if is_large else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return packed.getvalue()


def _net(recipe: Recipe, story: Story) -> bytes:
    answerer = recipe.answerer()
    if answerer is None:
        raise RefusalError("This lab trains no net that could answer by itself.")
    try:
        from tinkernet.takeaway.net_file import net_file
    except ImportError as missing:
        raise RefusalError(
            "A net file needs the package onnx: pip install 'tinkernet[export]'."
        ) from missing
    return net_file(answerer, story)


_WHAT = {
    "data.csv": "the examples",
    "losses.csv": "the numbers of all steps of the run, from its first",
    "run.py": "the script; python run.py runs it",
    "run.ipynb": "the notebook",
    "run.safetensors": "what both load: examples, weights, what each step was given, losses",
}


def _readme(story: Story, recording: Recording, names: Sequence[str]) -> str:
    lines = [
        story.line,
        "",
        f"{story.lesson}: a run of Tinkernet {__version__} (lab {story.lab}), taken away.",
        f"Steps {recording.begin + 1} to {recording.end} as plain PyTorch. {beginning(recording)}",
        "",
        "It needs Python with torch and safetensors: pip install torch safetensors",
        "",
        *(f"{name:<16} {_WHAT[name]}" for name in names),
        "",
        "The controls of the run:",
        *(f"  {name} = {_short(value)}" for name, value in story.config.items()),
    ]
    return "\n".join([*lines, ""])


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
