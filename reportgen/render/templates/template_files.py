"""Where templates are: the user's own folder first, then the ones that reportgen brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BaseLoader, TemplateNotFound

from reportgen.design.tokens import templates_folder
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import TemplateError
from reportgen.limits import limits
from reportgen.render.templates.template_problems import refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2 import Environment


_NO_BRIEFS = frozenset({"portfolio", "share"})
"""Template folders whose page is about many briefs, or a picture of one."""


def template_folders(templates: Path | None) -> tuple[Path, ...]:
    """Return the folders to look in, the user's own first."""
    shipped = templates_folder().resolve()
    return (shipped,) if templates is None else (templates.resolve(), shipped)


def brief_kinds(templates: Path | None) -> tuple[str, ...]:
    """Return the kinds of brief that there are templates for."""
    folders = template_folders(templates)
    found = {file.parent.name for folder in folders for file in folder.glob("*/brief.html.j2")}
    return tuple(sorted(found - _NO_BRIEFS))


def refuse_unknown_kind(kind: str, templates: Path | None) -> None:
    """Refuse a kind of brief without a template.

    Raises
    ------
    TemplateError
        There is none; the diagnostic lists the kinds there are.
    """
    known = brief_kinds(templates)
    if kind in known:
        return
    name = f"{kind}/brief.html.j2"
    kinds = ", ".join(f"`{item}`" for item in known)
    found = Diagnostic(
        code="TPL003",
        severity=Severity.ERROR,
        message=f"there is no template `{name}`",
        help=f"the kinds of brief are {kinds}; a template folder can add one as {name}",
    )
    raise TemplateError(found.message, [found])


def read_template(folders: tuple[Path, ...], name: str) -> tuple[str, Path]:
    """Return a file's text and its path, from the first folder that has it.

    Raises
    ------
    FileNotFoundError
        No folder has it, or its real place is outside of the folder it was asked from.
    """
    for folder in folders:
        root = folder.resolve()
        try:
            path = (root / name).resolve()
            is_there = path.is_relative_to(root) and path.is_file()
        except (OSError, ValueError):  # a name that is too long, or no name at all
            continue
        if not is_there:
            continue
        with path.open("rb") as stream:
            # One byte beyond the limit shows that the file is too large, whatever its size.
            content = stream.read(limits().template_bytes + 1)
        return _text(content, name), path
    raise FileNotFoundError(name)


def _text(content: bytes, name: str) -> str:
    """Return a template's text, with the line ends of every other one."""
    most = limits().template_bytes
    if len(content) > most:
        raise refused(f"`{name}` has more than {most // 1000} KB", name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(f"`{name}` is not UTF-8 text", name) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


class FolderLoader(BaseLoader):
    """Loads templates from folders that a symbolic link can't lead out of."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, its path, and whether it is still the same."""
        try:
            text, path = read_template(self.folders, template)
        except FileNotFoundError:
            raise TemplateNotFound(template) from None
        changed = path.stat().st_mtime_ns
        return text, str(path), lambda: path.stat().st_mtime_ns == changed
