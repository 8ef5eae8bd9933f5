"""What every test starts from: one thread per process, repeatable random examples, and nothing
saved in anybody's own folder."""

import os
import tempfile

# Before torch and numba are imported anywhere: two test processes share two cores.
for _name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

#: Gone when the last test has ended. Servers of the tests name files of their own besides.
_SAVED = tempfile.TemporaryDirectory()
os.environ["TINKERNET_DB"] = os.path.join(_SAVED.name, "tinkernet.db")

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
