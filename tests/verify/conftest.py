"""Finished briefs to verify and to tamper with, each built once."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from reportgen.pipeline import BuildOptions, build_brief
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = ("women-in-medicine", "community-garden", "harbor-shelter")
EDITION = "later-edition"


@dataclass(frozen=True, slots=True)
class Sample:
    """One built brief, and the folder of its data."""

    html: Path
    pdf: Path
    outcomes: Path
    data: Path
    configuration: Path


def build_sample(configuration: Path, data: Path, output: Path) -> Sample:
    """Build and return a configuration's brief."""
    roots = () if data == configuration.parent else (data,)
    made = build_brief(configuration, BuildOptions(output=output, data_roots=roots))
    assert made.is_made, made.diagnostics
    folder = made.files[0].parent
    return Sample(
        html=next(folder.glob("*.html")),
        pdf=next(folder.glob("*.pdf")),
        outcomes=folder / "outcomes.json",
        data=data,
        configuration=configuration,
    )


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Return the example of the model study at a level at which a claim can be tampered with."""
    folder = tmp_path_factory.mktemp("claims") / EXAMPLES[0]
    shutil.copytree(ROOT / "configs" / EXAMPLES[0], folder)
    path = folder / f"{EXAMPLES[0]}.yaml"
    text = path.read_text(encoding="utf-8")
    level = "{alpha: 0.05, confidence_level: 0.95}"
    assert level in text
    path.write_text(text.replace(level, "{alpha: 0.1, confidence_level: 0.9}"), encoding="utf-8")
    return build_sample(path, folder, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session", params=(*EXAMPLES, EDITION))
def each_sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Return each example, and a later edition of one."""
    name = str(request.param)
    if name == EDITION:
        earlier = _example(EXAMPLES[0], tmp_path_factory)
        return _later_edition(earlier, tmp_path_factory.mktemp(EDITION) / EXAMPLES[0])
    return _example(name, tmp_path_factory)


def _example(name: str, factory: pytest.TempPathFactory) -> Sample:
    folder = ROOT / "configs" / name
    return build_sample(folder / f"{name}.yaml", folder, factory.mktemp("built"))


def _later_edition(earlier: Sample, folder: Path) -> Sample:
    """Return a brief from revised data that names its previous edition and attaches its data."""
    shutil.copytree(earlier.data, folder)
    shutil.copy(earlier.pdf, folder / "earlier.pdf")
    file = folder / "data" / "twitter.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace(lines[3].split(",")[1], "1150")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder / earlier.configuration.name
    text = path.read_text(encoding="utf-8")
    key = "\nbrief:\n  previous: earlier.pdf\n"
    path.write_text(text.replace("\nbrief:\n", key, 1), encoding="utf-8")
    return build_sample(path, folder, folder.parent / "output")


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Return a small brief: one metric with a goal, a figure, a link and a quotation."""
    folder = tmp_path_factory.mktemp("garden")
    months = [f"{year}-{month:02d}" for year in (2022, 2023) for month in range(1, 13)]
    rows = (f"{month},{100 + 3 * at + at * 7 % 11 * 4}\n" for at, month in enumerate(months))
    (folder / "hours.csv").write_text("month,hours\n" + "".join(rows), encoding="utf-8")
    path = folder / "garden.yaml"
    path.write_text(json.dumps(_GARDEN), encoding="utf-8")  # JSON is YAML
    return build_sample(path, folder, folder / "output")


_GARDEN = {
    "reportgen": 1,
    "organization": {"name": "Riverside Garden"},
    "intervention": {"on": "2023-01-01", "label": "New tool library"},
    "metrics": {
        "hours": {
            "label": "volunteer hours",
            "kind": "count",
            "unit": "hours",
            "file": "hours.csv",
            "date": "month",
            "value": "hours",
        }
    },
    "goals": [
        {
            "id": "more",
            "specific": "More hours",
            "measurable": {"metric": "hours", "average_of": "after", "target": 120},
        }
    ],
    "brief": {
        "title": "Hours before and after",
        "keywords": ["garden", "hours"],
        "sections": [
            {
                "heading": "What we did",
                "text": "Members lent tools. See [the rules](https://example.org/rules) for "
                "details.",
            }
        ],
    },
    "testimonials": [{"text": "It helped me to come more often.", "who": "a member"}],
}
