"""Makes the fixtures anew: `python -m tests.panels.make_fixtures`, after a change of the panels."""

import importlib
import pkgutil

from tests.panels import drawn, drawn_by_hand, fixture, trained


def main() -> None:
    """Write every fixture."""
    fixture.FOLDER.mkdir(exist_ok=True)
    made = {**trained.fixtures(), **drawn_by_hand.fixtures()}
    for module in pkgutil.iter_modules(drawn.__path__, f"{drawn.__name__}."):
        made |= importlib.import_module(module.name).fixtures()
    for name, each in made.items():
        fixture.write(name, each)


if __name__ == "__main__":
    main()
