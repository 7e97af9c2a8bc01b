"""Write the finished brief from the editor, and hand out its files."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

from reportgen.config.loader import load_configuration
from reportgen.errors import ReportgenError
from reportgen.pipeline import BuildOptions, build_brief

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("html", "pdf", "docx")


def make_edition(path: Path, output: Path) -> dict[str, Any]:
    """Write a brief as HTML, PDF and Word; return the files' names, or why not."""
    options = BuildOptions(output=output, formats=FORMATS)
    try:
        result = build_brief(path, options)
    except ReportgenError as problem:
        found = [str(item.message) for item in problem.diagnostics] or [str(problem)]
        return {"files": [], "why": "; ".join(found).replace("`", "“")}
    except OSError as problem:
        return {"files": [], "why": problem.strerror or str(problem)}
    if not result.is_made:
        return {"files": [], "why": "First put right what is listed under “things to put right”."}
    names = [file.name for file in result.files if file.suffix[1:] in FORMATS]
    return {"files": names, "folder": str(result.files[0].parent), "why": ""}


def made_file(path: Path, output: Path, name: str) -> tuple[bytes, str] | None:
    """Return a file of the edition with its type; None if it has no such file."""
    configuration = load_configuration(path).configuration
    if configuration is None:
        return None
    folder = output / configuration.organization.id
    try:
        known = {file.name: file for file in folder.iterdir() if file.suffix[1:] in FORMATS}
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return (known[name].read_bytes(), kind) if name in known else None
    except OSError:
        return None
