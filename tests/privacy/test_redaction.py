"""Redacted names, addresses and small counts are in no output file of any format."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.api import BuildOptions, build
from reportgen.ledger.readers.finished_file import open_finished
from reportgen.render.formats import format_names
from reportgen.verify.explain import explain_text
from reportgen.verify.verification import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "privacy.md"
NAMES = (
    "Jane Quinn Doe",
    "José García",
    "Mary O'Brien",
    "Zoë Müller-Lüdenscheidt",
    "Ann Lee",
    "Bo Lindqvist & Sons",
)
IDS = ("jane-doe",)
CONTACTS = ("ada@example.org", "0000-0002-1825-0097")


def write_example(folder: Path, *, privacy: str | None = None) -> Path:
    """Write the guide's example with its data, and return the configuration."""
    text = GUIDE.read_text(encoding="utf-8")
    found = re.search(r"```yaml\n# river-club.yaml\n(.*?)```", text, re.DOTALL)
    assert found is not None
    config = folder / "river-club.yaml"
    asked = "privacy: {members: roles, smallest_group: 5}"
    assert asked in found[1]
    config.write_text(found[1].replace(asked, privacy or asked), encoding="utf-8")
    (folder / "data").mkdir(exist_ok=True)
    months = [f"2024-{month:02}" for month in range(1, 13)]
    months += [f"2025-{month:02}" for month in range(1, 7)]
    counts = [30, 34, 29, 33, 31, 35, 30, 36, 32, 29, 34, 31, 44, 47, 43, 49, 45, 50]
    rows = [f"{month},{count}" for month, count in zip(months, counts, strict=True)]
    (folder / "data" / "visits.csv").write_text("month,visits\n" + "\n".join(rows) + "\n")
    campaigns = ["Spring row,2024-04,210", "Lantern night,2024-10,340", "Ice walk,2025-01,520"]
    (folder / "data" / "campaigns.csv").write_text(
        "campaign,month,guests\n" + "\n".join(campaigns) + "\n"
    )
    return config


def forms_of(name: str) -> Iterator[str]:
    """Yield every encoding of a name that a file may contain."""
    *given, family = name.split()
    for form in (name, f"{family}, {' '.join(given)}", f"{family} {' '.join(given)}"):
        for normal in ("NFC", "NFD"):
            text = unicodedata.normalize(normal, form)
            yield from (text, html.escape(text), html.escape(text, quote=False))
            yield json.dumps(text)[1:-1]
            yield text.encode("ascii", "xmlcharrefreplace").decode()
            yield text.encode("unicode_escape").decode()


def searchable(name: str, content: bytes) -> Iterator[bytes]:
    """Yield a file's bytes and all embedded data: zip members, streams, base64."""
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for item in package.namelist():
                yield item.encode()
                yield from searchable(item, package.read(item))
        return
    if content[:5] == b"%PDF-":
        yield from _pdf_parts(content)
        return
    if content[:2] == b"\x1f\x8b":
        yield from searchable(name, gzip.decompress(content))
        return
    for packed in re.findall(rb"[A-Za-z0-9+/]{200,}={0,2}", content):
        try:
            inside = base64.b64decode(packed, validate=True)
        except ValueError:
            continue
        yield inside
        for unpack in (gzip.decompress, zlib.decompress, _raw_inflate):
            try:
                yield unpack(inside)
            except (OSError, EOFError, zlib.error):
                continue


def _raw_inflate(data: bytes) -> bytes:
    return zlib.decompress(data, -15)


def _pdf_parts(content: bytes) -> Iterator[bytes]:
    """Yield every stream, string and attachment, and the extracted text."""
    import pikepdf
    import pypdfium2

    with pikepdf.open(io.BytesIO(content)) as file:
        for item in file.objects:
            yield repr(item).encode()
            if isinstance(item, pikepdf.Stream):
                inside = item.read_bytes()
                yield inside
                if inside[:2] != b"%P":
                    yield from searchable("", inside) if inside[:2] in (b"PK", b"\x1f\x8b") else ()
        yield str(file.docinfo).encode()
        with file.open_metadata() as metadata:
            yield str(metadata).encode()
    document = pypdfium2.PdfDocument(content)
    yield "\n".join(page.get_textpage().get_text_range() for page in document).encode(
        "utf-8", "replace"
    )


def where_found(folder: Path, hidden: tuple[str, ...]) -> list[str]:
    """Return the files that contain one of the words, in any form, in UTF-8 or UTF-16."""
    wanted = {
        form.casefold()
        for word in hidden
        for form in ({*forms_of(word)} if " " in word else {word, html.escape(word)})
    }
    found = []
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        for part in searchable(path.name, path.read_bytes()):
            for text in (part.decode("utf-8", "ignore"), part.decode("utf-16-be", "ignore")):
                said = text.casefold()
                flat = re.sub(r"\s+", " ", said)
                found += [f"{path.name}: {word}" for word in wanted if word in said or word in flat]
    return sorted(set(found))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output folder of the example, in every format."""
    folder = tmp_path_factory.mktemp("privacy")
    config = write_example(folder)
    output = folder / "output"
    for kind in ("editorial", "board"):
        options = BuildOptions(output=output, kind=kind, formats=format_names(("all",)))
        result = build(config, options)
        assert result.is_made, [item.message for item in result.diagnostics]
    return output


def test_no_file_of_any_format_has_a_redacted_name(made: Path) -> None:
    suffixes = {path.suffix for path in made.rglob("*")}
    assert {".html", ".pdf", ".docx", ".xml", ".md", ".txt", ".svg", ".png", ".json"} <= suffixes
    assert where_found(made, (*NAMES, *IDS, *CONTACTS)) == []


def test_the_search_finds_names_that_are_not_redacted(tmp_path: Path) -> None:
    open_ = "privacy: {members: names, contacts: true, smallest_group: null}"
    config = write_example(tmp_path, privacy=open_)
    options = BuildOptions(output=tmp_path / "out", formats=format_names(("all",)))
    assert build(config, options).is_made
    found = where_found(tmp_path / "out", (*NAMES, *CONTACTS))
    files = {line.partition(":")[0] for line in found}
    assert {"editorial.html", "editorial.docx", "editorial.pdf", "editorial.xml"} <= files
    assert any("garcía" in line for line in found)


def test_authors_are_named(made: Path) -> None:
    page = (made / "river-club" / "editorial.html").read_text(encoding="utf-8")
    assert "Ada Example" in page


def test_small_counts_have_a_reason_and_no_value(made: Path) -> None:
    ledger = json.loads((made / "river-club" / "outcomes.json").read_bytes())
    kept = {key for key, item in ledger["quantities"].items() if "withheld" in item["reason"]}
    assert "surveys.confidence.before.share" in kept
    assert "surveys.confidence.change.p_value" in kept
    assert "committee.before.trainee_share" in kept
    assert "committee.before.retention" in kept
    assert "committee.after_vs_before.stayed" in kept
    for key in kept:
        record = ledger["quantities"][key]
        numbers = ("value", "ci_low", "ci_high", "n", "numerator", "text")
        assert [record[name] for name in numbers] == [None] * len(numbers), key
    assert ledger["quantities"]["surveys.return.before.share"]["value"] == 41 / 80
    assert ledger["quantities"]["committee.before.members"]["value"] == 6
    assert not any("group_lead_share" in key for key in ledger["quantities"])
    assert "founder" not in json.dumps(ledger)


def test_the_table_marks_suppressed_values(made: Path) -> None:
    page = (made / "river-club" / "editorial.txt").read_text(encoding="utf-8")
    assert "[<5]" in page
    assert "so that nothing is revealed about fewer than 5" in re.sub(r"\s+", " ", page)


def test_the_attached_configuration_has_no_answer_and_no_hash_of_one(made: Path) -> None:
    ledger = json.loads((made / "river-club" / "outcomes.json").read_bytes())
    carried = ledger["configuration"]
    assert "gained: 2" not in carried["text"]
    assert "mentor" not in carried["text"]
    own = (made.parent / "river-club.yaml").read_bytes()
    import hashlib

    assert carried["sha256"] == hashlib.sha256(carried["text"].encode()).hexdigest()
    assert carried["sha256"] != hashlib.sha256(own).hexdigest()
    assert carried["text"].count("\n") == own.decode().count("\n")


@pytest.mark.parametrize("name", ["editorial.html", "editorial.pdf", "board.html", "outcomes.json"])
def test_a_redacted_brief_is_verified_with_its_data(made: Path, name: str) -> None:
    found = verify(made / "river-club" / name, data=made.parent)
    assert found.findings == ()
    assert any("are withheld" in note for note in found.notes)


@pytest.mark.parametrize(
    "privacy",
    [
        "privacy: {members: roles, named: [ann], smallest_group: null}",
        "privacy: {members: initials, authors: initials, smallest_group: null}",
    ],
)
def test_a_brief_with_its_committee_is_verified_by_its_attached_configuration(
    tmp_path: Path, privacy: str
) -> None:
    """Roles and initials are ordinary words in other texts, where they are not redacted."""
    config = write_example(tmp_path, privacy=privacy)
    text = config.read_text(encoding="utf-8").replace("name: Ann Lee", "name: Ida")
    text = text.replace("text: In January", "text: I know that in January")
    text = text.replace(
        "{title: Coordinators, holders: [zoe, ann]", "{title: Coordinators, holders: [zoe]"
    )
    config.write_text(text.replace("[bo, jose]", "[bo, jose, ann]"), encoding="utf-8")
    made = build(config, BuildOptions(output=tmp_path / "out", formats=("html",)))
    assert made.is_made, [item.message for item in made.diagnostics]
    page = tmp_path / "out" / "river-club" / "editorial.html"
    shown = page.read_text(encoding="utf-8")
    assert "Coordinators" in shown
    assert "I know that in January" in shown
    found = verify(page, data=tmp_path)
    assert (found.findings, found.notes) == ((), ())
    data = tmp_path / "data" / "visits.csv"
    data.write_text(data.read_text().replace("2025-06,50", "2025-06,60"))
    assert verify(page, data=tmp_path).findings


def test_a_redacted_brief_is_verified_as_a_whole_with_its_configuration(made: Path) -> None:
    page, config = made / "river-club" / "editorial.html", made.parent / "river-club.yaml"
    found = verify(page, data=made.parent, configuration=config)
    assert (found.findings, found.notes) == ((), ())


_PEOPLE = ("Ada Example", "Ben Example", "Cy Example", "Di Example", "Eva Example", "Fay Example")
_ALONE = """\
reportgen: 1
organization: {name: River Board}
committee: %s
brief: {report_date: 2025-12-31}
privacy: {smallest_group: 3}
goals:
  - id: keep
    specific: Keep everyone
    time_bound: 2025-12-31
    measurable: {quantity: committee.end.members, target: 4}
"""


@pytest.mark.parametrize("kind", ["board", "editorial"])
@pytest.mark.parametrize("is_file", [False, True])
def test_a_brief_about_a_withheld_committee_alone_is_verified(
    tmp_path: Path, kind: str, *, is_file: bool
) -> None:
    rows = [f"{name},Member,2022-01-0{day}," for day, name in enumerate(_PEOPLE, start=1)]
    (tmp_path / "roles.csv").write_text("person,role,from,until\n" + "\n".join(rows) + "\n")
    listed = ", ".join(
        f"{{name: {name}, role: Member, joined: 2022-01-0{day}}}"
        for day, name in enumerate(_PEOPLE, start=1)
    )
    config = tmp_path / "board.yaml"
    people = "{holdings: {file: roles.csv}}" if is_file else f"{{members: [{listed}]}}"
    config.write_text(_ALONE % people, encoding="utf-8")
    options = BuildOptions(output=tmp_path / "out", kind=kind, formats=("html",))
    made = build(config, options)
    assert made.is_made, [item.message for item in made.diagnostics]
    page = tmp_path / "out" / "river-board" / f"{kind}.html"
    found = verify(page, data=tmp_path)
    assert found.findings == ()
    assert ["are withheld" in note and "--config" in note for note in found.notes] == [True]
    whole = verify(page, data=tmp_path, configuration=config)
    assert (whole.findings, whole.notes) == ((), ())
    config.write_text(config.read_text("utf-8").replace("target: 4", "target: 5"), "utf-8")
    assert verify(page, data=tmp_path, configuration=config).findings


def test_verify_still_finds_a_published_number_that_disagrees_with_the_data(
    made: Path, tmp_path: Path
) -> None:
    ledger = made / "river-club" / "outcomes.json"
    changed = ledger.read_text(encoding="utf-8").replace('"value": 0.5125', '"value": 0.6125')
    assert changed != ledger.read_text(encoding="utf-8")
    (tmp_path / "outcomes.json").write_text(changed, encoding="utf-8")
    assert verify(tmp_path / "outcomes.json", data=made.parent).findings


def test_explaining_a_suppressed_number_gives_the_reason(made: Path) -> None:
    file = open_finished(made / "river-club" / "editorial.html")
    text = explain_text(file, "committee.before.retention")
    assert "withheld" in text
    assert not any(name in text for name in NAMES)


def test_a_batch_has_no_redacted_name_in_its_page_manifest_or_events(tmp_path: Path) -> None:
    good = write_example(tmp_path)
    bad = tmp_path / "other-club.yaml"
    text = good.read_text(encoding="utf-8").replace("name: River Club", "name: Other Club")
    bad.write_text(text.replace("text: In January", "text: Jane Doe, in January"), encoding="utf-8")
    output = tmp_path / "out"
    command = "from reportgen.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command, "batch", good, bad, "--output", output],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    events = (output / "events.jsonl").read_text(encoding="utf-8")
    assert "whom `privacy` hides" in events
    assert where_found(output, (*NAMES, "Jane Doe", *IDS, *CONTACTS)) == []
    assert not any(name in done.stdout + done.stderr for name in (*NAMES, "Jane Doe"))
