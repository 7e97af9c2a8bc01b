"""Metadata for the HTML head: citation metas, Open Graph and schema.org JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import HeadMatter
from reportgen.model.prose import Paragraph, plain_text

if TYPE_CHECKING:
    from reportgen.document.brief import FrontMatter
    from reportgen.document.material import Material

# Search results and link previews truncate longer descriptions.
_DESCRIPTION = 300


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
    if len(text) <= _DESCRIPTION:
        return text
    return text[:_DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


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
