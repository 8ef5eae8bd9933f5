"""Who asks: the person at the machine itself, or the browser that holds a cookie."""

import re
import secrets
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import Response

from tinkernet.server.addresses import LOOPBACK, host_name

COOKIE = "tinkernet_owner"
_YEAR_SECS = 365 * 24 * 3600
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Owner:
    """`id`: empty at the machine itself. `is_new`: its browser does not know it yet."""

    id: str
    is_new: bool = False
    is_secure: bool = False

    def remembered(self, response: Response) -> Response:
        """`response`, which tells a new owner who they are; for answers to something kept."""
        if self.is_new:
            response.set_cookie(
                COOKIE,
                self.id,
                max_age=_YEAR_SECS,
                path="/",
                secure=self.is_secure,
                httponly=True,
                samesite="strict",
            )
        return response


def owner_of(request: Request) -> Owner:
    """The one who asks; somebody without a cookie gets an id nobody can guess."""
    if _is_here(request):
        return Owner("")
    known = request.cookies.get(COOKIE, "")
    if _TOKEN.fullmatch(known):
        return Owner(known)
    return Owner(secrets.token_hex(16), is_new=True, is_secure=request.url.scheme == "https")


def _is_here(request: Request) -> bool:
    """Both: a proxy on this machine speaks from loopback, but for a name of its own."""
    if host_name(request.headers.get("host", "")) not in LOOPBACK or request.client is None:
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
