"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

existing_file = click.Path(exists=True, dir_okay=False, path_type=Path)
existing_folder = click.Path(exists=True, file_okay=False, path_type=Path)

configs_argument = click.argument(
    "configs", nargs=-1, required=True, metavar="CONFIG...", type=click.Path(path_type=Path)
)
kind_option = click.option(
    "--kind", help="The kind of brief; the default is the configuration's own."
)
formats_option = click.option(
    "--format",
    "formats",
    multiple=True,
    default=("html,pdf",),
    show_default=True,
    help="Formats, separated by commas; can be repeated.",
)
templates_option = click.option(
    "--templates",
    type=existing_folder,
    help="A folder of your own templates; its files override the built-in ones of the same name.",
)
data_root_option = click.option(
    "--data-root",
    "data_roots",
    multiple=True,
    type=existing_folder,
    help="An additional folder that data files may be read from; can be repeated.",
)
messages_option = click.option(
    "--messages",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed: as text, as JSON, or as GitHub annotations.",
)


def chosen_formats(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats that ``--format`` names.

    Raises
    ------
    click.BadParameter
        One of them is unknown.
    """
    from reportgen.render.formats import chosen_formats as chosen

    try:
        return chosen(texts)
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--format") from problem
