"""The evidence of every number: a file of each edition and a table of the screen, never printed."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import load_tokens
from reportgen.ledger.readers.finished_file import open_finished
from reportgen.ledger.records import Ledger
from reportgen.model.prose import plain_text
from reportgen.pipeline import BuildOptions, build_brief
from reportgen.render.formats import FORMATS, render_format
from reportgen.render.pdf.pdf_file import print_page
from reportgen.render.supplement_file import COLUMNS
from reportgen.render.templates.template_files import template_folders
from reportgen.verify.verification import verify
from tests.conftest import ROOT
from tests.document.factories import brief

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.document.brief import Supplement

GARDEN = ROOT / "configs" / "community-garden" / "community-garden.yaml"
FILE = "editorial-numbers.csv"
TITLE = "Every number of this brief"


def _supplement() -> Supplement:
    found = brief().back.supplement
    assert found is not None
    return found


def _files(name: str) -> dict[str, bytes]:
    return render_format(name, brief(), tokens=load_tokens(), templates=None, outcomes=b"{}")


@pytest.mark.parametrize("name", ["md", "txt", "docx", "jats"])
def test_an_article_names_its_supplement_and_does_not_contain_it(name: str, tmp_path: Path) -> None:
    files = _files(name)
    main = next(iter(files))
    assert list(files)[-1] == FILE
    text = files[main].decode(errors="replace")
    if name == "docx":
        (tmp_path / main).write_bytes(files[main])
        shown = open_finished(tmp_path / main).shown
        assert shown is not None
        text = " ".join(passage.text for passage in shown.passages)
    assert FILE in text
    assert TITLE not in text
    assert "Table S1" not in text


def test_a_printed_page_names_the_supplement_and_the_screen_shows_it() -> None:
    printed = print_page(brief(), template_folders(None))
    shown = _files("html")["editorial.html"].decode()
    assert FILE in printed
    assert FILE in shown
    assert TITLE not in printed
    assert TITLE in shown
    assert '<a href="#supplement">' in shown
    assert ".section-supplement { display: none; }" in shown.split("@media print", 1)[1]


def test_a_share_pack_is_no_article_and_has_no_supplement() -> None:
    assert not FORMATS["share"].suffix
    assert FILE not in _files("share")


def test_appendix_tables_have_the_same_numbers_in_every_format() -> None:
    printed = print_page(brief(), template_folders(None))
    shown = _files("html")["editorial.html"].decode()
    text = _files("txt")["editorial.txt"].decode()
    for document in (printed, shown, text):
        assert "Table A1" in document


def test_the_file_has_a_row_for_each_printed_number() -> None:
    content = _files("txt")[FILE]
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    numbers = _supplement().numbers
    assert tuple(rows[0]) == COLUMNS
    assert [row[0] for row in rows[1:]] == [item.quantity for item in numbers]
    assert [row[2] for row in rows[1:]] == [plain_text(item.printed) for item in numbers]
    ledger = brief().ledger
    assert isinstance(ledger, Ledger)
    for name, _, _, value, source in rows[1:]:
        recorded = ledger.quantities[name]
        assert value == ("" if recorded.value is None else str(recorded.value))
        assert bool(source) == bool(recorded.source or recorded.derived_from)


def test_all_formats_have_the_same_file() -> None:
    assert _files("md")[FILE] == _files("txt")[FILE] == _files("html")[FILE]


def test_an_edition_lists_the_supplement_in_its_manifest_and_verifies(tmp_path: Path) -> None:
    made = build_brief(GARDEN, BuildOptions(output=tmp_path, formats=("html", "txt")))
    folder = made.files[0].parent
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (folder / FILE).is_file()
    assert set(manifest["files"]) == {"editorial.html", "editorial.txt", FILE}
    assert verify(folder / "editorial.html").agrees
    # A build of one format keeps it.
    build_brief(GARDEN, BuildOptions(output=tmp_path, formats=("txt",)))
    again = json.loads((folder / "manifest.json").read_text())
    assert set(again["files"]) == set(manifest["files"])
    assert again["files"][FILE]["sha256"] == manifest["files"][FILE]["sha256"]
