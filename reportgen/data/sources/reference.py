"""Generate the reference of platform exports from their declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.sources.catalogue import EXPORTS

if TYPE_CHECKING:
    from reportgen.data.sources.export import Export

_HEAD = """\
## Exports of platforms

Values of `source:`. Without `source`, a file is recognized by its columns, except where the
remarks say "only by name". `date` is not needed for these; `value` names one of the numbers.
"""


def exports_reference() -> str:
    """Return the reference as Markdown."""
    lines = [_HEAD, "| `source` | what it is | numbers | remarks |", "|---|---|---|---|"]
    lines += [_row(export) for export in EXPORTS.values() if not export.instead]
    lines += ["", "Recognized, but without dates, so they make no metric:", ""]
    lines += [
        f"- {export.name}: download {export.instead} instead"
        for export in EXPORTS.values()
        if export.instead
    ]
    return "\n".join(lines) + "\n"


def _row(export: Export) -> str:
    numbers = ", ".join(f"`{name}` ({kind})" for name, kind in export.metrics.items())
    remarks = [
        "only by name" if not export.is_detected else "",
        f"`value` names the title above the table instead of `{export.titled}`"
        if export.titled
        else "",
        "needs `year`" if export.lacks_year else "",
        "a file covers one span of days; use a pattern such as `pages-*.csv`"
        if export.span
        else "",
        f"rows are identified by `{export.key}`" if export.key else "",
    ]
    text = "; ".join(remark for remark in remarks if remark)
    return f"| `{export.id}` | {export.name} | {numbers or '`count_rows: true`'} | {text} |"
