"""A net as an ONNX file, written node by node."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from tinkernet import __version__
from tinkernet.recipe import Answerer
from tinkernet.takeaway.story import Story

_OPSET, _IR = 20, 9

_Node = tuple[str, dict[str, Any], list[Tensor]]

#: Modules that are one node without numbers of their own.
_PLAIN: dict[type[nn.Module], tuple[str, dict[str, Any]]] = {
    nn.Tanh: ("Tanh", {}),
    nn.Sigmoid: ("Sigmoid", {}),
    nn.ReLU: ("Relu", {}),
    nn.LeakyReLU: ("LeakyRelu", {"alpha": 0.01}),
    nn.ELU: ("Elu", {"alpha": 1.0}),
    nn.Softplus: ("Softplus", {}),
    nn.GELU: ("Gelu", {}),
    nn.Hardsigmoid: ("HardSigmoid", {"alpha": 1 / 6, "beta": 0.5}),
    nn.Softmax: ("Softmax", {"axis": 1}),
    nn.Flatten: ("Flatten", {}),
    nn.AdaptiveAvgPool2d: ("GlobalAveragePool", {}),
    nn.AdaptiveMaxPool2d: ("GlobalMaxPool", {}),
}


def net_file(answerer: Answerer, story: Story) -> bytes:
    """The file, checked: input `x` (N, …), output `y` (N, …), N as large as one likes."""
    nodes: list[onnx.NodeProto] = []
    kept: list[onnx.TensorProto] = []
    parts = list(_flat(answerer.module))
    at = "x"
    for number, part in enumerate(parts):
        to = "y" if number == len(parts) - 1 else f"a{number + 1}"
        for node, tensors in _nodes(part, at, to):
            nodes.append(node)
            kept += tensors
        at = to
    example = answerer.example.astype(np.float32)
    answer = answerer.module(_torch(example)).detach()
    graph = helper.make_graph(
        nodes, story.lab, [_value("x", example.shape[1:])], [_value("y", answer.shape[1:])], kept
    )
    opset = [helper.make_opsetid("", _OPSET)]
    model = helper.make_model(
        graph, opset_imports=opset, ir_version=_IR, producer_name="Tinkernet",
        producer_version=__version__,
    )  # fmt: skip
    about = {"x": answerer.inputs, "y": answerer.outputs, "step": str(story.step)}
    helper.set_model_props(model, about)
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def _flat(module: nn.Module) -> Iterator[nn.Module]:
    """All modules in order, those that do something."""
    if isinstance(module, nn.Sequential | nn.ModuleList):
        for part in module:
            yield from _flat(part)
    elif not isinstance(module, nn.Identity):
        yield module


def _nodes(
    part: nn.Module, at: str, to: str
) -> Iterator[tuple[onnx.NodeProto, list[onnx.TensorProto]]]:
    """The nodes from the tensor `at` to the tensor `to`, with their numbers."""
    if isinstance(part, nn.SiLU):
        yield helper.make_node("Sigmoid", [at], [f"{to}.share"]), []
        yield helper.make_node("Mul", [at, f"{to}.share"], [to]), []
        return
    kind, attributes, numbers = _node(part)
    names = [f"{to}.{kind}.{place}" for place in range(len(numbers))]
    stored = [
        numpy_helper.from_array(number.detach().numpy(), name)
        for number, name in zip(numbers, names, strict=True)
    ]
    # A global pooling leaves sides of one cell, as torch does; flatten follows it in the net.
    yield helper.make_node(kind, [at, *names], [to], **attributes), stored


def _node(part: nn.Module) -> _Node:
    match part:
        case nn.Linear():
            return "Gemm", {"transB": 1}, [part.weight, part.bias]
        case nn.Hardtanh():
            return "Clip", {}, [_torch(np.float32(-1)), _torch(np.float32(1))]
        case nn.Conv2d():
            sides = {"strides": list(part.stride), "pads": [int(p) for p in part.padding] * 2}
            biases = [] if part.bias is None else [part.bias]
            return "Conv", {"kernel_shape": list(part.kernel_size), **sides}, [part.weight, *biases]
        case nn.MaxPool2d():
            return "MaxPool", {"kernel_shape": [part.kernel_size] * 2,
                               "strides": [part.stride] * 2}, []  # fmt: skip
        case nn.AvgPool2d():
            return "AveragePool", {"kernel_shape": [part.kernel_size] * 2,
                                   "strides": [part.stride] * 2}, []  # fmt: skip
        case nn.BatchNorm2d() | nn.BatchNorm1d():
            means = [each for each in (part.running_mean, part.running_var) if each is not None]
            return "BatchNormalization", {"epsilon": part.eps}, [part.weight, part.bias, *means]
        case _:
            kind, attributes = _PLAIN[type(part)]
            return kind, attributes, []


def _value(name: str, shape: tuple[int, ...]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", *shape])


def _torch(array: Any) -> Tensor:
    return torch.from_numpy(np.array(array))
