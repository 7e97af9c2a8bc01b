"""`check` starts fast: it imports no heavy library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.processor_time import seconds

_FULL = Path(__file__).parent / "full" / "full.yaml"
_HEAVY = (
    *("numpy", "pandas", "scipy", "matplotlib", "weasyprint", "jinja2", "statsmodels"),
    *("babel", "openpyxl", "python_calamine"),
)
_CHECK = f"""
import sys, time
from pathlib import Path
from reportgen.config.loader import load_configuration
from reportgen.data.loader import load_dataset
loaded = load_configuration(Path({str(_FULL)!r}))
assert load_dataset(loaded.configuration).dataset is not None
print([name for name in {_HEAVY!r} if name in sys.modules], time.process_time())
"""


def test_a_check_with_its_data_imports_nothing_heavy_and_is_fast() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CHECK], capture_output=True, text=True, check=True, timeout=30
    )
    modules, taken = done.stdout.rsplit(" ", 1)
    # Babel knows the currencies, and the full example has one.
    assert modules == "['babel']"
    assert float(taken) < seconds(1)
