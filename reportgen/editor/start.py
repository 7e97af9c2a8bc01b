"""Find or begin the configuration that `reportgen edit` opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.config.to_model import slug
from reportgen.editor.metric_files import SUFFIXES
from reportgen.errors import ConfigError
from reportgen.starter.folder import write_guess

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_YAML = (".yaml", ".yml")
_VERSION = re.compile(r"^reportgen:", re.MULTILINE)
_HEAD_BYTES = 20_000
_NAME = "my-brief"
_BEGINNING = """\
# Begun by `reportgen edit`: everything in it can be changed in the browser, or here.
reportgen: 1

organization:
  name: Our Organization   # as it should appear in the brief

brief:
  kind: board
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The configuration to edit; `said` is what was guessed, where it is new."""

    config: Path
    is_new: bool = False
    said: tuple[str, ...] = ()


def start_from(named: Sequence[Path], here: Path) -> Start:
    """Return the configuration to edit.

    Parameters
    ----------
    named : sequence of Path
        A configuration, a folder, or files of numbers; empty for the folder `here`.
    here : Path
        The current folder.

    Raises
    ------
    ConfigError
        It is not clear which configuration is meant.
    DataError
        No metric was found in the files.
    """
    if not named:
        known = configurations(here)
        return Start(config=known[0]) if len(known) == 1 else _begun(here / _NAME)
    first = named[0]
    if len(named) == 1 and first.is_dir():
        return _of_folder(first)
    if len(named) == 1 and first.suffix.lower() in _YAML:
        if not first.is_file():
            raise ConfigError(f"there is no file {first}; to begin a new one, name a workbook")
        return Start(config=first)
    others = [path.name for path in named if path.suffix.lower() not in SUFFIXES]
    if others:
        raise ConfigError(
            f"{others[0]} can't be edited; name a configuration (.yaml), a folder, or files of "
            f"numbers ({', '.join(SUFFIXES)})"
        )
    return _from_files(here / (slug(first.stem) or _NAME), named)


def configurations(folder: Path) -> list[Path]:
    """Return the configurations in a folder; brands and other YAML files are none."""
    found = sorted(item for item in folder.iterdir() if item.suffix.lower() in _YAML)
    return [item for item in found if item.is_file() and _VERSION.search(_head(item))]


def _head(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES).decode("utf-8", "replace")


def _of_folder(folder: Path) -> Start:
    known = configurations(folder)
    if len(known) > 1:
        names = ", ".join(item.name for item in known)
        raise ConfigError(f"{folder} has several configurations; name one of {names}")
    if known:
        return Start(config=known[0])
    files = sorted(item for item in folder.iterdir() if item.suffix.lower() in SUFFIXES)
    files = [item for item in files if not item.name.startswith(("~$", "."))]
    return _from_files(folder, files) if files else _begun(folder)


def _from_files(folder: Path, files: Sequence[Path]) -> Start:
    if folder.is_dir() and (known := configurations(folder)):
        return Start(config=known[0])
    made = write_guess(folder, files)
    return Start(config=made.files[0], is_new=True, said=made.guesses)


def _begun(folder: Path) -> Start:
    """Return a configuration that says nothing yet; one begun before is gone on with."""
    if folder.is_dir() and (known := configurations(folder)):
        return Start(config=known[0])
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / f"{slug(folder.resolve().name) or _NAME}.yaml"
    config.write_text(_BEGINNING, encoding="utf-8")
    return Start(config=config, is_new=True)
