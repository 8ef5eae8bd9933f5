"""The page and its files, from the folder that the build fills."""

from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from tinkernet.server.experiments.trouble import StoreError
from tinkernet.server.site import Site

STATIC = Path(__file__).parent / "static"
_NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Tinkernet</title>
<h1>Tinkernet is running, but its page has not been built</h1>
<p>Run <code>make run</code> in the checkout (it needs Node 20 or newer), or install a release:
its wheel holds the built page. Labs also run without it: <code>tinkernet run mlp</code>.</p>
</html>
"""


def page_is_built(static: Path = STATIC) -> bool:
    """Whether the built page lies in the package."""
    return (static / "index.html").is_file()


def page_routes(site: Site, static: Path = STATIC) -> APIRouter:
    """One page under every address of the app; it reads the address itself."""
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/", methods=["GET", "HEAD"])
    @routes.api_route("/gallery", methods=["GET", "HEAD"])
    @routes.api_route("/saved", methods=["GET", "HEAD"])
    def shelf() -> Response:
        return _page(static, 200)

    @routes.api_route("/watch/{run}", methods=["GET", "HEAD"])
    def loop(run: str) -> Response:
        return _page(static, 200)

    @routes.api_route("/lab/{lab}", methods=["GET", "HEAD"])
    @routes.api_route("/sweep/{lab}", methods=["GET", "HEAD"])
    def bench(lab: str) -> Response:
        # The page says so in its own words; the status tells everybody else.
        return _page(static, 200 if lab in site.catalogue.entries else 404)

    @routes.api_route("/s/{id}", methods=["GET", "HEAD"])
    async def short_link(id: str) -> Response:
        return _page(static, await _status(site, id))

    @routes.api_route("/favicon.svg", methods=["GET", "HEAD"])
    def icon() -> Response:
        path = static / "favicon.svg"
        return FileResponse(path) if path.is_file() else Response(status_code=404)

    return routes


def asset_files(static: Path = STATIC) -> StaticFiles:
    """The built scripts, styles and fonts; nothing outside their folder, no links followed."""
    return StaticFiles(directory=static / "assets", check_dir=False, follow_symlink=False)


async def _status(site: Site, id: str) -> int:
    try:
        await site.store.card("", id)
    except StoreError as error:
        return error.status
    return 200


def _page(static: Path, status: int) -> Response:
    if page_is_built(static):
        return FileResponse(static / "index.html", status_code=status, media_type="text/html")
    return HTMLResponse(_NOT_BUILT, status_code=503)
