"""The real tables, and their papers."""

import hashlib
import re
from importlib.resources import files

import numpy as np
import pytest
from sklearn.datasets import load_wine

from tinkernet.kit.tables import standardised, table

DATA = files("tinkernet").joinpath("data")


def test_penguins_are_three_species_without_the_two_that_were_not_measured() -> None:
    penguins = table("penguins", "flipper_length_mm", "bill_length_mm")
    assert penguins.classes == ("Adelie", "Chinstrap", "Gentoo")
    assert list(np.bincount(penguins.label.astype(int))) == [151, 68, 123]


def test_wines_are_those_of_scikit_learn() -> None:
    wines = table("wine", "alcohol", "proline")
    x, label = load_wine(return_X_y=True)
    np.testing.assert_allclose(wines.x, standardised(np.array(x)[:, [0, 12]]), atol=1e-5)
    np.testing.assert_array_equal(wines.label, label)


def test_columns_are_standardised() -> None:
    x = table("penguins", "body_mass_g", "bill_depth_mm").x
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(x.std(axis=0), 1, atol=1e-5)


def test_a_column_of_equal_numbers_becomes_zeros() -> None:
    np.testing.assert_array_equal(standardised(np.full((4, 1), 7.0)), np.zeros((4, 1)))


def test_the_manifest_gives_every_packaged_file_with_its_digest() -> None:
    manifest = DATA.joinpath("MANIFEST.md").read_text(encoding="utf-8")
    names = {
        path.name for path in DATA.iterdir() if path.name.endswith((".csv", ".npz", ".gz", ".json"))
    }
    assert set(re.findall(r"^## (\S+)$", manifest, re.MULTILINE)) == names
    for name in names:
        entry = manifest.split(f"## {name}\n")[1].split("\n## ")[0]
        assert hashlib.sha256(DATA.joinpath(name).read_bytes()).hexdigest() in entry, name


@pytest.mark.parametrize("name", ["penguins.csv", "wine.csv"])
def test_each_file_is_the_one_whose_licence_the_manifest_gives(name: str) -> None:
    manifest = DATA.joinpath("MANIFEST.md").read_text(encoding="utf-8")
    entry = manifest.split(f"## {name}\n")[1].split("\n## ")[0]
    digest = hashlib.sha256(DATA.joinpath(name).read_bytes()).hexdigest()
    assert digest in entry
    licence = re.search(r"licence: (CC\S*)[ -](\d\.\d|BY \d\.\d)", entry)
    assert licence
    text = "-".join(licence.groups()).replace(" ", "-")
    legal_code = DATA.joinpath("LICENSES", f"{text}.txt").read_text(encoding="utf-8")
    ends = {"CC0-1.0": "Statement of Purpose", "CC-BY-4.0": "Section 8 -- Interpretation"}
    assert ends[text] in legal_code, "the full text, not a notice"
