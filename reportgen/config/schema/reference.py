"""Reference documentation of all keys, generated from the schemas of the loader."""

from __future__ import annotations

import json
from typing import Any

from reportgen.config.schema.json_schema import configuration_json_schema

_KINDS = {
    "boolean": "`true` or `false`",
    "integer": "whole number",
    "number": "number",
    "string": "text",
}
_HEAD = """\
# Configuration reference

Every key of a configuration file. It is made from the program itself
(`python -m reportgen.starter.reference > docs/configuration.md`), so it can't be out of date.
`reportgen schema` prints the same for editors.

Keys are written as in YAML: two spaces deeper for each level. **Bold** keys are needed where
their group is given. A date is a month (`2018-07`) or a day (`2018-07-01`); as an end, a month
means its last day. A Markdown text may print computed numbers with `{{ quantity.id }}`,
generated sentences with `{{ say("id") }}`, and cite with `[@key]`. It may have pipe tables and
footnotes (`[^1]`, and `[^1]: The text.` on a line of its own). In the text of a section, a picture
on a line of its own, `![What it shows](garden.png "Title")`, is a PNG or JPEG next to this file.
"""


def configuration_reference() -> str:
    """Return the reference as Markdown."""
    schema = configuration_json_schema()
    sections = [_section("The file", schema, schema)]
    seen = {""}
    for path, group in _groups(schema, schema, ""):
        if path not in seen:
            seen.add(path)
            sections.append(_section(f"`{path}`", group, schema))
    return _HEAD + "\n" + "\n".join(sections)


def _groups(
    group: dict[str, Any], schema: dict[str, Any], path: str
) -> list[tuple[str, dict[str, Any]]]:
    """Return every group of keys below one, with its path, in the file's order."""
    found = []
    for key, value in group.get("properties", {}).items():
        inner, mark = _inner_group(value, schema)
        if inner is not None:
            here = f"{path}.{key}{mark}" if path else f"{key}{mark}"
            found.append((here, inner))
            found += _groups(inner, schema, here)
    return found


def _inner_group(
    value: dict[str, Any], schema: dict[str, Any]
) -> tuple[dict[str, Any] | None, str]:
    """Return the group that a value is, may be or contains, and the suffix of its path."""
    groups = [item for item in _choices(value, schema) if "properties" in item]
    value = groups[0] if groups else _plain(value, schema)
    if value.get("type") == "array":
        inner, _ = _inner_group(value.get("items", {}), schema)
        return inner, "[]"
    named = value.get("patternProperties") or {}
    if named:
        inner, _ = _inner_group(next(iter(named.values())), schema)
        return inner, ".<name>"
    return (value, "") if "properties" in value else (None, "")


def _plain(value: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a value with references resolved and without its null alternative."""
    choices = [item for item in value.get("anyOf", []) if item.get("type") != "null"]
    if choices and all("properties" not in _follow(item, schema) for item in choices[1:]):
        arrays = [item for item in choices if item.get("type") == "array"]
        return _follow((arrays or choices)[0], schema)
    return _follow(value, schema)


def _choices(value: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the alternatives of a value other than null, if there are several."""
    found = [item for item in value.get("anyOf", []) if item.get("type") != "null"]
    return [_follow(item, schema) for item in found] if len(found) > 1 else []


def _follow(value: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = value.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schema["$defs"][name] if name else value
    return found


def _section(title: str, group: dict[str, Any], schema: dict[str, Any]) -> str:
    lines = [f"## {title}", ""]
    if group is not schema and group.get("description"):
        lines += [group["description"], ""]
    lines += ["| key | value | left out | meaning |", "|---|---|---|---|"]
    needed = group.get("required", [])
    for key, value in group["properties"].items():
        name = f"**`{key}`**" if key in needed else f"`{key}`"
        meaning = value.get("description") or _follow(value, schema).get("description", "")
        examples = "; ".join(_shown(item) for item in value.get("examples", []))
        meaning += f" Such as {examples}." if examples else ""
        cells = [name, _kind(value, schema), _default(key in needed, value), meaning]
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def _kind(value: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return the type of a value in words."""
    choices = _choices(value, schema)
    if any("properties" in item for item in choices):
        return " or ".join(_kind(item, schema) for item in choices)
    plain = _plain(value, schema)
    if "const" in plain:
        return f"`{plain['const']}`"
    if "enum" in plain:
        return " or ".join(f"`{item}`" for item in plain["enum"])
    if plain.get("type") == "array":
        inner = _kind(plain.get("items", {}), schema)
        return "list of groups" if inner == "group of keys" else f"list: {inner}"
    if plain.get("type") == "object" or "properties" in plain:
        return "names with groups" if plain.get("patternProperties") else "group of keys"
    if plain.get("examples", [""])[0] == "2018-07":
        return "date"
    if "anyOf" in plain:
        kinds = (_kind(item, schema) for item in plain["anyOf"] if item.get("type") != "null")
        return " or ".join(dict.fromkeys(kinds))
    return _KINDS.get(str(plain.get("type")), "text or number")


def _default(is_needed: bool, value: dict[str, Any]) -> str:
    if is_needed:
        return "needed"
    default = value.get("default")
    return f"`{json.dumps(default)}`" if default not in (None, "", [], {}) else ""


def _shown(example: Any) -> str:
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return f"`{text}`"
