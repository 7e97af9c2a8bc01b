"""Whole briefs in the pseudo-language: tables, figures, alternative text, header, footer."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from reportgen.narrative.figures.initials import holders_of_roles, initials_of
from reportgen.pipeline import BuildOptions, analyse_organization, build_brief, load_organization
from tests.conftest import ROOT
from tests.languages.pseudo import pseudo_folder
from tests.languages.test_nothing_stays_english import (
    EXAMPLES,
    NO_WORDS,
    SYMBOLS,
    own_texts,
)

if TYPE_CHECKING:
    from pathlib import Path

SILENT = ("style", "script", "code")
SPOKEN = ("alt", "aria-label", "title")
SHORT_MONTHS = re.compile(r"\b(?:ene|feb|mar|abr|may|jun|jul|ago|sept|oct|nov|dic|enero)\b", re.I)
NAMES = ("Durbin-Watson", "Ljung-Box", "ORCID", "SMART", "CSV", "CC BY", "reportgen")
"""Names that are not translated."""
WORD = re.compile(r"[A-Za-z]{2,}")


class Shown(HTMLParser):
    """The visible and alternative texts of a page in order, without code and references."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent_tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_silent = tag in SILENT or ("class", "references") in attrs
        if is_silent or (self._silent_tags and tag == self._silent_tags[-1]):
            self._silent_tags.append(tag)
        self.texts += [text for name, text in attrs if name in SPOKEN and text]

    def handle_endtag(self, tag: str) -> None:
        if self._silent_tags and tag == self._silent_tags[-1]:
            self._silent_tags.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._silent_tags:
            self.texts.append(" ".join(data.split()))


@pytest.fixture(scope="module", params=EXAMPLES)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an example's configuration in Spanish, replaced by the pseudo-language."""
    name: str = request.param
    folder = tmp_path_factory.mktemp(name)
    (folder / "templates" / "languages").mkdir(parents=True)
    pseudo_folder(folder / "templates" / "languages")
    source = ROOT / "configs" / name
    text = (source / f"{name}.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^brief:$", "brief:\n  language: es", text, flags=re.MULTILINE)
    if "language: es" not in text:
        text += "\nbrief: {language: es}\n"
    for file in source.rglob("*"):
        if file.is_file():
            copy = folder / file.relative_to(source)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(file.read_bytes())
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_page_has_no_untranslated_text(page: Path) -> None:
    analysed = analyse_organization(load_organization(page))
    assert analysed is not None
    templates = page.parent / "templates"
    options = BuildOptions(output=page.parent / "out", formats=("html",), templates=templates)
    made = build_brief(page, options)
    assert made.is_made, made.diagnostics
    html = next(file for file in made.files if file.suffix == ".html").read_text(encoding="utf-8")
    shown = Shown()
    shown.feed(html)
    own = own_texts(analysed.configuration, analysed.outcomes) | set(NAMES)
    own |= {text.rpartition("/")[2] for text in own if text.endswith(".csv")}
    if analysed.configuration.committee is not None:
        own |= set(initials_of(holders_of_roles(analysed.configuration.committee)).values())
    if analysed.dataset.campaigns is not None:
        own |= {item.name for item in analysed.dataset.campaigns.campaigns}
    vocabulary = {word.casefold() for text in own for word in WORD.findall(text)}
    known = sorted(own, key=lambda text: (-len(text), text))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", re.IGNORECASE)
    left = []
    for text in shown.texts:
        rest = SYMBOLS.sub("", SHORT_MONTHS.sub("", NO_WORDS.sub("", pattern.sub("", text))))
        words = WORD.findall(rest)
        # Fragments of texts broken into lines or runs are the organization's own.
        if words and ("ж" in text.casefold() or any(w.casefold() not in vocabulary for w in words)):
            left.append(f"{text[:80]} → {' '.join(words)}")
    assert sorted(set(left)) == []


def test_a_spanish_brief_agrees_with_its_ledger(page: Path) -> None:
    options = BuildOptions(output=page.parent / "spanish", formats=("html", "pdf"))
    made = build_brief(page, options)
    # The texts are English: their numbers are not in the contexts that are plain facts in Spanish.
    found = {item.code for item in made.diagnostics if item.code.startswith("TXT")}
    assert found <= {"TXT011"}
    written = [file for file in made.files if file.suffix in (".html", ".pdf")]
    assert len(written) == 2
    for file in written:
        result = CliRunner().invoke(commands, ["verify", str(file)])
        assert "agrees with its ledger" in result.output, result.output
        assert result.exit_code == 0
