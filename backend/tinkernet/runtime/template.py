"""The process that workers are forked from: warms up once, then forks on request."""

import ctypes
import gc
import os
import select
import signal
import socket
import sys
from importlib import import_module
from typing import Any, NoReturn

import orjson

from tinkernet.runtime.settings import WorkerSettings

_REQUEST_BYTES = 4096
_PARENT_DIES = 1  # PR_SET_PDEATHSIG


def main() -> NoReturn:
    """`python -m tinkernet.runtime.template FD SETTINGS`: obey on that socket until it closes."""
    server = socket.socket(fileno=int(sys.argv[1]))
    settings = WorkerSettings.model_validate_json(sys.argv[2])
    parent = os.getppid()
    _die_with_parent()
    if os.getppid() != parent:
        sys.exit(0)
    catalogue = _warm_up(settings)
    Template(server, catalogue, settings).serve()
    sys.exit(0)


class Template:
    """Forks a worker for each socket it is sent, and tells how each of them ended.

    Words to the server are lines of JSON: `{"ready": true}`, `{"forked": pid}` as the answer to
    each socket, `{"ended": pid, "code": exit code or minus the number of the signal}`.
    """

    def __init__(self, server: socket.socket, catalogue: Any, settings: WorkerSettings) -> None:
        self._server = server
        self._catalogue = catalogue
        self._settings = settings
        self._bell, self._rope = socket.socketpair()

    def serve(self) -> None:
        """Until the server is gone; then the kernel ends the workers as well."""
        self._rope.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._rope.fileno(), warn_on_full_buffer=False)
        self._say({"ready": True})
        while True:
            heard = select.select([self._server, self._bell], [], [])[0]
            if self._bell in heard:
                self._bell.recv(_REQUEST_BYTES)
                self._reap()
            if self._server in heard:
                word, fds, *_ = socket.recv_fds(self._server, _REQUEST_BYTES, 1)
                if not word:
                    return
                for fd in fds:
                    self._fork(fd)

    def _fork(self, fd: int) -> None:
        pid = os.fork()
        if pid == 0:
            self._be_worker(fd)
        os.close(fd)
        self._say({"forked": pid})

    def _be_worker(self, fd: int) -> NoReturn:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for sock in (self._server, self._bell, self._rope):
            sock.close()
        _die_with_parent()
        code = 1
        try:
            import_module("tinkernet.runtime.child").live(
                socket.socket(fileno=fd), self._catalogue, self._settings
            )
            code = 0
        except SystemExit as leave:
            code = leave.code if isinstance(leave.code, int) else 1
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._say({"ended": pid, "code": os.waitstatus_to_exitcode(status)})

    def _say(self, word: dict[str, Any]) -> None:
        try:
            self._server.sendall(orjson.dumps(word) + b"\n")
        except OSError:
            sys.exit(0)


def _warm_up(settings: WorkerSettings) -> Any:
    """Import and compile all that workers will need; imports here keep the start light."""
    warm = import_module("tinkernet.runtime.warm")
    child = import_module("tinkernet.runtime.child")
    discovery = import_module("tinkernet.discovery")
    warm.up()
    catalogue = discovery.discover(child.labs_folder(settings))
    warm.preload(catalogue)
    gc.collect()
    # What exists now is shared with all workers: their collectors must not touch (copy) it.
    gc.freeze()
    return catalogue


def _die_with_parent() -> None:
    """Let the kernel end this process when its parent ends, even in the middle of a lab."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DIES, signal.SIGKILL)


if __name__ == "__main__":
    main()
