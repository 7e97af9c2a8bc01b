"""The portfolio page is fully translated to the language of its briefs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.api import batch
from reportgen.batch.run import BatchOptions
from reportgen.languages.current import current_language, use_language
from reportgen.model.goal import GoalStatus
from reportgen.narrative.status_words import STATUS_WORDS, status_count
from reportgen.pipeline import BuildOptions
from reportgen.portfolio.facts import shared_language
from reportgen.portfolio.write import use_shared_language
from reportgen.verify.verification import verify
from tests.batch.organizations import write_organizations
from tests.languages.pseudo import pseudo_folder
from tests.languages.test_whole_pages import Shown
from tests.standards.portfolios import many_organizations, portfolio_page

if TYPE_CHECKING:
    from pathlib import Path

OWN = re.compile(
    # Panels for phones cut long names.
    r"Chapter \d+[ a-z]*…|O’Neill[^…]*…"
    r"|Chapter \d+ of the[\w ]*|O’Neill & Sons <Café>|[Mm]embers|[Vv]isits|[Oo]pen rate|calls"
    r"|\b(?:Chapter|of|the|reading|clubs)\b|no data|too long|ene 2021"
    r"|dic 2021|31 de diciembre de 2021|reportgen|\b(?:Grow|Keep)\b"
)
"""Texts of the organizations, also broken into lines, messages of a build, and dates by Babel."""


def _in_spanish(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("brief: {synthetic: true}", "brief: {synthetic: true, language: es}"),
        encoding="utf-8",
    )


@pytest.mark.parametrize("rate_per", ["", "members"])
def test_every_word_of_the_page_is_a_message(tmp_path: Path, rate_per: str) -> None:
    folders = (pseudo_folder(tmp_path),)
    with use_language("es", folders):
        page = portfolio_page(many_organizations(40), rate_per=rate_per)
    shown = Shown()
    shown.feed(page)
    texts = [text.replace("\u00a0", " ") for text in shown.texts]
    left = [text for text in texts if re.search(r"[A-Za-z]{2,}", OWN.sub("", text))]
    assert left == [], "\n".join(left)


def test_a_batch_in_spanish_has_a_page_in_spanish_that_agrees_with_its_data(
    tmp_path: Path,
) -> None:
    paths = write_organizations(tmp_path / "configs", 3)
    for path in paths:
        _in_spanish(path)
    build = BuildOptions(output=tmp_path / "output", formats=("html", "pdf"))
    result = batch(paths, BatchOptions(build=build, workers=2))
    assert result.failed == ()
    page = (tmp_path / "output" / "portfolio.html").read_text(encoding="utf-8")
    assert '<html lang="es"' in page
    assert "organizaciones tienen un informe actual." in re.sub(r"<[^>]+>", "", page)
    assert "visits al mes" in page
    ledger = json.loads((tmp_path / "output" / "portfolio.json").read_bytes())
    assert ledger["language"] == "es"
    assert "," in ledger["quantities"]["all.members.mean"]["text"]
    for name in ("portfolio.html", "portfolio.pdf", "portfolio.json"):
        assert verify(tmp_path / "output" / name).findings == ()
        assert verify(tmp_path / "output" / name, data=tmp_path / "configs").findings == ()


def test_the_language_is_that_of_all_briefs() -> None:
    made = many_organizations(3)

    def shared(*tags: str) -> str:
        return shared_language(
            [replace(item, language=tag) for item, tag in zip(made, tags, strict=True)]
        )

    assert shared("es", "es", "es") == "es"
    assert shared("es-MX", "es-MX", "es-MX") == "es-MX"
    assert shared("es-MX", "es-ES", "es") == "es"
    assert shared("es", "en", "es") == "en"
    assert shared("es", "", "es") == "es"  # an organization without a brief is ignored
    assert shared("", "", "") == "en"


def test_a_language_without_a_catalogue_gives_an_english_page(tmp_path: Path) -> None:
    polish = [replace(item, language="pl") for item in many_organizations(3)]
    with use_shared_language(polish, tmp_path):
        assert current_language() == "en"
    with use_shared_language([replace(item, language="es") for item in polish], None):
        assert current_language() == "es"


def test_every_status_of_a_goal_has_all_its_texts() -> None:
    assert set(STATUS_WORDS) == set(GoalStatus)
    assert status_count(GoalStatus.MET, 2) == "2 met"
    with use_language("es"):
        assert status_count(GoalStatus.MET, 1) == "1 cumplido"
        assert status_count(GoalStatus.MET, 2) == "2 cumplidos"
