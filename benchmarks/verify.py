"""What checking a finished brief costs, cold: against its ledger, and against its data.

The goal: at most 3 s for a brief of six pages, computing everything again included.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

import pypdfium2

from benchmarks.cold_build import cpu_and_memory
from reportgen.pipeline import BuildOptions, build_brief

RUNS = 3
GOAL = 3.0
EXAMPLES = ("community-garden", "women-in-medicine")
_ROOT = Path(__file__).parent.parent
_CODE = """
import sys
from pathlib import Path
from reportgen.verify.verification import verify
data = Path(sys.argv[2]) if len(sys.argv) > 2 else None
assert verify(Path(sys.argv[1]), data=data).agrees
"""


def cold(*arguments: str) -> float:
    """Return the median CPU seconds of one verification in a process of its own."""
    command = [sys.executable, "-c", _CODE, *arguments]
    return statistics.median(cpu_and_memory(command)[0] for _ in range(RUNS))


def main() -> None:
    """Print what each example costs."""
    print("verify, cold, CPU seconds")
    with tempfile.TemporaryDirectory() as folder:
        for name in EXAMPLES:
            source = _ROOT / "configs" / name
            made = build_brief(source / f"{name}.yaml", BuildOptions(output=Path(folder)))
            for file in made.files:
                if file.suffix == ".json":
                    continue
                pages = f"{len(pypdfium2.PdfDocument(file))} pages" if file.suffix == ".pdf" else ""
                alone, with_data = cold(str(file)), cold(str(file), str(source))
                print(
                    f"  {name:<20}{file.suffix[1:]:<5}{pages:<10}"
                    f"ledger {alone:5.2f} s   data {with_data:5.2f} s   goal {GOAL:.1f} s"
                )


if __name__ == "__main__":
    main()
