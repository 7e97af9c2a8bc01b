"""Judge what was added to a PDF: a mark of a reader is fine unless it covers or imitates content.

A mark covers content if letters below it lose most of their contrast when it is drawn, or would
lose it in a reader that draws the mark by itself. It imitates content if it puts text on a line of
the brief, or if a mark that has no text, such as a highlight, draws some.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.ledger.readers.pdf import texts_by_mark
from reportgen.ledger.readers.pdf_parts import annotations_of, open_pdf
from reportgen.verify.finding import Check, Finding

if TYPE_CHECKING:
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from reportgen.ledger.transcript import Transcript

_LABELS = {
    "/Highlight": "a highlight",
    "/Underline": "an underline",
    "/Squiggly": "a wavy underline",
    "/StrikeOut": "a strike-out",
    "/Text": "a note",
    "/FreeText": "a text box",
    "/Stamp": "a stamp",
    "/Ink": "a drawing by hand",
    "/Line": "a line",
    "/PolyLine": "a line",
    "/Square": "a rectangle",
    "/Circle": "an ellipse",
    "/Polygon": "a polygon",
    "/Caret": "a caret",
    "/Widget": "a form field",
}
"""Marks that may be added; anything else, such as a link, is content."""

_WORDLESS = frozenset(_LABELS) - {"/Text", "/FreeText", "/Stamp", "/Widget"}
_FILLED = frozenset({"/Square", "/Circle", "/Polygon", "/Line", "/PolyLine"})
# Points: a line of text is higher, and a stamp too.
_THICK, _LINE_HEIGHT, _NOTE = 4.0, 20.0, 40.0
# Pixels a point, and the share of its contrast that a covered letter keeps at most.
_SCALE, _KEPT = 2.0, 0.4
_INK = 60
_SHINGLE = 15
_NUMBER = re.compile(r"[\d.,]+")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page as drawn without and with annotations, and the boxes of its letters."""

    plain: NDArray[np.float64]
    marked: NDArray[np.float64]
    letters: tuple[tuple[float, float, float, float], ...]
    height: float


class MarkJudge:
    """Judges the annotations and pages that were added to a PDF."""

    def __init__(self, data: bytes, recorded: Transcript) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(data)
        self._data = data
        self._shown: Any = None
        self._recorded = recorded
        self._drawn: dict[int, _Drawn] = {}

    def __enter__(self) -> MarkJudge:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._document.close()
        if self._shown is not None:
            self._shown.close()

    def pieces(self, at: int) -> dict[int, str]:
        """Return the texts of the marked pieces of a page."""
        return texts_by_mark(self._document[at])

    def mark(self, at: int, item: Any) -> tuple[str, str]:
        """Return what an annotation is, and what is wrong with it.

        Both are empty for the window of another mark.
        """
        kind = str(item.get("/Subtype"))
        label = "a signature" if _is_signature(item) else _LABELS.get(kind, "")
        if kind == "/Popup":
            return "", ""
        if not label:
            return f"{kind.removeprefix('/').lower()} annotation", "it was added to the page"
        if "/A" in item or "/AA" in item or "/OC" in item:
            return label, "it acts, or belongs to a layer"
        box = _box(item)
        if kind in _WORDLESS and _has_text(item):
            return label, "it draws text or a picture, which a mark of its kind does not have"
        letters = self._letters_in(at, box)
        if kind in ("/FreeText", "/Widget") and letters and not _is_signature(item):
            return label, "it lies on the text of the brief and could be read as part of it"
        if kind == "/Stamp" and letters and box[3] - box[1] < _LINE_HEIGHT:
            return label, "it lies on the text of the brief and could be read as part of it"
        if kind == "/Text" and "/AP" in item and max(box[2] - box[0], box[3] - box[1]) > _NOTE:
            return label, "it is larger than the sign of a note"
        # A reader draws its own small sign for a note without an appearance.
        is_sign = kind == "/Text" and "/AP" not in item
        if letters and not is_sign and (self._is_covered(at, letters) or _would_cover(item, kind)):
            return label, "it covers text of the brief"
        if not letters and not is_sign and self._covers_drawing(at, box):
            return label, "it covers a drawing of the brief"
        return label + _said(item), ""

    def page(self, at: int, *, is_in_front: bool) -> tuple[list[Finding], list[str]]:
        """Judge a page that was added."""
        name = f"page {at + 1} of the file"
        text = " ".join(self._document[at].get_textpage().get_text_bounded().split())
        if not is_in_front:
            problem = "this page was added among or after those of the brief"
        elif not text and self._has_ink(at):
            problem = "this page was added and shows pictures only, so it could imitate the brief"
        elif self._is_imitation(text):
            problem = "this page was added and repeats passages of the brief"
        else:
            said = f": “{text[:60]}{'…' if len(text) > 60 else ''}”" if text else ", blank"
            return [], [f"{name}: a page put in front{said}"]
        finding = Finding(
            check=Check.WORDS, code="AUD016", subject=name, place=name, message=problem
        )
        return [finding], []

    def _is_imitation(self, text: str) -> bool:
        """Return whether a text shares many successive words with the brief, whatever numbers."""
        made = {words for passage in self._recorded.passages for words in _shingles(passage.text)}
        return any(words in made for words in _shingles(text))

    def _has_ink(self, at: int) -> bool:
        return bool(self._look(at).marked.min() < 255 - _INK)

    def _look(self, at: int) -> _Drawn:
        if at not in self._drawn:
            import numpy as np

            page = self._document[at]
            images = [
                one.render(scale=_SCALE, draw_annots=with_marks, grayscale=True).to_numpy()
                for one, with_marks in ((page, False), (self._with_all_marks()[at], True))
            ]
            plain, marked = (image.reshape(image.shape[:2]).astype(np.float64) for image in images)
            text = page.get_textpage()
            letters = tuple(
                text.get_charbox(index)
                for index in range(text.count_chars())
                if text.get_text_range(index, 1).strip()
            )
            self._drawn[at] = _Drawn(plain, marked, letters, page.get_height())
        return self._drawn[at]

    def _with_all_marks(self) -> Any:
        """Return the document with every mark shown, such as hidden ones and fields of no form."""
        if self._shown is None:
            import pikepdf
            import pypdfium2

            file = io.BytesIO()
            with open_pdf(self._data) as pdf:
                for item in (item for page in pdf.pages for item in annotations_of(page.obj)):
                    item["/F"] = 4
                    if item.get("/Subtype") == "/Widget":
                        item["/Subtype"] = pikepdf.Name("/Stamp")
                pdf.save(file)
            self._shown = pypdfium2.PdfDocument(file.getvalue())
        return self._shown

    def _letters_in(
        self, at: int, box: tuple[float, float, float, float]
    ) -> list[tuple[float, float, float, float]]:
        left, bottom, right, top = box
        return [
            item
            for item in self._look(at).letters
            if item[0] < right - 1
            and item[2] > left + 1
            and item[1] < top - 1
            and item[3] > bottom + 1
        ]

    def _is_covered(self, at: int, letters: list[tuple[float, float, float, float]]) -> bool:
        drawn = self._look(at)
        for left, bottom, right, top in letters:
            rows = slice(
                max(0, int((drawn.height - top) * _SCALE) - 1),
                int((drawn.height - bottom) * _SCALE) + 2,
            )
            columns = slice(max(0, int(left * _SCALE) - 1), int(right * _SCALE) + 2)
            if _is_lost(drawn.plain[rows, columns], drawn.marked[rows, columns]):
                return True
        return False

    def _covers_drawing(self, at: int, box: tuple[float, float, float, float]) -> bool:
        """Return whether most of what is drawn below a mark is lost: a bar, a line, a point."""
        drawn = self._look(at)
        left, bottom, right, top = box
        edges = (drawn.height - top, drawn.height - bottom, left, right)
        first, last, start, end = (max(0, int(edge * _SCALE)) for edge in edges)
        rows, columns = slice(first, last), slice(start, end)
        return _is_lost(drawn.plain[rows, columns], drawn.marked[rows, columns])


def _is_lost(plain: NDArray[np.float64], marked: NDArray[np.float64]) -> bool:
    """Return whether ink loses most of its contrast with what is around it."""
    if plain.size == 0:
        return False
    ground = float(plain.max()) if plain.mean() > 127 else float(plain.min())
    inked = abs(plain - ground) > _INK
    if not inked.any() or inked.all():
        return False
    before = abs(plain[inked].mean() - plain[~inked].mean())
    after = abs(marked[inked].mean() - marked[~inked].mean())
    return bool(after < _KEPT * before)


def _is_signature(item: Any) -> bool:
    parent = item.get("/Parent")
    return item.get("/FT") == "/Sig" or (parent is not None and parent.get("/FT") == "/Sig")


def _box(item: Any) -> tuple[float, float, float, float]:
    try:
        left, bottom, right, top = (float(value) for value in item.get("/Rect"))
    except (TypeError, ValueError):
        return 0.0, 0.0, 0.0, 0.0
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _would_cover(item: Any, kind: str) -> bool:
    """Return whether a reader that draws a mark by itself would fill its area."""
    if "/AP" in item:
        return False
    opacity = float(item.get("/CA", 1))
    filled = item.get("/C") if kind == "/FreeText" else item.get("/IC")
    if opacity > 1 - _KEPT and kind in (*_FILLED, "/FreeText") and filled is not None:
        return len(filled) > 0
    style = item.get("/BS")
    width = float(style.get("/W", 1)) if style is not None else 1.0
    return kind in _FILLED | {"/Ink"} and width > _THICK and opacity > 1 - _KEPT


def _has_text(item: Any) -> bool:
    """Return whether the appearance of a mark shows text or a picture."""
    import pikepdf

    looks = item.get("/AP")
    waiting = list(looks.values()) if looks is not None else []
    for _ in range(100):  # of a damaged file there could be no end
        if not waiting:
            return False
        look = waiting.pop()
        if isinstance(look, pikepdf.Stream):
            if look.get("/Subtype") == "/Image":
                return True
            try:
                found = pikepdf.parse_content_stream(look)
            except pikepdf.PdfError:
                return True
            if any(str(one.operator) in ("Tj", "TJ", "'", '"', "INLINE IMAGE") for one in found):
                return True
            resources = look.get("/Resources")
            objects = resources.get("/XObject") if resources is not None else None
            waiting += list(objects.values()) if objects is not None else []
        elif isinstance(look, pikepdf.Dictionary):
            waiting += list(look.values())
    return True


def _said(item: Any) -> str:
    """Return what a note says and who wrote it, for a line of a list."""
    said = " ".join(str(item.get("/Contents", "")).split())
    by = " ".join(str(item.get("/T", "")).split())
    text = f": “{said[:60]}{'…' if len(said) > 60 else ''}”" if said else ""
    return f"{text} ({by[:40]})" if by and item.get("/Subtype") != "/Widget" else text


def _shingles(text: str) -> set[str]:
    words = _NUMBER.sub("#", text.lower()).split()
    return {" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
