"""Numbers of organizations never mix, however a batch is shuffled.

Every organization has unique values of seven digits. A brief must agree with its own data when
everything is recomputed, and contain none of the values of another organization.
"""

from __future__ import annotations

import csv
import json
import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from reportgen.batch.job import Limits
from reportgen.batch.roster import Roster, jobs_of_roster
from reportgen.batch.run import BatchOptions, build_reports
from reportgen.pipeline import BuildOptions
from reportgen.verify.verification import verify
from tests.batch.conftest import Runner, no_progress_bar
from tests.batch.organizations import CONFIGURATION, write_organization
from tests.batch.test_locks_and_kills import start_batch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MONTHS = [f"2020-{month:02}" for month in range(1, 13)]


class Own(NamedTuple):
    """An organization's unique name and values of both metrics by month."""

    id: str
    name: str
    members: tuple[int, ...]
    visits: tuple[int, ...]

    def values(self) -> set[str]:
        """Return its values as briefs, tables and JSON print them."""
        both = (*self.members, *self.visits)
        return {f"{value:,}" for value in both} | {str(value) for value in both}

    def rows(self) -> list[tuple[object, ...]]:
        """Return its rows: the month and both values."""
        return list(zip(MONTHS, self.members, self.visits, strict=True))


def draw_organizations(draw: np.random.Generator, ids: Sequence[str]) -> list[Own]:
    """Draw values unique to each organization: increasing members, scattered visits."""
    pool = draw.choice(np.arange(1_000_000, 9_999_999), size=(len(ids), 24), replace=False)
    return [
        Own(
            id=name,
            name=f"Chapter {name.title()} {int(draw.integers(10**6))}",
            members=tuple(sorted(int(value) for value in row[:12])),
            visits=tuple(int(value) for value in row[12:]),
        )
        for name, row in zip(ids, pool, strict=True)
    ]


def write(own: Own, path: Path) -> None:
    """Write an organization into a configuration's folder, replacing its files."""
    path.write_text(CONFIGURATION.format(id=own.id, name=own.name))
    with (path.parent / "data.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("month", "members", "visits"), *own.rows()])


def assert_own_numbers_only(output: Path, own: Own, others: Sequence[Own], source: Path) -> None:
    """Check every file of a brief against its own data and the values of all others."""
    folder = output / own.id
    for path in sorted(folder.glob("editorial.*")):
        found = verify(path, data=source.parent, configuration=source)
        assert found.agrees, (own.id, path.name, found.findings[:3])
        assert found.has_data
    outcomes = json.loads((folder / "outcomes.json").read_bytes())
    assert outcomes["organization"] == {"id": own.id, "name": own.name}
    latest = outcomes["quantities"]["members.observed.latest.value"]["value"]
    assert latest == own.members[-1]
    texts = [file.read_text() for file in folder.iterdir() if file.suffix in {".json", ".html"}]
    written = set(re.findall(r"\d[\d,]*", "\n".join(texts)))
    assert own.values() & written
    for other in others:
        if other is not own:
            assert not other.values() & written, (own.id, other.id)
            assert not any(other.name in text for text in texts), (own.id, other.id)


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return [write_organization(tmp_path, f"place-{n}", n) for n in range(4)]


def test_shuffled_and_renamed_batches_never_mix(paths: list[Path], run: Runner) -> None:
    draw = np.random.default_rng(14)
    ids = [f"org-{n}" for n in range(len(paths))]
    owns: list[Own] = []
    for formats in (("html",), ("html", "pdf")):
        # The same ids in other folders, with other names and numbers; the output folder
        # still has the editions of the previous round.
        owns = draw_organizations(draw, [ids[i] for i in draw.permutation(len(ids))])
        for own, path in zip(owns, paths, strict=True):
            write(own, path)
        result = run([paths[i] for i in draw.permutation(len(paths))], formats=formats)
        assert not result.failed
        assert sorted(result.built) == ids
        for own, path in zip(owns, paths, strict=True):
            assert_own_numbers_only(run.output, own, owns, path)
    # Then a single organization gets other numbers: its page and its PDF change together.
    (owns[2],) = draw_organizations(draw, [owns[2].id])
    write(owns[2], paths[2])
    assert run(paths[::-1], formats=("html", "pdf")).built == (owns[2].id,)
    for own, path in zip(owns, paths, strict=True):
        assert_own_numbers_only(run.output, own, owns, path)


def test_batches_at_the_same_time_never_mix(tmp_path: Path, paths: list[Path], run: Runner) -> None:
    draw = np.random.default_rng(16)
    paths = paths[:3]
    owns = draw_organizations(draw, [f"org-{n}" for n in range(len(paths))])
    for own, path in zip(owns, paths, strict=True):
        write(own, path)
    # The same ids in another folder, each with the numbers of another organization.
    others = draw_organizations(draw, [own.id for own in owns])
    other_paths = [write_organization(tmp_path / "other", path.stem, 0) for path in paths]
    for own, path in zip(others, other_paths, strict=True):
        write(own, path)
    process = start_batch(other_paths, tmp_path / "output-2")
    assert not run(paths).failed
    assert process.wait(timeout=240) == 0
    for own, path in zip(owns, paths, strict=True):
        assert_own_numbers_only(run.output, own, [*owns, *others], path)
    for own, path in zip(others, other_paths, strict=True):
        assert_own_numbers_only(tmp_path / "output-2", own, [*owns, *others], path)


def test_interleaved_rows_of_one_long_file_never_mix(tmp_path: Path) -> None:
    draw = np.random.default_rng(17)
    # Names that are prefixes of each other or differ only in case or accents.
    owns = draw_organizations(draw, ["north", "north-2", "north-20", "nörd", "Nord"])
    base = CONFIGURATION.format(id="base", name="Base").replace("data.csv", "long.csv")
    (tmp_path / "base.yaml").write_text(base)
    rows = [(own.id, *row) for own in owns for row in own.rows()]
    with (tmp_path / "long.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("chapter", "month", "members", "visits"))
        writer.writerows([rows[i] for i in draw.permutation(len(rows))])
    with (tmp_path / "orgs.csv").open("w", newline="") as file:
        ids = {own.id: f"id-{n}" for n, own in enumerate(owns)}
        writer = csv.writer(file)
        writer.writerow(("chapter", "organization.name", "organization.id"))
        writer.writerows([(own.id, own.name, ids[own.id]) for own in owns[::-1]])
    roster = Roster(
        path=tmp_path / "orgs.csv", base=tmp_path / "base.yaml", organization_column="chapter"
    )
    output = tmp_path / "output"
    build = BuildOptions(output=output, formats=("html",), data_roots=(tmp_path,))
    options = BatchOptions(build=build, workers=2, limits=Limits(), has_portfolio=False)
    result = build_reports(partial(jobs_of_roster, roster, output), options, bar=no_progress_bar)
    assert not result.failed
    renamed = [own._replace(id=ids[own.id]) for own in owns]
    for own in renamed:
        source = output / ".batch" / "inputs" / own.id / f"{own.id}.yaml"
        assert_own_numbers_only(output, own, renamed, source)


def test_the_search_for_mixed_numbers_finds_them(paths: list[Path], run: Runner) -> None:
    draw = np.random.default_rng(18)
    one, other = draw_organizations(draw, ["org-0", "org-1"])
    write(one, paths[0])
    write(other, paths[1])
    run(paths[:2])
    page = run.output / "org-0" / "editorial.html"
    assert not verify(page, data=paths[1].parent, configuration=paths[1]).agrees
    assert not verify(page, data=paths[1].parent).agrees
    good = page.read_text()
    page.write_text(good.replace("</main>", f"<p>{other.members[3]:,}</p></main>"))
    with pytest.raises(AssertionError):
        assert_own_numbers_only(run.output, one, [one, other], paths[0])
    page.write_text(good)
    assert_own_numbers_only(run.output, one, [one, other], paths[0])
    with pytest.raises(AssertionError):
        assert_own_numbers_only(run.output, other, [one, other], paths[0])
