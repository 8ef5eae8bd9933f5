"""The text of the script: a header, the lab's own sections, and the loop that compares losses."""

import inspect

from tinkernet.takeaway.checking import apart, checked
from tinkernet.takeaway.recording import Recording
from tinkernet.takeaway.story import Story, beginning

_STANDARD = """\
import math
import sys
from pathlib import Path

"""
_IMPORTS = """\
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F
"""

_LOOP = """\
losses = run["losses"].tolist()  # the run's own
again = set(run["again"].tolist())
worst = 0.0
for t, theirs in enumerate(losses):
    if t in again:
        take_over(t)
    J = step(t)
    worst = max(worst, apart(J, theirs))
    if t % {every} == 0 or t == len(losses) - 1:
        print(f"step {{t + {first}}}  loss {{J:.6f}}  in the run {{theirs:.6f}}")
print(f"{{len(losses)}} steps, largest difference {{worst:.1e}}")
"""

_AGAIN = """\
# Rounding: this adds up in another order than the run did, each step carries that on, and steep
# ground makes it grow. So the script takes the run's own weights again at some of the steps.
"""
_ONCE = "# It takes the run's own weights once, at its first step.\n"

#: How the notebook ends, and the script.
_END = "sys.exit(worst > 1e-6)\n"


def script(story: Story, recording: Recording) -> str:
    """The whole of `run.py`."""
    beside = 'Path(__file__).with_name("run.safetensors")'
    parts = [
        f'"""{_purpose(recording)}"""\n',
        _STANDARD + _IMPORTS,
        f"title = {story.line!r}\n" + opening(recording, beside),
        *(f"\n# --- {section.title} ---\n{section.code}\n" for section in recording.sections),
        f"\n# --- The run ---\n{loop(recording)}{_END}",
    ]
    return checked("\n".join(parts))


def imports() -> str:
    """What a notebook imports."""
    return f"import math\n\n{_IMPORTS}"


def opening(recording: Recording, file: str) -> str:
    """Loads the tensors, and cuts what was dealt into steps."""
    names = recording.names()
    lines = [
        "torch.set_num_threads(1)  # as in the run: more would add up in another order",
        f"run = load_file({file})",
    ]
    if names:
        lines += [
            "# What each step was given, one piece for each.",
            "dealt = {",
            '    name: run[name].split(run[f"{name}.lengths"].tolist())',
            f"    for name in {names!r}",
            "}",
        ]
    return "\n".join([*lines, ""])


def loop(recording: Recording) -> str:
    """Runs all steps, and compares each loss with the run's own."""
    note = _AGAIN if len(recording.states) > 1 else _ONCE
    shown = _LOOP.format(first=recording.begin + 1, every=max(1, len(recording) // 12))
    return f"{inspect.getsource(apart)}\n\n{note}{shown}"


def _purpose(recording: Recording) -> str:
    steps = f"steps {recording.begin + 1} to {recording.end}"
    return (
        f"A run of Tinkernet as plain PyTorch, {steps}, with the run's own loss to 1e-6.\n\n"
        f"{beginning(recording)} Its numbers are in run.safetensors, beside this file.\n"
        "python run.py needs torch and safetensors.\n"
    )
