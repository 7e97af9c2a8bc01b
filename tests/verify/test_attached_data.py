"""Attached data files: recomputation from them, and detection of swapped files."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pikepdf
import pytest
from click.testing import CliRunner

from reportgen.cli.finished import verify as verify_command
from reportgen.errors import DataError
from reportgen.ledger.embedded_data import carried_data, pack_files, unpack_files
from reportgen.ledger.readers.finished_file import open_finished
from reportgen.pipeline import BuildOptions, build_brief, load_organization
from reportgen.verify.recompute import attached_folder
from reportgen.verify.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.verify.conftest import Sample

NAME = "women-in-medicine"
DATA = {"data/twitter.csv", "data/campaigns.csv"}


def _attaching(source: Path, folder: Path, name: str) -> Path:
    shutil.copytree(source, folder)
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nbrief:\n", "\nbrief:\n  attach_data: true\n"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def carrying(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a brief with attached data."""
    path = _attaching(sample.data, tmp_path_factory.mktemp("carrying") / NAME, NAME)
    made = build_brief(path, BuildOptions(output=path.parent / "output"))
    assert made.is_made, made.diagnostics
    return path.parent / "output" / NAME


def test_pdf_and_html_attach_the_data_files_unchanged(carrying: Path, sample: Sample) -> None:
    for name in ("editorial.pdf", "editorial.html"):
        attached = open_finished(carrying / name).attached
        assert set(attached) >= DATA
        for file in DATA:
            assert attached[file] == (sample.data / file).read_bytes()


def test_the_data_are_related_to_the_pdf_as_data(carrying: Path) -> None:
    with pikepdf.open(carrying / "editorial.pdf") as pdf:
        relations = {
            str(item.get("/UF", item.get("/F"))): str(item["/AFRelationship"])
            for item in pdf.Root["/AF"]
        }
    assert {relations[name] for name in DATA} == {"/Data"}


def test_a_brief_attaches_no_data_by_default(sample: Sample) -> None:
    assert set(open_finished(sample.pdf).attached) == {"outcomes.json", "transcript.json"}
    assert open_finished(sample.html).attached == {}


def test_everything_is_recomputed_from_the_attached_data(carrying: Path) -> None:
    for name in ("editorial.pdf", "editorial.html"):
        found = verify(carrying / name)
        assert found.findings == ()
        assert found.has_data
        assert found.is_carried
        assert any("could have been made up" in note for note in found.notes)
        result = CliRunner().invoke(verify_command, [str(carrying / name)])
        assert result.exit_code == 0
        assert "agrees with its ledger and the data that it carries" in result.output
        assert "Without the data" not in result.output


def _swapped(data: bytes) -> bytes:
    lines = data.decode().splitlines()
    lines[5] = lines[5].replace(lines[5].split(",")[1], "1234")
    return ("\n".join(lines) + "\n").encode()


def test_a_swapped_file_in_a_pdf_is_detected(carrying: Path, tmp_path: Path) -> None:
    target = tmp_path / "swapped.pdf"
    with pikepdf.open(carrying / "editorial.pdf") as pdf:
        other = _swapped(pdf.attachments["data/twitter.csv"].get_file().read_bytes())
        pdf.attachments["data/twitter.csv"] = pikepdf.AttachedFileSpec(
            pdf, other, filename="data/twitter.csv"
        )
        pdf.save(target)
    named = {(item.code, item.subject) for item in verify(target).findings}
    assert {("AUD013", "data/twitter.csv"), ("AUD022", "data/twitter.csv")} <= named


def test_a_swapped_file_in_a_page_is_detected_even_with_its_hash(
    carrying: Path, tmp_path: Path
) -> None:
    page = (carrying / "editorial.html").read_text(encoding="utf-8")
    attached = dict(open_finished(carrying / "editorial.html").attached)
    was = sha256(attached["data/twitter.csv"]).hexdigest()
    attached["data/twitter.csv"] = _swapped(attached["data/twitter.csv"])
    block = re.search(r'(<script type="application/json" id="data">)(.*?)(</script>)', page, re.S)
    assert block is not None
    packed = json.dumps(pack_files(attached))
    target = tmp_path / "swapped.html"
    swapped = page[: block.start(2)] + packed + page[block.end(2) :]
    target.write_text(swapped, encoding="utf-8")
    assert "AUD013" in {item.code for item in verify(target).findings}
    now = sha256(attached["data/twitter.csv"]).hexdigest()
    start = swapped.index('id="transcript"')
    target.write_text(swapped[:start] + swapped[start:].replace(was, now), encoding="utf-8")
    found = verify(target).findings
    assert "AUD013" not in {item.code for item in found}
    assert ("AUD022", "data/twitter.csv") in {(item.code, item.subject) for item in found}


def test_files_of_surveys_are_never_attached(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(
        "before,after\n" + "yes,yes\nno,yes\nno,yes\nno,no\n" * 5, encoding="utf-8"
    )
    (tmp_path / "monthly.csv").write_text(
        "month,members\n" + "".join(f"2020-{month:02},{100 + month}\n" for month in range(1, 13)),
        encoding="utf-8",
    )
    path = tmp_path / "club.yaml"
    path.write_text(
        "reportgen: 1\n"
        "organization: {name: River Club}\n"
        "brief: {attach_data: true, synthetic: true}\n"
        "intervention: {on: 2020-07-01, label: New chairs}\n"
        "metrics:\n"
        "  members: {kind: level, file: monthly.csv, date: month, value: members}\n"
        "surveys:\n"
        "  - {id: skills, question: Do you?, file: answers.csv}\n",
        encoding="utf-8",
    )
    made = build_brief(path, BuildOptions(output=tmp_path / "output", formats=("html",)))
    assert made.is_made, made.diagnostics
    assert set(open_finished(made.files[0]).attached) == {"monthly.csv"}
    found = verify(made.files[0])
    assert found.findings == ()
    assert not found.has_data
    assert any("except answers.csv" in note for note in found.notes)


def test_a_file_that_changed_while_the_brief_was_made_is_refused(
    sample: Sample, tmp_path: Path
) -> None:
    path = _attaching(sample.data, tmp_path / NAME, NAME)
    loaded = load_organization(path)
    assert loaded.configuration is not None
    assert loaded.dataset is not None
    file = path.parent / "data" / "twitter.csv"
    file.write_text("month,followers\n", encoding="utf-8")
    with pytest.raises(DataError, match="changed while the brief was made"):
        carried_data(loaded.configuration, loaded.dataset)
    file.unlink()
    with pytest.raises(DataError, match="can't be attached"):
        carried_data(loaded.configuration, loaded.dataset)


def test_a_name_of_an_attachment_can_not_escape_the_folder(carrying: Path) -> None:
    file = open_finished(carrying / "editorial.html")
    hostile = replace(file, attached={"../outside.csv": b"x", ".": b"x", "inside.csv": b"y"})
    with attached_folder(hostile) as folder:
        assert [item.name for item in folder.iterdir()] == ["inside.csv"]
        assert not (folder.parent / "outside.csv").exists()


@pytest.mark.parametrize("document", [None, [], {"a": 1}, {"a": "no base64 !"}, {"a": "AAAA"}])
def test_damaged_attachments_are_ignored(document: object) -> None:
    assert unpack_files(document) == {}
