"""Readers of finished briefs: damaged, foreign and hostile files."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest

from reportgen.errors import DataError
from reportgen.ledger.embedded_data import pack_data, unpack_data
from reportgen.ledger.readers import docx as read_docx
from reportgen.ledger.readers import finished_file
from reportgen.ledger.readers import pdf as read_pdf
from reportgen.ledger.readers.finished_file import open_finished
from reportgen.ledger.readers.html import read_html
from reportgen.ledger.readers.jats import read_jats
from reportgen.ledger.readers.markdown import read_markdown
from reportgen.ledger.readers.pdf import read_xmp
from reportgen.ledger.transcript import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = (
    f'<w:document {W} xmlns:wp="urn:picture"><w:body>'
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Reach</w:t></w:r></w:p>'
    '<w:p><w:r><w:t>Grew</w:t><w:tab/></w:r><w:bookmarkStart w:id="1" w:name="q1"/>'
    "<w:r><w:t>1.</w:t></w:r><w:r><w:t>7</w:t></w:r>"
    '<w:bookmarkEnd w:id="1"/><w:r><w:drawing><wp:docPr descr="A chart"/><wp:docPr/></w:drawing>'
    "</w:r></w:p><w:p/></w:body></w:document>"
)
CUSTOM = (
    '<item xmlns="urn:reportgen:outcomes:1"><number bookmark="q1" quantity="a.b"/>'
    '<claim bookmark="c1" subject="reach"/><ledger>{"schema": "x"}</ledger>'
    "<transcript>{not json</transcript></item>"
)


def _word(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def test_a_word_document_is_read_with_its_bookmarks_edges_and_pictures() -> None:
    edge = f"<w:hdr {W}><w:p><w:r><w:t>River Club</w:t></w:r></w:p><w:p/></w:hdr>"
    parts = {read_docx.DOCUMENT: DOCUMENT, read_docx.LEDGER: CUSTOM, "word/header1.xml": edge}
    page = read_docx.read_docx(_word(parts))
    read = [(item.kind, item.place, item.text) for item in page.shown.passages]
    assert read == [
        (Kind.TEXT, "", "Reach"),
        (Kind.ALTERNATIVE, "Reach", "A chart"),
        (Kind.TEXT, "Reach", "Grew 1.7"),
        (Kind.RUNNING, "word/header1.xml", "River Club"),
    ]
    (number,) = (run for _, run in page.shown.numbers())
    assert (number.text, number.quantity, number.part) == ("1.7", "a.b", "value")
    assert page.ledger == {"schema": "x"}
    assert page.transcript is None


def test_a_foreign_word_document_has_no_ledger() -> None:
    page = read_docx.read_docx(_word({read_docx.DOCUMENT: DOCUMENT}))
    assert (page.ledger, page.transcript) == (None, None)
    assert list(page.shown.numbers()) == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 broken", "no Word document"),
        (_word({"other.xml": "<a/>"}), "no Word document"),
        (_word({read_docx.DOCUMENT: "<open>"}), "damaged"),
    ],
)
def test_an_invalid_word_document_is_reported(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_docx.read_docx(data)
    path = tmp_path / "brief.docx"
    path.write_bytes(data)
    with pytest.raises(DataError, match="the file is damaged"):
        open_finished(path)


def test_a_zip_bomb_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(read_docx, "_MOST", 100)
    with pytest.raises(ValueError, match="too large"):
        read_docx.read_docx(_word({read_docx.DOCUMENT: DOCUMENT}))


ARTICLE = (
    '<?xml version="1.0"?><article><!-- aside --><front><title>A</title></front><body>'
    '<p id="p1">Grew <named-content content-type="reportgen-claim" '
    'vocab-term-identifier="reach">faster</named-content><break/>then</p></body></article>'
)


def test_a_jats_article_is_read_without_its_comments() -> None:
    page = read_jats(f"{ARTICLE}<?reportgen-outcomes no-base64!?>".encode())
    assert [item.text for item in page.shown.passages] == ["A", "Grew faster", "then"]
    assert [run.claim for _, run in page.shown.claims()] == ["reach"]
    assert (page.ledger, page.transcript) == (None, None)
    packed = pack_data(b'{"schema": "x"}')
    assert read_jats(f"{ARTICLE}<?reportgen-outcomes {packed}?>".encode()).ledger == {"schema": "x"}


def test_an_article_of_invalid_xml_is_reported() -> None:
    with pytest.raises(ValueError, match="not valid XML"):
        read_jats(b'<?xml version="1.0"?><article>')


def test_markdown_without_data_or_with_damaged_data_has_no_ledger() -> None:
    assert read_markdown("# A\n\n## B\n\nWords.").ledger is None
    page = read_markdown("Words.\n<!-- reportgen-outcomes/1 zlib+base64\nno base64!\n-->")
    assert page.ledger is None


@pytest.mark.parametrize("text", ["!", "AAAA", pack_data(b"{}" * 500)[:20]])
def test_truncated_or_foreign_packed_data_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"damaged|base64|Non-base64|padding"):
        unpack_data(text)


def _packet(inside: str) -> bytes:
    return f'<?xpacket begin="" id="x"?>{inside}<?xpacket end="w"?>'.encode()


RDF = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
)


def test_an_xmp_packet_is_read_field_by_field() -> None:
    read = read_xmp(
        _packet(
            f"<a {RDF}><dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq>"
            "</dc:creator><dc:title/><pdf:Keywords>k</pdf:Keywords></a>"
        )
    )
    assert read == {"author": "A, B", "keywords": "k"}


@pytest.mark.parametrize("inside", ["", "no xml at all"])
def test_an_invalid_xmp_packet_is_reported(inside: str) -> None:
    assert "can't be read" in read_xmp(_packet(inside))["title"]


def _open(folder: Path, data: bytes) -> finished_file.FinishedFile:
    path = folder / "file"
    path.write_bytes(data)
    return open_finished(path)


def test_a_missing_empty_or_too_large_file_is_refused_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataError, match="can't be read: gone"):
        open_finished(tmp_path / "gone")
    with pytest.raises(DataError, match="is empty"):
        _open(tmp_path, b" \n")

    class Small:
        edition_bytes = 10

    monkeypatch.setattr(finished_file, "limits", Small)
    with pytest.raises(DataError, match="too large"):
        _open(tmp_path, b"<html>" * 10)


@pytest.mark.parametrize("data", [b"{", b'{"schema": "other"}', b'{"a":' + b"[" * 100_000])
def test_other_json_is_not_a_ledger(tmp_path: Path, data: bytes) -> None:
    assert _open(tmp_path, data).ledger is None


def _pdf(attachments: Mapping[str, bytes] | None = None) -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, content in (attachments or {}).items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        pdf.save(file)
    return file.getvalue()


def test_a_foreign_pdf_has_no_ledger(tmp_path: Path) -> None:
    found = _open(tmp_path, _pdf({"outcomes.json": b"no json"}))
    assert (found.format, found.ledger, found.recorded) == ("pdf", None, None)
    assert found.attached == {"outcomes.json": b"no json"}


def test_a_pdf_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_pdf, "_MOST_PAGES", 0)
    with pytest.raises(DataError, match="too many for a brief"):
        read_pdf.read_pdf(_pdf())


def test_an_empty_page_and_one_without_a_body_have_no_words() -> None:
    assert read_html("").shown.passages == ()
    assert read_html("<!-- only a comment -->").shown.passages == ()


def test_linked_data_that_can_not_be_read_count_as_their_text() -> None:
    page = read_html('<title>A</title><script type="application/ld+json">{no json</script><p>B')
    assert ("json-ld", "{no json") in [(item.place, item.text) for item in page.shown.passages]


def test_a_packed_ledger_is_read_back() -> None:
    assert unpack_data(pack_data(json.dumps({"a": [1]}).encode())) == {"a": [1]}
