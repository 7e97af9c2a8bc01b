"""The current language: translation, plurals, fallbacks and errors."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from reportgen.errors import ReportgenError
from reportgen.languages.catalogue import language_names, load_catalogue
from reportgen.languages.current import current_language, translated, translated_count, use_language
from reportgen.model.message import Message
from reportgen.model.prose import Emphasis, Text
from reportgen.narrative.phrases import counted, phrase

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=n == 1 ? 0 : n < 5 ? 1 : 2;\\n"

"""
WORDS = """msgid "{label} rose by {amount}"
msgstr "o {amount} więcej: {label}"

msgctxt "of a committee"
msgid "open"
msgstr "nieobsadzone"

msgid "open"
msgstr "otwarte"

msgid "{count} month"
msgid_plural "{count} months"
msgstr[0] "{count} miesiąc"
msgstr[1] "{count} miesiące"
msgstr[2] "{count} miesięcy"

#, fuzzy
msgid "guessed"
msgstr "zgadnięte"
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, ...]:
    (tmp_path / "pl.po").write_text(HEAD + WORDS, encoding="utf-8")
    return (tmp_path,)


def test_english_needs_no_catalogue() -> None:
    with use_language("en-GB"):
        assert current_language() == "en"
        assert translated("open") == "open"
        assert translated_count("1 month", "2 months", 2) == "2 months"


def test_a_sentence_is_in_the_current_language(folders: tuple[Path, ...]) -> None:
    with use_language("pl", folders):
        assert current_language() == "pl"
        assert translated("open") == "otwarte"
        assert translated("open", context="of a committee") == "nieobsadzone"
        assert translated("guessed") == "guessed"
    assert translated("open") == "open"


def test_a_translation_may_reorder_its_parts(folders: tuple[Path, ...]) -> None:
    label = Emphasis((Text("Members"),))
    with use_language("pl", folders):
        words = phrase("{label} rose by {amount}", label=label, amount="5")
    assert words == (Text("o 5 więcej: "), label)


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 miesiąc"), (3, "3 miesiące"), (12, "12 miesięcy")]
)
def test_a_count_has_the_plural_form_of_the_language(
    folders: tuple[Path, ...], count: int, text: str
) -> None:
    with use_language("pl", folders):
        words = counted("{count} month", "{count} months", count, count=str(count))
    assert words == (Text(text),)


def test_a_message_is_english_text_until_it_is_translated(folders: tuple[Path, ...]) -> None:
    said = Message("{label} rose by {amount}", label=Message("open"), amount="5")
    assert said == "open rose by 5"
    assert pickle.loads(pickle.dumps(said)).template == said.template  # noqa: S301
    with use_language("pl", folders):
        assert translated(said) == "o 5 więcej: otwarte"


def test_an_unknown_language_is_refused_with_the_known_ones(
    folders: tuple[Path, ...],
) -> None:
    with (
        pytest.raises(ReportgenError, match=r"`xx` \(known: en, .*pl"),
        use_language("xx", folders),
    ):
        pass


def test_a_damaged_catalogue_is_reported(tmp_path: Path) -> None:
    (tmp_path / "pl.po").write_text('msgid "open"\nmsgstring "otwarte"\n', encoding="utf-8")
    with pytest.raises(ReportgenError, match=r"pl\.po cannot be read"):
        load_catalogue("pl", (tmp_path,))


def test_a_translation_with_an_unknown_placeholder_is_reported(tmp_path: Path) -> None:
    words = 'msgid "{label} rose"\nmsgstr "{name} więcej"\n'
    (tmp_path / "pl.po").write_text(HEAD + words, encoding="utf-8")
    with pytest.raises(ReportgenError, match=r"pl\.po: .*label.* has the placeholder {name}"):
        load_catalogue("pl", (tmp_path,))


def test_languages_are_listed_by_their_files(folders: tuple[Path, ...]) -> None:
    assert {"en", "pl"} <= set(language_names(folders))
