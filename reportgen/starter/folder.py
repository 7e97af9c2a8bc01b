"""Write the files of a new folder for ``reportgen init``."""

from __future__ import annotations

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
from reportgen.diagnostics import Severity, has_errors
from reportgen.errors import DataError, ReportgenError
from reportgen.limits import limits
from reportgen.pipeline import BuildOptions, check_brief
from reportgen.regular_file import read_regular
from reportgen.starter.downloads import joined
from reportgen.starter.guess import changed_on, guess_metrics
from reportgen.starter.questions import ask_guesses, ask_plan
from reportgen.starter.written import SCHEMA, Plan, configuration_text, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.series import Dataset
    from reportgen.starter.guessed_metric import Guess, MetricGuess
    from reportgen.starter.questions import Asker

# A first brief with more is hard to read.
_MOST_METRICS = 6
_PERIODS = ("last quarter", "last month", None)
"""Reporting periods to try, the first one that the data can fill is taken."""
_NO_VALUES = "ANA004"
_TRIAL = Plan(name="Trial")


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
    text = template.format(file=config, name=quoted(_name(folder)))
    config.write_text(text, encoding="utf-8")
    files = [config, _write_schema(folder)]
    for item in sorted((source / "data").iterdir(), key=lambda item: item.name):
        if item.name.endswith(".csv"):
            path = folder / "data" / item.name
            path.write_bytes(item.read_bytes())
            files.append(path)
    return MadeFolder(files=tuple(files))


def write_guess(folder: Path, exports: Sequence[Path], asker: Asker | None = None) -> MadeFolder:
    """Write a configuration for one or more files, and copy them next to it.

    Every guessed metric is tried; one that can't be read as guessed is left out.

    Parameters
    ----------
    asker : Asker, optional
        Who is asked about the guesses; without, they are taken as they are.

    Raises
    ------
    DataError
        A file contains nothing to report, for the reasons in the diagnostics; or it is a lock
        file; or two files have the same name.
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
    try:
        for export in exports:
            copies.append(folder / "data" / export.name)
            copies[-1].write_bytes(_content(export))
            taken = {metric.id for guess in guesses for metric in guess.metrics}
            guesses.append(kept_guess(config, guess_metrics(export), taken))
        guesses = joined(guesses, lambda guess: _is_read(config, guess))
        said = [line for guess in guesses for line in _said(guess)]
        config.write_text(_decided(config, exports, guesses, asker), encoding="utf-8")
    except BaseException:  # also a person who gives up: nothing blocks another try
        for path in (config, *copies):
            path.unlink(missing_ok=True)
        for path in made:
            path.rmdir()
        raise
    return MadeFolder(files=(config, _write_schema(folder), *copies), guesses=tuple(said))


def _said(guess: Guess) -> list[str]:
    said = [*guess.said, *(f"{metric.id}: {metric.why}" for metric in guess.metrics)]
    said += [survey.why for survey in guess.surveys]
    if guess.people is not None:
        said.append(f"{guess.file} is the committee: {guess.people.why}")
    return said


def _decided(
    config: Path, exports: Sequence[Path], guesses: Sequence[Guess], asker: Asker | None
) -> str:
    """Return the configuration with the answers of a person, or with defaults."""
    plan = Plan(name=_name(config.parent))
    if not any(guess.metrics for guess in guesses):
        # Without a metric, nothing but the files says as of when they are.
        plan = replace(plan, report_date=max(map(changed_on, exports)))
    if asker is not None:
        plan = ask_plan(asker, plan)
        guesses = ask_guesses(asker, guesses, lambda guess, metric: _fault(config, guess, metric))
    for period in _PERIODS:
        if not _is_refused(config, configuration_text(replace(plan, period=period), guesses)):
            plan = replace(plan, period=period)
            break
    return configuration_text(plan, guesses)


def _fault(config: Path, guess: Guess, metric: MetricGuess) -> str:
    """Return what is wrong with a metric and its goal, in words, empty if nothing is."""
    text = configuration_text(_TRIAL, [replace(guess, metrics=(metric,))])
    wrong = [item for item in _try(config, text)[0] if item.severity is Severity.ERROR]
    return f"{wrong[0].message}\n{wrong[0].help}".strip() if wrong else ""


def _is_read(config: Path, guess: Guess) -> bool:
    return not has_errors(_try(config, configuration_text(_TRIAL, [guess]))[0])


def _is_refused(config: Path, text: str) -> bool:
    """Return whether `check` finds an error, or a comparison that can't be assessed."""
    config.write_text(text, encoding="utf-8")
    try:
        found = check_brief(config, BuildOptions(output=config.parent))
    except ReportgenError:
        return True
    return has_errors(found) or any(item.code == _NO_VALUES for item in found)


def _content(export: Path) -> bytes:
    try:
        return read_regular(export, limits().database_bytes)
    except OSError as problem:
        raise DataError(f"the file can't be read: {export.name}") from problem


def kept_guess(config: Path, guess: Guess, taken: set[str]) -> Guess:
    """Return a guess with only what can be read as guessed, under unique keys.

    Raises
    ------
    DataError
        Nothing can be read, for the reasons in the diagnostics.
    """
    kept: list[MetricGuess] = []
    more: list[str] = []
    problems: list[Diagnostic] = []
    for metric in guess.metrics:
        alone = replace(guess, metrics=(metric,), surveys=(), people=None)
        found, dataset = _try(config, configuration_text(_TRIAL, [alone]))
        if dataset is None or has_errors(found):
            problems += found
        elif len(kept) < _MOST_METRICS:
            last = dataset.series[metric.id].observations[-1]
            key = _free_key(metric.id, guess.file, taken)
            kept.append(replace(metric, id=key, latest=last.value, reaches=last.last))
        else:
            more.append(f"`{shorten(str(metric.keys.get('value', metric.id)))}`")
    if not (kept or guess.surveys or guess.people):
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


def _try(config: Path, text: str) -> tuple[tuple[Diagnostic, ...], Dataset | None]:
    """Return what is wrong with a configuration and its data, and the data if they are read."""
    loaded = load_configuration(config, content=text.encode())
    if loaded.configuration is None:
        return loaded.diagnostics, None
    read = load_dataset(loaded.configuration)
    return (*loaded.diagnostics, *read.diagnostics), read.dataset


def _id(folder: Path) -> str:
    return slug(folder.resolve().name) or "organization"


def _name(folder: Path) -> str:
    """Return an organization's name from the folder: ``river-club`` becomes ``River Club``."""
    words = re.split(r"[\s_\-]+", folder.resolve().name)
    name = " ".join(word[:1].upper() + word[1:] for word in words if word)
    return name if slug(name) else "Our Organization"


def _write_schema(folder: Path) -> Path:
    path = folder / SCHEMA
    path.write_text(schema_text(), encoding="utf-8")
    return path
