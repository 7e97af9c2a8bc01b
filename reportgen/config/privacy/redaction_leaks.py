"""Detect hidden names in the data files and references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.config.privacy.redaction import HiddenWords
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset


def find_named(
    configuration: Configuration, dataset: Dataset, hidden: HiddenWords
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each printed text of the data that has a hidden name or contact."""
    for place, text in _texts(dataset):
        if hidden.has_name_in(text) or hidden.has_contact_in(text):
            yield Diagnostic(
                code="CFG095",
                severity=Severity.ERROR,
                message="this names a person whom `privacy` hides, and the brief would print it",
                place=place,
                help="change the file, or name the member under `privacy: named:`",
            )
    yield from _cited(configuration, hidden)


def _texts(dataset: Dataset) -> Iterator[tuple[Place, str]]:
    for name in dataset.files:
        yield Place(file=name), name
    for series in dataset.series.values():
        file = series.observations[0].file if series.observations else series.metric.file
        yield Place(file=file), series.column
    if dataset.campaigns is not None:
        for item in dataset.campaigns.campaigns:
            yield Place(file=item.file, line=item.row), item.name
    if dataset.holdings is not None:
        for holding in dataset.holdings.holdings:
            yield Place(file=dataset.holdings.file, line=holding.row), holding.role


def _cited(configuration: Configuration, hidden: HiddenWords) -> Iterator[Diagnostic]:
    """Yield a warning for each reference with a hidden name; authors of works are public."""
    name = configuration.brief.references
    path = configuration.files.get(name) if name is not None else None
    if name is None or path is None:
        return
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return  # reported when the references are read
    for number, line in enumerate(lines, start=1):
        if hidden.has_name_in(line):
            yield Diagnostic(
                code="CFG096",
                severity=Severity.WARNING,
                message="a reference names a person whom `privacy` hides",
                place=Place(file=name, line=number),
                help="cite another work, or none, if the name must not be seen at all",
                note="the authors of a work are printed where it is cited",
            )
