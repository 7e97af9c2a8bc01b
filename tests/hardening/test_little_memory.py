"""A limit on memory is reported at once: a library that is refused memory may try for ever."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of the address space")

_LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv.pop(1)),) * 2)
from reportgen.cli import main
main()
"""


@pytest.mark.parametrize("most", [250_000_000, 400_000_000, 600_000_000])
@pytest.mark.parametrize("command", ["check", "build", "batch"])
def test_too_little_memory_is_a_problem_of_the_machine(
    tmp_path: Path, command: str, most: int
) -> None:
    words = [command, str(ROOT / "configs" / "community-garden" / "community-garden.yaml")]
    words += [] if command == "check" else ["--output", str(tmp_path / "output")]
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(most), *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "ENV002" in done.stderr or command == "batch"
    assert done.returncode == (2 if command == "batch" else 3)
