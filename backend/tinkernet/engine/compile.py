"""How engine functions become machine code: once, in `warm`, never under a learner's hand."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, ParamSpec, TypeVar

import numba
import numpy as np
from numba.core import config
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Numbers = NDArray[np.float64]
Words = NDArray[np.uint64]
Levels = NDArray[np.uint8]

#: nnan and ninf are left out: a diverging net must be seen as NaN and infinity.
#: reassoc is left out: it would optimise the rounding trick of `exponential.py` away.
FLAGS = ("contract", "arcp", "nsz")

_settings: Any = config
_entries: list[Any] = []
_P = ParamSpec("_P")
_R = TypeVar("_R")


def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """`function` as a part of kernels. It starts no thread, so a later fork is safe."""
    return numba.njit(fastmath=set(FLAGS), error_model="numpy")(function)


def inlined(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """`function` as a part of kernels, copied into its callers.

    A call hands over seven words for every array; for a mini-batch of ten examples in a small
    net that is a third of all the work.
    """
    options = {"fastmath": set(FLAGS), "error_model": "numpy", "forceinline": True}
    return numba.njit(**options)(function)


def summing(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """`function` as `inlined`, its sums taken in any order: rows of numbers go in eights at a time.

    For kernels that leave the rounding of `exponential.py` alone.
    """
    options = {"fastmath": {*FLAGS, "reassoc"}, "error_model": "numpy", "forceinline": True}
    return numba.njit(**options)(function)


def entry(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """`function` as a kernel that Python calls, kept on disk where there is a place for it."""
    dispatcher: Any = compiled(function)
    folder = _cache_folder()
    if folder is not None:
        before, _settings.CACHE_DIR = _settings.CACHE_DIR, str(folder)
        try:
            dispatcher.enable_caching()
            _forgive_a_full_disk(dispatcher)
        except RuntimeError:  # the folder was taken away between the look and the use
            pass
        finally:
            _settings.CACHE_DIR = before
    _entries.append(dispatcher)
    return dispatcher


def seal() -> None:
    """From now on a call with types that were not warmed is a TypeError, not a compilation."""
    for dispatcher in _entries:
        dispatcher.disable_compile()


def _forgive_a_full_disk(dispatcher: Any) -> None:
    """A kernel that cannot be kept is compiled again next time; that is no reason not to run."""
    save = dispatcher._cache.save_overload

    def keep(signature: Any, data: Any) -> None:
        with suppress(OSError):
            save(signature, data)

    dispatcher._cache.save_overload = keep


def _cache_folder() -> Path | None:
    """The writable cache folder of exactly these sources, or None: then nothing is kept.

    It lies in NUMBA_CACHE_DIR, else in the user's cache folder. Numba looks only at the file of
    the outermost function, so a change further in would be missed without the sources' digest.
    """
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    root = os.environ.get("NUMBA_CACHE_DIR") or os.path.join(home, "tinkernet")
    folder = Path(root) / f"engine-{_digest()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


def _digest() -> str:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
