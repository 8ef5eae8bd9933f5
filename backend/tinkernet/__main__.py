"""The command line: `tinkernet` alone starts the server."""

import sys

import typer

from tinkernet import __version__
from tinkernet.cli.catalogue import labs, topics
from tinkernet.cli.doctor import doctor
from tinkernet.cli.export import export
from tinkernet.cli.headless import run
from tinkernet.cli.serve import serve
from tinkernet.refusal import RefusalError

app = typer.Typer(
    help="A deep-learning course you can touch. Without a command: serve.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for _command in (serve, labs, topics, run, export, doctor):
    app.command()(_command)


def main() -> None:
    """Entry point of the `tinkernet` script; a refused input ends with code 2 and a sentence."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        typer.echo(f"tinkernet {__version__}")
        return
    try:
        app(_with_command(arguments), prog_name="tinkernet")
    except RefusalError as error:
        typer.echo(error.message, err=True)
        sys.exit(2)


def _with_command(arguments: list[str]) -> list[str]:
    """`tinkernet --port 8001` means `tinkernet serve --port 8001`."""
    first = arguments[0] if arguments else ""
    starts = not arguments or (first.startswith("-") and first not in {"--help", "-h"})
    return ["serve", *arguments] if starts else arguments


if __name__ == "__main__":
    main()
