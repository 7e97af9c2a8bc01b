"""Fonts are loaded once for all briefs with the same faces."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reportgen.design.font_subset import print_fonts, with_usual
from reportgen.render.pdf import loaded_fonts as module
from reportgen.render.pdf.loaded_fonts import loaded_fonts


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_kept", {})


def test_the_same_faces_are_loaded_once() -> None:
    faces = print_fonts("abc", "abc")
    with loaded_fonts(faces) as first, loaded_fonts(print_fonts("abc", "abc")) as second:
        assert first is second


def test_fonts_loaded_by_another_process_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    faces = print_fonts("abc", "abc")
    with loaded_fonts(faces) as first:
        monkeypatch.setattr(os, "getpid", lambda: -1)
        with loaded_fonts(faces) as second:
            assert first is not second


def test_fonts_beyond_the_limit_are_removed_after_their_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "_MOST", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with loaded_fonts(print_fonts("abc", "abc")):
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []


def test_a_process_leaves_no_fonts_behind() -> None:
    code = (
        "from reportgen.render.pdf.loaded_fonts import loaded_fonts\n"
        "from reportgen.design.font_subset import print_fonts\n"
        "with loaded_fonts(print_fonts('a', 'a')): pass\n"
    )
    with TemporaryDirectory() as name:
        environment = {**os.environ, "TMPDIR": name}
        subprocess.run([sys.executable, "-c", code], check=True, env=environment)
        assert list(Path(name).iterdir()) == []


def test_words_of_many_languages_share_their_characters() -> None:
    assert with_usual("Grüße aus Łódź, à bientôt") == with_usual("plain words")
    assert with_usual("слова") != with_usual("words")
