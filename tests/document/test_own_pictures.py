"""Pictures that the text of a section names: what is printed, and what is refused with a reason."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from reportgen.diagnostics import Diagnostic
from reportgen.document.own_pictures import own_figure
from reportgen.narrative.fields.text_field import NamedPicture
from tests.render.short_organizations import write_organization

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.document.brief import FigureBlock
    from reportgen.model.configuration import Configuration


def _configuration(folder: Path) -> Configuration:
    from reportgen.pipeline import load_organization

    found = load_organization(write_organization(folder, metrics=1, goals=0)).configuration
    assert found is not None
    return found


def _named(file: str, alt: str = "A bed of beans", title: str = "") -> NamedPicture:
    return NamedPicture(position=0, file=file, alt=alt, title=title, place=None)


def _figure(folder: Path, file: str) -> FigureBlock:
    found = own_figure(_named(file, title="In May"), _configuration(folder), 1)
    assert not isinstance(found, Diagnostic)
    return found


def _embedded(figure: FigureBlock) -> Image.Image:
    data = figure.svg.partition(";base64,")[2].partition('"')[0]
    return Image.open(io.BytesIO(base64.b64decode(data)))


def test_a_picture_is_a_figure_with_its_title_and_alternative_text(tmp_path: Path) -> None:
    Image.new("RGB", (1600, 800), "green").save(tmp_path / "garden.png")
    figure = _figure(tmp_path, "garden.png")
    assert (figure.alt, figure.anchor) == ("A bed of beans", "fig-own-1-garden")
    assert figure.height_mm == pytest.approx(figure.width_mm / 2)


def test_a_small_picture_is_not_enlarged(tmp_path: Path) -> None:
    Image.new("RGB", (144, 72), "green").save(tmp_path / "small.png")
    figure = _figure(tmp_path, "small.png")
    assert 'width="25.4" height="12.7"' in figure.svg


def test_a_photograph_is_upright_and_does_not_say_where_it_was_taken(tmp_path: Path) -> None:
    noted = Image.Exif()
    noted[0x0112] = 6  # turned by a quarter
    noted[0x010F] = "Camera"
    Image.new("RGB", (300, 200), "green").save(tmp_path / "photo.jpg", exif=noted)
    picture = _embedded(_figure(tmp_path, "photo.jpg"))
    assert picture.size == (200, 300)
    assert not picture.getexif()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("absent.png", "does not exist"),
        ("../outside.png", "is outside the folder"),
        ("https://example.org/a.png", "is an address"),
        ("text.png", "is neither a PNG nor a JPEG"),
        ("cut.png", "is neither a PNG nor a JPEG"),
        ("large.png", "is larger than 1 MB"),
        ("wide.png", "pixels; the limit is"),
    ],
)
def test_what_cannot_be_printed_is_an_error_with_its_reason(
    tmp_path: Path, file: str, reason: str
) -> None:
    folder = tmp_path / "inside"
    configuration = _configuration(folder)
    whole = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(whole, "PNG")
    (tmp_path / "outside.png").write_bytes(whole.getvalue())
    (folder / "text.png").write_text("not a picture", encoding="utf-8")
    (folder / "cut.png").write_bytes(whole.getvalue()[:60])
    (folder / "large.png").write_bytes(whole.getvalue() + bytes(1_000_000))
    Image.new("1", (8000, 4000)).save(folder / "wide.png")
    found = own_figure(_named(file), configuration, 1)
    assert isinstance(found, Diagnostic)
    assert found.code == "TXT013"
    assert reason in found.message


def test_a_picture_without_alternative_text_is_an_error(tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), "green").save(tmp_path / "garden.png")
    found = own_figure(_named("garden.png", alt=""), _configuration(tmp_path), 1)
    assert isinstance(found, Diagnostic)
    assert "![A garden in May](garden.png)" in found.help
