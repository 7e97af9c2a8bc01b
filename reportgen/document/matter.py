"""Front matter, back matter and metadata of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.document.brief import (
    Abbreviation,
    Affiliation,
    BackMatter,
    BriefAuthor,
    BriefSection,
    FrontMatter,
    HeadMatter,
    KeyNumber,
)
from reportgen.model.prose import Number, Paragraph, Text, plain_text
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.phrases import compose

if TYPE_CHECKING:
    from reportgen.document.brief import FormattedReference, Supplement
    from reportgen.document.kinds import BriefKind
    from reportgen.document.material import Material, UserText
    from reportgen.model.organization import Author
    from reportgen.model.prose import Prose, TextBlock
    from reportgen.narrative.statement import Headline


# Three fit next to each other in the width of the text.
_KEY_NUMBERS = 3
# About as many characters of a key number as fit in a third of the width.
_LONGEST_VALUE = 14
# About one line of the running header.
_SHORT_TITLE_LENGTH = 90

# Search results and link previews truncate longer descriptions.
_DESCRIPTION_LENGTH = 300

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


def front_matter(material: Material, user_text: UserText, kind: BriefKind) -> FrontMatter:
    """Return everything that precedes the first section."""
    brief = material.configuration.brief
    words = material.words
    affiliations = _affiliations(brief.authors)
    title = _title(material, user_text, kind)
    plan = material.outcomes.plan
    date = date_text(plan.report_date)
    note = [date, *([words.draft] if brief.is_draft else [])]
    note += [words.synthetic] if material.is_synthetic else []
    return FrontMatter(
        masthead=material.configuration.organization.name,
        masthead_note=" · ".join(note),
        kicker=kind.kicker,
        title=title,
        short_title=shortened(plain_text(title)),
        standfirst=kind.standfirst(material),
        authors=tuple(_author(item, affiliations) for item in brief.authors),
        affiliations=_listed_affiliations(affiliations),
        abstract=_abstract(material, user_text),
        citation=brief.citation,
        # Keywords are for journals: they describe the configured kind of brief, not a second one
        # made from the same file.
        keywords=brief.keywords if kind.name == brief.kind else (),
        key_numbers=_key_numbers(material) if kind.has_key_numbers else (),
        period=range_text(plan.periods[REPORTING]) if plan.is_monitoring else "",
    )


def shortened(text: str, limit: int = _SHORT_TITLE_LENGTH) -> str:
    """Return a text truncated between words to at most `limit` characters."""
    if len(text) <= limit:
        return text
    # One character less, for the ellipsis.
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _title(material: Material, user_text: UserText, kind: BriefKind) -> Prose:
    """Return the configured title, or a generated one."""
    brief = material.configuration.brief
    if brief.title and material.uses_configured_texts:
        return user_text.line(brief.title, "brief", "title")
    return kind.title(material)


def _abstract(material: Material, user_text: UserText) -> tuple[TextBlock, ...]:
    """Return the abstract; empty if it was written for another kind of brief."""
    brief = material.configuration.brief
    if not material.uses_configured_texts:
        return ()
    return user_text.blocks(brief.abstract, "brief", "abstract")


def _author(author: Author, affiliations: dict[str, str]) -> BriefAuthor:
    mark = affiliations.get(author.affiliation, "")
    return BriefAuthor(
        name=author.name,
        degrees=author.degrees,
        # A single affiliation needs no marks.
        marks=(mark,) if mark and len(affiliations) > 1 else (),
        orcid=author.orcid or "",
        email=author.email or "",
        is_corresponding=author.corresponding,
    )


def _affiliations(authors: tuple[Author, ...]) -> dict[str, str]:
    named = dict.fromkeys(item.affiliation for item in authors if item.affiliation)
    return {name: str(position) for position, name in enumerate(named, start=1)}


def _listed_affiliations(affiliations: dict[str, str]) -> tuple[Affiliation, ...]:
    has_marks = len(affiliations) > 1
    return tuple(
        Affiliation(mark=mark if has_marks else "", text=text)
        for text, mark in affiliations.items()
    )


def _key_numbers(material: Material) -> tuple[KeyNumber, ...]:
    """Return the most important key figures."""
    return tuple(map(_key_number, material.narrative.headlines[:_KEY_NUMBERS]))


def _key_number(headline: Headline) -> KeyNumber:
    """Return a number and its label, which begins with the unit if that is long."""
    value = headline.value
    if len(value) == 2 and isinstance(value[0], Number) and isinstance(value[1], Text):
        unit = value[1].text.strip()
        if len(plain_text(value)) > _LONGEST_VALUE and unit:
            return KeyNumber(value=value[:1], label=compose(f"{unit}: ", headline.label))
    return KeyNumber(value=value, label=headline.label)


def head_matter(material: Material, front: FrontMatter, *, license_url: str) -> HeadMatter:
    """Return the metadata of a brief as plain data."""
    title = plain_text(front.title)
    description = _description(front)
    report_date = material.outcomes.plan.report_date.isoformat()
    published = material.configuration.brief.history.published
    day = published.isoformat() if published else report_date
    organization = material.configuration.organization.name
    named = [("description", description), ("generator", "reportgen")]
    named += [("author", author.name) for author in front.authors]
    named += [("keywords", ", ".join(front.keywords))] if front.keywords else []
    # The report date and not today, so that the same inputs give the same bytes.
    named += [("dcterms.created", report_date), ("dcterms.modified", report_date)]
    named += [("citation_title", title)]
    for author in front.authors:
        named.append(("citation_author", author.name))
        named += [("citation_author_orcid", author.orcid)] if author.orcid else []
    named += [
        # Highwire Press tags, as read by Google Scholar, have dates with slashes.
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_publisher", organization),
        ("citation_language", material.words.language),
    ]
    return HeadMatter(
        title=title,
        description=description,
        named=tuple((key, value) for key, value in named if value),
        properties=(
            ("og:type", "article"),
            ("og:title", title),
            ("og:description", description),
            ("og:site_name", organization),
            ("article:published_time", day),
        ),
        json_ld=_json_ld(material, front, day=day, license_url=license_url),
    )


def _description(front: FrontMatter) -> str:
    words = " ".join(
        plain_text(block.children) for block in front.abstract if isinstance(block, Paragraph)
    )
    text = words or plain_text(front.standfirst)
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return text[:_DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _json_ld(
    material: Material, front: FrontMatter, *, day: str, license_url: str
) -> dict[str, object]:
    organization = material.configuration.organization.name
    found: dict[str, object] = {
        "@context": "https://schema.org",
        # Without named authors, it is a report of the organization.
        "@type": "Article" if front.authors else "Report",
        "headline": plain_text(front.title),
        "description": _description(front),
        "datePublished": day,
        "inLanguage": material.words.language,
        "author": [_person(author.name, author.orcid) for author in front.authors]
        or [{"@type": "Organization", "name": organization}],
        "publisher": {"@type": "Organization", "name": organization},
    }
    if front.keywords:
        found["keywords"] = list(front.keywords)
    if license_url:
        found["license"] = license_url
    return found


def _person(name: str, orcid: str) -> dict[str, str]:
    person = {"@type": "Person", "name": name}
    return person | ({"@id": f"https://orcid.org/{orcid}"} if orcid else {})


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
    supplement: Supplement | None,
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
        supplement=supplement,
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
