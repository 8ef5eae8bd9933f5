"""Who may show a bench in a frame: our own pages, and the sites that the owner named."""

import pytest

from tests.server.asking import ask
from tests.server.site_parts import idle_site
from tinkernet.cli.serve import check_loopback
from tinkernet.refusal import RefusalError
from tinkernet.server.app import create_app, guarded
from tinkernet.server.headers import Headers
from tinkernet.server.settings import Settings, read_settings

APP = create_app(idle_site())
SCHOOL = "https://school.example"
LOCAL = "http://127.0.0.1:8080"


async def policy(*parents: str) -> str:
    answer = await ask(Headers(APP, parents), "/api/labs")
    return answer.headers["content-security-policy"]


async def test_without_a_word_of_the_owner_only_our_own_pages_frame_ours() -> None:
    assert (await policy()).endswith("; frame-ancestors 'self'")


async def test_named_sites_may_frame_our_pages_and_nothing_else_of_the_policy_moves() -> None:
    named = await policy(SCHOOL, LOCAL)
    assert named == f"{await policy()} {SCHOOL} {LOCAL}"


async def test_the_server_of_a_notebook_lets_loopback_frame_it_and_no_other_does() -> None:
    answer = await ask(guarded(APP, idle_site(Settings(notebook=True))), "/api/labs")
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'self' http://localhost:* http://127.0.0.1:* " in policy
    plain = await ask(guarded(APP, idle_site()), "/api/labs")
    assert plain.headers["content-security-policy"].endswith("; frame-ancestors 'self'")


def test_only_the_command_line_makes_a_server_that_of_a_notebook(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TINKERNET_NOTEBOOK", "true")
    assert not read_settings(notebook=False).notebook
    with pytest.raises(RefusalError, match="on this machine only"):
        check_loopback("0.0.0.0")


def test_sites_come_from_flags_or_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINKERNET_ALLOWED_PARENTS", f"{SCHOOL}, {LOCAL}")
    assert Settings().allowed_parents == [SCHOOL, LOCAL]
    assert read_settings(allowed_parents=["HTTPS://Other.example"]).allowed_parents == [
        "https://other.example"
    ]


@pytest.mark.parametrize(
    "parent",
    [
        "*",
        "school.example",
        "https://*.school.example",
        "https://school.example/course",
        "https://school.example;script-src *",
        "https://school.example\r\nx: y",
        "https://a.example https://b.example",
        "data:",
        "'unsafe-inline'",
    ],
)
def test_a_pattern_a_path_or_a_second_directive_is_no_site(parent: str) -> None:
    with pytest.raises(RefusalError, match=r"https://school\.example"):
        read_settings(allowed_parents=[parent])
