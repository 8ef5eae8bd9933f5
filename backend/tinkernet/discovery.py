"""Finds the labs: every file under `labs/`, and under the folder given by `--labs DIR`."""

import hashlib
import importlib
import importlib.util
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from tinkernet import labs
from tinkernet.lab import Lab, LabPage, Preset
from tinkernet.refusal import RefusalError

_LESSONS = Path(__file__).parent / "course" / "lessons"


@dataclass(frozen=True, slots=True)
class LabEntry:
    """A lab that was found. `id` is the module's name with dashes, as in the address bar."""

    id: str
    lab: type[Lab[Any]]
    page: LabPage
    code_hash: str


@dataclass(slots=True)
class Catalogue:
    """All labs by id. `broken`: files that could not be loaded, with the reason."""

    entries: dict[str, LabEntry] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)

    def entry(self, lab: str) -> LabEntry:
        """The lab of that id.

        Raises:
            RefusalError: if there is none.
        """
        if lab not in self.entries:
            known = ", ".join(sorted(self.entries))
            raise RefusalError(f"There is no lab called {lab[:40]!r}; there are {known}.", "lab")
        return self.entries[lab]

    def preset(self, lab: str, preset: str) -> Preset:
        """A preset by name; raises like `entry`."""
        presets = {each.name: each for each in self.entry(lab).page.presets}
        if preset not in presets:
            known = ", ".join(presets) or "none"
            raise RefusalError(
                f"The lab {lab} has no preset {preset[:40]!r}; it has {known}.", "preset"
            )
        return presets[preset]


def discover(folder: Path | None = None) -> Catalogue:
    """The packaged labs and, after them, those of `folder` (a file there wins its name)."""
    catalogue = Catalogue()
    for module in _packaged():
        _add(catalogue, module)
    for path in sorted(folder.rglob("*.py")) if folder else []:
        try:
            _add(catalogue, _load(path))
        except (
            SyntaxError,
            ImportError,
            NameError,
            TypeError,
            ValueError,
            AttributeError,
        ) as error:
            catalogue.broken[path.name] = f"{type(error).__name__}: {error}"
    return catalogue


def _packaged() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(labs.__path__, prefix=f"{labs.__name__}."):
        if not info.ispkg:
            yield importlib.import_module(info.name)


def _load(path: Path) -> ModuleType:
    name = f"tinkernet_user_labs.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path.name} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _add(catalogue: Catalogue, module: ModuleType) -> None:
    for lab in vars(module).values():
        if inspect.isclass(lab) and issubclass(lab, Lab) and lab.__module__ == module.__name__:
            entry = _entry(module, lab)
            catalogue.entries[entry.id] = entry


def _entry(module: ModuleType, lab: type[Lab[Any]]) -> LabEntry:
    id_ = module.__name__.rsplit(".", 1)[-1].replace("_", "-")
    title, _, lesson = (module.__doc__ or id_).strip().partition("\n")
    lecture = re.search(r"lecture_(\d+)", module.__name__)
    words = _words(id_)
    page = LabPage(
        id=id_,
        title=title.strip().rstrip("."),
        lecture=int(lecture[1]) if lecture else 0,
        lesson=inspect.cleandoc(lesson),
        controls=list(lab.Config.controls().values()),
        presets=[_with_words(preset, words.get(preset.name, {})) for preset in lab.presets],
        places=lab.places,
        units=lab.units,
        speed=lab.speed,
        trains=lab.step is not Lab.step,
        trains_when=lab.trains_when,
        exclusive=lab.exclusive,
    )
    return LabEntry(id_, lab, page, hashlib.sha256(inspect.getsource(module).encode()).hexdigest())


def _words(lab: str) -> dict[str, dict[str, Any]]:
    """What `course/lessons/<lab>.yaml` says of each preset, if there is such a file."""
    path = _LESSONS / f"{lab}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _with_words(preset: Preset, words: dict[str, Any]) -> Preset:
    """The preset with its question and tasks."""
    return Preset.model_validate({**preset.model_dump(), **words}) if words else preset
