"""The e-mail edition: a small, whole and deterministic message."""

from __future__ import annotations

import email
from dataclasses import replace
from email.policy import default
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.pipeline import BuildOptions, build_brief
from reportgen.render.figure_files import figures_of
from reportgen.render.mail.email_edition import MOST_BYTES, mail_brief, render_eml
from reportgen.render.pdf import figure_pixels
from reportgen.verify.verification import verification_text, verify
from tests.render.format_briefs import example

if TYPE_CHECKING:
    from email.message import EmailMessage

    from reportgen.document.brief import Brief

ROOT = Path(__file__).parents[2]

pytest.importorskip("pypdfium2")


@cache
def _bytes() -> bytes:
    return render_eml(_brief())


def _brief() -> Brief:
    return example("women-in-medicine")


def _message(content: bytes) -> EmailMessage:
    found = email.message_from_bytes(content, policy=default)
    assert not [part.defects for part in found.walk() if part.defects]
    return found


def _body(content: bytes, kind: str) -> str:
    body = _message(content).get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_it_has_a_text_a_page_and_a_chart_and_is_small() -> None:
    kinds = [part.get_content_type() for part in _message(_bytes()).walk()]
    assert kinds == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    assert len(_bytes()) <= MOST_BYTES


def test_the_same_brief_gives_the_same_bytes_and_the_report_date() -> None:
    figure_pixels._pdf.cache_clear()
    assert render_eml(_brief()) == _bytes()
    message = _message(_bytes())
    assert message["Date"] == "Thu, 01 Jul 2021 00:00:00 +0000"
    other = replace(_brief(), report_date_text="another day")
    assert _message(render_eml(other))["Message-ID"] != message["Message-ID"]


def test_text_and_page_say_the_same() -> None:
    page, text = _body(_bytes(), "html"), " ".join(_body(_bytes(), "plain").split())
    for item in _brief().front.key_numbers:
        for word in (part.text for part in item.value if hasattr(part, "text")):
            assert word in page
            assert word in text
    assert "working copy" in page
    assert "is the file editorial.html" in text


def test_a_page_follows_and_loads_nothing() -> None:
    page = _body(_bytes(), "html")
    assert 'href="#' not in page
    assert page.count("src=") == 1
    assert 'src="cid:chart"' in page


def test_without_room_for_the_chart_its_description_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.render.mail.email_edition.MOST_BYTES", 1)
    content = render_eml(_brief())
    (figure,) = figures_of(mail_brief(_brief()))
    assert "image/png" not in [part.get_content_type() for part in _message(content).walk()]
    assert " ".join(figure.alt.split()) in " ".join(_body(content, "plain").split())


def test_a_board_gets_what_it_must_know_and_its_goals(tmp_path: Path) -> None:
    options = BuildOptions(output=tmp_path, kind="board", formats=("eml",))
    config = ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml"
    assert build_brief(config, options).is_made
    file = next(tmp_path.rglob("*.eml"))
    page = _body(file.read_bytes(), "html")
    assert "What the board must know</h2>" in page
    assert "<table" in page
    found = verify(file)
    assert not found.has_ledger
    assert "working copies" in verification_text(found)


def test_it_links_to_the_brief_where_that_has_an_address() -> None:
    address = "https://example.org/2026-07.html"
    content = render_eml(replace(_brief(), url=address))
    assert address in _body(content, "plain")
    assert f'href="{address}"' in _body(content, "html")
    assert len(content) <= MOST_BYTES
