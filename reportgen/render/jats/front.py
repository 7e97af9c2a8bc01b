"""Front matter as JATS: the metadata that journals' systems read."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.prose_walk import front_prose, inlines, section_prose
from reportgen.edition.edition import digest
from reportgen.model.prose import Number
from reportgen.render.embedded_evidence import ledger_bytes
from reportgen.render.jats.prose import VOCABULARY, JatsProse
from reportgen.render.jats.references import name_parts, name_xml
from reportgen.render.prose_marks import unreferenced
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.brief import Brief, BriefAuthor, Finding
    from reportgen.model.prose import Prose

FUNDING = "back-funding"

# A registrant of four to nine digits, as Crossref recommends to match; no punctuation at the end.
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"]*[^\s<>\".,;)]")
_YEAR = re.compile(r"\b(1[89]|20|21)\d\d\b")
# Keys of the configuration to the values that JATS suggests for `date-type`.
_HISTORY = (("submitted", "received"), ("accepted", "accepted"))


def journal_meta(brief: Brief) -> Markup:
    """Return the publisher; the ISSN, which JATS requires, is empty: a brief is not a journal."""
    return Markup(
        '<journal-meta>\n<journal-id journal-id-type="publisher-id">{}</journal-id>\n'
        "<journal-title-group><journal-title>{}</journal-title></journal-title-group>\n<issn/>\n"
        "<publisher><publisher-name>{}</publisher-name></publisher>\n</journal-meta>"
    ).format(clean(organization_id(brief)), clean(brief.organization), clean(brief.organization))


def organization_id(brief: Brief) -> str:
    """Return the organization's id, or its short name if the ledger has no id."""
    name = brief.ledger.organization.id if brief.ledger is not None else ""
    return name or brief.short_name


def article_meta(brief: Brief, prose: JatsProse) -> Markup:
    """Return identifiers, title, people, dates, rights, abstracts and keywords, in DTD order."""
    return Markup("<article-meta>\n{}\n</article-meta>").format(
        lines(
            (
                *_identifiers(brief),
                _categories(brief),
                Markup("<title-group><article-title>{}</article-title></title-group>").format(
                    prose.inline(brief.front.title)
                ),
                *_people(brief),
                *_dates(brief),
                _permissions(brief),
                *_abstracts(brief, prose),
                _keywords(brief),
                _funding(brief, prose),
                _custom_meta(brief),
            )
        )
    )


def _identifiers(brief: Brief) -> Iterator[Markup]:
    own = f"{organization_id(brief)}-{brief.kind}-{brief.report_date}"
    yield Markup('<article-id pub-id-type="publisher-id">{}</article-id>').format(clean(own))
    doi = _DOI.search(brief.front.citation)
    if doi:
        yield Markup('<article-id pub-id-type="doi">{}</article-id>').format(clean(doi.group()))


def _categories(brief: Brief) -> Markup:
    groups = [("heading", brief.front.kicker)]
    groups += [("data", brief.words.synthetic)] if brief.is_synthetic else []
    return Markup("<article-categories>{}</article-categories>").format(
        Markup("").join(
            Markup('<subj-group subj-group-type="{}"><subject>{}</subject></subj-group>').format(
                kind, clean(subject)
            )
            for kind, subject in groups
            if subject
        )
    )


def _people(brief: Brief) -> Iterator[Markup]:
    front = brief.front
    places = lines(
        Markup('<aff id="aff-{}">{}{}</aff>').format(
            position,
            Markup("<label>{}</label>").format(clean(item.mark)) if item.mark else "",
            clean(item.text),
        )
        for position, item in enumerate(front.affiliations, start=1)
    )
    people = lines(_author(item, position) for position, item in enumerate(front.authors, start=1))
    if people:
        yield Markup('<contrib-group content-type="authors">\n{}\n</contrib-group>').format(
            lines((people, places))
        )
    if brief.back.edited_by:
        yield Markup(
            '<contrib-group content-type="editors"><contrib contrib-type="editor">{}</contrib>'
            "</contrib-group>"
        ).format(_name(brief.back.edited_by))
    yield _author_notes(brief)


def _author(author: BriefAuthor, position: int) -> Markup:
    parts = []
    if author.orcid:
        parts.append(
            Markup('<contrib-id contrib-id-type="orcid">https://orcid.org/{}</contrib-id>').format(
                author.orcid
            )
        )
    parts.append(_name(author.name))
    if author.degrees:
        parts.append(Markup("<degrees>{}</degrees>").format(clean(author.degrees)))
    parts += [
        Markup('<xref ref-type="aff" rid="aff-{0}">{0}</xref>').format(mark)
        for mark in author.marks
    ]
    if author.is_corresponding:
        parts.append(Markup('<xref ref-type="corresp" rid="cor-{}"/>').format(position))
    corresponding = Markup(' corresp="yes"') if author.is_corresponding else ""
    return Markup('<contrib contrib-type="author"{}>{}</contrib>').format(
        corresponding, Markup("").join(parts)
    )


def _name(name: str) -> Markup:
    return name_xml(*name_parts(name))


def _author_notes(brief: Brief) -> Markup:
    notes = lines(
        Markup('<corresp id="cor-{}">{}: {}{}</corresp>').format(
            position,
            clean(brief.words.corresponding),
            clean(item.name),
            Markup(", <email>{}</email>").format(clean(item.email)) if item.email else "",
        )
        for position, item in enumerate(brief.front.authors, start=1)
        if item.is_corresponding
    )
    return Markup("<author-notes>\n{}\n</author-notes>").format(notes) if notes else notes


def _dates(brief: Brief) -> Iterator[Markup]:
    """Yield the dates, and between them the supplement: the DTD prescribes this order."""
    published = brief.back.dates.get("published", brief.report_date)
    yield Markup(
        '<pub-date publication-format="electronic" date-type="pub" iso-8601-date="{}">{}</pub-date>'
    ).format(published, _day(published))
    if brief.back.supplement is not None:
        yield Markup(
            '<supplementary-material mimetype="text" mime-subtype="csv" xlink:href="{}"/>'
        ).format(brief.back.supplement.file)
    history = [
        Markup('<date date-type="{}" iso-8601-date="{}">{}</date>').format(
            kind, brief.back.dates[name], _day(brief.back.dates[name])
        )
        for name, kind in _HISTORY
        if name in brief.back.dates
    ]
    if history:
        yield Markup("<history>\n{}\n</history>").format(lines(history))


def _day(iso: str) -> Markup:
    day = date.fromisoformat(iso)
    return Markup("<day>{}</day><month>{}</month><year>{}</year>").format(
        f"{day.day:02d}", f"{day.month:02d}", day.year
    )


def _permissions(brief: Brief) -> Markup:
    back = brief.back
    parts = []
    if back.copyright:
        parts.append(
            Markup("<copyright-statement>{}</copyright-statement>").format(clean(back.copyright))
        )
        year = _YEAR.search(back.copyright)
        parts += (
            [Markup("<copyright-year>{}</copyright-year>").format(year.group())] if year else []
        )
    if back.license:
        address = Markup(' xlink:href="{}"').format(back.license_url) if back.license_url else ""
        parts.append(
            Markup("<license{}><license-p>{}</license-p></license>").format(
                address, clean(f"{brief.words.license}: {back.license}")
            )
        )
    return Markup("<permissions>{}</permissions>").format(lines(parts)) if parts else Markup("")


def _abstracts(brief: Brief, prose: JatsProse) -> Iterator[Markup]:
    front = brief.front
    if front.abstract:
        yield Markup("<abstract>\n{}\n</abstract>").format(prose.paragraphs(front.abstract))
    if front.standfirst:
        yield Markup('<abstract abstract-type="teaser">\n<p>{}</p>\n</abstract>').format(
            prose.inline(front.standfirst)
        )
    findings = _printed_findings(brief)
    if findings:
        items = lines(
            Markup("<list-item><p>{}</p></list-item>").format(prose.inline(item.text))
            for item in findings
        )
        yield _typed_abstract("plain-language-summary", brief.words.plain_language, items)
    if front.key_numbers:
        items = lines(
            Markup("<list-item><p><bold>{}</bold> {}</p></list-item>").format(
                prose.inline(item.value), prose.inline(item.label)
            )
            for item in front.key_numbers
        )
        yield _typed_abstract("key-points", brief.words.at_a_glance, items)


def _printed_findings(brief: Brief) -> tuple[Finding, ...]:
    """Return the plain-language findings all of whose numbers the brief itself prints."""
    sections = (*brief.sections, *brief.back.sections, *brief.back.appendices)
    proses = (*front_prose(brief.front), *section_prose(sections))
    printed = {number for prose in proses for number in _numbers(prose)}
    return tuple(item for item in brief.findings if _numbers(item.text) <= printed)


def _numbers(words: Prose) -> set[tuple[str, str, str]]:
    return {
        (item.quantity, item.part, item.text) for item in inlines(words) if isinstance(item, Number)
    }


def _typed_abstract(kind: str, title: str, items: Markup) -> Markup:
    return Markup(
        '<abstract abstract-type="{}">\n<title>{}</title>\n<p><list list-type="bullet">\n{}\n'
        "</list></p>\n</abstract>"
    ).format(kind, clean(title), items)


def _keywords(brief: Brief) -> Markup:
    words = [Markup("<kwd>{}</kwd>").format(clean(item)) for item in brief.front.keywords]
    if not words:
        return Markup("")
    return Markup('<kwd-group kwd-group-type="author">{}</kwd-group>').format(
        Markup("").join(words)
    )


def _funding(brief: Brief, prose: JatsProse) -> Markup:
    statements = [
        prose.inline(unreferenced(brief, words))
        for words in section_prose(item for item in brief.back.sections if item.anchor == FUNDING)
    ]
    if not statements:
        return Markup("")
    return Markup(
        "<funding-group><funding-statement>{}</funding-statement></funding-group>"
    ).format(Markup(" ").join(statements))


def _custom_meta(brief: Brief) -> Markup:
    """Return the custom metadata that link the article to its ledger."""
    entries = (
        ("reportgen-outcomes", VOCABULARY),
        ("reportgen-outcomes-sha256", digest(ledger_bytes(brief))),
        ("reportgen-synthetic", "true" if brief.is_synthetic else "false"),
        ("citation", brief.front.citation),
    )
    return Markup("<custom-meta-group>\n{}\n</custom-meta-group>").format(
        lines(
            Markup(
                "<custom-meta><meta-name>{}</meta-name><meta-value>{}</meta-value></custom-meta>"
            ).format(name, clean(value))
            for name, value in entries
            if value
        )
    )
