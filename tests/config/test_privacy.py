"""Names are redacted when a configuration is read, and searched for in all other inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from reportgen.config.carried_text import carried_text
from reportgen.config.loader import load_configuration
from reportgen.config.privacy.pseudonymize import initials
from reportgen.config.privacy.redaction import HiddenWords, hidden_words
from reportgen.pipeline import load_organization

if TYPE_CHECKING:
    from pathlib import Path

_CONFIG = """\
reportgen: 1
organization: {name: River Club}
brief:
  references: references.bib
  authors: [{name: Ada Example, email: ada@example.org, orcid: 0000-0002-1825-0097}]
committee:
  ranks: [volunteer]
  members:
    - {id: jane-doe, name: Jane Quinn Doe, rank: volunteer}
    - {id: jim, name: Jim Dean, rank: volunteer}
    - {id: joe, name: Joe Roe, rank: volunteer}
  structures:
    - {id: now, from: 2020-01,
       roles: [{title: Chair, holders: [jane-doe]}, {title: Guides, holders: [jim, joe]}],
       mentoring: [{mentor: jane-doe, mentee: jim}]}
metrics:
  followers: {kind: level, file: data.csv, date: month, value: followers}
campaigns: {file: campaigns.csv, name: name, date: month, value: seen, complete: true}
PRIVACY
"""


def write(
    folder: Path, privacy: str, *, campaign: str = "Spring", author: str = "Poe, Edgar"
) -> Path:
    (folder / "data.csv").write_text("month,followers\n2020-01,1\n2020-02,2\n2020-03,3\n")
    (folder / "campaigns.csv").write_text(
        f"name,month,seen\n{campaign},2020-01,5\nAutumn,2020-02,6\nWinter,2020-03,9\n"
    )
    (folder / "references.bib").write_text(
        f"@article{{one,\n title = {{A river}},\n author = {{{author}}},\n year = {{2020}}\n}}\n"
    )
    path = folder / "config.yaml"
    path.write_text(_CONFIG.replace("PRIVACY", privacy))
    return path


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("{}", ["Chair", "Guides 1", "Guides 2"]),
        ("{members: initials}", ["J. Q. D.", "J. D.", "J. R."]),
        ("{named: [joe]}", ["Chair", "Guides 1", "Joe Roe"]),
    ],
)
def test_members_are_named_by_the_privacy_setting(
    tmp_path: Path, asked: str, names: list[str]
) -> None:
    loaded = load_configuration(write(tmp_path, f"privacy: {asked}")).configuration
    assert loaded is not None
    assert loaded.committee is not None
    assert [member.name for member in loaded.committee.members] == names
    assert [member.id for member in loaded.committee.members] == ["p1", "p2", "p3"]
    structure = loaded.committee.structures[0]
    assert [role.holders for role in structure.roles] == [("p1",), ("p2", "p3")]
    assert (structure.mentoring[0].mentor, structure.mentoring[0].mentee) == ("p1", "p2")
    assert loaded.brief.authors[0].name == "Ada Example"
    assert (loaded.brief.authors[0].email, loaded.brief.authors[0].orcid) == (None, None)


def test_nothing_is_redacted_by_default(tmp_path: Path) -> None:
    loaded = load_configuration(write(tmp_path, "")).configuration
    assert loaded is not None
    assert loaded.committee is not None
    assert loaded.committee.members[0].name == "Jane Quinn Doe"
    assert loaded.brief.authors[0].email == "ada@example.org"


@pytest.mark.parametrize(
    ("asked", "is_hidden"), [("initials", False), ("roles", True), ("names", False)]
)
def test_a_name_of_initials_is_not_redacted_where_initials_are_shown(
    asked: str, is_hidden: bool
) -> None:
    members = [{"id": "a", "name": "J. D."}, {"id": "b", "name": "Ann Lee"}]
    document = {"privacy": {"members": asked}, "committee": {"members": members}}
    assert hidden_words(document).has_name_in("We thank J. D. for it.") is is_hidden
    assert hidden_words(document).has_name_in("We thank Ann Lee.") is (asked != "names")
    authors = [{"name": "A. E."}, {"name": "Bo Ek"}]
    signed = {"privacy": {"authors": "initials"}, "brief": {"authors": authors}}
    assert not hidden_words(signed).has_name_in("A. E. wrote it.")
    assert hidden_words(signed).has_name_in("Bo Ek wrote it.")


def test_people_who_share_initials_are_numbered(tmp_path: Path) -> None:
    path = write(tmp_path, "privacy: {members: initials}")
    path.write_text(path.read_text().replace("Joe Roe", "Jo Dee"))
    loaded = load_configuration(path).configuration
    assert loaded is not None
    assert loaded.committee is not None
    names = [member.name for member in loaded.committee.members]
    assert names == ["J. Q. D.", "J. D. 1", "J. D. 2"]
    assert [initials(name) for name in names] == names


@pytest.mark.parametrize(
    "campaign", ["Jane Quinn Doe's row", "DOE, JANE QUINN", "jane doe", "Jáne  Doe"]
)
def test_names_in_the_data_are_an_error_with_their_row(tmp_path: Path, campaign: str) -> None:
    path = write(tmp_path, "privacy: {}", campaign=f'"{campaign}"')
    found = [item for item in load_organization(path).diagnostics if item.code == "CFG095"]
    assert [(item.place.file, item.place.line) for item in found if item.place] == [
        ("campaigns.csv", 2)
    ]
    assert not any("doe" in str(item).casefold() for item in found)


def test_a_cited_author_who_is_a_member_is_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path, "privacy: {}", author="Doe, Jane Quinn")
    found = {item.code: item for item in load_organization(path).diagnostics}
    assert found["CFG096"].severity == "warning"
    assert found["CFG096"].place is not None
    assert found["CFG096"].place.line == 3


def test_no_message_of_a_configuration_with_privacy_includes_a_name(tmp_path: Path) -> None:
    path = write(tmp_path, "privacy: {}")
    path.write_text(path.read_text().replace("holders: [jim, joe]", "holders: [jim, joey]"))
    loaded = load_configuration(path)
    assert loaded.configuration is None
    messages = " ".join(str(item) for item in loaded.diagnostics).casefold()
    assert "cfg032" in messages
    assert "jane" not in messages
    assert "`joe`" not in messages


def test_a_listed_author_may_be_named_in_texts() -> None:
    document: dict[str, object] = {
        "privacy": {},
        "brief": {"authors": [{"name": "Jane Doe"}]},
        "committee": {"members": [{"id": "a", "name": "Jane Doe"}, {"id": "b", "name": "Al Poe"}]},
    }
    hidden = hidden_words(document)
    assert not hidden.has_name_in("Jane Doe wrote this")
    assert hidden.has_name_in("with Poe, Al")
    document["privacy"] = {"authors": "initials"}
    assert hidden_words(document).has_name_in("Jane Doe wrote this")


@pytest.mark.parametrize("document", [{"privacy": 3}, {"privacy": {}, "committee": [1]}, {}])
def test_a_faulty_document_is_redacted_where_possible(document: dict[str, object]) -> None:
    assert hidden_words(document) == HiddenWords()


def test_an_attached_text_keeps_its_lines_after_redaction() -> None:
    text = (
        "a: 1\ngroup:\n  one: 2   # aside\n\n  two:\n    - x\n    - y\nlist:\n"
        "  - id: p\n    n: 1\n  - id: q\n    n: 2\n"
        "name: first\n  second\nblock: |\n  one\n  two\nend: {k: [1, 2], l: 3}\n"
    )
    replaced: dict[tuple[str | int, ...], object] = {
        ("group",): None,
        ("list", 0): {"id": "p", "n": 0},
        ("list", 1): {"id": "q", "n": 0},
        ("name",): "N",
        ("block",): "B",
        ("end", "k"): [],
    }
    made = carried_text(text, replaced)
    assert made.count("\n") == text.count("\n")
    assert yaml.safe_load(made) == {
        "a": 1,
        "group": None,
        "list": [{"id": "p", "n": 0}, {"id": "q", "n": 0}],
        "name": "N",
        "block": "B",
        "end": {"k": [], "l": 3},
    }
    assert made.split("\n").index('name: "N"') == text.split("\n").index("name: first")


def test_a_question_in_flow_style_can_be_redacted() -> None:
    text = "surveys: [{question: Can you?, paired: {both: 1}}]\n"
    assert carried_text(text, {}) == text
