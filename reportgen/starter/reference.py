"""Print docs/configuration.md: ``python -m reportgen.starter.reference``."""

from __future__ import annotations

import sys

from reportgen.config.schema.reference import configuration_reference
from reportgen.data.sources.reference import exports_reference


def reference_page() -> str:
    """Return the whole page: every key, then every export."""
    return f"{configuration_reference()}\n{exports_reference()}"


if __name__ == "__main__":
    sys.stdout.write(reference_page())
