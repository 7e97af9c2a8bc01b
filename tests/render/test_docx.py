"""The Word document, read with python-docx and as XML."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import docx
import pytest
from openxml_audit import OpenXmlValidator

from reportgen.design.tokens import load_tokens
from reportgen.document.brief import ColumnLabel, TableBlock
from reportgen.edition.edition import to_json
from reportgen.ledger.plain_data import to_plain
from reportgen.model.prose import Text
from reportgen.render.docx.blocks import column_widths
from reportgen.render.docx.document import render_docx
from reportgen.render.figure_files import figures_of, tables_of
from reportgen.render.pdf import figure_pixels
from tests.document.factories import brief
from tests.render.format_briefs import everything, example
from tests.render.format_readers import LEDGER, W, docx_numbers, docx_part

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@cache
def _file(name: str) -> bytes:
    if name == "garden":
        return render_docx(brief(), tokens=load_tokens())
    made = everything() if name == "everything" else example(name)
    return render_docx(made, tokens=load_tokens())


def _opened(name: str) -> Document:
    return docx.Document(io.BytesIO(_file(name)))


def _style(paragraph: Paragraph) -> str:
    return str(paragraph.style.name) if paragraph.style else ""


def _parts(name: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(_file(name))) as archive:
        return archive.namelist()


def _schema_errors(content: bytes, folder: Path) -> list[str]:
    path = folder / "brief.docx"
    path.write_bytes(content)
    return [str(item) for item in OpenXmlValidator().validate(str(path)).errors]


@pytest.mark.parametrize("name", ["garden", "everything", "women-in-medicine"])
def test_it_is_valid_against_the_schema_of_word(name: str, tmp_path: Path) -> None:
    assert not _schema_errors(_file(name), tmp_path)


def test_the_schema_finds_a_mistake(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(_file("garden"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].replace(b"<w:b/>", b"<w:b/><w:unknown/>", 1)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (parts | {"word/document.xml": text}).items():
            archive.writestr(name, content)

    assert _schema_errors(file.getvalue(), tmp_path)


def test_its_headings_are_words_own() -> None:
    opened = _opened("garden")
    headings = [item for item in opened.paragraphs if _style(item).startswith("Heading")]
    titles = [item for item in opened.paragraphs if _style(item) == "Title"]

    assert len(titles) == 1
    assert {_style(item) for item in headings} >= {"Heading 1", "Heading 2"}
    assert [item.text for item in headings if _style(item) == "Heading 1"][1:] == [
        *(section.heading for section in brief().sections),
        *(section.heading for section in brief().back.sections),
        "Abbreviations",
        "About this brief",
        *(section.heading for section in brief().back.appendices),
    ]


def test_every_style_that_is_used_is_defined() -> None:
    for name in ("garden", "everything"):
        document = docx_part(_file(name), "word/document.xml")
        styles = docx_part(_file(name), "word/styles.xml")
        known = {item.get(f"{W}styleId") for item in styles.iter(f"{W}style")}
        used = {
            item.get(f"{W}val")
            for item in document.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
        }

        assert used <= known
        assert len(used) > 15


def test_each_table_repeats_its_header_and_keeps_its_rows_whole() -> None:
    tables = list(docx_part(_file("garden"), "word/document.xml").iter(f"{W}tbl"))

    assert len(tables) == len(tables_of(brief()))
    for table in tables:
        rows = table.findall(f"{W}tr")
        heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
        assert heads == rows[:1]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")


def test_each_table_is_as_wide_as_the_text() -> None:
    document = docx_part(_file("women-in-medicine"), "word/document.xml")
    size, margin = document.find(f".//{W}pgSz"), document.find(f".//{W}pgMar")
    sides = int(margin.get(f"{W}left")) + int(margin.get(f"{W}right"))
    room = int(size.get(f"{W}w")) - sides

    for grid in document.iter(f"{W}tblGrid"):
        widths = [int(column.get(f"{W}w")) for column in grid]
        assert sum(widths) == pytest.approx(room, abs=2)
        assert min(widths) > 300


def test_a_column_has_room_for_its_longest_word() -> None:
    labels = (ColumnLabel(text=(Text("Adjusted"),)), ColumnLabel(text=(Text("P"),)))
    table = TableBlock(
        anchor="t",
        label="Table 1",
        design="x",
        title=(),
        subtitle=(),
        stub_head=(Text("A head of many words that can well be broken " * 4),),
        column_labels=labels,
        rows=(),
    )

    stub, adjusted, small = column_widths(table, 6000)

    assert stub + adjusted + small == 6000
    assert adjusted > small
    assert adjusted > 8 * 90
    assert stub > adjusted


def test_each_image_has_alternative_text() -> None:
    document = docx_part(_file("garden"), "word/document.xml")
    described = [item.get("descr") for item in document.iter("{*}docPr")]

    assert described == [item.alt for item in figures_of(brief())]
    assert all(described)


def test_captions_are_numbered_by_fields_and_referenced_by_the_text() -> None:
    document = docx_part(_file("garden"), "word/document.xml")
    codes = [(item.text or "").split() for item in document.iter(f"{W}instrText")]
    marks = {item.get(f"{W}name") for item in document.iter(f"{W}bookmarkStart")}

    counted = [code[1] for code in codes if code[0] == "SEQ"]
    referred = {code[1] for code in codes if code[0] == "REF"}

    assert sum(name.startswith("Figure") for name in counted) == len(figures_of(brief()))
    assert len(counted) == len(figures_of(brief())) + len(tables_of(brief()))
    assert referred
    assert referred <= marks


def test_fields_are_balanced_and_show_the_numbers_that_word_will_compute() -> None:
    for paragraph in docx_part(_file("garden"), "word/document.xml").iter(f"{W}p"):
        kinds = [item.get(f"{W}fldCharType") for item in paragraph.iter(f"{W}fldChar")]
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)
    texts = [item.text for item in _opened("garden").paragraphs if _style(item) == "Caption"]
    labels = [item.label for item in figures_of(brief())]
    labels += [item.label for item in tables_of(brief())]
    shown = [re.sub(r"\..*", "", text) for text in texts]
    assert sorted(shown) == sorted(labels)
    # Renumbered in the order of the text, each label keeps its number.
    for kind in {label.rstrip("0123456789") for label in shown}:
        numbers = [label for label in shown if label.rstrip("0123456789") == kind]
        assert numbers == [f"{kind}{count}" for count in range(1, len(numbers) + 1)]


def test_bookmarks_have_unique_names_that_word_accepts() -> None:
    for name in ("garden", "everything", "women-in-medicine"):
        starts = list(docx_part(_file(name), "word/document.xml").iter(f"{W}bookmarkStart"))
        names = [item.get(f"{W}name") for item in starts]

        assert len(names) == len(set(names))
        assert len({item.get(f"{W}id") for item in starts}) == len(starts)
        assert all(re.fullmatch(r"_[A-Za-z]\w{1,38}", item) for item in names)


def test_references_are_a_numbered_list_and_citations_link_to_them() -> None:
    document = docx_part(_file("everything"), "word/document.xml")
    entries = [
        item
        for item in document.iter(f"{W}p")
        if item.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Bibliography"
        and item.find(f"{W}pPr/{W}numPr") is not None
    ]
    marks = {item.get(f"{W}name") for item in document.iter(f"{W}bookmarkStart")}
    anchors = {item.get(f"{W}anchor") for item in document.iter(f"{W}hyperlink")} - {None}

    assert len(entries) == 1
    assert anchors == {"_Source1"} <= marks


def test_every_list_starts_at_one() -> None:
    document = docx_part(_file("everything"), "word/document.xml")
    numbering = docx_part(_file("everything"), "word/numbering.xml")
    restarts = {
        item.get(f"{W}numId")
        for item in numbering.iter(f"{W}num")
        if item.find(f"{W}lvlOverride") is not None
    }
    used = [
        item.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
        for item in document.iter(f"{W}p")
        if item.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "ListNumber"
    ]

    assert len(set(used)) > 2
    assert set(used) == restarts


def test_every_relationship_has_a_target() -> None:
    parts = set(_parts("everything"))
    document = docx_part(_file("everything"), "word/document.xml")
    relations = docx_part(_file("everything"), "word/_rels/document.xml.rels")
    known = {item.get("Id"): item for item in relations}
    used = {
        value
        for item in document.iter()
        for key, value in item.attrib.items()
        if str(key).startswith(_RELATION)
    }

    assert used <= set(known)
    for item in known.values():
        target = item.get("Target")
        if item.get("TargetMode") == "External":
            assert re.match(r"https?:|mailto:", target)
        else:
            assert f"word/{target}".replace("word/../", "") in parts


def test_synthetic_data_are_labelled_on_every_page() -> None:
    header = "".join(docx_part(_file("women-in-medicine"), "word/header1.xml").itertext())
    first = _opened("women-in-medicine").paragraphs[0].text

    assert "Synthetic data" in header
    assert "Synthetic data" in first


def test_the_footer_has_page_numbers() -> None:
    footer = docx_part(_file("garden"), "word/footer1.xml")

    assert [item.text.strip() for item in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_its_properties_are_those_of_the_brief() -> None:
    properties = _opened("garden").core_properties

    assert properties.title == brief().head.title
    assert properties.author == "Ada Example; Bea Sample"
    assert properties.created.date().isoformat() == brief().report_date


def test_the_ledger_is_a_part_of_the_file_and_has_every_number() -> None:
    custom = docx_part(_file("garden"), "customXml/item1.xml")
    marks = {
        item.get(f"{W}name")
        for item in docx_part(_file("garden"), "word/document.xml").iter(f"{W}bookmarkStart")
    }

    ledger = json.loads(custom.findtext(f"{LEDGER}ledger"))

    assert to_json(ledger) == to_json(to_plain(brief().ledger))
    named = {item.get("bookmark") for item in custom.iter(f"{LEDGER}number", f"{LEDGER}claim")}
    assert named <= marks
    assert sum(name.startswith(("_Rg", "_Rc")) for name in marks) == len(named) > 50


def test_a_number_changed_by_hand_is_detected_between_its_bookmarks() -> None:
    with zipfile.ZipFile(io.BytesIO(_file("garden"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = docx_numbers(_file("garden"))
    quantity, part, words = before[0]
    text = parts["word/document.xml"].decode()
    parts["word/document.xml"] = text.replace(f">{words}</w:t>", ">99</w:t>", 1).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    assert docx_numbers(file.getvalue())[0] == (quantity, part, "99")
    assert docx_numbers(file.getvalue())[1:] == before[1:]


def test_its_fonts_are_embedded() -> None:
    table = docx_part(_file("garden"), "word/fontTable.xml")
    relations = docx_part(_file("garden"), "word/_rels/fontTable.xml.rels")
    targets = {item.get("Id"): item.get("Target") for item in relations}
    with zipfile.ZipFile(io.BytesIO(_file("garden"))) as archive:
        for face in table.iter(f"{W}embedRegular", f"{W}embedBold", f"{W}embedItalic"):
            mixed = archive.read(f"word/{targets[face.get(f'{_RELATION}id')]}")
            key = bytes.fromhex(re.sub(r"\W", "", face.get(f"{W}fontKey")))[::-1]
            head = bytes(byte ^ mask for byte, mask in zip(mixed[:16], key, strict=True))
            assert head[:4] == b"\x00\x01\x00\x00"
    assert len(targets) == 8


def test_the_same_brief_gives_the_same_bytes() -> None:
    before = _file("garden")
    figure_pixels._pdf.cache_clear()

    again = render_docx(brief(), tokens=load_tokens())

    assert again == before
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_its_page_size_is_that_of_the_brief() -> None:
    for size, width in (("a4", 11906), ("letter", 12240)):
        content = render_docx(replace(brief(), page_size=size), tokens=load_tokens())
        page = docx_part(content, "word/document.xml").find(f".//{W}pgSz")
        assert int(page.get(f"{W}w")) == width


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_it_and_finds_its_fonts(tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(_file("women-in-medicine"))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "brief.docx")]

    subprocess.run(command, check=True, capture_output=True, timeout=120)

    fonts = subprocess.run(
        ["pdffonts", str(tmp_path / "brief.pdf")], check=True, capture_output=True, text=True
    ).stdout
    assert "SourceSerif4-Regular" in fonts
    assert "SourceSans3-Bold" in fonts
    words = subprocess.run(
        ["pdftotext", str(tmp_path / "brief.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "Error: Reference" not in words
