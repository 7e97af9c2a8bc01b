"""The reference of every export that can be read, made from the declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.sources.catalogue import EXPORTS

if TYPE_CHECKING:
    from reportgen.data.sources.export import Export

_HEAD = """\
## Exports of platforms

What `source:` may name. A file is recognized by its columns where `source` is left out, except
where "only by name" is said. `date` is not needed for these; `value` names one of the numbers.
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
        f"the title above the table is what `value` names instead of `{export.titled}`"
        if export.titled
        else "",
        "needs `year`" if export.lacks_year else "",
        "a file is one span of days; name a pattern such as `pages-*.csv`" if export.span else "",
        f"a row is told from others by `{export.key}`" if export.key else "",
    ]
    said = "; ".join(remark for remark in remarks if remark)
    return f"| `{export.id}` | {export.name} | {numbers or '`count_rows: true`'} | {said} |"
