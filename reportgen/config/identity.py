"""Who a configuration is about, without checking the rest of it."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.config.to_model import slug
from reportgen.config.yaml_nodes import load_yaml


@dataclass(frozen=True, slots=True)
class Identity:
    """An organization's id and name; both are empty where the file does not tell."""

    id: str = ""
    name: str = ""


def identify(data: bytes) -> Identity:
    """Return the organization of a configuration file.

    Parameters
    ----------
    data : bytes
        The file's content; a faulty one gives as much as can be read of it.
    """
    value = load_yaml(data, "").value
    found = value.get("organization") if isinstance(value, dict) else None
    if not isinstance(found, dict):
        return Identity()
    name, given = found.get("name"), found.get("id")
    name = name if isinstance(name, str) else ""
    return Identity(id=given if isinstance(given, str) else slug(name), name=name)
