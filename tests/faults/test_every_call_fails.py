"""Any system call of the writer fails: the old output is unchanged, nothing is left behind."""

from __future__ import annotations

import errno
import os
from functools import partial
from typing import TYPE_CHECKING

import pytest

from reportgen.edition.atomic_write import write_atomically
from reportgen.edition.edition import EditionFile, to_json, write_edition
from tests.faults.failing_calls import FailingCalls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ERRORS = ("ENOSPC", "EIO", "EACCES", "EFBIG", "EMFILE", "EROFS")
OLD = tuple(
    EditionFile(name=name, kind="editorial", format=form, content=f"old {name}".encode() * 900)
    for name, form in (
        ("editorial.html", "html"),
        ("editorial.md", "md"),
        ("editorial-figures/one.svg", "md"),
        ("editorial-figures/gone.svg", "md"),
        ("editorial-share/gone.png", "share"),
    )
)
NEW = tuple(
    EditionFile(name=name, kind=kind, format=form, content=f"new {name}".encode() * 900)
    for name, kind, form in (
        ("editorial.html", "editorial", "html"),
        ("editorial.md", "editorial", "md"),
        ("editorial-figures/one.svg", "editorial", "md"),
        ("board-figures/two.svg", "board", "md"),
        ("board.txt", "board", "txt"),
    )
)


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        os, "fsync", lambda _: None
    )  # fsync of thousands of files would dominate the run time


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every path below a folder, with the bytes of files."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        found[name] = b"a folder" if path.is_dir() else path.read_bytes()
    return found


def write_old(folder: Path) -> None:
    write_edition(folder, OLD, outcomes=to_json({"schema": "old"}), about={}, kept={})
    (folder / "own notes.txt").write_text("mine")


def write_new(folder: Path) -> None:
    write_edition(folder, NEW, outcomes=to_json({"schema": "new"}), about={}, kept={})


def _problem_of(calls: FailingCalls, act: Callable[[], object]) -> OSError | None:
    """Return the error that an action raises while a call fails, or None."""
    try:
        with calls.at_work():
            act()
    except OSError as problem:
        return problem
    return None


def _counted(folder: Path, act: Callable[[], object]) -> int:
    with FailingCalls(folder, -1, 0).at_work() as calls:
        act()
    return len(calls.calls)


def test_the_writer_makes_every_kind_of_call(tmp_path: Path) -> None:
    write_old(tmp_path / "club")
    with FailingCalls(tmp_path, -1, 0).at_work() as calls:
        write_new(tmp_path / "club")
    made = {name: calls.calls.count(name) for name in set(calls.calls)}
    assert {"open", "write", "fsync", "close", "fchmod", "replace", "link", "mkdir"} <= set(made)
    assert made["write"] == 7
    assert not calls.handles


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("lasts", [False, True], ids=["once", "from then on"])
def test_an_edition_is_unchanged_whichever_call_fails(
    tmp_path: Path, name: str, lasts: bool
) -> None:
    error = getattr(errno, name)
    trial = tmp_path / "trial"
    write_old(trial)
    total = _counted(trial, lambda: write_new(trial))
    whole = files_of(trial)
    failed = 0
    for number in range(total):
        folder = tmp_path / f"club{number}"
        write_old(folder)
        before = files_of(folder)
        calls = FailingCalls(folder, number, error, lasts=lasts)
        problem = _problem_of(calls, partial(write_new, folder))
        if problem is None:  # the failed call was part of the cleanup, and was retried
            assert files_of(folder) == whole, calls.calls[number:]
        else:
            failed += 1
            assert problem.errno == error
            assert str(folder) in str(problem.filename)
            assert ".part" not in str(problem.filename)
            assert files_of(folder) == before, calls.calls
        assert not calls.handles
    assert failed > 30


@pytest.mark.parametrize("name", ERRORS)
def test_the_first_edition_leaves_no_folder_behind(tmp_path: Path, name: str) -> None:
    total = _counted(tmp_path, lambda: write_new(tmp_path / "trial" / "club"))
    for number in range(total):
        output = tmp_path / f"out{number}"
        calls = FailingCalls(tmp_path, number, getattr(errno, name))
        if _problem_of(calls, partial(write_new, output / "club")) is not None:
            assert not output.exists()


@pytest.mark.parametrize("name", ERRORS)
def test_a_file_is_unchanged_whichever_call_fails(tmp_path: Path, name: str) -> None:
    file = tmp_path / "manifest.json"
    file.write_bytes(b"old")
    total = _counted(tmp_path, lambda: write_atomically(file, b"new"))
    assert total > 6
    for number in range(total):
        file.write_bytes(b"old")
        calls = FailingCalls(tmp_path, number, getattr(errno, name))
        problem = _problem_of(calls, lambda: write_atomically(file, b"new"))
        assert problem is None or problem.filename in (str(file), str(tmp_path))
        assert file.read_bytes() == (b"new" if problem is None else b"old")
        assert list(tmp_path.iterdir()) == [file]


def test_a_file_system_without_links_is_written_to_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    write_old(tmp_path)
    monkeypatch.setattr(os, "link", refused)
    write_new(tmp_path)
    assert (tmp_path / "editorial.html").read_bytes() == NEW[0].content
    assert not list(tmp_path.rglob("*.part"))


def test_obsolete_files_of_an_edition_are_removed_and_nothing_else(tmp_path: Path) -> None:
    write_old(tmp_path)
    (tmp_path / "editorial-figures" / "mine.svg").write_text("mine")
    (tmp_path / "editorial-share" / "gone.png").write_text("changed by hand")
    write_new(tmp_path)
    there = set(files_of(tmp_path))
    assert "editorial-figures/gone.svg" not in there
    assert {"editorial-figures/mine.svg", "editorial-share/gone.png", "own notes.txt"} <= there


def test_an_empty_folder_is_removed_too(tmp_path: Path) -> None:
    write_old(tmp_path)
    write_new(tmp_path)
    assert not (tmp_path / "editorial-share").exists()


def test_a_manifest_that_names_files_elsewhere_removes_none(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(OLD[0].content)
    folder = tmp_path / "club"
    write_old(folder)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"editorial.md"', '"../outside.txt"'))
    write_new(folder)
    assert outside.exists()
