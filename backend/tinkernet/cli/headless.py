"""`tinkernet run`: one lab in this process, without server or browser."""

import math
from collections.abc import Iterator
from typing import Annotated, Any

import orjson
import typer

from tinkernet.cli.options import AsJson, Changes, LabsFolder, PresetName, Steps
from tinkernet.control import Control
from tinkernet.discovery import LabEntry, discover
from tinkernet.lab import Lab, Metrics
from tinkernet.protocol import Config, ConfigValue
from tinkernet.refusal import RefusalError
from tinkernet.runtime import preflight
from tinkernet.runtime.limits import Limits

MOST_STEPS = 10_000_000
#: For labs that never say that they are done.
_USUAL_STEPS = 2_000


def run(
    lab: Annotated[str, typer.Argument(help="The lab's id, as `tinkernet labs` lists it.")],
    preset: PresetName = "",
    settings: Changes = None,
    steps: Steps = None,
    every: Annotated[
        int, typer.Option(help="Show the numbers every so many steps; 0: only at the end.")
    ] = 0,
    folder: LabsFolder = None,
    as_json: AsJson = False,
) -> None:
    """Train one lab to the end and print its numbers."""
    entry = discover(folder).entry(lab)
    config = config_of(entry, preset, settings or [])
    check("--steps", steps, 0)
    check("--every", every, 0)
    parsed = entry.lab.Config.parse(config)
    preflight.check(entry, parsed, Limits())
    machine = entry.lab(parsed)
    history: list[dict[str, Any]] = []
    for row in _train(machine, steps, every):
        history.append(row)
        if not as_json:
            typer.echo(_line(row))
    if as_json:
        typer.echo(orjson.dumps(_result(entry, preset, machine, history)))


def _train(machine: Lab[Any], steps: int | None, every: int) -> Iterator[dict[str, Any]]:
    """Rows of numbers, the last one at the end of the run."""
    limit = steps if steps is not None else MOST_STEPS if _ends(machine) else _USUAL_STEPS
    metrics: Metrics = {}
    step = 0
    state = "running"
    while machine.trains and step < limit and state == "running":
        if machine.done and steps is None:
            break
        metrics = machine.step()
        step += 1
        if not math.isfinite(metrics.get(machine.watched, 0.0)):
            state = "diverged"
        elif every and step % every == 0 and step < limit:
            yield _row(machine, step, metrics, state)
    if state == "running" and (machine.done or not machine.trains):
        state = "finished"
    yield _row(machine, step, metrics, state)


def _ends(machine: Lab[Any]) -> bool:
    return type(machine).done is not Lab.done


def _row(machine: Lab[Any], step: int, metrics: Metrics, state: str) -> dict[str, Any]:
    return {
        "step": step,
        "epoch": machine.epoch,
        "state": state,
        "metrics": {**metrics, **machine.measure()},
    }


def _result(
    entry: LabEntry, preset: str, machine: Lab[Any], history: list[dict[str, Any]]
) -> dict[str, Any]:
    """orjson writes numbers that are not finite as null."""
    last = history[-1]
    result = {"lab": entry.id, "preset": preset, "config": machine.config.values(), **last}
    if last["state"] == "diverged":
        result["reason"] = machine.diagnose().reason
    return {**result, "history": history}


def _line(row: dict[str, Any]) -> str:
    numbers = "  ".join(f"{name} {value:.6g}" for name, value in row["metrics"].items())
    note = "" if row["state"] == "running" else f"  ({row['state']})"
    return f"step {row['step']}  epoch {row['epoch']:.2f}  {numbers}{note}"


def check(name: str, value: int | None, lo: int) -> None:
    """Refuse a number of steps that is out of range."""
    if value is not None and not lo <= value <= MOST_STEPS:
        raise RefusalError(
            f"{name} must be a whole number from {lo} to {MOST_STEPS:,}; {value} came.", name
        )


def config_of(entry: LabEntry, preset: str, settings: list[str]) -> Config:
    """The config of a preset with some controls set; raises RefusalError for one not there."""
    presets = {each.name: each for each in entry.page.presets}
    if preset and preset not in presets:
        known = ", ".join(presets) or "none"
        raise RefusalError(f"The lab {entry.id} has no preset {preset!r}; it has {known}.")
    config: Config = dict(presets[preset].config) if preset else {}
    controls = {control.name: control for control in entry.page.controls}
    for setting in settings:
        name, sign, text = setting.partition("=")
        if not sign or name not in controls:
            known = ", ".join(controls)
            raise RefusalError(f"--set wants NAME=VALUE with a NAME of {known}; {setting!r} came.")
        config[name] = read_value(controls[name], text)
    return config


def read_value(control: Control, text: str) -> ConfigValue:
    """What `text` from a command line means for `control`; a wrong text is left as it is, so
    that the lab's own rules refuse it with the same words as for a browser."""
    match control.scale:
        case "linear" | "log":
            return _number(text, float)
        case "int" | "log_int":
            return _number(text, int)
        case "switch":
            return {"true": True, "false": False, "1": True, "0": False}.get(text.lower(), text)
        case "widths":
            parts = text.strip("[]").replace(",", " ").split()
            widths = [_number(part, int) for part in parts]
            return [w for w in widths if isinstance(w, int)] if _whole(widths) else text
        case "choice" | "text":
            return text


def _whole(values: list[Any]) -> bool:
    return all(isinstance(value, int) for value in values)


def _number(text: str, kind: type[int] | type[float]) -> int | float | str:
    try:
        return kind(text)
    except ValueError:
        return text
