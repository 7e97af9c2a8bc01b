from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.figures.conftest import CONFIGS
from tests.figures.svg_rules import (
    SVG,
    assert_lean_and_whole,
    assert_no_overlapping_text,
    count_nodes,
    root_of,
)

if TYPE_CHECKING:
    from reportgen.figures.drawing.canvas import Drawing

DIGEST = """
import hashlib, sys
from pathlib import Path
from tests.figures.factories import draw
drawings = draw(Path(sys.argv[1]))
print(hashlib.sha256("".join(d.figure.svg for d in drawings.values()).encode()).hexdigest())
"""


def test_the_main_example_has_every_kind_of_figure(examples: dict[str, Drawing]) -> None:
    keys = {name.split("/")[1] for name in examples if name.startswith("women-in-medicine/")}
    assert {
        "trend.followers",
        "months.impressions",
        "committee",
        "campaigns",
        "goals",
        "sensitivity.reach",
    } <= keys


def test_every_figure_satisfies_the_rules(examples: dict[str, Drawing]) -> None:
    for drawing in examples.values():
        assert_lean_and_whole(drawing)


def test_no_labels_of_an_example_overlap(examples: dict[str, Drawing]) -> None:
    for drawing in examples.values():
        assert_no_overlapping_text(drawing)


def test_figures_have_few_nodes(examples: dict[str, Drawing]) -> None:
    for name, drawing in examples.items():
        # A committee has a text node for each person in each structure.
        most = 70 if name.endswith("/committee") else 40
        assert count_nodes(drawing) <= most, name


def test_text_is_text_and_not_outlines(examples: dict[str, Drawing]) -> None:
    for drawing in examples.values():
        words = [element.text for element in root_of(drawing).iter(f"{SVG}text")]
        assert words == [box.text for box in drawing.text_boxes]
        assert "<use" not in drawing.figure.svg


def test_every_figure_has_its_data_as_a_table(examples: dict[str, Drawing]) -> None:
    for drawing in examples.values():
        table = drawing.figure.data
        assert table.rows
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_colours_are_those_of_the_tokens(examples: dict[str, Drawing]) -> None:
    tokens = (Path(__file__).parents[2] / "templates" / "tokens.toml").read_text().upper()
    for drawing in examples.values():
        for element in root_of(drawing).iter():
            for name in ("fill", "stroke"):
                value = element.get(name, "none")
                assert value == "none" or value in tokens, value


def test_two_fresh_processes_draw_the_same_bytes() -> None:
    example = CONFIGS / "women-in-medicine/women-in-medicine.yaml"
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST, str(example)],
            check=True,
            capture_output=True,
            text=True,
            cwd=CONFIGS.parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert len(digests.pop()) == 64
