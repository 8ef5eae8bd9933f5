"""The files that can be taken away of a run, over plain HTTP."""

import re
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from tinkernet.server.api import Complaint
from tinkernet.server.site import Site
from tinkernet.takeaway.kind import Kind

RunId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Title = Annotated[str, Query(max_length=120)]
_ANY = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


def taking_routes(site: Site) -> APIRouter:
    """The route under `/api/runs`; who knows a run's id may take it away."""
    complaints = {code: {"model": Complaint} for code in (404, 422)}
    routes = APIRouter(prefix="/api/runs", tags=["runs"], responses={**complaints, 200: _ANY})

    @routes.get("/{run}/takeaway/{kind}", response_class=Response)
    async def takeaway(run: RunId, kind: Kind, title: Title = "") -> Response:
        """The run as a script, a notebook, its weights or its net; replayed by a worker."""
        name, data = await site.runs.archive.take(run, kind, title)
        safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
        headers = {"content-disposition": f'attachment; filename="{safe}"'}
        return Response(data, media_type="application/octet-stream", headers=headers)

    return routes
