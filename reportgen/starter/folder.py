"""Write the files of a new folder for ``reportgen init``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING

from reportgen.config.file_names import is_lock_file, lock_file_message
from reportgen.config.loader import load_configuration
from reportgen.config.schema.json_schema import schema_text
from reportgen.config.to_model import slug
from reportgen.data.findings import listed, shorten
from reportgen.data.loader import load_dataset
from reportgen.diagnostics import has_errors
from reportgen.errors import DataError, ReportgenError
from reportgen.limits import limits
from reportgen.regular_file import read_regular
from reportgen.starter.guess import guess_metrics

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic
    from reportgen.starter.guessed_metric import Guess, MetricGuess

_SCHEMA = "reportgen.schema.json"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _().%/-]*[A-Za-z0-9_)%]")
# Also the words of YAML 1.1: other programs may read the file.
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
# A first brief with more is hard to read.
_MOST_METRICS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFolder:
    """The files written, the configuration first, and the guesses made for it."""

    files: tuple[Path, ...]
    guesses: tuple[str, ...] = ()


def write_starter(folder: Path) -> MadeFolder:
    """Write the example: a commented configuration, two data files and the schema."""
    source = resources.files("reportgen.starter") / "files"
    (folder / "data").mkdir(parents=True, exist_ok=True)
    config = folder / f"{_id(folder)}.yaml"
    template = (source / "starter.yaml").read_text(encoding="utf-8")
    text = template.format(file=config, name=_quoted(_name(folder)))
    config.write_text(text, encoding="utf-8")
    files = [config, _write_schema(folder)]
    for item in sorted((source / "data").iterdir(), key=lambda item: item.name):
        if item.name.endswith(".csv"):
            path = folder / "data" / item.name
            path.write_bytes(item.read_bytes())
            files.append(path)
    return MadeFolder(files=tuple(files))


def write_guess(folder: Path, exports: Sequence[Path]) -> MadeFolder:
    """Write a configuration for one or more exports, and copy them next to it.

    Every guessed metric is tried; one that can't be read as guessed is left out.

    Raises
    ------
    DataError
        A file contains no metric, for the reasons in the diagnostics; or it is a lock file; or
        two files have the same name.
    """
    names = [export.name for export in exports]
    for name in names:
        if is_lock_file(name):
            raise DataError("; ".join(lock_file_message(name)))
        if names.count(name) > 1:
            raise DataError(f"two files are named {name}: rename one of them")
    made = [path for path in (folder / "data", folder) if not path.exists()]
    (folder / "data").mkdir(parents=True, exist_ok=True)
    config = folder / f"{_id(folder)}.yaml"
    copies: list[Path] = []
    guesses: list[Guess] = []
    said: list[str] = []
    try:
        for export in exports:
            copies.append(folder / "data" / export.name)
            copies[-1].write_bytes(_content(export))
            taken = {metric.id for guess in guesses for metric in guess.metrics}
            guess = kept_guess(folder, config, guess_metrics(export), taken)
            guesses.append(guess)
            said += [*guess.said, *(f"{metric.id}: {metric.why}" for metric in guess.metrics)]
    except ReportgenError:
        for path in (config, *copies):
            path.unlink(missing_ok=True)
        for path in made:
            path.rmdir()
        raise
    config.write_text(_text(folder, guesses), encoding="utf-8")
    return MadeFolder(files=(config, _write_schema(folder), *copies), guesses=tuple(said))


def _content(export: Path) -> bytes:
    try:
        return read_regular(export, limits().database_bytes)
    except OSError as problem:
        raise DataError(f"the file can't be read: {export.name}") from problem


def kept_guess(folder: Path, config: Path, guess: Guess, taken: set[str]) -> Guess:
    """Return a guess with only the metrics that can be read as guessed, under unique keys.

    Raises
    ------
    DataError
        None can be read, for the reasons in the diagnostics.
    """
    kept: list[MetricGuess] = []
    more: list[str] = []
    problems: list[Diagnostic] = []
    for metric in guess.metrics:
        found = _try(config, _text(folder, [replace(guess, metrics=(metric,))]))
        if has_errors(found):
            problems += found
        elif len(kept) < _MOST_METRICS:
            kept.append(replace(metric, id=_free_key(metric.id, guess.file, taken)))
        else:
            more.append(f"`{shorten(str(metric.keys.get('value', metric.id)))}`")
    if not kept:
        raise DataError(f"no metric was found in {guess.file}", problems or guess.found)
    said = guess.said
    if more:
        said += (f"{listed(more)} can be added; {_MOST_METRICS} metrics are enough to begin with",)
    return replace(guess, metrics=tuple(kept), said=said)


def _free_key(key: str, file: str, taken: set[str]) -> str:
    """Return a metric's key, with its file's name appended if the key is taken."""
    if key not in taken:
        return key
    longer = f"{key}_{slug(file.rpartition('.')[0]).replace('-', '_')}"
    return longer if longer not in taken else f"{longer}_{len(taken)}"


def _try(config: Path, text: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a configuration and its data."""
    loaded = load_configuration(config, content=text.encode())
    if loaded.configuration is None:
        return loaded.diagnostics
    return load_dataset(loaded.configuration).diagnostics


def _text(folder: Path, guesses: Sequence[Guess]) -> str:
    files = " ".join(f"--from {item.file}" for item in guesses)
    lines = [
        f"# yaml-language-server: $schema={_SCHEMA}",
        f"# Guessed by `reportgen init {files}`: change what is wrong.",
        "",
        "reportgen: 1",
        "",
        "organization:",
        f"  name: {_quoted(_name(folder))}   # as it should appear in the brief",
        "",
        "# brief: {kind: board}   # for a report to a board; the default is an editorial",
        "# intervention: {on: 2025-01-01, label: What was changed}",
        "# goals, committee, comparisons: see the example that `reportgen init DIR` writes",
        "",
        "metrics:",
    ]
    for guess in guesses:
        for metric in guess.metrics:
            lines += ["", f"  {metric.id}:", f"    kind: {metric.kind}   # guessed: {metric.why}"]
            lines.append(f"    file: {_quoted(f'data/{guess.file}')}")
            lines += [f"    {key}: {_value(value)}" for key, value in metric.keys.items()]
    return "\n".join(lines) + "\n"


def _value(value: str | bool | int | dict[str, str]) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{_quoted(key)}: {_quoted(text)}" for key, text in value.items())
        return f"{{{inside}}}"
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def _quoted(text: str) -> str:
    """Return a text as a YAML scalar, quoted if necessary."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def _id(folder: Path) -> str:
    return slug(folder.resolve().name) or "organization"


def _name(folder: Path) -> str:
    """Return an organization's name from the folder: ``river-club`` becomes ``River Club``."""
    words = re.split(r"[\s_\-]+", folder.resolve().name)
    name = " ".join(word[:1].upper() + word[1:] for word in words if word)
    return name if slug(name) else "Our Organization"


def _write_schema(folder: Path) -> Path:
    path = folder / _SCHEMA
    path.write_text(schema_text(), encoding="utf-8")
    return path
