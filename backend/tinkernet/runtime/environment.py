"""What a worker may know of the server's environment; imports nothing, the server needs it."""

import os

#: All that a worker may know of the server's environment: where things are, never a secret.
_KNOWN = (
    "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV",
    "LD_LIBRARY_PATH", "NUMBA_CACHE_DIR", "NUMBA_CPU_NAME", "XDG_CACHE_HOME",
)  # fmt: skip
_ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")


def environment() -> dict[str, str]:
    """The environment of a worker: one thread, no accelerator, the same hashes in each."""
    known = {name: os.environ[name] for name in _KNOWN if name in os.environ}
    fixed = {"CUDA_VISIBLE_DEVICES": "", "PYTHONHASHSEED": "0"}
    return known | fixed | dict.fromkeys(_ONE_THREAD, "1")
