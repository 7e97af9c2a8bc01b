"""Configurations of every kind of comparison, whose briefs are searched for contradictions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tests.document.pages import table


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A configuration with its data files, and the kinds and languages of its briefs."""

    name: str
    configuration: str
    files: dict[str, str]
    briefs: tuple[tuple[str, str], ...] = (("editorial", "en"),)


def months(first: int, count: int) -> list[str]:
    """Return months from January of a year on."""
    return [f"{first + step // 12}-{step % 12 + 1:02}" for step in range(count)]


def quarters(first: int, count: int) -> list[str]:
    """Return quarters from the first of a year on."""
    return [f"{first + step // 4}-Q{step % 4 + 1}" for step in range(count)]


def years(first: int, count: int) -> list[str]:
    """Return years."""
    return [str(first + step) for step in range(count)]


def weeks(first: date, count: int) -> list[str]:
    """Return the Mondays of successive weeks."""
    return [(first + timedelta(weeks=step)).isoformat() for step in range(count)]


def noise(seed: int, count: int, spread: float = 1.0) -> np.ndarray:
    """Return the same deviations for the same seed."""
    return np.random.default_rng(seed).normal(0, spread, count)


def columns(times: list[str], **values: np.ndarray) -> str:
    """Return a CSV file with a column of times and whole or decimal numbers."""
    rows = zip(times, *values.values(), strict=True)
    return table(
        ("time", *values), ([row[0], *(f"{value:g}" for value in row[1:])] for row in rows)
    )


def metric(name: str, kind: str, *, file: str = "n.csv", more: str = "") -> str:
    """Return a metric whose column, label and unit have its name."""
    unit = "" if "currency" in more else f", unit: {name}"
    return (
        f"  {name}: {{kind: {kind}, label: {name}{unit}, file: {file}, date: time, "
        f"value: {name}{more}}}\n"
    )


_STEP = np.repeat([0.0, 1.0], 24)
_CHANGE = (
    "intervention: {on: 2023-01-01, label: Longer hours}\n"
    "periods:\n  before: {from: 2021-01, to: 2022-12}\n  after: {from: 2023-01, to: 2024-12}\n"
)


def _means() -> Invented:
    """Return means of counts, money, scores and shares: found, open, one-sided, with a margin."""
    waves = np.sin(np.arange(48) / 2)
    values = {
        "visits": np.round(400 + 90 * _STEP + noise(1, 48, 30)),
        "loans": np.round(300 + noise(2, 48, 25)),
        "gifts": np.round(9000 + 40 * np.arange(48) + noise(3, 48, 900)),
        "score": np.round(3.9 - 0.2 * _STEP + noise(4, 48, 0.2), 2),
        "kept": np.round(0.62 + 0.05 * _STEP + noise(5, 48, 0.03), 3),
        "calls": np.round(250 + 2 * noise(6, 48, 4) + 5 * waves),
    }
    kinds = {"visits": "count", "loans": "count", "score": "average", "kept": "rate"}
    metrics = "".join(
        metric(name, kinds.get(name, "count")) for name in values if name != "gifts"
    ) + metric("gifts", "amount", more=", currency: USD")
    asked = {
        "visits": "",
        "loans": ", alternative: greater, alternative_reason: a rise was promised",
        "gifts": "",
        "score": ", alternative: less",
        "kept": ", alternative: greater",
        "calls": ", equivalence_margin: 10%, margin_reason: a tenth changes nothing",
    }
    comparisons = "".join(
        f"  - {{id: of-{name}, metric: {name}, test: mean, contrast: [after, before]{more}}}\n"
        for name, more in asked.items()
    )
    return Invented(
        name="means",
        configuration=f"{_CHANGE}metrics:\n{metrics}comparisons:\n{comparisons}",
        files={"n.csv": columns(months(2021, 48), **values)},
    )


def _hard() -> Invented:
    """Return what is easily said wrongly.

    A fall within a rise that goes on, a difference that is found and within its margin, one that
    only Holm's adjustment holds back, one on the other side than planned, a season that the
    periods cut in two, a restraint, slopes of counts, and a first period without an event.
    """
    step = np.arange(48)
    season = 60 * np.sin(2 * np.pi * step / 12)
    values = {
        "climb": np.round(100 + 6 * step - 75 * _STEP + noise(61, 48, 8)),
        "ascent": np.round(100 + 3 * step + 60 * _STEP + noise(68, 48, 8)),
        "alike": np.round(1000 + 8 * step + noise(72, 48, 9)),
        "close": np.round(1000 + 22 * _STEP + noise(62, 48, 9)),
        "open": np.round(1000 + 60 * _STEP + noise(63, 48, 90)),
        "held": np.round(500 + 22 * _STEP + noise(64, 48, 36)),
        "drop": np.round(300 - 60 * _STEP + noise(65, 48, 14)),
        "beach": np.round(500 + season + noise(66, 48, 9)),
        "fire": np.random.default_rng(67).poisson(np.where(step < 24, 0.0, 0.7)).astype(float),
        "hours": np.round(300 + np.where(step < 24, 2.0, -3.0) * (step % 24) + noise(69, 48, 6)),
        "kept": np.round(0.995 - 0.02 * _STEP * (noise(70, 48) > 0.4), 3),
        "sparse": np.round(80 + 30 * _STEP + noise(71, 48, 5)),
    }
    metrics = "".join(
        metric(
            name,
            "rate" if name == "kept" else "count",
            more=", redefined: [{on: 2023-01, note: returns count}]" if name == "sparse" else "",
        )
        for name in values
    )
    more = {
        "alike": ", equivalence_margin: 5%, margin_reason: a twentieth",
        "close": ", equivalence_margin: 10%, margin_reason: a tenth",
        "open": ", equivalence_margin: 2%, margin_reason: small",
        "drop": ", alternative: greater, alternative_reason: a rise was promised",
    }
    contrasts = {"beach": "[summer, winter]"}
    comparisons = "".join(
        f"  - {{id: of-{name}, metric: {name}, test: {'slope' if name == 'hours' else 'mean'}, "
        f"contrast: {contrasts.get(name, '[after, before]')}{more.get(name, '')}}}\n"
        for name in values
    )
    return Invented(
        name="hard",
        briefs=(("editorial", "en"), ("board", "es")),
        configuration=(
            f"{_CHANGE}  winter: {{from: 2023-10, to: 2024-03}}\n"
            "  summer: {from: 2024-04, to: 2024-09}\n"
            f"metrics:\n{metrics}comparisons:\n{comparisons}"
        ),
        files={"n.csv": columns(months(2021, 48), **values)},
    )


def _series(impact: str, seed: int, brief: tuple[str, str]) -> Invented:
    """Return a series with two interventions, one with a margin of none, and a running total."""
    step = np.arange(60)
    jump = 70 * (step >= 24) if impact != "slope" else 0
    bend = 5 * np.maximum(step - 44, 0) if impact != "level" else -60 * (step >= 44)
    visits = np.round(400 + step + jump + bend + noise(seed, 60, 9))
    members = np.round(np.cumsum(8 + 6 * (step >= 24) + noise(seed + 1, 60, 3)) + 900)
    asked = f"test: its, contrast: [after, before], impact: {impact}"
    return Invented(
        name=f"series-{impact}",
        briefs=(brief,),
        configuration=(
            "interventions:\n  - {on: 2022-01-01, label: Longer hours}\n"
            "  - {on: 2023-09-01, label: Second room}\n"
            "periods:\n  before: {from: 2020-01, to: 2021-12}\n"
            "  after: {from: 2022-01, to: 2024-12}\n"
            f"metrics:\n{metric('visits', 'count')}{metric('members', 'level')}"
            f"comparisons:\n  - {{id: v, metric: visits, {asked}, wash_out: 2}}\n"
            f"  - {{id: m, metric: members, {asked}}}\n"
        ),
        files={"n.csv": columns(months(2020, 60), visits=visits, members=members)},
    )


def _growth() -> Invented:
    """Return running totals: faster, slower, turned, alike within a margin, and refused."""
    step = np.arange(48)
    values = {
        "fans": np.cumsum(20 + 15 * _STEP + noise(11, 48, 3)) + 500,
        "users": np.cumsum(12 + noise(12, 48, 4)) + 200,
        "debtors": 900 - np.cumsum(np.where(step < 24, -4, 6) + noise(13, 48, 1.5)),
        "readers": np.cumsum(30 + noise(14, 48, 1)) + 100,
        "speedy": np.cumsum(10 + 1.5 * step - 24 * _STEP + noise(15, 48, 2)) + 100,
        "slowing": 9000 - np.cumsum(5 + step - 30 * _STEP + noise(16, 48, 2)),
        "donors": np.where(step < 25, np.nan, 50 + step),
    }
    rounded = {name: np.round(found) for name, found in values.items()}
    rows = zip(months(2021, 48), *rounded.values(), strict=True)
    text = table(
        ("time", *rounded),
        ([row[0], *("" if np.isnan(item) else f"{item:g}" for item in row[1:])] for row in rows),
    )
    more = {"readers": ", equivalence_margin: 20%", "users": ", alternative: greater"}
    comparisons = "".join(
        f"  - {{id: of-{name}, metric: {name}, test: slope, contrast: [after, before]"
        f"{more.get(name, '')}}}\n"
        for name in values
    )
    metrics = "".join(metric(name, "level") for name in values)
    return Invented(
        name="growth",
        briefs=(("board", "en"), ("editorial", "es")),
        configuration=f"{_CHANGE}metrics:\n{metrics}comparisons:\n{comparisons}",
        files={"n.csv": text},
    )


def _quarters() -> Invented:
    visits = np.round(900 + 260 * (np.arange(24) >= 12) + noise(21, 24, 40))
    wait = np.round(31 - noise(22, 24, 4), 1)
    return Invented(
        name="quarters",
        configuration=(
            "intervention: {on: 2021-01-01}\n"
            f"metrics:\n{metric('visits', 'count')}{metric('wait', 'average', more=', good: down')}"
            "periods:\n  before: {from: 2018-Q1, to: 2020-Q4}\n"
            "  after: {from: 2021-Q1, to: 2023-Q4}\n"
        ),
        files={"n.csv": columns(quarters(2018, 24), visits=visits, wait=wait)},
    )


def _years() -> Invented:
    grants = np.round(52 - 17 * (np.arange(24) >= 12) + noise(23, 24, 3))
    return Invented(
        name="years",
        briefs=(("board", "es"),),
        configuration=(
            "intervention: {on: 2012-01-01, label: New rules}\n"
            f"metrics:\n{metric('grants', 'count')}"
            "periods:\n  before: {from: 2000, to: 2011}\n  after: {from: 2012, to: 2023}\n"
        ),
        files={"n.csv": columns(years(2000, 24), grants=grants)},
    )


def _rare() -> Invented:
    """Return rare counts before and after a change, and a survey of the same people."""
    falls = np.random.default_rng(31).poisson(np.where(np.arange(48) < 24, 2.4, 0.8)).astype(float)
    thefts = np.random.default_rng(32).poisson(0.9, 48).astype(float)
    return Invented(
        name="rare",
        configuration=(
            f"{_CHANGE}metrics:\n{metric('falls', 'count', more=', good: down')}"
            f"{metric('thefts', 'count')}"
            "surveys:\n"
            "  - {id: skill, question: Can you post?, "
            "paired: {both: 9, gained: 14, lost: 2, neither: 8}}\n"
            "  - {id: safe, question: Are you safe?, "
            "before: {yes: 20, asked: 41}, after: {yes: 24, asked: 40}}\n"
            "  - {id: again, question: Would you come again?, answers: {yes: 30, asked: 33}}\n"
        ),
        files={"n.csv": columns(months(2021, 48), falls=falls, thefts=thefts)},
    )


_SCALE = ("Disagree", "Neither", "Agree")


def _form() -> Invented:
    """Return answers on two scales, at two times, in Spanish."""
    chance = np.random.default_rng(33)
    rows = []
    for person in range(80):
        is_later = person >= 40
        moment = f"{2024 if is_later else 2022}-05-{person % 28 + 1:02}"
        likely = int(np.clip(round(chance.normal(8 if is_later else 6, 1.5)), 0, 10))
        word = _SCALE[int(np.clip(round(chance.normal(1.2, 0.8)), 0, 2))]
        rows.append((moment, likely, word))
    visits = np.round(100 + noise(34, 48, 9))
    return Invented(
        name="form",
        briefs=(("editorial", "es"),),
        configuration=(
            f"{_CHANGE}metrics:\n{metric('visits', 'count')}"
            "surveys:\n"
            "  - {id: likely, question: How likely are you, file: form.csv, date: When, "
            "scale: 0-10, column: How likely}\n"
            "  - {id: fair, question: Is it fair, file: form.csv, date: When, "
            f"scale: [{', '.join(_SCALE)}], column: Is it fair}}\n"
        ),
        files={
            "n.csv": columns(months(2021, 48), visits=visits),
            "form.csv": table(("When", "How likely are you", "Is it fair"), rows),
        },
    )


def _monitored(name: str, *, comparisons: str = "") -> Invented:
    """Return a report on a half-year: a signal upward and downward, one that is over, none."""
    step = np.arange(54)
    last = step >= 48
    season = 30 * np.sin(2 * np.pi * step / 12)
    values = {
        "visits": np.round(400 + 150 * last + noise(41, 54, 18)),
        "wait": np.round(30 - 9 * last + noise(42, 54, 1.4), 1),
        "calls": np.round(200 + 110 * (step == 49) + noise(43, 54, 9)),
        "loans": np.round(300 + season + noise(44, 54, 6)),
        "kept": np.round(0.7 + noise(45, 54, 0.03), 3),
        "fans": np.round(np.cumsum(20 + 25 * last + noise(46, 54, 3)) + 300),
        "falls": np.random.default_rng(47).poisson(np.where(last, 4.5, 0.8)).astype(float),
    }
    kinds = {"wait": "average", "kept": "rate", "fans": "level"}
    down = ("wait", "falls")
    metrics = "".join(
        metric(key, kinds.get(key, "count"), more=", good: down" if key in down else "")
        for key in values
    )
    return Invented(
        name=name,
        briefs=(("board", "en"), ("editorial", "es")),
        configuration=(
            f"reporting_period: {{from: 2024-01, to: 2024-06}}\nmetrics:\n{metrics}{comparisons}"
            "goals:\n  - {id: g, specific: Win visitors, measurable: "
            "{quantity: visits.mean.reporting.mean, target: 540}, time_bound: 2024-06-30}\n"
        ),
        files={"n.csv": columns(months(2020, 54), **values)},
    )


_CONFIGURED = (
    "periods:\n  reporting: {from: 2024-01, to: 2024-06}\n"
    "  earlier: {from: 2023-01, to: 2023-06}\n  first: {from: 2020-01, to: 2021-12}\n"
    "  second: {from: 2022-01, to: 2023-12}\n"
    "comparisons:\n"
    "  - {id: a, metric: visits, test: mean, contrast: [reporting, earlier]}\n"
    "  - {id: b, metric: wait, test: mean, contrast: [reporting, earlier], alternative: less}\n"
    "  - {id: c, metric: loans, test: mean, contrast: [reporting, earlier],"
    " equivalence_margin: 15%}\n"
    "  - {id: d, metric: visits, test: mean, contrast: [second, first]}\n"
    "  - {id: e, metric: fans, test: slope, contrast: [second, first]}\n"
)


def _year() -> Invented:
    """Return a report on a year next to the year before: a fall within a rise, and losses."""
    step = np.arange(60)
    climb = np.round(200 + 6 * step - 40 * (step >= 48) + noise(81, 60, 7))
    members = np.round(2000 + np.cumsum(4 - 9 * (step >= 48) + noise(82, 60, 2)))
    return Invented(
        name="year",
        briefs=(("board", "en"), ("editorial", "es")),
        configuration=(
            "reporting_period: {from: 2024-01, to: 2024-12}\n"
            f"metrics:\n{metric('climb', 'count')}{metric('members', 'level')}"
        ),
        files={"n.csv": columns(months(2020, 60), climb=climb, members=members)},
    )


def _quiet() -> Invented:
    """Return a report on weeks in which nothing is remarkable."""
    calls = np.round(60 + noise(51, 130, 5))
    return Invented(
        name="quiet-weeks",
        briefs=(("board", "en"),),
        configuration=(
            "brief: {report_date: 2024-06-30}\n"
            "reporting_period: {from: 2024-W14, to: 2024-W25}\n"
            f"metrics:\n{metric('calls', 'count')}"
        ),
        files={"n.csv": columns(weeks(date(2021, 12, 27), 130), calls=calls)},
    )


def invented() -> tuple[Invented, ...]:
    """Return all configurations."""
    return (
        _means(),
        _hard(),
        _series("both", 3, ("editorial", "en")),
        _series("level", 5, ("editorial", "es")),
        _series("slope", 7, ("board", "en")),
        _growth(),
        _quarters(),
        _years(),
        _rare(),
        _form(),
        _monitored("monitored"),
        _monitored("monitored-configured", comparisons=_CONFIGURED),
        _year(),
        _quiet(),
    )
