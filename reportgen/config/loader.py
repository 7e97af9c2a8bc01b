"""Load a configuration file, reporting all problems at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from reportgen.config.checks.cross_checks import cross_check
from reportgen.config.checks.privacy import check_hidden
from reportgen.config.committee_model import committee, with_holdings
from reportgen.config.event_lists import metrics_of
from reportgen.config.file_names import find_files, named_files
from reportgen.config.metric_targets import metric_goals
from reportgen.config.naming import nearest, path_in_file, value_at
from reportgen.config.partial_validation import Salvaged
from reportgen.config.privacy.pseudonymize import members_without_names, without_names
from reportgen.config.privacy.redaction import HiddenWords, hidden_words
from reportgen.config.schema.messages import explain_schema_error, key_names, model_at
from reportgen.config.schema.root import ConfigurationSchema
from reportgen.config.to_model import (
    analysis_settings,
    brief_settings,
    campaign_file,
    comparison,
    events,
    goal,
    interventions,
    milestones,
    organization,
    period,
    privacy,
    relative_period,
    reporting_period,
    survey,
    testimonials,
)
from reportgen.config.yaml.nodes import load_yaml
from reportgen.diagnostics import Diagnostic, Place, Severity, has_errors
from reportgen.limits import limits
from reportgen.model.configuration import Configuration
from reportgen.regular_file import NotRegularFileError, read_regular

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.config.file_names import FoundFiles
    from reportgen.config.yaml.nodes import YamlDocument
    from reportgen.model.committee import HoldingList
    from reportgen.model.configuration import KeyPath

_SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedConfiguration:
    """A configuration, None if it has errors, and its diagnostics.

    `hidden` are the names and contacts that were removed from the configuration; `document` is
    the content of the file, including them.
    """

    configuration: Configuration | None
    diagnostics: tuple[Diagnostic, ...]
    hidden: HiddenWords = field(default_factory=HiddenWords)
    document: Mapping[str, Any] = field(default_factory=dict)

    def with_people(self, read: HoldingList | None) -> LoadedConfiguration:
        """Return the configuration with the members of the committee's file, pseudonymized.

        Texts of the configuration are checked again, because the names to hide are known only
        after the file was read.
        """
        configuration = self.configuration
        if configuration is None or configuration.committee is None or read is None:
            return self
        committee = with_holdings(configuration.committee, read)
        privacy = configuration.privacy
        hidden = self.hidden.with_members(committee.members, privacy)
        named = check_hidden(hidden, self.document, configuration.places)
        shown = members_without_names(replace(configuration, committee=committee))
        found = dict.fromkeys((*self.diagnostics, *named))
        return replace(self, configuration=shown, hidden=hidden, diagnostics=tuple(found))


def load_configuration(
    path: Path, *, data_roots: tuple[Path, ...] = (), content: bytes | None = None
) -> LoadedConfiguration:
    """Return the configuration of a file, without the names that `privacy` hides.

    Parameters
    ----------
    path : Path
        The YAML file.
    data_roots : tuple of Path
        Folders that metric files may be in, in addition to the folder of the file.
    content : bytes or None
        What the file is going to have, so that a change can be checked before it is saved.

    Returns
    -------
    LoadedConfiguration
        With all problems of the file; a usable configuration may have warnings and advice.
        An invalid file raises no exception.
    """
    data = _read(path) if content is None else content
    if isinstance(data, Diagnostic):
        return LoadedConfiguration(configuration=None, diagnostics=(data,))
    document = load_yaml(data, str(path))
    if document.value is None or not isinstance(document.value, dict):
        found = document.diagnostics
        more = () if has_errors(found) else (_no_mapping(document.value, str(path)),)
        return LoadedConfiguration(configuration=None, diagnostics=(*found, *more))
    # From the raw document: messages about an invalid configuration must not have names either.
    hidden = hidden_words(document.value)
    loaded = _load(document, path, data, data_roots, hidden)
    return replace(
        loaded,
        diagnostics=tuple(hidden.scrubbed(item) for item in loaded.diagnostics),
        hidden=hidden,
        document=document.value,
    )


def _load(
    document: YamlDocument,
    path: Path,
    data: bytes,
    data_roots: tuple[Path, ...],
    hidden: HiddenWords,
) -> LoadedConfiguration:
    found, places = list(document.diagnostics), document.places
    schema, complaints = _validate(document.value, places)
    found += _independent(complaints, found)
    found += check_hidden(hidden, document.value, places)
    if schema is None:
        rest = Salvaged(document.value, places)
        found += _independent(_of_the_rest(rest, path, data_roots), found)
        return LoadedConfiguration(configuration=None, diagnostics=_ordered(found))
    found += cross_check(schema, places)
    files = find_files(
        named_files(schema), folder=path.parent, data_roots=data_roots, places=places
    )
    found += files.problems
    if has_errors(found):
        return LoadedConfiguration(configuration=None, diagnostics=_ordered(found))
    configuration = _build(
        schema, path, data_roots=data_roots, data=data, places=places, files=files
    )
    return LoadedConfiguration(
        configuration=without_names(configuration), diagnostics=_ordered(found)
    )


def _of_the_rest(rest: Salvaged, path: Path, data_roots: tuple[Path, ...]) -> list[Diagnostic]:
    """Return the errors in the part of an invalid configuration that validates by itself."""
    if rest.schema is None:
        return []
    files = find_files(
        named_files(rest.schema), folder=path.parent, data_roots=data_roots, places=rest.places
    )
    return [*rest.cross_errors(), *files.problems]


def _read(path: Path) -> bytes | Diagnostic:
    place = Place(file=str(path))
    try:
        return read_regular(path, limits().yaml_bytes)
    except (NotRegularFileError, IsADirectoryError):
        what = "a folder" if path.is_dir() else "a device or pipe"
        return _unreadable(f"expected a configuration file, found {what}", place)
    except FileNotFoundError:
        return _unreadable(f"configuration file not found: {path.name}", place, _neighbour(path))
    except (OSError, ValueError):
        return _unreadable("the configuration file can't be read", place)


def _neighbour(path: Path) -> str:
    try:
        names = sorted(item.name for item in path.parent.iterdir() if item.suffix in _SUFFIXES)
    except OSError:
        return "check the path"
    found = nearest(path.name, names)
    return f"did you mean `{found}`?" if found else "check the path"


def _unreadable(message: str, place: Place, fix: str = "name a YAML file") -> Diagnostic:
    return Diagnostic(
        code="CFG001", severity=Severity.ERROR, message=message, place=place, help=fix
    )


def _no_mapping(value: Any, file: str) -> Diagnostic:
    what = {type(None): "nothing", list: "a list"}.get(type(value), "a text")
    is_page = isinstance(value, str) and value.lower().startswith(("<!doctype", "<html"))
    what = "a web page" if is_page else what
    return Diagnostic(
        code="CFG011",
        severity=Severity.ERROR,
        message=f"expected keys such as `organization:`, found {what}",
        place=Place(file=file),
        help="start from the example in the tutorial: `reportgen: 1`, then `organization:`",
    )


def _validate(
    document: dict[str, Any], places: dict[KeyPath, Place]
) -> tuple[ConfigurationSchema | None, list[Diagnostic]]:
    """Return the schema, None if it does not validate, and the errors of single keys.

    Mistyped keys are read as the most similar key, so that one run also finds errors in
    their values and in keys next to them.
    """
    unknown: list[Diagnostic] = []
    # Renaming a key can reveal unknown keys below it, so validation is repeated until none is left.
    while True:
        try:
            return ConfigurationSchema.model_validate(document), unknown
        except ValidationError as problem:
            errors = problem.errors(include_url=False)
        complaints = [
            explain_schema_error(error, document=document, places=places)
            for error in errors
            if error["type"] == "extra_forbidden"
        ]
        if not complaints:
            break
        unknown += complaints
        for error in errors:
            if error["type"] == "extra_forbidden":
                _set_right(document, places, tuple(error["loc"]))
    rest = [explain_schema_error(error, document=document, places=places) for error in errors]
    return None, unknown + rest


def _set_right(document: Any, places: dict[KeyPath, Place], path: KeyPath) -> None:
    """Rename an unknown key to the most similar known one, or remove it."""
    model = model_at(path[:-1])
    path = path_in_file(path, document)
    group = value_at(path[:-1], document)
    value = group.pop(path[-1])
    meant = nearest(str(path[-1]), key_names(model)) if model else None
    if meant is None or meant in group:
        return
    group[meant] = value
    depth = len(path)
    for known, place in list(places.items()):
        if known[:depth] == path:
            places[(*path[:-1], meant, *known[depth:])] = place


def _build(
    schema: ConfigurationSchema,
    path: Path,
    *,
    data_roots: tuple[Path, ...],
    data: bytes,
    places: dict[KeyPath, Place],
    files: FoundFiles,
) -> Configuration:
    changes = interventions(schema)
    return Configuration(
        path=path,
        data_roots=data_roots,
        sha256=hashlib.sha256(data).hexdigest(),
        organization=organization(schema.organization),
        brief=brief_settings(schema.brief),
        committee=committee(schema.committee),
        intervention=changes[0] if changes else None,
        further_interventions=changes[1:],
        reporting_period=reporting_period(schema.reporting_period),
        relative_period=relative_period(schema.reporting_period),
        periods={key: period(key, item) for key, item in schema.periods.items()},
        metrics=metrics_of(schema.metrics),
        campaigns=campaign_file(schema),
        events=events(schema),
        milestones=milestones(schema),
        surveys=tuple(survey(item) for item in schema.surveys),
        testimonials=testimonials(schema),
        comparisons=tuple(comparison(item) for item in schema.comparisons),
        goals=tuple(goal(item, schema) for item in (*schema.goals, *metric_goals(schema).values())),
        analysis=analysis_settings(schema),
        privacy=privacy(schema),
        files=files.files,
        file_groups=files.groups,
        places=places,
    )


def _independent(complaints: list[Diagnostic], reported: list[Diagnostic]) -> list[Diagnostic]:
    """Return the complaints that do not follow from a problem reported for the same line.

    Aliases and merge keys are not resolved, so keys that they provide are not missing.
    """
    lines = {_line(item) for item in reported}
    has_aliases = any(item.code == "CFG008" for item in reported)
    return [
        item
        for item in complaints
        if _line(item) not in lines and not (has_aliases and item.code == "CFG021")
    ]


def _line(diagnostic: Diagnostic) -> int | None:
    return diagnostic.place.line if diagnostic.place else None


def _ordered(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics sorted by position."""

    def spot(item: Diagnostic) -> tuple[int, int]:
        place = item.place
        return (place.line or 0, place.column or 0) if place else (0, 0)

    return tuple(sorted(diagnostics, key=spot))
