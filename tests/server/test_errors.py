"""Errors of requests: always `{field, message}`, never our mistake when the input is bad."""

from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel

from tests.server.site_parts import idle_site
from tinkernet.server.app import create_app
from tinkernet.server.pages import page_routes


class Body(BaseModel):
    """A body such as later routes will take."""

    lr: float


def _client() -> httpx.AsyncClient:
    app = create_app(idle_site())

    @app.post("/echo")
    async def echo(body: Body) -> Body:
        return body

    @app.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")


@pytest.mark.parametrize(
    "body",
    ['{"lr":"x"}', '{"lr":null}', "{}", "[NaN]", '{"lr":[NaN]}', '{"lr":', "", "[" * 5000, "\xff"],
)
async def test_a_bad_body_is_a_sentence(body: str) -> None:
    headers = {"content-type": "application/json"}
    async with _client() as client:
        answer = await client.post("/echo", content=body.encode("latin-1"), headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.json().keys() == {"field", "message"}


async def test_our_own_mistake_is_told_without_its_secrets() -> None:
    async with _client() as client:
        answer = await client.get("/broken")
    assert answer.status_code == 500
    assert answer.json().keys() == {"field", "message"}
    assert "ZeroDivision" not in answer.text


async def test_an_address_that_is_not_there_is_a_sentence() -> None:
    async with _client() as client:
        answer = await client.get("/no/such/place")
    assert answer.status_code == 404
    assert "/no/such/place" in answer.json()["message"]


async def test_a_server_without_its_page_says_how_to_build_it(tmp_path: Path) -> None:
    app = FastAPI()
    app.include_router(page_routes(idle_site(), tmp_path))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get("/")
    assert answer.status_code == 503
    assert "make run" in answer.text
