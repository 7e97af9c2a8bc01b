"""Five invented organizations whose outcomes differ, with SYNTHETIC data from fixed seeds.

``python -m tests.prose.invented FOLDER`` writes their configurations and data files.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from tests.document.truth_configurations import columns, months, noise, quarters, weeks

_YEARS = """
intervention: {on: 2023-04-01, label: %s}
periods:
  before: {from: 2022-04, to: 2023-03}
  after: {from: 2023-04, to: 2024-03}
  second: {from: 2024-04, to: 2025-03}
"""
_STEP = np.repeat([0.0, 1.0, 1.0], 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A configuration with its data files, and the kinds of its briefs."""

    name: str
    configuration: str
    files: dict[str, str]
    kinds: tuple[str, ...] = ("editorial", "board")
    language: str = "en"

    def write(self, folder: Path) -> Path:
        """Write the files to a folder of their own; return the configuration."""
        own = folder / self.name
        own.mkdir(parents=True, exist_ok=True)
        for name, text in self.files.items():
            (own / name).write_text(text, encoding="utf-8")
        path = own / "brief.yaml"
        path.write_text("reportgen: 1\n" + self.configuration, encoding="utf-8")
        return path


def _metric(name: str, label: str, kind: str, more: str = "", *, file: str = "data.csv") -> str:
    unit = "" if "unit:" in more or "currency:" in more else f", unit: {name}"
    return (
        f"  {name}: {{label: {label}, kind: {kind}, file: {file}, date: time, value: {name}"
        f"{unit}{', ' if more else ''}{more}}}\n"
    )


def _head(name: str, what: str, *, language: str = "en") -> str:
    return (
        f"organization: {{name: {name}, description: {what}}}\n"
        f"brief: {{synthetic: true, language: {language}}}\n"
    )


def _comparisons(*asked: tuple[str, str, str]) -> str:
    """Return both contrasts of each metric, by metric, test and further keys."""
    rows = "".join(
        f"  - {{id: {metric}-{later}, metric: {metric}, test: {test}, "
        f"contrast: [{later}, {base}]{', ' if more else ''}{more}}}\n"
        for metric, test, more in asked
        for later, base in (("after", "before"), ("second", "after"))
    )
    return f"comparisons:\n{rows}"


def _goal(name: str, specific: str, quantity: str, target: str, due: str = "2024-03-31") -> str:
    return (
        f"  - {{id: {name}, specific: {specific}, achievable: It had been so before., "
        f"relevant: It is what we are for., time_bound: {due}, "
        f"measurable: {{quantity: {quantity}, {target}}}}}\n"
    )


def _fell() -> Organization:
    members = 412 + np.cumsum(5.5 - 11.3 * _STEP + 2.6 * (np.arange(36) >= 24) + noise(1, 36, 1.2))
    return Organization(
        name="lakeside",
        configuration=_head("Lakeside Community Library", "A library run by its town.")
        + _YEARS % "Saturday opening ends"
        + "metrics:\n"
        + _metric("members", "library members", "level")
        + _metric("loans", "loans", "count")
        + _metric("gifts", "gifts", "amount", "currency: USD")
        + _metric("satisfied", "the share of satisfied visitors", "rate", "unit: share of visitors")
        + _comparisons(
            ("members", "slope", ""),
            ("loans", "mean", ""),
            ("gifts", "mean", ""),
            ("satisfied", "mean", ""),
        )
        + "goals:\n"
        + _goal("loans", "Keep loans at 5000 a month", "loans.mean.after.mean", "target: 5000")
        + _goal("gifts", "Raise 18000 a month", "gifts.mean.after.mean", "target: 18000")
        + _goal("members", "Have 500 members", "members.observed.latest.value", "target: 500"),
        files={
            "data.csv": columns(
                months(2022, 39)[3:],
                members=np.round(members),
                loans=np.round(5250 - 1680 * _STEP + noise(2, 36, 300)),
                gifts=np.round(18200 - 4900 * _STEP + noise(3, 36, 1500)),
                satisfied=np.round(0.62 - 0.11 * _STEP + noise(4, 36, 0.02), 3),
            )
        },
    )


def _same() -> Organization:
    volunteers = 150 + np.cumsum(4 + noise(11, 36, 2))
    margin = "equivalence_margin: 15%, margin_reason: a seventh fits into the same room"
    lower = "alternative: less, alternative_reason: fewer was the aim"
    return Organization(
        name="northgate",
        configuration=_head("Northgate Food Bank", "A food bank of four churches.")
        + _YEARS % "Online booking starts"
        + "metrics:\n"
        + _metric("parcels", "food parcels", "count")
        + _metric("again", "the share of households that came again", "rate", "unit: share")
        + _metric("volunteers", "volunteers", "level")
        + _comparisons(
            ("parcels", "mean", margin), ("again", "mean", lower), ("volunteers", "slope", "")
        )
        + "goals:\n"
        + _goal(
            "parcels", "Hand out 900 parcels a month", "parcels.mean.after.mean", "target: 900"
        ),
        files={
            "data.csv": columns(
                months(2022, 39)[3:],
                parcels=np.round(905 + noise(12, 36, 60)),
                again=np.round(0.4 + noise(13, 36, 0.03), 3),
                volunteers=np.round(volunteers),
            )
        },
    )


def _mixed() -> Organization:
    down = "good: down"
    return Organization(
        name="hillcrest",
        configuration=_head("Hillcrest Hospital", "A hospital with 120 beds.")
        + _YEARS % "New rota starts"
        + "events:\n  - {on: 2023-11-05, what: the clinic across the river closed}\n"
        + "metrics:\n"
        + _metric("falls", "falls of patients", "count", down)
        + _metric("wait", "days of waiting", "average", f"unit: days, {down}")
        + _metric("overtime", "overtime", "amount", f"unit: hours, {down}")
        + _metric("home", "the share of patients sent home by noon", "rate", "unit: share")
        + _comparisons(
            ("falls", "mean", ""),
            ("wait", "mean", ""),
            ("overtime", "mean", ""),
            ("home", "mean", ""),
        )
        + "goals:\n"
        + _goal(
            "falls",
            "Keep falls at 8 a month",
            "falls.mean.after.mean",
            "target: 8, direction: at_most",
        )
        + _goal(
            "wait",
            "Let nobody wait 15 days",
            "wait.mean.second.mean",
            "target: 15, direction: at_most",
            "2025-12-31",
        ),
        files={
            "data.csv": columns(
                months(2022, 39)[3:],
                falls=np.random.default_rng(21).poisson(np.where(_STEP, 6.0, 13.0)).astype(float),
                wait=np.round(14 + 4 * _STEP + noise(22, 36, 1), 1),
                overtime=np.round(880 - 60 * _STEP + noise(23, 36, 90)),
                home=np.round(0.3 + 0.1 * _STEP + noise(24, 36, 0.02), 3),
            )
        },
    )


def _tiny() -> Organization:
    events, guests = np.zeros(36), np.zeros(36)
    events[[4, 15]] = 1
    guests[[4, 15]] = 17, 9
    return Organization(
        name="millbrook",
        configuration=_head("Millbrook Choir", "A choir that meets in a barn.")
        + _YEARS % "Rehearsals move to Thursday"
        + "metrics:\n"
        + _metric("events", "concerts", "count", "unit: concerts")
        + _metric("guests", "guests", "count")
        + "goals:\n"
        + _goal("events", "Sing four times a year", "events.observed.after.total", "target: 4"),
        files={"data.csv": columns(months(2022, 39)[3:], events=events, guests=guests)},
    )


_HARBOR_WORDS = {
    "en": ("Harbor Line", "A helpline at the port.", "Night shift starts", "calls", "home visits"),
    "es": (
        "Línea del Puerto",
        "Un teléfono de ayuda en el puerto.",
        "Empieza el turno de noche",
        "llamadas",
        "visitas a domicilio",
    ),
}


def _weekly(language: str, kind: str) -> Organization:
    name, what, change, calls, visits = _HARBOR_WORDS[language]
    later = np.arange(156) >= 78
    return Organization(
        name=f"harbor-line-{language}",
        configuration=_head(name, what, language=language)
        + f"intervention: {{on: 2023-07-01, label: {change}}}\n"
        + "periods:\n  before: {from: 2022-01, to: 2023-06}\n"
        + "  after: {from: 2023-07, to: 2024-12}\n"
        + "metrics:\n"
        + _metric("calls", calls, "count", f"unit: {calls}", file="weeks.csv")
        + _metric("visits", visits, "count", f"unit: {visits}", file="quarters.csv"),
        files={
            "weeks.csv": columns(
                weeks(date(2022, 1, 3), 156), calls=np.round(60 + 14 * later + noise(31, 156, 7))
            ),
            "quarters.csv": columns(quarters(2020, 20), visits=np.round(240 + noise(32, 20, 18))),
        },
        kinds=(kind,),
        language=language,
    )


def organizations() -> tuple[Organization, ...]:
    """Return all organizations; the last one has a brief in each of two languages."""
    return (
        _fell(),
        _same(),
        _mixed(),
        _tiny(),
        _weekly("en", "board"),
        _weekly("es", "editorial"),
    )


if __name__ == "__main__":
    for organization in organizations():
        sys.stdout.write(f"{organization.write(Path(sys.argv[1]))}\n")
