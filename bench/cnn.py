"""The lab `cnn` on MNIST against ConvNetJS in Node: the same small net, mini-batches of 32."""

import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import torch

from bench.peers import packaged
from bench.rows import rate_row
from tinkernet.kit.cnn_config import CnnConfig
from tinkernet.labs.lecture_14_convolution.cnn import Cnn

PEER = Path(__file__).with_name("convnet.mjs")
#: conv 8@5x5, pool, conv 16@5x5, pool, dense 10.
BRICKS = "c8k5s1same-max2-c16k5s1same-max2-flatten"
_BATCH = 32
_SECS = 1.0
_PEER_PICTURES = 320


def cnn_rows() -> list[dict[str, Any]]:
    """Pictures a second that are trained on."""
    torch.set_num_threads(1)
    config = CnnConfig(
        dataset="mnist", examples=10_000, input_size=28, plan="own", bricks=BRICKS, batch=_BATCH,
    )  # fmt: skip
    lab = Cnn(config)
    lab.step()
    folder = packaged("convnetjs", "0.3.0")
    node = shutil.which("node")
    if folder is None or node is None:
        print("ConvNetJS cannot be had here (it needs Node and the npm registry): no peer.")

    def peer() -> float:
        command = [str(node), str(PEER), str(folder), str(_PEER_PICTURES), str(_BATCH)]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    unit = "pictures/s trained, conv 8@5x5 and 16@5x5; peer: ConvNetJS in Node"
    return [rate_row("cnn_mnist", unit, lambda: _rate(lab), peer if folder and node else None)]


def _rate(lab: Cnn) -> float:
    start, steps = time.monotonic(), 0
    while (took := time.monotonic() - start) < _SECS:
        lab.step()
        steps += 1
    return steps * _BATCH / took
