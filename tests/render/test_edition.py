from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportgen.edition.edition import (
    EditionFile,
    digest,
    read_current_edition,
    to_json,
    write_edition,
)

if TYPE_CHECKING:
    from pathlib import Path

BRIEF = EditionFile(name="editorial.html", kind="editorial", format="html", content=b"<p>1</p>")
OUTCOMES = to_json({"schema": "x"})


def test_the_manifest_has_every_file_with_its_hash(tmp_path: Path) -> None:
    folder = tmp_path / "club"
    paths = write_edition(folder, (BRIEF,), outcomes=OUTCOMES, about={"a": 1}, kept={})
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["files"]["editorial.html"]["sha256"] == digest(b"<p>1</p>")
    assert manifest["outcomes_sha256"] == digest(OUTCOMES)
    assert [path.name for path in paths] == ["editorial.html", "outcomes.json", "manifest.json"]
    assert {path.name for path in folder.iterdir()} == {path.name for path in paths}


def test_a_written_edition_is_read_back_as_intact(tmp_path: Path) -> None:
    write_edition(tmp_path, (BRIEF,), outcomes=OUTCOMES, about={}, kept={})
    current = read_current_edition(tmp_path)
    assert current is not None
    assert current.outcomes_sha256 == digest(OUTCOMES)
    assert current.formats == {"editorial": ("html",)}


def test_a_damaged_manifest_is_ignored(tmp_path: Path) -> None:
    for content in (b"", b"{", b"[]", b'{"files": 3}', b'{"files": {"a": {}}}', b"\xff\xfe"):
        (tmp_path / "manifest.json").write_bytes(content)
        assert read_current_edition(tmp_path) is None


def test_kept_records_are_merged_with_new_ones(tmp_path: Path) -> None:
    kept = {"board.pdf": {"kind": "board", "format": "pdf", "sha256": "00"}}
    write_edition(tmp_path, (BRIEF,), outcomes=OUTCOMES, about={}, kept=kept)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert list(manifest["files"]) == ["board.pdf", "editorial.html"]
