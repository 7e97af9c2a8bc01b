"""Run every benchmark: ``python -m benchmarks``."""

from __future__ import annotations

from benchmarks import cold_build, figures, numerical_core

if __name__ == "__main__":
    cold_build.main()
    numerical_core.main()
    figures.main()
