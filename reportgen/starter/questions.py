"""Ask a person about what was guessed, in words of somebody who keeps the spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from reportgen.model.metric import MetricKind
from reportgen.starter.guessed_metric import GoalGuess
from reportgen.starter.written import kind_words, next_december

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportgen.starter.guessed_metric import Guess, MetricGuess
    from reportgen.starter.written import Plan

_TRIES = 3
_KINDS = {"board": "a report to a board", "editorial": "a text about a change and what followed"}
_DIRECTIONS = {"more": "more is better", "less": "less is better", "neither": "neither"}


class Asker(Protocol):
    """The one who answers: a person at a terminal, or a test."""

    def text(self, question: str, default: str) -> str:
        """Return an answer in words, the default if nothing is typed."""

    def choice(self, question: str, choices: Mapping[str, str], default: str) -> str:
        """Return the key of one of several choices."""

    def several(self, question: str, choices: Sequence[str]) -> tuple[int, ...]:
        """Return the positions of those that were chosen."""

    def say(self, line: str) -> None:
        """Show a line."""


def ask_plan(asker: Asker, plan: Plan) -> Plan:
    """Ask who writes which kind of brief; `plan` has the guesses."""
    called = asker.text("What is your organization called?", plan.name)
    kind = asker.choice("What do you want to write?", _KINDS, plan.kind)
    return replace(plan, name=called, kind=kind, is_asked=True)


def ask_guesses(
    asker: Asker, guesses: Sequence[Guess], fault: Callable[[Guess, MetricGuess], str]
) -> list[Guess]:
    """Ask which metrics count, and what each of them is.

    Parameters
    ----------
    fault : callable
        Returns what is wrong with a metric as it would be written, empty if nothing is.
    """
    found = [(guess, metric) for guess in guesses for metric in guess.metrics]
    if not found:
        return list(guesses)
    names = [f"{metric.name} ({guess.file}: {metric.why})" for guess, metric in found]
    chosen = {found[index][1].id for index in asker.several("Which of these count?", names)}
    asked = []
    for guess in guesses:
        metrics = [
            _ask_metric(asker, guess, metric, fault)
            for metric in guess.metrics
            if metric.id in chosen
        ]
        asked.append(replace(guess, metrics=tuple(metrics)))
    return asked


def _ask_metric(
    asker: Asker,
    guess: Guess,
    metric: MetricGuess,
    fault: Callable[[Guess, MetricGuess], str],
) -> MetricGuess:
    asker.say("")
    asker.say(f"{metric.name[:1].upper()}{metric.name[1:]}")
    metric = _ask_kind(asker, guess, metric, fault)
    guessed = "less" if metric.keys.get("good") == "down" else "more"
    better = asker.choice("Is more of it better, or less?", _DIRECTIONS, guessed)
    keys = {key: value for key, value in metric.keys.items() if key != "good"}
    if better != "more":
        keys["good"] = {"less": "down", "neither": "neither"}[better]
    metric = replace(metric, keys=keys)
    for _ in range(_TRIES):
        target = asker.text("What should it reach? Enter if there is no goal yet.", "")
        if not target:
            return metric
        tried = replace(metric, goal=GoalGuess(target=target))
        problem = fault(guess, tried)
        if not problem:
            by = asker.text("By when?", next_december(metric.reaches))
            owner = asker.text("Who answers for it? Enter to leave it open.", "")
            whole = replace(tried, goal=GoalGuess(target=target, by=by, owner=owner))
            problem = fault(guess, whole)
            if not problem:
                return whole
        asker.say(problem)
    asker.say("The goal is left out; add it to the file later.")
    return metric


def _ask_kind(
    asker: Asker,
    guess: Guess,
    metric: MetricGuess,
    fault: Callable[[Guess, MetricGuess], str],
) -> MetricGuess:
    choices = {str(kind): kind_words(kind) for kind in MetricKind}
    if metric.keys.get("count_rows"):
        return metric
    for _ in range(_TRIES):
        kind = MetricKind(asker.choice("What is it?", choices, str(metric.kind)))
        if kind is metric.kind:
            return metric
        tried = _of_kind(metric, kind)
        problem = fault(guess, tried)
        if not problem:
            return tried
        asker.say(problem)
    return metric


def _of_kind(metric: MetricGuess, kind: MetricKind) -> MetricGuess:
    """Return a metric as another kind of number, without the keys of the kind it was."""
    keys = {key: value for key, value in metric.keys.items() if key not in ("in_percent", "unit")}
    latest = metric.latest
    if kind is not MetricKind.AMOUNT:
        keys.pop("currency", None)
    if "combine" in keys:
        keys["combine"] = "sum" if kind.adds_up else "mean"
    if kind is MetricKind.RATE and latest is not None and latest > 1:
        keys["in_percent"], latest = True, latest / 100
    elif metric.keys.get("in_percent") and latest is not None:
        latest *= 100
    return replace(metric, kind=kind, keys=keys, latest=latest, why="you said so")
