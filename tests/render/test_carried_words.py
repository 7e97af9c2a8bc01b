"""Word, JATS and Markdown include a transcript, so that changes are found and located."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import load_tokens
from reportgen.ledger.fingerprints import fingerprints_of
from reportgen.ledger.plain_data import to_plain
from reportgen.ledger.read_ledger import read_ledger
from reportgen.ledger.readers.docx import read_docx
from reportgen.ledger.readers.finished_file import read_other
from reportgen.ledger.readers.jats import read_jats
from reportgen.ledger.readers.markdown import read_markdown
from reportgen.ledger.transcript import Transcript, read_transcript
from reportgen.render.docx.document import render_docx
from reportgen.render.jats.article import render_jats
from reportgen.render.text.markdown import render_markdown
from reportgen.verify.check_bindings import check_bindings, check_seal
from reportgen.verify.check_words import check_words
from tests.document.factories import brief
from tests.render.format_briefs import example

if TYPE_CHECKING:
    from reportgen.document.brief import Brief
    from reportgen.ledger.embedded_data import CarriedPage

RATIO = "followers.growth.after_vs_before.slope_ratio"


def _docx(of: Brief, old: str = "", new: str = "") -> CarriedPage:
    content = render_docx(of, tokens=load_tokens())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new, 1).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return read_docx(file.getvalue())


def _jats(of: Brief, old: str = "", new: str = "") -> CarriedPage:
    text = render_jats(of).decode()
    assert old in text
    return read_jats(text.replace(old, new, 1).encode())


def _markdown(of: Brief, old: str = "", new: str = "") -> CarriedPage:
    text = render_markdown(of)
    assert old in text
    return read_markdown(text.replace(old, new, 1))


FORMATS = {"docx": _docx, "jats": _jats, "md": _markdown}


def _transcript(page: CarriedPage) -> Transcript:
    transcript = read_transcript(page.transcript)
    assert transcript is not None
    return transcript


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["garden", "women-in-medicine"])
def test_an_unchanged_file_matches_its_transcript(form: str, name: str) -> None:
    of = brief() if name == "garden" else example(name)
    page = FORMATS[form](of)
    transcript = _transcript(page)
    is_bound = form != "md"

    assert page.ledger == to_plain(of.ledger)
    assert not list(check_words(transcript, page.shown, is_bound=is_bound))
    assert not list(check_seal(transcript, fingerprints_of(page.ledger), of.ledger))
    assert sum(1 for _ in transcript.numbers()) > 50
    if is_bound:
        assert transcript.passages == page.shown.passages
        assert sum(1 for _ in transcript.claims()) > 3


@pytest.mark.parametrize("form", FORMATS)
def test_every_printed_number_agrees_with_the_ledger(form: str) -> None:
    page = FORMATS[form](example("women-in-medicine"))
    transcript = _transcript(page)
    # Markdown escapes `<`; its numbers are compared with the text in the comment.
    findings = [] if form == "md" else list(check_bindings(transcript, read_ledger(page.ledger)))

    assert not findings


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("docx", ">1.70</w:t>", ">1.90</w:t>"),
        ("jats", ">1.70</named-content>", ">1.90</named-content>"),
        ("md", "grew 1.70 times", "grew 1.90 times"),
    ],
)
def test_a_changed_number_is_found_and_reported(form: str, old: str, new: str) -> None:
    page = FORMATS[form](brief(), old, new)

    findings = list(check_words(_transcript(page), page.shown, is_bound=form != "md"))

    assert [item.subject for item in findings] == [RATIO]


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("docx", ">grew faster</w:t>", ">soared</w:t>"),
        ("jats", ">grew faster</named-content>", ">soared</named-content>"),
        ("md", "grew faster", "soared"),
    ],
)
def test_a_changed_claim_is_found(form: str, old: str, new: str) -> None:
    page = FORMATS[form](brief(), old, new)

    assert list(check_words(_transcript(page), page.shown, is_bound=form != "md"))


def test_a_number_bound_to_another_quantity_is_found() -> None:
    own = f'vocab-term-identifier="{RATIO}">1.70'
    page = _jats(brief(), own, own.replace("slope_ratio", "slope_difference"))

    assert list(check_words(_transcript(page), page.shown, is_bound=True))


@pytest.mark.parametrize("reader", [read_docx, read_jats])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<a", b"no brief at all"])
def test_other_files_are_refused(reader: object, content: bytes) -> None:
    assert callable(reader)
    with pytest.raises(
        ValueError, match=r"not valid XML|no Word document|not a valid Word document"
    ):
        reader(content)


def test_a_word_document_without_a_ledger_is_read_as_words() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>Hello</w:t></w:r></w:p></w:body></w:document>",
        )

    page = read_docx(file.getvalue())

    assert [item.text for item in page.shown.passages] == ["Hello"]
    assert page.ledger is None
    assert page.transcript is None


def test_damaged_comments_are_ignored() -> None:
    page = read_markdown("# Words\n\n<!-- reportgen-outcomes/1 zlib+base64\n!!\n-->\n")

    assert page.ledger is None
    assert page.shown.passages[0].text == "# Words"


@pytest.mark.parametrize("form", FORMATS)
def test_the_format_of_a_finished_file_is_detected_by_its_content(form: str) -> None:
    written = {
        "docx": lambda: render_docx(brief(), tokens=load_tokens()),
        "jats": lambda: render_jats(brief()),
        "md": lambda: render_markdown(brief()).encode(),
    }

    found = read_other(written[form]())

    assert found is not None
    name, page = found
    assert name == form
    assert read_ledger(page.ledger) == brief().ledger
    assert read_transcript(page.transcript) is not None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b'{"schema": 1}', b"<!doctype html></html>"])
def test_files_of_other_formats_are_not_recognized(content: bytes) -> None:
    assert read_other(content) is None
