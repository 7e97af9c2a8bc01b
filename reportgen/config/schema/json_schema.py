"""JSON Schema of the configuration, for completion and checks in editors."""

from __future__ import annotations

import json
from typing import Any

from reportgen.config.schema.root import ConfigurationSchema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def configuration_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a configuration file.

    Generated from the schemas of the loader, so the two agree on keys, types, choices and
    ranges. Only the loader checks keys against each other (an unknown period, a circle of
    reporting lines).
    """
    schema = ConfigurationSchema.model_json_schema(by_alias=True)
    return {
        "$schema": DIALECT,
        "title": "reportgen configuration",
        **_without_titles(schema),
    }


def _without_titles(node: Any) -> Any:
    """Return a schema without pydantic's generated titles, which editors would show."""
    if isinstance(node, list):
        return [_without_titles(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {
        key: _without_titles(value)
        for key, value in node.items()
        # A property may itself be called `title`; its value is a schema then, not a text.
        if not (key == "title" and isinstance(value, str))
    }
    if "patternProperties" in plain:
        # The loader rejects ids that do not match; editors should as well.
        plain["additionalProperties"] = False
    return plain


def schema_text() -> str:
    """Return the JSON Schema as the text of a file."""
    return json.dumps(configuration_json_schema(), indent=2, ensure_ascii=False) + "\n"
