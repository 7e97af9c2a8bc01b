"""Collect the facts about each organization from the summary in its edition's manifest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from reportgen.batch.summary import SUMMARY
from reportgen.edition.edition import read_manifest
from reportgen.languages.catalogue import SOURCE, base_language
from reportgen.model.frequency import Frequency
from reportgen.model.metric import MetricKind, Per
from reportgen.model.organization_facts import GoalFacts, MetricFacts, OrganizationFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from reportgen.batch.records import Entry

# In the order of preference for links: formats that every browser opens come first.
_ENDINGS = (".html", ".pdf", ".docx", ".md", ".txt", ".xml")


def collect_facts(output: Path, entries: Iterable[Entry]) -> tuple[OrganizationFacts, ...]:
    """Return the facts of every entry, from the edition in its folder."""
    return tuple(_facts(output, entry) for entry in entries)


def shared_language(organizations: Iterable[OrganizationFacts]) -> str:
    """Return the language of all briefs of a portfolio; English if they have several.

    Different regions reduce to the base language: ``es-MX`` and ``es-ES`` to ``es``.
    """
    tags = {item.language for item in organizations if item.language}
    if len(tags) == 1:
        return tags.pop()
    languages = {base_language(tag) for tag in tags}
    return languages.pop() if len(languages) == 1 else SOURCE


def facts_of_summary(name: str, summary: Mapping[str, Any]) -> OrganizationFacts:
    """Return the facts about an organization that has no brief yet, under an id of its own."""
    dated = summary.get("report_date")
    return OrganizationFacts(
        id=name,
        name=str(summary.get("name") or name),
        href="",
        report_date=date.fromisoformat(dated) if dated else None,
        is_synthetic=bool(summary.get("synthetic")),
        is_current=True,
        message="",
        outcomes_sha256="",
        metrics={
            key: _metric(record)
            for key, record in (summary.get("metrics") or {}).items()
            if record["points"]
        },
        language=str(summary.get("language") or ""),
        goals=tuple(GoalFacts(**item) for item in summary.get("goals") or ()),
        group=str(summary.get("group") or ""),
    )


def _facts(output: Path, entry: Entry) -> OrganizationFacts:
    manifest = read_manifest(output / entry.organization) if entry.organization else None
    summary: Mapping[str, Any] = (manifest or {}).get(SUMMARY) or {}
    known = facts_of_summary(entry.organization or entry.configuration, summary)
    return replace(
        known,
        name=str(summary.get("name") or entry.name),
        href=_brief(entry),
        is_current=entry.is_made,
        message=entry.message,
        outcomes_sha256=entry.outcomes_sha256,
    )


def _brief(entry: Entry) -> str:
    """Return the path of an organization's brief in the first available format."""
    # Files in subfolders, such as figures, are not briefs.
    names = sorted(name for name in entry.files if "/" not in name)
    for ending in _ENDINGS:
        for name in names:
            if name.endswith(ending):
                return f"{entry.organization}/{name}"
    return ""


def _metric(record: Mapping[str, Any]) -> MetricFacts:
    return MetricFacts(
        label=str(record["label"]),
        unit=str(record["unit"]),
        kind=MetricKind(record["kind"]),
        frequency=Frequency(record["frequency"]),
        points=tuple((date.fromisoformat(day), float(value)) for day, value in record["points"]),
        denominators=tuple(float(value) for value in record.get("denominators", ())),
        per=_per(record["per"]) if "per" in record else None,
    )


def _per(record: Mapping[str, Any]) -> Per:
    count = record.get("count")
    return Per(
        metric=str(record.get("metric", "")),
        count=None if count is None else float(count),
        of=str(record.get("of", "")),
    )
