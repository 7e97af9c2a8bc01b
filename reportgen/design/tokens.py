"""Design tokens: all colours, sizes and fonts of a brief."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.errors import TemplateError
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "tokens.toml"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens as nested tables, with dotted names: ``chart.after``, ``figure.text``."""

    tables: Mapping[str, Any]

    def get(self, name: str) -> Any:
        """Return a token or a table of tokens by its dotted name.

        Raises
        ------
        TemplateError
            The token does not exist.
        """
        found: Any = self.tables
        for part in name.split("."):
            if not isinstance(found, dict) or part not in found:
                raise TemplateError(f"`{name}` is not in {FILE}")
            found = found[part]
        return found

    def text(self, name: str) -> str:
        """Return a token that is text: a colour, a font, a shape."""
        return str(self.get(name))

    def number(self, name: str) -> float:
        """Return a token that is a number."""
        return float(self.get(name))


def templates_folder() -> Path:
    """Return the folder of shipped templates: in the package, or next to it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def load_tokens(templates: Path | None = None) -> Tokens:
    """Return the shipped tokens, overridden by those of the user's template folder.

    Parameters
    ----------
    templates : Path or None
        A folder that may have its own tokens.toml with the tokens to override.

    Raises
    ------
    TemplateError
        The user's tokens.toml is not TOML.
    """
    own = templates / FILE if templates else None
    shipped = _read(templates_folder() / FILE)
    if own is None or templates is None or not own.is_file():
        return Tokens(shipped)
    if not own.resolve().is_relative_to(templates.resolve()):
        raise _refused(f"`{FILE}` is a link out of the folder of templates")
    return Tokens(_merged(shipped, _read(own)))


@lru_cache(maxsize=8)
def _parsed(content: bytes) -> dict[str, Any]:
    return tomllib.loads(content.decode("utf-8"))


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            content = stream.read(limits().template_bytes + 1)
        if len(content) > limits().template_bytes:
            raise _refused(f"`{FILE}` is larger than a template may be")
        return _parsed(content)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise _refused(f"`{FILE}` can't be read as TOML from here on", line) from error


def _refused(message: str, line: int | None = None) -> TemplateError:
    found = Diagnostic(
        code="TPL010",
        severity=Severity.ERROR,
        message=message,
        place=Place(file=FILE, line=line),
        help="begin with a copy of the shipped tokens.toml, and keep the lines that differ",
    )
    return TemplateError(message, (found,))


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return both tables merged; `above` takes precedence."""
    merged = dict(below)
    for key, value in above.items():
        inner = merged.get(key)
        if isinstance(inner, dict) and isinstance(value, dict):
            merged[key] = _merged(inner, value)
        else:
            merged[key] = value
    return merged
