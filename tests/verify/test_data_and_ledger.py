"""Changed data, changed ledgers, and ledgers changed consistently with the text."""

from __future__ import annotations

import json
import re
import shutil
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import escape
from numpy.random import default_rng

from reportgen.ledger.fingerprints import seal_of
from reportgen.ledger.read_ledger import read_ledger
from reportgen.ledger.readers.html import read_html
from reportgen.verify.finding import Check
from reportgen.verify.ledger_reading import printed_text
from reportgen.verify.verification import Verification, verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.random import Generator

    from tests.verify.conftest import Sample

SEED = 20_230_605
_BLOCK = r'(<script type="application/json" id="{}">)(.*?)(</script>)'


def _named(found: Verification) -> set[str]:
    return {item.subject for item in found.findings}


def _ledger(sample: Sample) -> dict[str, Any]:
    return dict(json.loads(sample.outcomes.read_text(encoding="utf-8")))


def _verify_ledger(ledger: dict[str, Any], folder: Path, **options: Any) -> Verification:
    path = folder / "outcomes.json"
    path.write_text(json.dumps(ledger), encoding="utf-8")
    return verify(path, **options)


def _with_ledger(page: str, ledger: dict[str, Any]) -> str:
    """Return a page with another ledger and the matching seal."""
    transcript = read_html(page).transcript
    transcript["seal"] = seal_of(ledger)
    for name, document in (("outcomes", ledger), ("transcript", transcript)):
        text = json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")
        page = _with_block(page, name, text)
    return page


def _with_block(page: str, name: str, text: str) -> str:
    """Return a page with another text in one of its blocks of data."""
    match = re.search(_BLOCK.format(name), page, re.DOTALL)
    assert match is not None
    return page[: match.start(2)] + text + page[match.end(2) :]


def _revise_row(sample: Sample, folder: Path, random: Generator) -> tuple[Path, int]:
    """Return a copy of the data with one value revised, and its line."""
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(sample.data, data)
    file = data / "data" / "twitter.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    number = int(random.integers(3, len(lines)))
    cells = lines[number].split(",")
    cells[1] = str(int(cells[1]) + 1 + int(random.integers(20)))
    lines[number] = ",".join(cells)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return data, number + 1


def _check_revised_rows(sample: Sample, folder: Path, changes: int) -> None:
    random = default_rng(SEED)
    for _ in range(changes):
        data, line = _revise_row(sample, folder, random)
        found = verify(sample.pdf, data=data)
        files = [item for item in found.findings if item.subject == "data/twitter.csv"]
        assert len(files) == 1
        assert f"(row {line})" in files[0].message
        assert any(name.startswith("followers.") for name in _named(found))


def test_a_revised_row_is_reported_with_the_numbers_that_it_changes(
    sample: Sample, tmp_path: Path
) -> None:
    _check_revised_rows(sample, tmp_path, 2)


@pytest.mark.slow
def test_twenty_revised_rows_are_reported(sample: Sample, tmp_path: Path) -> None:
    _check_revised_rows(sample, tmp_path, 20)


def _change_together(sample: Sample, random: Generator) -> tuple[str, str]:
    """Return a page with the same change in text, ledger and transcript, and the id."""
    page = sample.html.read_text(encoding="utf-8")
    ledger = _ledger(sample)
    printed = [
        name
        for name, record in ledger["quantities"].items()
        if isinstance(record["value"], (int, float)) and f'data-q="{name}">' in page
    ]
    name = printed[int(random.integers(len(printed)))]
    record = ledger["quantities"][name]
    old, exact = record["text"], repr(record["value"])
    factor = 1.5 + float(random.random())
    record["value"] = type(record["value"])(record["value"] * factor + 1)
    record["ci_low"] = record["ci_high"] = record["numerator"] = None
    record["text"] = ""
    record["text"] = printed_text(read_ledger(ledger), name)
    was = f'value="{exact}" data-q="{name}">{escape(old)}<'
    now = f'value="{record["value"]!r}" data-q="{name}">{escape(record["text"])}<'
    assert was in page
    transcript = read_html(page).transcript
    changed = _with_ledger(page.replace(was, now), ledger)
    for group in transcript["passages"]:
        for said in group["said"]:
            for run in said if isinstance(said, list) else ():
                if run == [old, name]:
                    run[0] = record["text"]
    transcript["seal"] = seal_of(ledger)
    text = json.dumps(transcript, ensure_ascii=False).replace("<", "\\u003c")
    return _with_block(changed, "transcript", text), name


def _check_changed_together(sample: Sample, folder: Path, changes: int) -> None:
    random = default_rng(SEED)
    target = folder / "together.html"
    for _ in range(changes):
        page, name = _change_together(sample, random)
        target.write_text(page, encoding="utf-8")
        words = [item for item in verify(target).findings if item.check is Check.WORDS]
        assert not [item for item in words if item.code in ("AUD001", "AUD008")], name
        with_data = verify(target, data=sample.data)
        named = {item.subject for item in with_data.findings if item.check is Check.DATA}
        assert name in named


def test_a_number_changed_with_its_ledger_and_transcript_is_found_from_the_data(
    sample: Sample, tmp_path: Path
) -> None:
    _check_changed_together(sample, tmp_path, 2)


@pytest.mark.slow
def test_twenty_numbers_changed_with_their_ledger_are_found_from_the_data(
    each_sample: Sample, tmp_path: Path
) -> None:
    _check_changed_together(each_sample, tmp_path, 20)


def test_a_claim_changed_with_its_verdict_is_found_from_the_data(
    sample: Sample, tmp_path: Path
) -> None:
    """Replace a claim everywhere: in the text, the ledger, the sentences and the transcript."""
    page = sample.html.read_text(encoding="utf-8").replace("grew faster", "grew slower")
    page = page.replace("grew statistically significantly faster", "did not grow faster")
    ledger = read_html(page).ledger
    target = tmp_path / "together.html"
    target.write_text(_with_ledger(page, ledger), encoding="utf-8")
    found = verify(target, data=sample.data)
    assert "reach" in {item.subject for item in found.findings if item.check is Check.DATA}


def test_without_data_agreement_is_called_consistency_only(sample: Sample) -> None:
    from reportgen.verify.verification import CONSISTENCY_ONLY, verification_text

    assert CONSISTENCY_ONLY in verification_text(verify(sample.pdf))
    output = verification_text(verify(sample.outcomes, data=sample.data))
    assert CONSISTENCY_ONLY not in output


def _set(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(ledger: dict[str, Any]) -> None:
        found: Any = ledger
        for key in path[:-1]:
            found = found[key]
        found[path[-1]] = to

    return change


SLOPE = "followers.growth.after_vs_before.slope_ratio"
IMPOSSIBLE: dict[str, tuple[str, Callable[[dict[str, Any]], None]]] = {
    "an interval that misses its estimate": (SLOPE, _set("quantities", SLOPE, "ci_low", to=1.9)),
    "a text that is not its value's": (SLOPE, _set("quantities", SLOPE, "text", to="1.8")),
    "a ratio that is no quotient": (
        "impressions.mean.after_vs_before.ratio",
        _set("quantities", "impressions.mean.after_vs_before.ratio", "value", to=2.72),
    ),
    "a change that is not last less first": (
        "followers.observed.before.change",
        _set("quantities", "followers.observed.before.first", "value", to=1046),
    ),
    "a total that does not add up": (
        "impressions.observed.after.total",
        _set("quantities", "impressions.observed.after.total", "value", to=1464001),
    ),
    "a share that is not its counts": (
        "surveys.skills.after.share",
        _set("quantities", "surveys.skills.after.share", "numerator", to=7),
    ),
    "members who do not add up": (
        "committee.after_vs_before.left",
        _set("quantities", "committee.after_vs_before.left", "value", to=1),
    ),
    "a P value that its t does not give": (
        "impressions.mean.after_vs_before.p_value",
        _set("quantities", "impressions.mean.after_vs_before.t", "value", to=2.5),
    ),
    "a slope's P value that its R squared does not give": (
        "followers.growth.before.p_value",
        _set("quantities", "followers.growth.before.r_squared", "value", to=0.5),
    ),
    "a verdict that its P value does not give": (
        "sustained",
        _set("verdicts", "sustained", "verdict", to="equivalent"),
    ),
    "a strength that its analyses do not give": (
        "reach",
        _set("verdicts", "reach", "strength", to="fragile"),
    ),
    "a verdict on answers that their P value does not give": (
        "surveys.skills",
        _set("verdicts", "surveys.skills", "verdict", to="decrease"),
    ),
    "answers of another strength": (
        "surveys.skills",
        _set("verdicts", "surveys.skills", "strength", to="strong"),
    ),
    "a P value without its adjustment": ("reach", _set("verdicts", "reach", "p_adjusted", to=0.01)),
    "a goal that is met below its target": (
        "goals.impart-skills",
        _set("goals", 2, "status", to="missed"),
    ),
    "a gap that is not what is missing": ("goals.grow-reach", _set("goals", 0, "gap", to=-0.3)),
    "a goal met after its date": (
        "goals.grow-reach",
        _set("goals", 0, "reached_on", to="2021-01-01"),
    ),
    "a value without a reason": (SLOPE, _set("quantities", SLOPE, "value", to=None)),
    "a record without its form": (SLOPE, _set("quantities", SLOPE, "form", to="guess")),
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_a_ledger_is_checked_for_consistency(sample: Sample, tmp_path: Path, what: str) -> None:
    name, change = IMPOSSIBLE[what]
    ledger = _ledger(sample)
    change(ledger)
    found = _verify_ledger(ledger, tmp_path)
    assert name in _named(found)


def test_a_damaged_ledger_is_a_finding_and_not_a_crash(sample: Sample, tmp_path: Path) -> None:
    ledger = _ledger(sample)
    for key in ("verdicts", "goals", "analysis", "quantities"):
        broken = deepcopy(ledger)
        broken[key] = None
        found = _verify_ledger(broken, tmp_path)
        assert not found.agrees, key


def test_any_changed_entry_of_a_ledger_in_a_page_is_reported(
    sample: Sample, tmp_path: Path
) -> None:
    page = sample.html.read_text(encoding="utf-8")
    random = default_rng(SEED)
    ledger = _ledger(sample)
    names = list(ledger["quantities"])
    for _ in range(10):
        name = names[int(random.integers(len(names)))]
        changed = deepcopy(ledger)
        changed["quantities"][name]["formula"] += " (about)"
        text = json.dumps(changed, ensure_ascii=False).replace("<", "\\u003c")
        target = tmp_path / "ledger.html"
        target.write_text(_with_block(page, "outcomes", text), encoding="utf-8")
        assert _named(verify(target)) == {name}


def test_missing_data_are_a_finding(sample: Sample, tmp_path: Path) -> None:
    found = verify(sample.pdf, data=tmp_path)
    assert not found.agrees
    assert "`data/campaigns.csv` was not found" in found.findings[0].message


def test_invalid_data_are_reported_at_their_file_and_line(sample: Sample, tmp_path: Path) -> None:
    folder = tmp_path / "as then"
    shutil.copytree(sample.data, folder)
    name = next(name for name in sorted(_ledger(sample)["files"]) if name.endswith(".csv"))
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    lines[-1] = re.sub(r"\d+$", "many", lines[-1])
    (folder / name).write_text("\n".join(lines), encoding="utf-8")
    found = verify(sample.outcomes, data=folder)
    (message,) = (item.message for item in found.findings if item.code == "AUD020")
    assert message.startswith(f"the data can no longer be read: {name}:{len(lines)}:")


def test_the_data_may_be_in_one_flat_folder(sample: Sample) -> None:
    found = verify(sample.outcomes, data=sample.data / "data")
    assert found.agrees
    found = verify(sample.html, data=sample.data / "data")
    assert found.agrees, "only the bibliography is missing, which holds no number"
    assert "references.bib" in found.notes[0]


def test_a_page_without_its_ledger_can_not_be_checked(sample: Sample, tmp_path: Path) -> None:
    page = sample.html.read_text(encoding="utf-8")
    for name in ("outcomes", "transcript"):
        target = tmp_path / "bare.html"
        target.write_text(page.replace(f'id="{name}"', 'id="other"'), encoding="utf-8")
        assert not verify(target).has_ledger
