"""No organization's numbers are ever another's, however a batch is shuffled."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import numpy as np

from tests.batch.organizations import write_organization

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.conftest import Runner


def _latest(path: Path) -> float:
    with (path.parent / "data.csv").open() as file:
        return float(list(csv.DictReader(file))[-1]["members"])


def test_shuffled_renamed_and_interleaved_batches_never_mix(tmp_path: Path, run: Runner) -> None:
    draw = np.random.default_rng(14)
    paths = [write_organization(tmp_path, f"org-{n}", n) for n in range(6)]
    for turn in range(3):
        # Give every organization another one's data or a new number, in another order.
        for path, number in zip(paths, draw.permutation(100)[: len(paths)], strict=True):
            if draw.random() < 0.6:
                from tests.batch.organizations import write_data

                write_data(path.parent, int(number))
        shuffled = [paths[i] for i in draw.permutation(len(paths))]
        result = run(shuffled, workers=1 + turn % 2)
        assert not result.failed
        for path in paths:
            folder = run.output / path.stem
            outcomes = json.loads((folder / "outcomes.json").read_bytes())
            assert outcomes["organization"]["id"] == path.stem
            value = outcomes["quantities"]["members.observed.latest.value"]["value"]
            assert value == _latest(path)
            page = (folder / "editorial.html").read_text()
            assert f"Chapter {path.stem}" in page
            others = {other.stem for other in paths} - {path.stem}
            assert not re.search("|".join(rf"Chapter {name}\b" for name in others), page)
            embedded = re.search(r'id="outcomes">(.*?)</script>', page, re.DOTALL)
            assert embedded is not None
            assert json.loads(embedded[1])["quantities"] == outcomes["quantities"]


def test_an_organization_that_takes_the_id_of_another_rebuilds_both(
    tmp_path: Path, run: Runner
) -> None:
    first = write_organization(tmp_path, "alpha", 1)
    second = write_organization(tmp_path, "beta", 2)
    run([first, second])
    one, two = first.read_text(), second.read_text()
    first.write_text(one.replace("id: alpha", "id: beta"))
    second.write_text(two.replace("id: beta", "id: alpha"))
    result = run([first, second])
    assert sorted(result.built) == ["alpha", "beta"]
    outcomes = json.loads((run.output / "beta" / "outcomes.json").read_bytes())
    assert outcomes["quantities"]["members.observed.latest.value"]["value"] == _latest(first)
