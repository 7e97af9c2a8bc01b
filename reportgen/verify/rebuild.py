"""Build a brief again and compare what is shown: the page's blocks, or each page as drawn.

Builds are deterministic, so whatever a trick does to a file, what it shows must be what is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from reportgen.errors import DataError
from reportgen.ledger.readers.finished_file import open_finished
from reportgen.ledger.records import Ledger
from reportgen.verify.check_blocks import check_blocks
from reportgen.verify.finding import Check, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.ledger.readers.finished_file import FinishedFile

_SCALE = 2.0  # pixels per point
_LEAST = 24  # of 255: the same program draws the same page with the same values
_CONTEXT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """Where a file shows something else than the brief built again.

    `reason` says why nothing was compared; it is empty if something was.
    """

    findings: tuple[Finding, ...] = ()
    reason: str = ""


def rebuild(
    file: FinishedFile, *, configuration: Path, data: Path | None, marked: Sequence[str] = ()
) -> Rebuilt:
    """Build a brief again and compare it with a file.

    Parameters
    ----------
    file : FinishedFile
        A web page or PDF.
    configuration, data : Path and Path or None
        What the brief is to be built from.
    marked : sequence of str
        What was added to the file, each beginning with its page: compared without annotations.

    Raises
    ------
    DataError
        The brief can't be built from these.
    """
    from reportgen.pipeline import BuildOptions, build_brief, library_versions

    if file.format not in ("html", "pdf") or not isinstance(file.ledger, Ledger):
        return Rebuilt(reason="only the web page and the PDF of a brief can be built again")
    now = library_versions()
    others = [
        f"{name} {file.ledger.versions.get(name, '(none)')}, here {version}"
        for name, version in now.items()
        if file.ledger.versions.get(name) != version
    ]
    if others:
        return Rebuilt(reason=f"not comparable: built with {', '.join(others)}")
    kind = file.recorded.kind if file.recorded is not None else ""
    if not kind:
        return Rebuilt(reason="not comparable: built with templates of its own")
    with TemporaryDirectory(prefix="reportgen-") as folder:
        made = build_brief(
            configuration,
            BuildOptions(
                output=Path(folder),
                kind=kind,
                formats=(file.format,),
                data_roots=(data,) if data is not None else (),
            ),
        )
        if not made.is_made:
            problems = "; ".join(item.message for item in made.diagnostics[:3])
            raise DataError(f"the brief can't be built again: {problems}")
        path = next(item for item in made.files if item.suffix.removeprefix(".") == file.format)
        content, again = path.read_bytes(), open_finished(path)
    if file.format == "html":
        records = {name: block.record for name, block in again.blocks.items()}
        return Rebuilt(
            findings=tuple(
                Finding(
                    check=Check.REBUILT,
                    code="AUD017",
                    subject=item.subject,
                    place=item.place,
                    message=item.message,
                )
                for item in check_blocks(records, file.blocks, named=())
            )
        )
    return Rebuilt(findings=tuple(_page_findings(file, content, marked)))


def _page_findings(file: FinishedFile, made: bytes, marked: Sequence[str]) -> Iterator[Finding]:
    """Yield the pages that are not drawn as they are built."""
    import pypdfium2

    with pypdfium2.PdfDocument(made) as built, pypdfium2.PdfDocument(file.content) as found:
        numbers = file.parts.numbers if file.parts is not None else range(1, len(found) + 1)
        places = {number: at for at, number in enumerate(numbers) if number is not None}
        for number in range(1, len(built) + 1):
            name = f"page {number}"
            if number not in places:
                yield _finding(name, "this page is missing")
                continue
            has_marks = any(item.startswith(f"{name}:") for item in marked)
            pages = (built[number - 1], found[places[number]])
            yield from _compare(name, *pages, with_marks=not has_marks)
        for number in sorted(set(places) - set(range(1, len(built) + 1))):
            yield _finding(f"page {number}", "the brief built again does not have this page")


def _compare(name: str, built: Any, found: Any, *, with_marks: bool) -> Iterator[Finding]:
    import numpy as np

    one, other = (
        page.render(scale=_SCALE, draw_annots=with_marks).to_numpy().astype(np.int16)
        for page in (built, found)
    )
    if one.shape != other.shape:
        yield _finding(name, "the page has another size or rotation")
        return
    rows, columns = np.nonzero(abs(one - other).max(axis=2) > _LEAST)
    if rows.size:
        height = built.get_height()
        left, right = columns.min() / _SCALE, (columns.max() + 1) / _SCALE
        top, bottom = height - rows.min() / _SCALE, height - (rows.max() + 1) / _SCALE
        text = built.get_textpage().get_text_bounded(left, bottom, right, top)
        near = " ".join(text.split())
        quoted = f" at “{near[:_CONTEXT]}{'…' if len(near) > _CONTEXT else ''}”" if near else ""
        yield _finding(name, f"the page does not look as it is built{quoted}")


def _finding(name: str, message: str) -> Finding:
    return Finding(check=Check.REBUILT, code="AUD017", subject=name, place=name, message=message)
