"""What can be asked over plain HTTP: the labs, the course and the limits."""

import re
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from tinkernet.course.course import CourseTree
from tinkernet.lab import LabPage
from tinkernet.message import Message
from tinkernet.refusal import RefusalError
from tinkernet.runtime.limits import Limits
from tinkernet.server.site import Site

#: A module's name with dashes.
LabId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,80}$")]
RunName = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class LabCard(Message):
    """A lab in a list. `blurb`: the first sentence of its lesson, without markup."""

    id: str
    title: str
    lecture: int
    blurb: str


class Complaint(Message):
    """What every error says: the field at fault, or an empty text, and a sentence."""

    field: str
    message: str


def api_routes(site: Site) -> APIRouter:
    """The routes under `/api`; the answers that never change are made once."""
    routes = APIRouter(prefix="/api", tags=["course"])
    cards = "[" + ",".join(card.model_dump_json() for card in lab_cards(site)) + "]"
    course = site.course.model_dump_json()

    @routes.get("/labs", response_model=list[LabCard])
    def labs() -> Response:
        """All labs, in the order of the course."""
        return _json(cards)

    complaints = {404: {"model": Complaint}, 422: {"model": Complaint}}

    @routes.get("/labs/{lab}", response_model=LabPage, responses={**complaints})
    def lab(lab: LabId) -> Response:
        """Everything the page must know about one lab before it runs."""
        return _json(site.catalogue.entry(lab).page.model_dump_json())

    @routes.get("/watched/{run}", response_model=LabPage, responses={**complaints})
    async def watched(run: RunName) -> Response:
        """What the page must know about a loop that trains in a notebook."""
        guest = site.runs.guest(run)
        if guest is None:
            raise RefusalError("That loop is no longer watched: show it again.", "run")
        return _json(guest.entry.page.model_dump_json())

    @routes.get("/course", response_model=CourseTree)
    def whole_course() -> Response:
        """Lectures, sections and topics, each with its lab and preset or null."""
        return _json(course)

    @routes.get("/limits", response_model=Limits)
    def limits() -> Response:
        """Every quota of this server."""
        return _json(site.limits.model_dump_json())

    return routes


def lab_cards(site: Site) -> list[LabCard]:
    """A card for each lab, by lecture and then title; labs of the owner's own come last."""
    pages = sorted(
        (entry.page for entry in site.catalogue.entries.values()),
        key=lambda page: (page.lecture or 99, page.title),
    )
    return [
        LabCard(id=page.id, title=page.title, lecture=page.lecture, blurb=blurb(page.lesson))
        for page in pages
    ]


def blurb(lesson: str) -> str:
    """The first sentence of a lesson, without Markdown's signs."""
    paragraph = next((part for part in lesson.split("\n\n") if part and part[0] not in "#$"), "")
    plain = re.sub(r"[*_`]|\[([^]]*)\]\([^)]*\)", r"\1", " ".join(paragraph.split()))
    return re.split(r"(?<=[.!?])\s", plain, maxsplit=1)[0]


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
