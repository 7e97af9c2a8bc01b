"""Back matter: acknowledgments, funding, references, abbreviations, history, license."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import Abbreviation, BackMatter, BriefSection
from reportgen.narrative.numbers.number_text import date_text

if TYPE_CHECKING:
    from reportgen.document.brief import FormattedReference
    from reportgen.document.material import Material
    from reportgen.document.user_text import UserText

# Canonical URLs of the Creative Commons licenses. Any other license is printed without a link.
_LICENSES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC BY-ND 4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC BY-NC-ND 4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "CC BY-NC-SA 4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def back_sections(material: Material, user_text: UserText) -> tuple[BriefSection, ...]:
    """Return acknowledgments, conflicts of interest, funding and data availability."""
    brief = material.configuration.brief
    words = material.words
    fields = (
        ("acknowledgments", words.acknowledgments, brief.acknowledgments),
        ("conflicts_of_interest", words.conflicts, brief.conflicts_of_interest),
        ("funding", words.funding, brief.funding),
        ("data_availability", words.data_availability, brief.data_availability),
    )
    return tuple(
        BriefSection(
            anchor=f"back-{key.replace('_', '-')}",
            heading=heading,
            blocks=user_text.blocks(text, "brief", key),
        )
        for key, heading, text in fields
        if text.strip()
    )


def back_matter(
    material: Material,
    sections: tuple[BriefSection, ...],
    references: tuple[FormattedReference, ...],
    appendices: tuple[BriefSection, ...],
) -> BackMatter:
    """Return everything that follows the last section of the body."""
    brief = material.configuration.brief
    return BackMatter(
        sections=sections,
        references=references,
        abbreviations=tuple(
            Abbreviation(short=short, meaning=meaning)
            for short, meaning in sorted(brief.abbreviations.items())
        ),
        history=_history(material),
        copyright=brief.copyright,
        license=brief.license,
        license_url=_LICENSES.get(brief.license, ""),
        appendices=appendices,
        dates=_dates(material),
        edited_by=brief.edited_by,
    )


def _dates(material: Material) -> dict[str, str]:
    """Return the dates of the manuscript in ISO 8601."""
    history = material.configuration.brief.history
    dates = (
        ("submitted", history.submitted),
        ("accepted", history.accepted),
        ("published", history.published),
    )
    return {name: day.isoformat() for name, day in dates if day is not None}


def _history(material: Material) -> str:
    """Return ``Edited by …; submitted …; accepted …; published …``."""
    brief = material.configuration.brief
    words = material.words
    dates = (
        (words.submitted, brief.history.submitted),
        (words.accepted, brief.history.accepted),
        (words.published, brief.history.published),
    )
    parts = [f"{words.edited_by} {brief.edited_by}"] if brief.edited_by else []
    parts += [f"{word} {date_text(day)}" for word, day in dates if day is not None]
    if not parts:
        return ""
    joined = "; ".join(parts)
    # The labels are lower case within the sentence; only the first letter is capitalized.
    return joined[:1].upper() + joined[1:] + "."
