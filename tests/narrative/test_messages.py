from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_code_of_the_text_fields_is_explained_and_no_other() -> None:
    sources = (ROOT / "reportgen" / "narrative").rglob("*.py")
    used = {code for path in sources for code in re.findall(r"\bTXT\d{3}\b", path.read_text())}
    explained = re.findall(r"^## (TXT\d{3})$", (ROOT / "docs/messages/text.md").read_text(), re.M)
    assert sorted(used) == explained
