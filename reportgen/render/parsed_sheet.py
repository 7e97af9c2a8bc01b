"""Stylesheets that WeasyPrint has parsed, kept for the next brief of the same looks."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportgen.render.locked_fetcher import locked_fetcher
from reportgen.render.typesetting_log import TypesettingLog


def parsed_sheet(rules: str, fonts: Any, fetcher: Any) -> Any:
    """Return a parsed stylesheet; one with fonts of its own belongs to its document.

    Parameters
    ----------
    rules : str
        The stylesheet.
    fonts : FontConfiguration
        Of the document.
    fetcher : URLFetcher
        What may be loaded.

    Raises
    ------
    RenderError
        WeasyPrint does not know a rule.
    """
    if "@font-face" in rules:
        from weasyprint import CSS

        return CSS(string=rules, font_config=fonts, url_fetcher=fetcher)
    return _shared(rules)


@lru_cache(maxsize=8)
def _shared(rules: str) -> Any:
    """Return a parsed stylesheet, the same for the same rules; a faulty one is never kept."""
    from weasyprint import CSS

    with TypesettingLog() as log:
        sheet = CSS(string=rules, url_fetcher=locked_fetcher())
    log.raise_problems()
    return sheet
