"""What a panel shows is kept as a file."""

import csv
from pathlib import Path

from tests.browser.bench import Bench


def _saved(bench: Bench, panel: str, button: str, folder: Path) -> Path:
    with bench.page.expect_download() as download:
        bench.panel(panel).get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_curve_is_saved_as_a_table_with_every_step_seen(bench: Bench, tmp_path: Path) -> None:
    bench.open("#p=one-hidden-layer&steps=60&weights_seed=3")
    bench.until_state("finished")
    bench.panel("curves").get_by_role("button", name="Show as table").click()
    path = _saved(bench, "curves", "Save as CSV", tmp_path)
    assert path.name == "loss.csv"
    names, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    assert [row[0] for row in rows][:: len(rows) - 1] == ["60", "0"]
    loss = float(rows[0][names.index("training")])
    assert abs(loss - float(bench.number("train_loss"))) < 1e-3


def test_a_picture_is_saved_as_png(bench: Bench, tmp_path: Path) -> None:
    bench.open("#p=one-hidden-layer&steps=60&weights_seed=3")
    bench.until_drawn("boundary")
    path = _saved(bench, "boundary", "Save as picture", tmp_path)
    assert path.read_bytes().startswith(b"\x89PNG")
