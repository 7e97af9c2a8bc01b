"""``reportgen schema``: the format of a configuration, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to this file instead of printing it.",
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema of a configuration, with which editors complete and check keys."""
    text = schema_text()
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_text(text, encoding="utf-8")
    click.echo(str(output))


def schema_text() -> str:
    """Return the JSON Schema as a file holds it."""
    from reportgen.config.schema.json_schema import configuration_json_schema

    return json.dumps(configuration_json_schema(), indent=2, ensure_ascii=False) + "\n"
