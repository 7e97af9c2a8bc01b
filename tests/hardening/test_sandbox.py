"""The template sandbox: no escape, no mutation, no unbounded output."""

from __future__ import annotations

import json
import os
import re
import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from reportgen.errors import TemplateError
from reportgen.ledger.plain_data import to_plain
from reportgen.limits import Limits, in_force
from reportgen.render.html.page import Page
from reportgen.render.html.page_file import fill_template
from reportgen.render.html.prose_html import ProseHtml
from reportgen.render.templates.environment import template_environment
from reportgen.render.templates.template_files import template_folders
from tests.document.factories import brief
from tests.hardening.probes import BOMBS, ESCAPES, WRITES
from tests.processor_time import seconds

if TYPE_CHECKING:
    from pathlib import Path

_KNOWN = re.compile(r"TPL00[1-8]")


def fill(folder: Path, source: str) -> str:
    """Return the page of a brief in a custom template."""
    (folder / "probe").mkdir(exist_ok=True)
    (folder / "probe" / "brief.html.j2").write_text(source, encoding="utf-8")
    made = replace(brief(), kind="probe")
    page = Page(
        is_print=False,
        has_contents=True,
        css=Markup(""),
        script=Markup(""),
        contents=(),
        writer=ProseHtml(made),
    )
    return fill_template(made, page, template_folders(folder))


@cache
def _ledger() -> str:
    return json.dumps(to_plain(brief().ledger), sort_keys=True)


def test_there_are_enough_payloads() -> None:
    assert len(ESCAPES) + len(WRITES) >= 40
    assert len(BOMBS) >= 40


@pytest.mark.parametrize("name", [*ESCAPES, *WRITES])
def test_no_template_escapes_or_mutates_anything(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "canary.txt").write_text("CANARY", encoding="utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()
    source = (ESCAPES | WRITES)[name]
    try:
        page = fill(folder, source)
    except TemplateError as problem:
        found = problem
    else:
        # Some filters of Jinja2 look up attributes, find none, and print an undefined value.
        assert "Undefined" in page
        assert not re.search("&lt;class|&lt;function|&lt;bound|root:|CANARY", page)
        found = TemplateError("nothing was found")
    codes = [item.code for item in found.diagnostics]
    assert all(map(_KNOWN.fullmatch, codes)), codes
    assert "object at 0x" not in str(found)
    assert json.dumps(to_plain(brief().ledger), sort_keys=True) == _ledger()
    assert sorted(item.name for item in tmp_path.iterdir()) == ["canary.txt", "templates"]


@pytest.mark.parametrize("name", BOMBS)
def test_no_template_produces_unbounded_output(name: str, tmp_path: Path) -> None:
    start = time.process_time()
    with pytest.raises(TemplateError) as raised:
        fill(tmp_path, BOMBS[name])
    assert time.process_time() - start < seconds(10)
    (found,) = raised.value.diagnostics
    assert _KNOWN.fullmatch(found.code)
    assert "Error" not in found.message


def test_a_partial_may_not_be_a_link_out_of_the_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html.j2"
    secret.write_text("CANARY", encoding="utf-8")
    folder = tmp_path / "templates"
    (folder / "shared").mkdir(parents=True)
    (folder / "shared" / "secret.html.j2").symlink_to(secret)
    with pytest.raises(TemplateError) as raised:
        fill(folder, "{% include 'shared/secret.html.j2' %}")
    assert raised.value.diagnostics[0].code == "TPL003"


def test_a_folder_of_templates_may_itself_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert fill(tmp_path / "link", "<p>{{ brief.organization }}</p>") == (
        f"<p>{brief().organization}</p>\n"
    )


def test_a_pipe_among_the_templates_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    os.mkfifo(tmp_path / "shared" / "pipe.html.j2")
    with pytest.raises(TemplateError) as raised:
        fill(tmp_path, "{% include 'shared/pipe.html.j2' %}")
    assert raised.value.diagnostics[0].code == "TPL003"


def test_the_depth_of_includes_is_limited(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    for number in range(12):
        below = f"{{% include 'shared/{number + 1}.j2' %}}" if number < 11 else "end"
        (tmp_path / "shared" / f"{number}.j2").write_text(below, encoding="utf-8")
    with pytest.raises(TemplateError) as raised:
        fill(tmp_path, "{% include 'shared/0.j2' %}")
    (found,) = raised.value.diagnostics
    assert (found.code, found.message) == (
        "TPL006",
        "templates are nested more than 10 deep",
    )
    template_environment.cache_clear()
    with in_force(Limits(include_depth=13)):
        assert fill(tmp_path, "{% include 'shared/0.j2' %}") == "end\n"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "{% for x in ['a', 'b'] %}{{ loop.index }}{{ x }}{{ loop.last }}{% endfor %}",
            "1aFalse2bTrue",
        ),
        ("{{ ['a', 'b'] | join(', ') | upper | replace('A', 'C') }}", "C, B"),
        ("{{ '<b>' ~ 1 ~ ('i' | upper) }}", "&lt;b&gt;1I"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m('a') }}{{ m(2) }}", "[a][2]"),
        ("{% call(x) n() %}{{ x }}{% endcall %}", None),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}", "a1"),
        ("{{ 'Word '.strip().lower() }}{{ 7 * 6 }}{{ 2 ** 10 }}{{ 7 % 4 }}", "word4210243"),
        (
            "{% for x in [1, 2, 3] if x > 1 %}{{ loop.cycle('a', 'b') }}{% else %}no{% endfor %}",
            "ab",
        ),
    ],
)
def test_legitimate_templates_still_work(source: str, text: str | None, tmp_path: Path) -> None:
    if text is None:
        source = "{% macro n() %}{{ caller(5) }}{% endmacro %}" + source
        text = "5"
    assert fill(tmp_path, source) == text + "\n"


def test_the_size_of_a_page_is_limited(tmp_path: Path) -> None:
    source = "{% for x in 'a' * 9 %}" + "a" * 1000 + "{% endfor %}"
    with in_force(Limits(page_bytes=9_000, portfolio_bytes=1)):
        assert fill(tmp_path, source) == "a" * 9000 + "\n"
    with in_force(Limits(page_bytes=8_999)), pytest.raises(TemplateError) as raised:
        fill(tmp_path, source)
    assert raised.value.diagnostics[0].code == "TPL007"
