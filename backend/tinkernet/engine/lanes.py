"""Sums over sixteen examples at a time, written as vector instructions by hand.

A block holds one row of LANES examples per unit. The compiler cannot prove that two rows of one
array do not overlap, and its checks at run time cost more than such short loops: with these
primitives an epoch takes a third of the time. Offsets are in numbers, not in bytes.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from tinkernet.engine.compile import FLAGS

LANES = 16

_FLOAT = ir.FloatType()
_ROW = ir.VectorType(_FLOAT, LANES)
_LANE = ir.IntType(32)
_Generator = tuple[Any, Any]


@intrinsic
def _weighted_sum(
    typing: Any, out: Any, at: Any, start: Any, weights: Any, first: Any, stride: Any, rows: Any,
    row: Any, pitch: Any, count: Any,
) -> _Generator:  # fmt: skip
    """out[at : at + LANES] = start + sum over i < count of weights[first + i stride] x row i,
    where row i is rows[row + i pitch :][:LANES]."""
    place = types.intp
    signature = types.void(
        out, place, types.float32, weights, place, place, rows, place, place, place
    )

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        out, at, start, weights, first, stride, rows, row, pitch, count = args
        numbers = context.make_array(signature.args[3])(context, builder, weights).data
        total = cgutils.alloca_once_value(builder, _spread(builder, start))
        with cgutils.for_range(builder, count) as loop:
            place = builder.add(first, builder.mul(loop.index, stride))
            weight = _spread(builder, builder.load(builder.gep(numbers, [place])))
            step = builder.mul(loop.index, pitch)
            source = _address(context, builder, signature.args[6], rows, builder.add(row, step))
            term = builder.fmul(weight, builder.load(source, align=4), flags=FLAGS)
            builder.store(builder.fadd(builder.load(total), term, flags=FLAGS), total)
        target = _address(context, builder, signature.args[0], out, at)
        builder.store(builder.load(total), target, align=4)
        return context.get_dummy_value()

    return signature, generate


@intrinsic
def _dot(typing: Any, left: Any, at: Any, right: Any, other: Any) -> _Generator:
    """The sum over the lanes of left[at : at + LANES] x right[other : other + LANES]."""
    signature = types.float32(left, types.intp, right, types.intp)

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        sources = (
            _address(context, builder, signature.args[0], args[0], args[1]),
            _address(context, builder, signature.args[2], args[2], args[3]),
        )
        product = builder.fmul(*(builder.load(source, align=4) for source in sources))
        return _sum(builder, product)

    return signature, generate


@intrinsic
def _row_sum(typing: Any, row: Any, at: Any) -> _Generator:
    """The sum over the lanes of row[at : at + LANES]."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        source = _address(context, builder, signature.args[0], args[0], args[1])
        return _sum(builder, builder.load(source, align=4))

    return types.float32(row, types.intp), generate


# Python's types cannot say that an intrinsic is called without its first parameter.
weighted_sum: Callable[..., None] = _weighted_sum
dot: Callable[..., np.float32] = _dot
row_sum: Callable[..., np.float32] = _row_sum


def _sum(builder: Any, row: Any) -> Any:
    reduce = cgutils.get_or_insert_function(
        builder.module,
        ir.FunctionType(_FLOAT, [_FLOAT, _ROW]),
        f"llvm.vector.reduce.fadd.v{LANES}f32",
    )
    return builder.call(reduce, [_FLOAT(-0.0), row], fastmath=("reassoc",))


def _address(context: Any, builder: Any, kind: Any, array: Any, at: Any) -> Any:
    data = context.make_array(kind)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [at]), _ROW.as_pointer())


def _spread(builder: Any, value: Any) -> Any:
    """A row whose every lane is `value`."""
    nothing = ir.Constant(_ROW, ir.Undefined)
    row = builder.insert_element(nothing, value, _LANE(0))
    return builder.shuffle_vector(row, nothing, ir.Constant(ir.VectorType(_LANE, LANES), None))
