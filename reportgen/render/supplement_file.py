"""The supplement as a CSV file (RFC 4180), which accompanies every format of a brief."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from reportgen.model.prose import plain_text

if TYPE_CHECKING:
    from reportgen.document.brief import Brief

COLUMNS = ("quantity", "computed_as", "printed", "value", "source")


def supplement_files(brief: Brief) -> dict[str, bytes]:
    """Return the supplement by its name; empty for a brief without one.

    It has one row for each printed quantity, in the order of the text.
    """
    supplement = brief.back.supplement
    if supplement is None:
        return {}
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow(COLUMNS)
    for item in supplement.numbers:
        printed, source = plain_text(item.printed), plain_text(item.source)
        table.writerow((item.quantity, item.formula, printed, item.value, source))
    # The mark shows spreadsheets that it is UTF-8; they would garble dashes and minus signs.
    return {supplement.file: file.getvalue().encode("utf-8-sig")}
