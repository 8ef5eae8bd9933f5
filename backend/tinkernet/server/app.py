"""Puts the server together: guard, headers, pages, REST and the one websocket."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from tinkernet import __version__
from tinkernet.refusal import RefusalError
from tinkernet.server.api import api_routes
from tinkernet.server.experiments.keeping import kept
from tinkernet.server.experiments.routes import experiment_routes
from tinkernet.server.experiments.trouble import StoreError
from tinkernet.server.guard import Guard
from tinkernet.server.headers import Headers
from tinkernet.server.health import health_routes
from tinkernet.server.logs import RejectionLog, shown
from tinkernet.server.pages import asset_files, page_routes
from tinkernet.server.site import Site
from tinkernet.server.socket import Socket
from tinkernet.server.taking import taking_routes
from tinkernet.server.watched import take_in


def create_app(site: Site) -> FastAPI:
    """The routes of `site` without the guard; the lifespan runs and ends the site's runs."""
    app = FastAPI(
        title="Tinkernet",
        version=__version__,
        lifespan=_lifespan(site),
        openapi_url="/api/openapi.json",
        # Their pages load scripts from elsewhere: this server works without a network.
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(page_routes(site))
    app.include_router(api_routes(site))
    app.include_router(experiment_routes(site))
    app.include_router(taking_routes(site))
    app.include_router(health_routes(site))
    app.mount("/assets", asset_files())
    log = RejectionLog()

    @app.websocket("/ws")
    async def ws(websocket: WebSocket) -> None:
        await websocket.accept()
        await Socket(websocket, site, log).talk()

    @app.websocket("/watch")
    async def watch(websocket: WebSocket) -> None:
        await take_in(websocket, site)

    app.add_exception_handler(RefusalError, _refused)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _broken)
    return app


def guarded(app: ASGIApp, site: Site) -> ASGIApp:
    """`app` behind the guard: this, and nothing else, may be served."""
    return Guard(Headers(app, site.settings.parents), site.settings, site.limits, site.tally)


def _lifespan(site: Site) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        watch = asyncio.create_task(site.lag.watch())
        try:
            async with kept(site.store), site.runs, site.following.going():
                yield
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    return lifespan


async def _refused(_request: Request, error: Exception) -> Response:
    field = error.field if isinstance(error, RefusalError) else ""
    status = error.status if isinstance(error, StoreError) else 404
    return JSONResponse({"field": field, "message": str(error)}, status_code=status)


async def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return await _broken(request, error)
    path = shown(request.scope["path"])
    messages = {
        404: f"There is nothing at {path}; the shelf of lectures is at /.",
        405: f"{path} does not take the method {shown(request.method)}.",
    }
    message = messages.get(error.status_code, shown(error.detail))
    field = {404: "path", 405: "method"}.get(error.status_code, "")
    return JSONResponse(
        {"field": field, "message": message},
        status_code=error.status_code,
        headers=dict(error.headers or {}),
    )


async def _invalid(_request: Request, error: Exception) -> Response:
    """Never echoes the input: it may hold numbers that JSON cannot say."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    field = ".".join(str(part) for part in first.get("loc", ())[1:])
    message = f"{field or 'The request'} is not right: {first.get('msg', 'check it')}."
    return JSONResponse({"field": field, "message": message}, status_code=422)


async def _broken(_request: Request, _error: Exception) -> Response:
    message = "Tinkernet made a mistake; its log says which. Your runs go on."
    return JSONResponse({"field": "", "message": message}, status_code=500)
