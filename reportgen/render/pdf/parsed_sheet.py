"""Stylesheets that WeasyPrint has parsed, kept for the next brief of the same looks."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportgen.render.pdf.locked_fetcher import locked_fetcher
from reportgen.render.pdf.typesetting_log import TypesettingLog
from reportgen.render.pdf.weasyprint_import import import_typesetter


@lru_cache(maxsize=8)
def parsed_sheet(rules: str) -> Any:
    """Return a parsed stylesheet, the same for the same rules; a faulty one is never kept.

    Parameters
    ----------
    rules : str
        The stylesheet, without fonts of its own.

    Raises
    ------
    RenderError
        WeasyPrint does not know a rule.
    """
    import_typesetter()
    from weasyprint import CSS

    with TypesettingLog() as log:
        sheet = CSS(string=rules, url_fetcher=locked_fetcher())
    log.raise_problems()
    return sheet
