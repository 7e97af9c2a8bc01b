"""`init --from` asks what only a person knows, and without a person leaves it to fill in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen import cli
from reportgen.cli import init as init_module
from reportgen.config.loader import load_configuration
from reportgen.pipeline import BuildOptions, build_brief, check_brief
from reportgen.starter.folder import write_guess

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_ROWS = "".join(
    f"{2024 + n // 12}-{n % 12 + 1:02},{200 + n * 37 % 51},{n * 7 % 13 + 70},{900 + 3 * n}\n"
    for n in range(24)
)
_TABLE = f"Month,Visits,Rate of return,Members\n{_ROWS}"


@dataclass
class Scripted:
    """Answers by a part of the question; where none is given, the default is taken."""

    answers: dict[str, list[str]]
    said: list[str] = field(default_factory=list)
    chosen: tuple[int, ...] = (0, 1, 2)

    def _next(self, question: str, default: str) -> str:
        for part, answers in self.answers.items():
            if part in question and answers:
                return answers.pop(0)
        return default

    def text(self, question: str, default: str) -> str:
        return self._next(question, default)

    def choice(self, question: str, choices: Mapping[str, str], default: str) -> str:
        answer = self._next(question, default)
        assert answer in choices
        return answer

    def several(self, question: str, choices: Sequence[str]) -> tuple[int, ...]:
        self.said.append(question)
        assert len(choices) == 3
        return self.chosen

    def say(self, line: str) -> None:
        self.said.append(line)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "visits.csv"
    path.write_text(_TABLE, encoding="utf-8")
    return path


def test_answers_become_goals_in_words(tmp_path: Path, table: Path) -> None:
    asker = Scripted(
        {
            "called": ["Łódź Café"],
            "reach": ["1,000", "240", "85%"],
            "By when": ["2026-06"],
            "Who answers": ["Zoë"],
        }
    )
    made = write_guess(tmp_path / "club", [table], asker)
    text = made.files[0].read_text(encoding="utf-8")
    assert "measurable: {metric: visits, average_of: reporting, target: 240}" in text
    assert "measurable: {metric: rate_of_return, average_of: reporting, target: 85%}" in text
    assert 'measurable: {metric: members, latest: true, target: "1,000"}' in text
    assert "quantity" not in text
    configuration = load_configuration(made.files[0]).configuration
    assert configuration is not None
    assert configuration.organization.name == "Łódź Café"
    first, second, third = configuration.goals
    assert (first.owner, str(first.time_bound)) == ("Zoë", "2026-06-30")
    assert [goal.measurable is not None for goal in (first, second, third)] == [True] * 3
    built = build_brief(made.files[0], BuildOptions(output=tmp_path / "out", formats=("html",)))
    assert built.is_made, built.diagnostics


def test_a_target_that_cannot_be_is_asked_again_with_the_reason(
    tmp_path: Path, table: Path
) -> None:
    asker = Scripted({"reach": ["", "", "85", "85%"]})
    made = write_guess(tmp_path / "club", [table], asker)
    assert any("which is a share" in line and "write `85%`" in line for line in asker.said)
    assert "target: 85%" in made.files[0].read_text(encoding="utf-8")


def test_a_goal_that_stays_wrong_is_left_out(tmp_path: Path, table: Path) -> None:
    asker = Scripted({"reach": ["many", "some", "a few"]}, chosen=(0,))
    made = write_guess(tmp_path / "club", [table], asker)
    assert asker.said[-1] == "The goal is left out; add it to the file later."
    assert "\ngoals:" not in made.files[0].read_text(encoding="utf-8")


def test_the_kind_and_the_better_side_can_be_changed(tmp_path: Path, table: Path) -> None:
    asker = Scripted({"What is it": ["count", "average"], "better": ["neither", "less"]})
    asker.chosen = (0, 2)
    made = write_guess(tmp_path / "club", [table], asker)
    configuration = load_configuration(made.files[0]).configuration
    assert configuration is not None
    members, returns = configuration.metrics.values()
    assert [str(members.kind), str(members.good)] == ["count", "neither"]
    assert [str(returns.kind), str(returns.good)] == ["average", "down"]


def test_without_a_person_the_goals_are_there_to_fill_in(tmp_path: Path, table: Path) -> None:
    made = write_guess(tmp_path / "club", [table])
    text = made.files[0].read_text(encoding="utf-8")
    options = BuildOptions(output=tmp_path / "out", formats=("html",))
    assert build_brief(made.files[0], options).is_made
    before, _, after = text.partition("# goals:\n")
    goals, _, rest = after.partition("\n\n")
    uncommented = "\n".join(line.removeprefix("# ") for line in goals.splitlines())
    made.files[0].write_text(f"{before}goals:\n{uncommented}\n\n{rest}", encoding="utf-8")
    found = check_brief(made.files[0], options)
    assert {item.code for item in found} == {"CFG060"}, found
    assert build_brief(made.files[0], options).is_made


def test_the_committee_to_fill_in_is_valid(tmp_path: Path, table: Path) -> None:
    made = write_guess(tmp_path / "club", [table])
    text = made.files[0].read_text(encoding="utf-8")
    before, _, after = text.partition("# committee:\n")
    lines = "\n".join(line.removeprefix("# ") for line in after.splitlines())
    made.files[0].write_text(f"{before}committee:\n{lines}\n", encoding="utf-8")
    found = check_brief(made.files[0], BuildOptions(output=tmp_path / "out"))
    assert [item for item in found if str(item.severity) == "error"] == []


def test_init_does_not_wait_without_a_terminal(tmp_path: Path, table: Path) -> None:
    done = CliRunner().invoke(cli.commands, ["init", str(tmp_path / "a"), "--from", str(table)])
    assert done.exit_code == 0, done.output
    assert "called" not in done.output


def test_questions_on_a_terminal(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init_module, "is_terminal", lambda: True)
    typed = "Our Café\n\n9\n1,x\n2\n\n\n240\n\nAda\n"
    call = ["init", str(tmp_path / "a"), "--from", str(table)]
    done = CliRunner().invoke(cli.commands, call, input=typed)
    assert done.exit_code == 0, done.output
    assert "Type numbers from 1 to 3" in done.output
    text = (tmp_path / "a" / "a.yaml").read_text(encoding="utf-8")
    assert "target: 240" in text
    assert "owner: Ada" in text
    assert "members:\n    kind" not in text
    call = ["init", str(tmp_path / "b"), "--from", str(table), "--yes"]
    assert "called" not in CliRunner().invoke(cli.commands, call).output


def test_nothing_is_left_if_the_person_gives_up(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init_module, "is_terminal", lambda: True)
    call = ["init", str(tmp_path / "a"), "--from", str(table)]
    done = CliRunner().invoke(cli.commands, call, input="Our Café\n")
    assert done.exit_code != 0
    assert not (tmp_path / "a").exists()
