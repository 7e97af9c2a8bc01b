"""The editor's server: answers become text, hostile requests are refused, a kill loses nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.editor.running import TAB, Running, editor_of, example

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

for _library in ("starlette", "uvicorn", "watchfiles"):
    pytest.importorskip(_library, reason=f"{_library} is not installed")

# Far above what is measured on a quiet machine (5 to 60 ms): tests share theirs.
MOST_SECONDS_TO_ANSWER = 2.0


@pytest.fixture(scope="module")
def shelter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example("harbor-shelter", tmp_path_factory.mktemp("shelter"))


@pytest.fixture(scope="module")
def running(shelter: Path) -> Iterator[Running]:
    with editor_of(shelter) as found:
        yield found


def answered(running: Running, *answers: dict[str, Any]) -> dict[str, Any]:
    base = running.get("state")["version"]
    return running.post("save", {"based_on": base, "tab": TAB, "answers": list(answers)})


def line(path: list[str | int], answer: str, kind: str = "line") -> dict[str, Any]:
    return {"path": path, "kind": kind, "answer": answer}


def fields(said: dict[str, Any]) -> dict[tuple[str | int, ...], dict[str, Any]]:
    groups = [*said["questions"], *said["texts"]]
    groups += [item for question in groups for item in question["items"]]
    return {tuple(one["path"]): one for group in groups for one in group["fields"]}


def test_answers_change_their_lines_alone(running: Running, shelter: Path) -> None:
    before = shelter.read_text("utf-8").splitlines()
    said = answered(
        running,
        line(["organization", "short_name"], "The Harbor"),
        line(["goals", 0, "measurable", "target"], "65%", "number"),
        line(["goals", 0, "time_bound"], "31 December 2026", "date"),
        line(["metrics", "donors", "next", "by"], "30 November 2026", "date"),
    )
    assert said["state"] == "saved"
    after = shelter.read_text("utf-8").splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert [new.strip() for _, new in changed] == [
        "short_name: The Harbor",
        "next: {what: Call 120 donors who gave twice, who: Fundraising, by: 2026-11-30}",
        "measurable: {metric: housed, average_of: reporting, target: 65%}",
        "time_bound: 2026-12-31",
    ]
    shown = fields(said)
    assert shown["goals", 0, "time_bound"]["value"] == "31 December 2026"
    assert shown["goals", 0, "measurable", "target"]["value"] == "65%"


def test_a_goal_in_words_is_added_answer_by_answer(running: Running, shelter: Path) -> None:
    count = len(running.get("state")["questions"][6]["items"])
    path: list[str | int] = ["goals", count]
    said = answered(running, line([*path, "specific"], "Fewer nights without a bed"))
    measure = fields(said)[(*path, "measurable")]
    words = dict(measure["choices"])
    wanted = next(
        key for key, text in words.items() if text == "Nights of shelter: the latest value"
    )
    said = answered(running, line([*path, "measurable"], wanted, "measure"))
    # Without a target the goal is no goal yet: it is kept, and the file stays valid.
    assert said["state"] == "draft"
    assert fields(said)[(*path, "measurable", "target")]["problem"] == "Fill this in."
    said = answered(running, line([*path, "measurable", "target"], "1,400", "number"))
    assert said["state"] == "saved"
    added = (
        f"  - id: goal-{count + 1}\n    specific: Fewer nights without a bed\n"
        "    measurable: {metric: nights, latest: true, target: 1400}\n"
    )
    assert shelter.read_text("utf-8").endswith(added)
    said = answered(running, {"path": path, "kind": "remove", "answer": ""})
    assert "Fewer nights" not in shelter.read_text("utf-8")


def test_a_wrong_answer_is_said_at_its_field_in_plain_words(
    running: Running, shelter: Path
) -> None:
    before = shelter.read_bytes()
    said = answered(running, line(["goals", 1, "time_bound"], "next spring", "date"))
    assert said["state"] == "draft"
    assert shelter.read_bytes() == before
    problem = fields(said)["goals", 1, "time_bound"]["problem"]
    assert problem.startswith("This is no date. Write a day or a month")
    said = answered(running, line(["goals", 1, "measurable", "target"], "a few", "number"))
    problem = fields(said)["goals", 1, "measurable", "target"]["problem"]
    assert problem.startswith("This is no number.")
    said = answered(running, line(["organization", "name"], ""))
    assert fields(said)["organization", "name"]["problem"] == "Fill this in."
    given_up = running.post("drop", {"based_on": said["version"], "tab": TAB})
    assert given_up["state"] == "saved"
    assert shelter.read_bytes() == before


def test_the_whole_file_can_be_written_and_a_fault_has_its_line(
    running: Running, shelter: Path
) -> None:
    state = running.get("state")
    before = shelter.read_bytes()
    wrong = state["text"].replace("kind: board", "kind: [board")
    said = running.post("save", {"based_on": state["version"], "tab": TAB, "text": wrong})
    assert (said["state"], said["is_readable"]) == ("draft", False)
    assert [item["line"] is not None for item in said["problems"]] == [True]
    status, _, _ = running.ask(
        "POST",
        "save",
        {"based_on": said["version"], "tab": TAB, "answers": [line(["organization", "name"], "X")]},
    )
    assert status == 422
    said = running.post("save", {"based_on": said["version"], "tab": TAB, "text": state["text"]})
    assert said["state"] == "saved"
    assert shelter.read_bytes() == before


def test_the_brief_and_its_facts_follow(running: Running) -> None:
    answered(running, line(["organization", "name"], "Harbor of Delights"))
    deadline = time.monotonic() + 60
    while True:
        built = running.get("built")
        status, page, headers = running.ask("GET", "brief")
        if status == 200 and b"Harbor of Delights" in page and built.get("is_made"):
            break
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert "script-src" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    facts = {fact["id"]: fact for fact in built["facts"]}
    latest = facts["donors.observed.latest.value"]
    assert latest["words"] == "Regular donors: the latest value"
    assert (latest["text"], latest["unit"]) == ("523", "donors")
    assert latest["source"] == "From data/giving.csv, rows 26."
    assert built["goals"]["safety"]["words"] == "Missed"
    assert all(fact["words"] for fact in facts.values())
    assert any(fact.get("is_sentence") for fact in facts.values())
    answered(running, line(["organization", "name"], "Harbor Shelter"))


def test_an_answer_is_acknowledged_quickly(running: Running) -> None:
    times = []
    for number in range(12):
        start = time.monotonic()
        answered(running, line(["organization", "description"], f"A shelter, {number}.", "long"))
        times.append(time.monotonic() - start)
    assert sorted(times)[len(times) // 2] < MOST_SECONDS_TO_ANSWER, times


HOSTILE: tuple[tuple[str, dict[str, str], int], ...] = (
    ("another host", {"Host": "example.org"}, 400),
    ("a host that ends alike", {"Host": "127.0.0.1.example.org"}, 400),
    ("no host", {"Host": ""}, 400),
    ("another origin", {"Origin": "https://example.org"}, 403),
    ("no origin", {"Origin": ""}, 403),
    ("the origin null", {"Origin": "null"}, 403),
    ("another port of this machine", {"Origin": "http://127.0.0.1:1"}, 403),
    ("a request from another site", {"Sec-Fetch-Site": "cross-site"}, 403),
    ("a request from another port", {"Sec-Fetch-Site": "same-site"}, 403),
    ("a form", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
)


@pytest.mark.parametrize(
    ("headers", "status"), [item[1:] for item in HOSTILE], ids=[h[0] for h in HOSTILE]
)
def test_a_hostile_request_changes_nothing(
    running: Running, shelter: Path, headers: dict[str, str], status: int
) -> None:
    state = running.get("state")
    body = {"based_on": state["version"], "tab": TAB, "text": "reportgen: 1\n"}
    found, _, _ = running.ask("POST", "save", body, headers=headers)
    assert found == status
    assert shelter.read_text("utf-8") == state["text"]
    assert running.get("state")["version"] == state["version"]


@pytest.mark.parametrize("path", ["/", "/state", "/x/state", "//state", "/brief", "/%2e%2e/state"])
def test_without_the_token_there_is_nothing(running: Running, path: str) -> None:
    status, body, _ = running.ask("GET", path, is_raw=True)
    assert (status, b"harbor" in body.lower()) == (404, False)


@pytest.mark.parametrize(
    "path",
    [
        "assets/../../../pyproject.toml",
        "assets/%2e%2e%2fedit.html.j2",
        "assets/..%5c..%5ctokens.toml",
        "made/../harbor-shelter.yaml",
        "made/%2e%2e%2fharbor-shelter.yaml",
        "made/%2Fetc%2Fpasswd",
    ],
)
def test_no_path_leads_out_of_what_is_served(running: Running, path: str) -> None:
    assert running.ask("GET", path)[0] == 404


@pytest.mark.parametrize(
    "name",
    ["../evil.csv", "/etc/evil.csv", "..\\evil.csv", ".hidden.csv", "~$lock.xlsx", "a.yaml", ""],
)
def test_a_dropped_file_goes_nowhere_else(running: Running, shelter: Path, name: str) -> None:
    before = {str(item) for item in shelter.parent.parent.rglob("*")}
    headers = {"Content-Type": "application/octet-stream"}
    path = f"file?tab={TAB}&name={quote(name, safe='')}"
    status, _, _ = running.ask("POST", path, b"month,things\n2026-01,1\n", headers=headers)
    assert status in (400, 422)
    after = {str(item) for item in shelter.parent.parent.rglob("*")}
    assert after - before <= {str(shelter.parent / "data" / "evil.csv")}


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"answers": 1}', b'{"answers": [{"path": 5}]}', b"\xff", b"[" * 9999],
)
def test_a_request_that_makes_no_sense_is_refused(
    running: Running, shelter: Path, body: bytes
) -> None:
    before = shelter.read_bytes()
    status, _, _ = running.ask("POST", "save", body)
    assert 400 <= status < 500
    assert shelter.read_bytes() == before


def test_the_page_runs_only_its_own_scripts(running: Running) -> None:
    status, body, headers = running.ask("GET", "")
    assert status == 200
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'; script-src 'self'" in policy
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert b"<style" not in body
    assert b"onclick" not in body


def test_a_server_killed_between_two_keystrokes_loses_nothing(tmp_path: Path) -> None:
    config = example("community-garden", tmp_path)
    text = "Riverside Community Garden, and its bees: all of them"
    typed = 0
    for stop in (7, 19, 33):
        with editor_of(config) as running:
            state = running.get("state")
            shown = fields(state)["organization", "name"]["value"]
            assert shown == text[:typed].strip() or typed == 0
            for length in range(max(typed, 3), stop):
                typed = length
                said = answered(running, line(["organization", "name"], text[:length]))
                assert said["state"] in ("saved", "draft")
            os.kill(running.process.pid, signal.SIGKILL)
            running.process.wait(timeout=20)
    with editor_of(config) as running:
        assert fields(running.get("state"))["organization", "name"]["value"] == text[:typed].strip()
    assert [item.name for item in config.parent.iterdir() if item.suffix == ".part"] == []


def test_a_really_full_disk_loses_nothing(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        config = example("community-garden", small)
        before = config.read_bytes()
        with editor_of(config) as running:
            filler = small / "filler"
            with filler.open("wb", buffering=0) as file:
                try:
                    while file.write(b"x" * 4096):
                        pass
                except OSError:
                    pass
            said = answered(running, line(["organization", "name"], "Garden of the Full Disk"))
            assert said["state"] == "failed"
            assert config.read_bytes() == before
            shown = fields(running.get("state"))["organization", "name"]["value"]
            assert shown == "Garden of the Full Disk"
            filler.unlink()
            state = running.get("state")
            body = {"based_on": state["version"], "tab": TAB, "text": state["text"]}
            assert running.post("save", body)["state"] == "saved"
        assert b"Garden of the Full Disk" in config.read_bytes()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_another_programs_save_is_followed_and_a_conflict_shows_both(tmp_path: Path) -> None:
    config = example("community-garden", tmp_path)
    with editor_of(config) as running:
        state = running.get("state")
        theirs = state["text"].replace("Riverside", "Hillside")
        config.write_text(theirs, "utf-8")
        body = {
            "based_on": state["version"],
            "tab": TAB,
            "text": state["text"].replace("Riverside", "Lakeside"),
        }
        said = running.post("save", body)
        assert (said["state"], said["other"]) == ("conflict", theirs)
        assert "Lakeside" in said["text"]
        assert config.read_text("utf-8") == theirs
        said = running.post("save", {**body, "based_on": said["other_version"]})
        assert said["state"] == "saved"
    assert "Lakeside" in config.read_text("utf-8")


def test_windows_line_breaks_stay(tmp_path: Path) -> None:
    config = example("community-garden", tmp_path)
    config.write_bytes(config.read_bytes().replace(b"\n", b"\r\n"))
    lines = config.read_bytes().count(b"\r\n")
    with editor_of(config) as running:
        state = running.get("state")
        text = state["text"].replace("\r\n", "\n").replace("Riverside", "Hillside")
        said = running.post("save", {"based_on": state["version"], "tab": TAB, "text": text})
        assert said["state"] == "saved"
        assert answered(running, line(["organization", "short_name"], "Hill"))["state"] == "saved"
    content = config.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == lines + 1


def test_the_finished_brief_is_written_and_handed_out(tmp_path: Path) -> None:
    config = example("community-garden", tmp_path)
    with editor_of(config) as running:
        said = running.post("make", {})
        assert sorted(said["files"]) == ["editorial.docx", "editorial.html", "editorial.pdf"]
        status, content, headers = running.ask("GET", "made/editorial.pdf")
        assert (status, content[:5]) == (200, b"%PDF-")
        assert headers["content-disposition"] == 'attachment; filename="editorial.pdf"'
    folder = config.parent / "output" / "riverside-community-garden"
    assert json.loads((folder / "manifest.json").read_text("utf-8"))
