"""Run every benchmark: ``python -m benchmarks``."""

from __future__ import annotations

from benchmarks import batch, check, cold_build, figures, numerical_core, page

if __name__ == "__main__":
    cold_build.main()
    check.main()
    numerical_core.main()
    figures.main()
    page.main()
    batch.main()
