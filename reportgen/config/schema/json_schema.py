"""The format of a configuration as JSON Schema, for editors that complete and check keys."""

from __future__ import annotations

import json
from typing import Any

from reportgen.config.schema.root import ConfigurationSchema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def configuration_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a configuration file.

    It is made from the schemas that the loader checks with, so the two can't disagree on
    keys, kinds of values, choices or ranges. What concerns several keys at once (an unknown
    period, a circle of reporting lines) only the loader knows.
    """
    schema = ConfigurationSchema.model_json_schema(by_alias=True)
    return {
        "$schema": DIALECT,
        "title": "reportgen configuration",
        **_without_titles(schema),
    }


def _without_titles(node: Any) -> Any:
    """Return a schema without the titles made from attribute names, which editors would show."""
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
        # The loader refuses ids that do not fit; so shall an editor.
        plain["additionalProperties"] = False
    return plain


def schema_text() -> str:
    """Return the JSON Schema as the text of a file."""
    return json.dumps(configuration_json_schema(), indent=2, ensure_ascii=False) + "\n"
