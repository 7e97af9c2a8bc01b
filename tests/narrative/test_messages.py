from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_code_of_the_text_fields_is_explained_and_no_other() -> None:
    folders = (ROOT / "reportgen" / name for name in ("narrative", "document"))
    sources = [path.read_text() for folder in folders for path in folder.rglob("*.py")]
    # From 20 on, the style of texts is reported, which has a page of its own.
    used = {code for source in sources for code in re.findall(r"\bTXT0[01]\d\b", source)}
    explained = re.findall(r"^## (TXT\d{3})$", (ROOT / "docs/messages/text.md").read_text(), re.M)
    assert sorted(used) == explained
