"""Derive configurations from a base by changing single keys, for rosters."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from reportgen.config.naming import shorten
from reportgen.config.yaml.nodes import load_yaml
from reportgen.config.yaml.scalars import UnusableNumberError, read_plain_scalar
from reportgen.diagnostics import has_errors
from reportgen.errors import ConfigError
from reportgen.limits import limits
from reportgen.model.quantity_ids import subject_of
from reportgen.regular_file import read_regular

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class UnknownPlaceError(ValueError):
    """A dotted key does not fit the configuration to be changed."""


@dataclass(frozen=True, slots=True)
class BaseConfiguration:
    """A parsed configuration from which others are derived."""

    document: Mapping[str, Any]

    def data_files(self) -> dict[str, list[str]]:
        """Return each data file with the metrics that read it (none for campaigns, surveys)."""
        found: dict[str, list[str]] = {}
        for name, metric in _items(self.document.get("metrics")):
            if isinstance(metric, dict) and isinstance(metric.get("file"), str):
                found.setdefault(metric["file"], []).append(name)
        others = [self.document.get("campaigns"), *_listed(self.document.get("surveys"))]
        for group in others:
            if isinstance(group, dict) and isinstance(group.get("file"), str):
                found.setdefault(group["file"], [])
        return found

    def with_changes(self, changes: Mapping[str, str]) -> BaseConfiguration:
        """Return the configuration with dotted keys set to values written as in YAML.

        Parameters
        ----------
        changes : mapping of str to str
            ``metrics.members.label`` or ``goals.0.measurable.target`` to a value.

        Raises
        ------
        UnknownPlaceError
            A key leads into a value, or to an index that a list does not have.
        """
        document = copy.deepcopy(dict(self.document))
        for key, text in changes.items():
            _change(document, key, _value(text))
        return BaseConfiguration(document)

    def without_metrics(self, names: frozenset[str]) -> BaseConfiguration:
        """Return the configuration without some metrics, unless other keys need them.

        A metric of a comparison or a goal stays, so that its missing data are reported; one
        with a full `covers` range stays, because no rows then mean 0.
        """
        needed = {str(item.get("metric")) for item in self._mappings("comparisons")}
        for goal in self._mappings("goals"):
            measure = goal.get("measurable")
            quantity = measure.get("quantity") if isinstance(measure, dict) else None
            needed.add(subject_of(str(quantity)))
        document = dict(self.document)
        document["metrics"] = {
            name: metric
            for name, metric in _items(document.get("metrics"))
            if name not in names or name in needed or _is_all_known(metric)
        }
        return BaseConfiguration(document)

    def has_metrics(self) -> bool:
        """Return whether there is anything to report on."""
        return bool(self.document.get("metrics"))

    def text(self, comment: str) -> bytes:
        """Return the configuration as YAML with a comment on the first line."""
        body = yaml.safe_dump(dict(self.document), sort_keys=False, allow_unicode=True, width=88)
        return f"# {comment}\n{body}".encode()

    def _mappings(self, name: str) -> list[dict[str, Any]]:
        return [item for item in _listed(self.document.get(name)) if isinstance(item, dict)]


def load_base(path: Path) -> BaseConfiguration:
    """Return a base configuration, which need not be complete.

    Raises
    ------
    ConfigError
        The file is not a valid YAML mapping.
    """
    found = load_yaml(read_regular(path, limits().yaml_bytes), str(path))
    if has_errors(found.diagnostics) or not isinstance(found.value, dict):
        raise ConfigError(
            f"{path.name} can't be used until its errors are fixed", found.diagnostics
        )
    return BaseConfiguration(found.value)


def _is_all_known(metric: Any) -> bool:
    covers = metric.get("covers") if isinstance(metric, dict) else None
    return isinstance(covers, dict) and {"from", "to"} <= covers.keys()


def _value(text: str) -> Any:
    try:
        return read_plain_scalar(text)
    except UnusableNumberError:
        return text


def _change(document: Any, key: str, value: Any) -> None:
    *above, last = key.split(".")
    if len(above) >= limits().yaml_depth:
        raise UnknownPlaceError(f"`{shorten(key)}` has more than {limits().yaml_depth} parts")
    at: Any = document
    for part in above:
        at = _step(at, part, key)
    if isinstance(at, dict):
        at[last] = value
    else:
        at[_index(at, last, key)] = value


def _step(at: Any, part: str, key: str) -> Any:
    below = at.setdefault(part, {}) if isinstance(at, dict) else at[_index(at, part, key)]
    if not isinstance(below, (dict, list)):
        raise UnknownPlaceError(f"`{key}`: `{part}` is a value, which has no keys")
    return below


def _index(at: list[Any], part: str, key: str) -> int:
    if not part.isdecimal() or int(part) >= len(at):
        raise UnknownPlaceError(
            f"`{key}`: expected a place from 0 to {len(at) - 1}, found `{part}`"
        )
    return int(part)


def _items(group: Any) -> list[tuple[str, Any]]:
    return list(group.items()) if isinstance(group, dict) else []


def _listed(group: Any) -> list[Any]:
    return group if isinstance(group, list) else []
