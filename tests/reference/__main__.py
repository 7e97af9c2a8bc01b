"""Print the table: ``python -m tests.reference`` (``--brief``: last line only)."""

from __future__ import annotations

import sys

from tests.reference.report import report

if __name__ == "__main__":
    text, is_good = report(verbose="--brief" not in sys.argv)
    sys.stdout.write(text + "\n")
    sys.exit(0 if is_good else 1)
