"""Targets of the fuzzer: each reader may reject arbitrary bytes, but never crash.

A target takes bytes and returns nothing. Every exception other than reportgen's own is a crash,
and so is a call that exceeds its time limit.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.diagnostics import format_diagnostic, has_errors
from reportgen.errors import ReportgenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.narrative.statement import Narrative
    from reportgen.pipeline import Analysed, Prepared

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "configs" / "community-garden" / "community-garden.yaml"

_METRIC = """reportgen: 1
organization: {name: River Club}
metrics:
  m: {kind: count, file: %s, date: day, value: visits}
"""
_GOALS = """reportgen: 1
organization: {name: River Club}
metrics:
  m: {kind: count, file: data.csv, date: day, value: visits}
brief: {report_date: 2021-06-30}
goals:
"""
_BASE = """reportgen: 1
organization: {name: River Club}
metrics:
  m: {kind: count, file: data.csv, date: day, value: visits}
"""
_DATA = "day,visits\n" + "".join(
    f"20{year}-{month:02d},{10 * month + year}\n" for year in (19, 20) for month in range(1, 13)
)


@cache
def _folder() -> Path:
    """Return a folder (in memory if possible) with the files that targets name."""
    memory = Path("/dev/shm")  # noqa: S108 - files of a few hundred bytes, rewritten each time
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))
    (folder / "data.csv").write_text(_DATA, encoding="utf-8")
    (folder / "base.yaml").write_text(_BASE, encoding="utf-8")
    (folder / "metric.yaml").write_text(_METRIC % "metric.csv", encoding="utf-8")
    (folder / "book.yaml").write_text(_METRIC % "book.xlsx", encoding="utf-8")
    return folder


@cache
def _analysed() -> Analysed:
    from reportgen.pipeline import analyse_organization, load_organization

    found = analyse_organization(load_organization(EXAMPLE))
    assert found is not None
    return found


def read_yaml(data: bytes) -> None:
    """A whole configuration."""
    from reportgen.config.loader import load_configuration

    path = _folder() / "config.yaml"
    path.write_bytes(data)
    loaded = load_configuration(path)
    assert (loaded.configuration is None) == has_errors(loaded.diagnostics)
    for item in loaded.diagnostics:
        format_diagnostic(item)


def read_csv(data: bytes) -> None:
    """A metric file, down to its months."""
    (_folder() / "metric.csv").write_bytes(data)
    _dataset("metric.yaml")


def read_workbook(data: bytes) -> None:
    """A workbook: the fuzzed bytes are one of its parts, or the whole file."""
    (_folder() / "book.xlsx").write_bytes(_workbook(data))
    _dataset("book.yaml")


def _dataset(name: str) -> None:
    from reportgen.config.loader import load_configuration
    from reportgen.data.loader import load_dataset

    loaded = load_configuration(_folder() / name)
    assert loaded.configuration is not None, loaded.diagnostics
    found = load_dataset(loaded.configuration)
    assert (found.dataset is None) == has_errors(found.diagnostics)
    for item in found.diagnostics:
        format_diagnostic(item)


@cache
def _parts() -> tuple[tuple[str, bytes], ...]:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in _DATA.splitlines():
        sheet.append(line.split(","))
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        return tuple((item.filename, archive.read(item)) for item in archive.infolist())


def _workbook(data: bytes) -> bytes:
    """Return a workbook with one part replaced, chosen by the first byte; or the bytes."""
    parts = _parts()
    if not data or data[0] >= 4 * len(parts):
        return data[1:]
    place = data[0] % len(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, (name, content) in enumerate(parts):
            archive.writestr(name, data[1:] if number == place else content)
    return file.getvalue()


def read_goals(data: bytes) -> None:
    """The goals of a configuration, down to their status."""
    from reportgen.pipeline import analyse_organization, load_organization

    path = _folder() / "goals.yaml"
    path.write_bytes(_GOALS.encode() + data)
    analyse_organization(load_organization(path))


def read_roster(data: bytes) -> None:
    """A roster of organizations over a base configuration."""
    from reportgen.batch.roster import Roster, jobs_of_roster

    path = _folder() / "roster.csv"
    path.write_bytes(data)
    roster = Roster(path=path, base=_folder() / "base.yaml", organization_column="organization")
    jobs_of_roster(roster, _folder() / "output")


def read_text(data: bytes) -> None:
    """A text field: Markdown, numbers, statements and citations, as HTML and plain text."""
    from reportgen.narrative.fields.text_field import parse_inline_text, parse_text_field

    text = data.decode("utf-8", "replace")
    for read in (parse_text_field, parse_inline_text):
        read(
            text,
            narrative=_narrative(),
            outcomes=_analysed().outcomes,
            place=None,
            known_keys=frozenset({"key"}),
        )


@cache
def _narrative() -> Narrative:
    from reportgen.narrative.narrative import describe_outcomes

    known = _analysed()
    return describe_outcomes(known.configuration, known.outcomes)


def read_template(data: bytes) -> None:
    """A template of the user's own, filled with a real brief."""
    from reportgen.render.html.page_file import screen_page
    from reportgen.render.templates.environment import template_environment
    from reportgen.render.templates.template_files import template_folders

    templates = _folder() / "templates"
    (templates / "editorial").mkdir(parents=True, exist_ok=True)
    (templates / "editorial" / "brief.html.j2").write_bytes(data)
    template_environment.cache_clear()
    known = _composed()
    screen_page(known.brief, known.tokens, template_folders(templates))


@cache
def _composed() -> Prepared:
    from reportgen.pipeline import BuildOptions, prepare_brief

    return prepare_brief(_analysed(), "editorial", BuildOptions(output=_folder()), lambda _: None)


def read_bibliography(data: bytes) -> None:
    """A BibTeX file, and the same bytes as CSL-JSON."""
    from reportgen.document.references.bibliography import parse_bibtex, parse_csl_json

    text = data.decode("utf-8", "replace")
    parse_bibtex(text, name="references.bib")
    parse_csl_json(text, name="references.json")


def read_logo(data: bytes) -> None:
    """A logo, SVG or PNG."""
    from reportgen.design.logo import UnusableLogoError
    from reportgen.design.logo import read_logo as read

    path = _folder() / "logo.svg"
    path.write_bytes(data)
    try:
        read(path)
    except UnusableLogoError:
        return


def read_finished(data: bytes) -> None:
    """A finished file to verify."""
    from reportgen.verify.verification import verify

    path = _folder() / "brief.html"
    path.write_bytes(data)
    verify(path)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": read_yaml,
    "csv": read_csv,
    "xlsx": read_workbook,
    "goals": read_goals,
    "roster": read_roster,
    "text": read_text,
    "template": read_template,
    "bibliography": read_bibliography,
    "logo": read_logo,
    "finished": read_finished,
}


def feed(name: str, data: bytes) -> None:
    """Call a target with bytes; reportgen's own errors are not crashes."""
    try:
        TARGETS[name](data)
    except ReportgenError:
        return
