"""Generate requirements.lock from what pip would install for constraints.txt.

Usage: ``pip install --dry-run --ignore-installed -r constraints.txt --report report.json``, then
``python docs/_build/lock.py report.json``. Only names, versions and hashes are used.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

_HEAD = """\
# The packages of constraints.txt with the SHA-256 of their files, for Linux on x86-64, Python 3.11:
#   pip install --require-hashes --no-deps -r requirements.lock
# Written by docs/_build/lock.py; elsewhere use constraints.txt, which holds for every platform.
"""


def main(report: Path) -> None:
    """Write the lock next to constraints.txt."""
    found = {}
    for item in json.loads(report.read_text(encoding="utf-8"))["install"]:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        digest = item["download_info"]["archive_info"]["hashes"]["sha256"]
        found[name] = f"{name}=={item['metadata']['version']} \\\n    --hash=sha256:{digest}\n"
    text = _HEAD + "".join(found[name] for name in sorted(found))
    (Path(__file__).parents[2] / "requirements.lock").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
