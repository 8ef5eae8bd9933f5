"""A lab under a cell: its server, its frame, and what is refused."""

import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, cast

import psutil
import pytest

import tinkernet
from tests.runtime.processes import until_gone
from tests.serving import get, quiet_environment
from tinkernet.notebook.frame import Shown
from tinkernet.notebook.home import Home, home
from tinkernet.refusal import RefusalError


@pytest.fixture(scope="module")
def own() -> Iterator[Home]:
    """The server of this process."""
    started = home()
    yield started
    started.close()


class _Frames(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "iframe"
        self.found.append(dict(attrs))


def test_a_bench_is_shown_by_the_server_of_this_process(own: Home) -> None:
    shown = tinkernet.show("mlp", preset="one-hidden-layer", lr=0.1, widths=[4, 3], height=500)
    assert shown.url == f"{own.url}/lab/mlp#p=one-hidden-layer&lr=0.1&widths=4,3"
    assert repr(shown) == f"Bend the boundary, at {shown.url}"
    [frame] = _Frames(shown._repr_html_()).found
    assert frame["src"] == f"{shown.url}&embed=1"
    assert (frame["title"], frame["height"]) == ("Bend the boundary", "500")
    assert get(shown.url.partition("#")[0])[0] in {200, 503}
    assert home() is own


def test_a_text_of_the_learner_cannot_leave_the_frame(own: Home) -> None:
    text = '"><script>alert(1)</script>&amp; #p=x, d'
    shown = tinkernet.show("word2vec", text=text, embed=False, theme="dark")
    [frame] = _Frames(shown._repr_html_()).found
    assert frame["src"] == shown.url
    assert shown.url.endswith("&theme=dark")
    assert "<script" not in shown._repr_html_()
    nasty = Shown('"><b>', "http://127.0.0.1/", framed='http://127.0.0.1/"><b>', height=300)
    [frame] = _Frames(nasty._repr_html_()).found
    assert frame["title"] == '"><b>'


def test_a_wrong_word_is_refused_before_anything_is_shown(own: Home) -> None:
    with pytest.raises(RefusalError, match="did you mean mlp"):
        tinkernet.show("mlpp")
    with pytest.raises(RefusalError, match="no preset 'xor'"):
        tinkernet.show("mlp", preset="xor")
    with pytest.raises(RefusalError, match="height must be a whole number of pixels"):
        tinkernet.show("mlp", height=20)
    with pytest.raises(RefusalError, match="theme must be one of light"):
        tinkernet.show("mlp", theme=cast(Any, "pink"))


def test_a_server_that_runs_already_is_used(own: Home) -> None:
    assert tinkernet.show("mlp", server=f"{own.url}/").url == f"{own.url}/lab/mlp"
    with pytest.raises(RefusalError, match=r"No Tinkernet answers at http://127.0.0.1:9 "):
        tinkernet.show("mlp", server="http://127.0.0.1:9")
    with pytest.raises(RefusalError, match="server must be an address such as"):
        tinkernet.show("mlp", server="localhost")


def test_a_server_that_was_killed_is_replaced() -> None:
    first = home()
    first.process.kill()
    first.process.wait()
    second = home()
    try:
        assert second.process.pid != first.process.pid
        assert get(f"{second.url}/healthz")[0] == 200
    finally:
        second.close()


_KERNEL = """
import sys, tinkernet
from tinkernet.notebook.home import home
tinkernet.show("mlp")
assert not {"torch", "numba", "sklearn"} & set(sys.modules), "the kernel need not wait for them"
print(home().process.pid, flush=True)
sys.stdin.read()
"""


def test_a_kernel_that_is_killed_takes_its_server_along() -> None:
    kernel = subprocess.Popen(
        [sys.executable, "-c", _KERNEL],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=quiet_environment(),
    )  # fmt: skip
    assert kernel.stdin
    assert kernel.stdout
    with kernel.stdin, kernel.stdout as said:
        server = psutil.Process(int(said.readline()))
        family = {child.pid for child in server.children(recursive=True)}
        kernel.kill()
        kernel.wait()
        until_gone({server.pid, *family})


def test_importing_tinkernet_imports_nothing_heavy() -> None:
    code = (
        "import sys, tinkernet; assert tinkernet.__version__; "
        "heavy = {'torch', 'numpy', 'pydantic', 'websockets'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=quiet_environment())


def test_what_tinkernet_does_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'shown'"):
        _ = cast(Any, tinkernet).shown
