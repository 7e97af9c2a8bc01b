"""A text is saved whole or kept as a draft; nothing that was typed is lost or overwritten."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.editor.edited_file import EditedFile, version_of
from tests.editor.running import TAB, example

if TYPE_CHECKING:
    from pathlib import Path

OTHER_TAB = "fedcba9876543210"


@pytest.fixture
def file(tmp_path: Path) -> EditedFile:
    return EditedFile(example("community-garden", tmp_path))


def named(file: EditedFile, name: str) -> str:
    return file.path.read_text("utf-8").replace("Riverside Community Garden", name)


def save(file: EditedFile, text: str, base: str, tab: str = TAB) -> Any:
    return file.save(text, based_on=base, tab=tab)


def test_a_valid_text_replaces_the_file_and_no_draft_stays(file: EditedFile) -> None:
    base = file.working().version
    saved = save(file, named(file, "Rose Garden"), base)
    assert saved.state == "saved"
    assert "Rose Garden" in file.path.read_text("utf-8")
    assert saved.version == version_of(file.path.read_text("utf-8")) == file.working().version
    assert [item.name for item in file.path.parent.glob("*.draft")] == []


def test_an_invalid_text_is_a_draft_and_the_file_stays(file: EditedFile) -> None:
    before = file.path.read_bytes()
    wrong = named(file, "Rose Garden").replace("2024-04-01", "next spring")
    saved = save(file, wrong, file.working().version)
    assert saved.state == "draft"
    assert [item.code for item in saved.problems] == ["CFG025"]
    assert file.path.read_bytes() == before
    # Another process finds the draft, and goes on from it.
    again = EditedFile(file.path)
    assert (again.working().text, again.working().is_draft) == (wrong, True)
    right = wrong.replace("next spring", "2024-05")
    assert save(again, right, again.working().version).state == "saved"
    assert file.path.read_text("utf-8") == right
    assert not file.draft.exists()


def test_two_pages_do_not_overwrite_each_other(file: EditedFile) -> None:
    base = file.working().version
    mine, other = named(file, "Rose Garden"), named(file, "Tulip Garden")
    assert save(file, mine, base).state == "saved"
    met = save(file, other, base, OTHER_TAB)
    assert (met.state, met.other) == ("conflict", mine)
    assert file.path.read_text("utf-8") == mine
    assert other in file.kept(OTHER_TAB).read_text("utf-8")
    # The second page has seen both, and keeps its own.
    assert save(file, other, met.version, OTHER_TAB).state == "saved"
    assert file.path.read_text("utf-8") == other
    assert not file.kept(OTHER_TAB).exists()
    # The version that was not chosen is there, too.
    assert file.not_chosen.read_text("utf-8") == mine


def test_the_other_version_can_be_taken_and_ones_own_is_kept(file: EditedFile) -> None:
    base = file.working().version
    mine, other = named(file, "Rose Garden"), named(file, "Tulip Garden")
    save(file, mine, base)
    save(file, other, base, OTHER_TAB)
    file.give_up(OTHER_TAB)
    assert file.path.read_text("utf-8") == mine
    assert file.not_chosen.read_text("utf-8") == other
    assert not file.kept(OTHER_TAB).exists()


def test_two_pages_do_not_overwrite_each_others_drafts(file: EditedFile) -> None:
    base = file.working().version
    assert save(file, named(file, "Rose: Garden"), base).state == "draft"
    met = save(file, named(file, "Tulip: Garden"), base, OTHER_TAB)
    assert met.state == "conflict"
    assert "Rose: Garden" in file.working().text


def test_another_programs_save_meets_the_draft(file: EditedFile) -> None:
    wrong = named(file, "Rose: Garden")
    assert save(file, wrong, file.working().version).state == "draft"
    theirs = named(file, "Garden of Others")
    file.path.write_text(theirs, "utf-8")
    working = file.working()
    assert (working.text, working.other) == (wrong, theirs)
    # Typing on in the page that does not know it overwrites nothing.
    met = save(file, named(file, "Rose Garden"), working.version)
    assert (met.state, met.other) == ("conflict", theirs)
    assert file.path.read_text("utf-8") == theirs
    assert save(file, named(file, "Rose Garden"), met.version).state == "saved"


def test_the_draft_can_be_given_up(file: EditedFile) -> None:
    save(file, named(file, "Rose: Garden"), file.working().version)
    assert not file.drop_draft(based_on="0" * 64)
    assert file.drop_draft(based_on=file.working().version)
    assert not file.working().is_draft


@pytest.mark.parametrize("name", ["Rose Garden", "Rose: Garden"])
def test_a_full_disk_loses_nothing(
    file: EditedFile, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = {item.name: item.read_bytes() for item in file.path.parent.glob("*.*")}
    text = named(file, name)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        saved = save(file, text, file.working().version)
        assert (saved.state, saved.why) == ("failed", "No space left on device")
        assert {item.name: item.read_bytes() for item in file.path.parent.glob("*.*")} == before
        # The text is there for a page that is loaded again, and for the next answer.
        working = file.working()
        assert (working.text, working.is_on_disk) == (text, False)
        assert save(file, text + "\n", working.version).state == "failed"
    assert save(file, text + "\n", file.working().version).state in ("saved", "draft")
    assert file.working().text == text + "\n"
    assert file.working().is_on_disk


def test_what_could_not_be_written_does_not_overwrite_what_others_wrote(
    file: EditedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        save(file, named(file, "Rose Garden"), file.working().version)
    theirs = named(file, "Garden of Others")
    file.path.write_text(theirs, "utf-8")
    met = save(file, named(file, "Rose Garden of Mine"), file.working().version)
    assert (met.state, met.other) == ("conflict", theirs)
    assert file.path.read_text("utf-8") == theirs


def test_a_byte_order_mark_and_permissions_stay(file: EditedFile) -> None:
    text = named(file, "Rose Garden")
    file.path.write_bytes(b"\xef\xbb\xbf" + file.path.read_bytes())
    file.path.chmod(0o600)
    save(file, text, file.working().version)
    assert file.path.read_bytes() == b"\xef\xbb\xbf" + text.encode()
    assert file.path.stat().st_mode & 0o777 == 0o600
    save(file, text.replace("Rose", "Rose:"), file.working().version)
    assert file.draft.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "tab", ["", "../../etc/x", "a/b/c/d/e", "ABCDEFGH", "a" * 33, "x\x00aaaaaaa"]
)
def test_the_name_of_a_page_leads_nowhere_else(file: EditedFile, tab: str) -> None:
    with pytest.raises(ValueError, match="name of a page"):
        save(file, named(file, "Rose Garden"), file.working().version, tab)
    assert "Rose" not in file.path.read_text("utf-8")


def test_a_damaged_draft_is_no_draft(file: EditedFile) -> None:
    file.draft.write_bytes(b"\xff\xfe nothing of ours")
    assert not file.working().is_draft
    file.draft.write_text("reportgen: 1\n", "utf-8")
    assert not file.working().is_draft
