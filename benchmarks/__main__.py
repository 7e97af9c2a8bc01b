"""Run every benchmark: ``python -m benchmarks``. The first prints the table of the README."""

from __future__ import annotations

from benchmarks import check, cold_build, figures, numerical_core, page, speed, verify

if __name__ == "__main__":
    speed.main()
    cold_build.main()
    check.main()
    verify.main()
    numerical_core.main()
    figures.main()
    page.main()
