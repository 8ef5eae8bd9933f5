"""The same script as a notebook, a cell for each section."""

import nbformat
from nbformat import v4

from tinkernet.takeaway.checking import checked
from tinkernet.takeaway.recording import Recording
from tinkernet.takeaway.script import imports, loop, opening
from tinkernet.takeaway.story import Story, beginning


def notebook(story: Story, recording: Recording) -> str:
    """The whole of `run.ipynb`."""
    first = f"title = {story.line!r}\n{imports()}\n{opening(recording, repr('run.safetensors'))}"
    cells = [_words(_purpose(story, recording)), _code(first)]
    for section in recording.sections:
        cells += [_words(f"## {section.title}\n\n{section.words}"), _code(section.code)]
    cells += [
        _words("## The run\n\nThe same steps once more, each loss beside the run's own."),
        _code(loop(recording) + "assert worst <= 1e-6\n"),
    ]
    for number, cell in enumerate(cells):
        # Chosen by chance they would make each file another one.
        cell["id"] = f"cell-{number}"
    book = v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})
    nbformat.validate(book)
    return nbformat.writes(book)


def _purpose(story: Story, recording: Recording) -> str:
    return (
        f"# {story.lesson}\n\nA run of Tinkernet as plain PyTorch: steps {recording.begin + 1} to "
        f"{recording.end}, with the run's own loss to 1e-6. {beginning(recording)} Its numbers are "
        "in `run.safetensors`, beside this notebook; it needs `torch` and `safetensors`."
    )


def _words(text: str) -> nbformat.NotebookNode:
    return v4.new_markdown_cell(text.strip())


def _code(text: str) -> nbformat.NotebookNode:
    return v4.new_code_cell(checked(text).strip())
