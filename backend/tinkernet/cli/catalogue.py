"""`tinkernet labs` and `tinkernet topics`: what there is to try."""

from typing import Annotated

import orjson
import typer

from tinkernet.cli.options import AsJson, LabsFolder
from tinkernet.course.course import CourseTree, load_course
from tinkernet.discovery import discover


def labs(folder: LabsFolder = None, as_json: AsJson = False) -> None:
    """List the labs with their presets."""
    catalogue = discover(folder)
    pages = [entry.page for entry in catalogue.entries.values()]
    pages.sort(key=lambda page: (page.lecture or 99, page.id))
    if as_json:
        rows = [
            {
                "id": page.id,
                "title": page.title,
                "lecture": page.lecture,
                "presets": [preset.name for preset in page.presets],
            }
            for page in pages
        ]
        typer.echo(orjson.dumps(rows))
        return
    for page in pages:
        typer.echo(f"{page.id:20} {page.title}")
        for preset in page.presets:
            typer.echo(f"    {preset.name:28} {preset.title}")
    for name, reason in catalogue.broken.items():
        typer.echo(f"{name} could not be loaded: {reason}", err=True)


def topics(
    folder: LabsFolder = None,
    as_json: AsJson = False,
    open_only: Annotated[
        bool, typer.Option("--open", help="Only those that can be tried already.")
    ] = False,
) -> None:
    """List every topic of the course with the lab and preset where it can be tried."""
    tree = load_course(discover(folder))
    rows = [row for row in _rows(tree) if row["lab"] or not open_only]
    if as_json:
        typer.echo(orjson.dumps(rows))
        return
    lecture = 0
    for row in rows:
        if row["lecture"] != lecture:
            lecture = row["lecture"]
            typer.echo(f"Lecture {lecture}")
        place = f"{row['lab']} · {row['preset']}" if row["lab"] else "not there yet"
        typer.echo(f"    {row['title']}: {place}")
    typer.echo(f"{tree.open_topics} of {tree.topics} topics can be tried.")


def _rows(tree: CourseTree) -> list[dict[str, object]]:
    return [
        {
            "id": topic.id,
            "title": topic.title,
            "lecture": lecture.number,
            "section": section.id,
            "lab": topic.lab,
            "preset": topic.preset,
        }
        for lecture in tree.lectures
        for section in lecture.sections
        for topic in section.topics
    ]
