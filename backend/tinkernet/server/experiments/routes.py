"""What can be asked of and done to saved experiments over plain HTTP."""

import re
from base64 import b64decode
from binascii import Error as BinasciiError
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from tinkernet.message import Message
from tinkernet.server.api import Complaint
from tinkernet.server.experiments import packing
from tinkernet.server.experiments.experiment import (
    ID_PATTERN,
    Card,
    CardList,
    Curves,
    Details,
    Experiment,
    Renaming,
    Resumed,
    Resuming,
    SavedState,
    Saving,
)
from tinkernet.server.experiments.owner import owner_of
from tinkernet.server.experiments.queries import SORT_PATTERN
from tinkernet.server.experiments.store import Store
from tinkernet.server.experiments.trouble import StoreError
from tinkernet.server.site import Site

ExperimentId = Annotated[str, Path(pattern=ID_PATTERN)]
Search = Annotated[str, Query(max_length=200)]
LabId = Annotated[str, Query(pattern=r"^[A-Za-z0-9-]{0,80}$")]
Sort = Annotated[str, Query(pattern=SORT_PATTERN)]
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


def experiment_routes(site: Site) -> APIRouter:
    """The routes under `/api/experiments`."""
    complaints = {code: {"model": Complaint} for code in (400, 403, 404, 409, 415, 422, 503, 507)}
    routes = APIRouter(prefix="/api/experiments", tags=["experiments"], responses={**complaints})
    _reading(routes, site.store)
    _parts(routes, site.store)
    _changing(routes, site.store)
    _running(routes, site)
    return routes


def _reading(routes: APIRouter, store: Store) -> None:
    @routes.get("", response_model=CardList)
    async def experiments(
        request: Request,
        search: Search = "",
        lab: LabId = "",
        state: SavedState | None = None,
        sort: Sort = "-changed_at",
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Response:
        """Your own, newest first; `search` looks for its words in name, note, lab and preset."""
        found, total = await store.cards(
            owner_of(request).id, search=search, lab=lab, state=state or "", sort=sort,
            limit=limit, offset=offset,
        )  # fmt: skip
        return _json(CardList(experiments=found, total=total))

    @routes.get("/{id}", response_model=Details)
    async def experiment(request: Request, id: ExperimentId) -> Response:
        """One of anybody's: who has its address may read it."""
        return _json(await store.details(owner_of(request).id, id))


def _parts(routes: APIRouter, store: Store) -> None:
    def media(kind: str) -> dict[int | str, dict[str, object]]:
        return {200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}}}}}

    @routes.get("/{id}/thumbnail.png", response_class=Response, responses=media("image/png"))
    async def thumbnail(id: ExperimentId) -> Response:
        """A small picture of it."""
        return Response(await _part(store, id, "thumbnail"), media_type="image/png")

    binary = "application/octet-stream"

    @routes.get("/{id}/state.safetensors", response_class=Response, responses=media(binary))
    async def state(id: ExperimentId) -> Response:
        """Its last state as a file: weights, optimiser, examples, dice."""
        card = await store.card("", id)
        name = f"{_plain(card.name)}-{id}.safetensors"
        return Response(
            await _part(store, id, "checkpoint"),
            media_type=binary,
            headers={"content-disposition": f'attachment; filename="{name}"'},
        )


def _changing(routes: APIRouter, store: Store) -> None:
    @routes.patch("/{id}", response_model=Card)
    async def rename(request: Request, id: ExperimentId, renaming: Renaming) -> Response:
        """Give one of your own another name or note."""
        owner = owner_of(request).id
        return _json(await store.rename(owner, id, renaming.name, renaming.note))

    @routes.delete("/{id}", response_model=Card)
    async def delete(request: Request, id: ExperimentId) -> Response:
        """Delete one of your own; for a day it can be taken back."""
        return _json(await store.delete(owner_of(request).id, id))

    @routes.post("/{id}/undelete", response_model=Card)
    async def undelete(request: Request, id: ExperimentId) -> Response:
        """Take a deletion back."""
        return _json(await store.undelete(owner_of(request).id, id))


def _running(routes: APIRouter, site: Site) -> None:
    @routes.post("", response_model=Card, status_code=201)
    async def save(request: Request, saving: Saving) -> Response:
        """Save a run as it stands; one that trains is followed until it stops."""
        owner = owner_of(request)
        keepsake = site.runs.archive.keepsake(saving.run)
        entry = site.catalogue.entry(keepsake.script.lab)
        titles = {preset.name: preset.title for preset in entry.page.presets}
        experiment = Experiment(
            owner=owner.id,
            lab=entry.id,
            lab_title=entry.page.title,
            preset_title=titles.get(saving.preset, ""),
            code=entry.code_hash,
            **saving.model_dump(exclude={"run", "thumbnail"}),
            **packing.columns(keepsake),
        )
        card = await site.store.save(experiment, packing.parts(keepsake, picture(saving)))
        site.following.follow(card.id, saving.run, keepsake)
        return owner.remembered(_json(card, 201))

    @routes.get("/{id}/curves", response_model=Curves)
    async def curves(id: ExperimentId) -> Response:
        """Its numbers over the steps."""
        rows = packing.read_rows(await site.store.blob(id, "rows"))
        return _json(packing.curves(rows))

    @routes.post("/{id}/resume", response_model=Resumed)
    async def resume(id: ExperimentId, resuming: Resuming) -> Response:
        """A run that stands where the saved one stood; it is joined over the websocket."""
        whole = await site.store.whole(id)
        run = site.runs.archive.revive(packing.unpacked(whole), playing=resuming.playing)
        return _json(Resumed(run=run, lab=whole.details.lab, hash=whole.details.hash))


def picture(saving: Saving) -> bytes | None:
    """The thumbnail as bytes.

    Raises:
        StoreError: if it is not in base64.
    """
    try:
        return b64decode(saving.thumbnail, validate=True) or None
    except BinasciiError as error:
        raise StoreError("thumbnail must be a PNG in base64.", "thumbnail", 422) from error


async def _part(store: Store, id: str, kind: str) -> bytes:
    data = await store.blob(id, kind)
    if data is None:
        raise StoreError(f"This experiment was saved without {kind}.", kind, 404)
    return data


def _plain(name: str) -> str:
    """Letters, digits and dashes: a name that no file system and no header can misread."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name)[:60].strip("-") or "experiment"


def _json(told: Message, status: int = 200) -> Response:
    return Response(told.model_dump_json(), status, media_type="application/json")
