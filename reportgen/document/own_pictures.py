"""Make figures of the pictures that the text of a section names."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.design.own_picture import UnusablePictureError, read_own_picture
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.brief import FigureBlock
from reportgen.model.prose import Text

if TYPE_CHECKING:
    from reportgen.design.own_picture import OwnPicture
    from reportgen.model.configuration import Configuration
    from reportgen.narrative.fields.text_field import NamedPicture

# Lengths in mm: the width of a line of text, the greatest height, and one pixel, so that a picture
# has at least 144 of them to the inch.
_WIDTH, _HEIGHT = 118.0, 110.0
_PIXEL = 25.4 / 144


def own_figure(
    named: NamedPicture, configuration: Configuration, number: int
) -> FigureBlock | Diagnostic:
    """Return the figure of a picture, or why there is none.

    Parameters
    ----------
    number : int
        Of the picture among all of the brief, from 1; part of its anchor.
    """
    if not named.alt:
        return _problem(
            named,
            f"the picture `{named.file}` has no text for readers who do not see it",
            f"say what it shows between the brackets: `![A garden in May]({named.file})`",
        )
    path = _path(named.file, configuration)
    if isinstance(path, str):
        return _problem(
            named,
            f"the picture `{named.file}` {path}",
            "put the file next to the configuration, or in a folder below it, and give its name",
        )
    try:
        picture = read_own_picture(path)
    except UnusablePictureError as error:
        fix = "save it as a PNG or JPEG, no larger than a page needs: about 1500 pixels wide"
        return _problem(named, f"the picture `{named.file}` {error}", fix)
    return _figure(named, picture, number)


def _path(file: str, configuration: Configuration) -> Path | str:
    """Return a file in or below the folder of the configuration, or what is wrong with it."""
    if "://" in file or file.startswith("data:"):
        return "is an address; only files are printed"
    root = Path(os.path.realpath(configuration.path.parent))
    path = Path(os.path.realpath(root / file.replace("\0", "")))
    if not path.is_relative_to(root):
        return "is outside the folder of the configuration"
    return path if path.is_file() else "does not exist"


def _figure(named: NamedPicture, picture: OwnPicture, number: int) -> FigureBlock:
    scale = min(_PIXEL, _WIDTH / picture.width, _HEIGHT / picture.height)
    width, height = round(picture.width * scale, 2), round(picture.height * scale, 2)
    # The drawing is as wide as the text, so that a small picture is not enlarged on screens.
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH:g}mm" height="{height:g}mm" '
        f'viewBox="0 0 {_WIDTH:g} {height:g}"><image href="{picture.address}" '
        f'width="{width:g}" height="{height:g}"/></svg>'
    )
    stem = re.sub(r"[^a-z0-9]+", "-", Path(named.file).stem.lower()).strip("-")
    return FigureBlock(
        anchor=f"fig-own-{number}-{stem}".rstrip("-"),
        label="",
        title=(Text(named.title),) if named.title else (),
        subtitle=(),
        caption_sentences=(),
        source="",
        svg=svg,
        alt=named.alt,
        width_mm=_WIDTH,
        height_mm=height,
        data_columns=(),
        data_rows=(),
    )


def _problem(named: NamedPicture, message: str, fix: str) -> Diagnostic:
    return Diagnostic(
        code="TXT013", severity=Severity.ERROR, message=message, place=named.place, help=fix
    )
