"""Cache of fonts loaded by WeasyPrint, per process and set of faces.

Loading them, and finding a face for each style and size, takes a tenth of the time of a PDF in
a warm process.
"""

from __future__ import annotations

import atexit
import os
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from reportgen.render.html.stylesheet import font_rules
from reportgen.render.pdf.locked_fetcher import locked_fetcher
from reportgen.render.pdf.typesetting_log import TypesettingLog
from reportgen.render.pdf.weasyprint_import import import_typesetter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.design.font_subset import EmbeddedFont

_MOST = 8
"""Most sets of faces per process. None is evicted, since a document may still read its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedFonts:
    """WeasyPrint's FontConfiguration and the parsed @font-face rules."""

    configuration: Any
    sheet: Any

    def close(self) -> None:
        """Remove the files that WeasyPrint wrote for Pango; the fonts can't be used afterwards."""
        self.configuration.close()


# A forked child must not use what its parent loaded, since Pango looks for faces in a thread
# that a fork does not copy; so each process has its own.
_kept: dict[tuple[int, tuple[EmbeddedFont, ...]], LoadedFonts] = {}


@contextmanager
def loaded_fonts(faces: tuple[EmbeddedFont, ...]) -> Iterator[LoadedFonts]:
    """Load the fonts of one document, or reuse those of an earlier one.

    Parameters
    ----------
    faces : tuple of EmbeddedFont
        All faces that the document may use.

    Raises
    ------
    RenderError
        WeasyPrint can't load a font.
    """
    key = (os.getpid(), faces)
    found = _kept.get(key)
    if found is not None:
        yield found
        return
    made = _load(faces)
    if len(_own()) < _MOST:
        _kept[key] = made
        yield made
        return
    try:
        yield made
    finally:
        made.close()


def _load(faces: tuple[EmbeddedFont, ...]) -> LoadedFonts:
    import_typesetter()
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    class Fonts(FontConfiguration):  # type: ignore[misc]
        def __del__(self) -> None:
            """Do nothing: `close` is called explicitly, before the interpreter shuts down."""

        def close(self) -> None:
            super().__del__()

    with _own_font_rules():
        configuration = Fonts()
    fetcher = locked_fetcher({face.name: face.content for face in faces})
    with TypesettingLog() as log:
        sheet = CSS(string=font_rules(faces), font_config=configuration, url_fetcher=fetcher)
    log.raise_problems()
    return LoadedFonts(configuration=configuration, sheet=sheet)


@contextmanager
def _own_font_rules() -> Iterator[None]:
    """Let fontconfig read our file instead of those of the machine and its user.

    It reads the name of the file from the environment when WeasyPrint loads its configuration.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    name = "fonts-windows.conf" if os.name == "nt" else "fonts.conf"
    with as_file(files("reportgen.render.pdf") / name) as path:
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _own() -> list[LoadedFonts]:
    return [loaded for (owner, _), loaded in _kept.items() if owner == os.getpid()]


@atexit.register
def _close_own() -> None:
    for loaded in _own():
        loaded.close()
