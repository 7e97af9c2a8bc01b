"""The sets of briefs whose prose is measured."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief
from tests.conftest import ROOT
from tests.prose.invented import organizations
from tests.prose.measures import measure
from tests.real.conftest import HERE as REAL
from tests.real.conftest import SHARED_DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.prose.measures import Measured


_CHAPTERS = 10
_TRUSTS = 20
_TRUST = """reportgen: 1
organization: {{id: trust-{id}, name: Trust {code}}}
brief: {{kind: board}}
reporting_period: {{from: {first}, to: {last}}}
metrics:
  within: {{label: the share of patients seen within four hours, kind: rate,
    unit: share of patients, file: org_nhs_ae/type1_monthly.csv, date: period, misses: breaches,
    denominator: attendances, where: {{org_code: {code}}}}}
  attendances: {{label: attendances, kind: count, unit: attendances,
    file: org_nhs_ae/type1_monthly.csv, date: period, value: attendances,
    where: {{org_code: {code}}}}}
  admissions: {{label: emergency admissions, kind: count, unit: admissions,
    file: org_nhs_ae/type1_monthly.csv, date: period, value: admissions,
    where: {{org_code: {code}}}}}
goals:
  - {{id: hours, specific: See 95% of patients within four hours, time_bound: {last},
    achievable: It had been reached before., relevant: Waiting harms patients.,
    measurable: {{quantity: within.mean.reporting.mean, target: 95%}}}}
"""


def _measured(path: Path, kind: str, *roots: Path) -> Measured:
    loaded = load_organization(path, data_roots=roots)
    analysed = analyse_organization(loaded)
    if analysed is None:
        raise AssertionError([item.message for item in loaded.diagnostics])
    options = BuildOptions(output=path.parent, formats=())
    prepared = prepare_brief(analysed, kind, options, lambda _: None)
    return measure(prepared.brief, analysed.configuration)


def _examples(kind: str) -> Iterator[Measured]:
    for path in sorted((ROOT / "configs").glob("*/*.yaml")):
        yield _measured(path, kind)


def _invented(kind: str, language: str = "en") -> Iterator[Measured]:
    with TemporaryDirectory() as folder:
        for item in organizations():
            if kind in item.kinds and item.language == language:
                yield _measured(item.write(Path(folder)), kind)


def _ropensci() -> Iterator[Measured]:
    yield _measured(REAL / "ropensci.yaml", "editorial", SHARED_DATA)


def _chapters() -> Iterator[Measured]:
    """Yield chapters from the most events to the fewest, at equal distances."""
    held = Counter(
        row["urlname"]
        for row in _rows("org_rladies_meetup/events.csv")
        if row["status"] == "PAST" and "2019-03" <= row["datetime_local"] < "2021-03"
    )
    names = sorted(held, key=lambda name: (-held[name], name))
    chosen = [names[at * (len(names) - 1) // (_CHAPTERS - 1)] for at in range(_CHAPTERS)]
    template = (REAL / "rladies-chapter.yaml").read_text(encoding="utf-8")
    for name in chosen:
        text = template.replace("rladies-dc", name).replace("Washington DC", name[8:].title())
        yield _of_text(text, "editorial")


def _trusts() -> Iterator[Measured]:
    ends: dict[str, str] = {}
    for row in _rows("org_nhs_ae/type1_monthly.csv"):
        ends[row["org_code"]] = max(row["period"][:7], ends.get(row["org_code"], ""))
    for code in sorted(ends)[::3][:_TRUSTS]:
        year, month = map(int, ends[code].split("-"))
        first = year * 12 + month - 6
        text = _TRUST.format(
            code=code,
            id=code.lower(),
            first=f"{first // 12}-{first % 12 + 1:02}",
            last=ends[code],
        )
        yield _of_text(text, "board")


def _rows(name: str) -> list[dict[str, str]]:
    with (SHARED_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _of_text(text: str, kind: str) -> Measured:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "brief.yaml"
        path.write_text(text, encoding="utf-8")
        return _measured(path, kind, SHARED_DATA)


SETS: dict[str, Callable[[], Iterator[Measured]]] = {
    "examples, editorial": lambda: _examples("editorial"),
    "examples, board": lambda: _examples("board"),
    "invented, editorial": lambda: _invented("editorial"),
    "invented, board": lambda: _invented("board"),
    "invented, Spanish": lambda: _invented("editorial", "es"),
}
REAL_SETS: dict[str, Callable[[], Iterator[Measured]]] = {
    "rOpenSci, editorial": _ropensci,
    "R-Ladies, editorial": _chapters,
    "hospital trusts, board": _trusts,
}


def every_set() -> Iterator[tuple[str, Iterator[Measured]]]:
    """Yield all sets by name; those of real data where the data are there."""
    sets = SETS | REAL_SETS if SHARED_DATA.is_dir() else SETS
    for name, briefs in sets.items():
        yield name, briefs()
