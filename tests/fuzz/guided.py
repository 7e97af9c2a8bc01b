"""Coverage-guided fuzzing with atheris: `python -m tests.fuzz.guided TARGET`.

It is slower than the plain run, and finds inputs that need a sequence of correct guesses. It
stops at the first failure, whose bytes are saved in the folder of crashes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
LONGEST_SECONDS = 20
"""Limit per execution in seconds of wall time, with coverage instrumentation."""


def main() -> None:
    """Run one target until a number of executions or the first failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.guided", description=__doc__)
    parser.add_argument("target", metavar="TARGET")
    parser.add_argument("--runs", type=int, default=20_000, help="executions")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other bytes")
    parser.add_argument("--crashes", type=Path, default=Path(tempfile.gettempdir()))
    asked = parser.parse_args()
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not installed: pip install atheris")
    with atheris.instrument_imports(include=["reportgen"]):
        from tests.fuzz.targets import TARGETS, feed

        if asked.target not in TARGETS:
            sys.exit(f"no target `{asked.target}`: there are {', '.join(TARGETS)}")
        for seed in sorted((CORPUS / asked.target).iterdir()):
            feed(asked.target, seed.read_bytes())  # readers import their libraries lazily
    asked.crashes.mkdir(parents=True, exist_ok=True)
    seeds = Path(tempfile.mkdtemp(prefix="guided-")) / asked.target
    shutil.copytree(
        CORPUS / asked.target, seeds
    )  # inputs that atheris finds are not added to the corpus
    options = [
        f"-runs={asked.runs}",
        f"-seed={asked.seed}",
        f"-timeout={LONGEST_SECONDS}",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={asked.crashes / asked.target}-",
    ]
    atheris.Setup([sys.argv[0], *options, str(seeds)], lambda data: feed(asked.target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
