"""Package a Word file: ZIP container, relationships, properties, header, footer and ledger."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.ledger.plain_data import to_plain
from reportgen.ledger.readers.docx import NAMESPACE
from reportgen.render.docx.prose import complex_field, run
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.document.brief import Brief
    from reportgen.render.docx.prose import DocxProse

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date of ZIP: a build reads no clock

_TYPES = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document.main+xml",
    "word/styles.xml": f"{_OFFICE}.wordprocessingml.styles+xml",
    "word/numbering.xml": f"{_OFFICE}.wordprocessingml.numbering+xml",
    "word/settings.xml": f"{_OFFICE}.wordprocessingml.settings+xml",
    "word/fontTable.xml": f"{_OFFICE}.wordprocessingml.fontTable+xml",
    "word/header1.xml": f"{_OFFICE}.wordprocessingml.header+xml",
    "word/footer1.xml": f"{_OFFICE}.wordprocessingml.footer+xml",
    "word/theme/theme1.xml": f"{_OFFICE}.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
    "customXml/itemProps1.xml": f"{_OFFICE}.customXmlProperties+xml",
}

_OF_DOCUMENT = (
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdNumbering", "numbering", "numbering.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdTheme", "theme", "theme/theme1.xml"),
    ("rIdFonts", "fontTable", "fontTable.xml"),
    ("rIdHeader", "header", "header1.xml"),
    ("rIdFooter", "footer", "footer1.xml"),
    ("rIdLedger", "customXml", "../customXml/item1.xml"),
)


def package(parts: Mapping[str, Markup | bytes]) -> bytes:
    """Return the parts as a deterministic ZIP file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # Unix, whatever system builds
            archive.writestr(entry, content if isinstance(content, bytes) else _xml(content))
    return file.getvalue()


def _xml(part: Markup) -> bytes:
    return _XML + part.encode()


def content_types() -> Markup:
    """Return [Content_Types].xml."""
    overrides = lines(
        Markup('<Override PartName="/{}" ContentType="{}"/>').format(name, kind)
        for name, kind in _TYPES.items()
    )
    return Markup(
        '<Types xmlns="{}/content-types"><Default Extension="rels" ContentType="'
        'application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="odttf" ContentType="{}.obfuscatedFont"/>\n{}\n</Types>'
    ).format(PACKAGE, _OFFICE, overrides)


def package_relations() -> Markup:
    """Return the relationships of the package: document and properties."""
    properties = f"{PACKAGE}/relationships/metadata/core-properties"
    return _relations(
        _relation("rId1", f"{RELATION}/officeDocument", "word/document.xml"),
        _relation("rId2", properties, "docProps/core.xml"),
        _relation("rId3", f"{RELATION}/extended-properties", "docProps/app.xml"),
    )


def document_relations(links: Mapping[str, str], pictures: int) -> Markup:
    """Return the relationships of the document: styles, pictures, web links."""
    fixed = [_relation(name, f"{RELATION}/{kind}", to) for name, kind, to in _OF_DOCUMENT]
    images = [
        _relation(f"rIdPicture{number}", f"{RELATION}/image", f"media/figure{number}.png")
        for number in range(1, pictures + 1)
    ]
    web = [
        _relation(name, f"{RELATION}/hyperlink", address, is_outside=True)
        for address, name in links.items()
    ]
    return _relations(*fixed, *images, *web)


def ledger_relations() -> Markup:
    """Return the relationship of the ledger part to its properties."""
    return _relations(_relation("rId1", f"{RELATION}/customXmlProps", "itemProps1.xml"))


def core_properties(brief: Brief) -> Markup:
    """Return title, authors, keywords, and the report date as date of creation."""
    created = f"{brief.report_date}T00:00:00Z"
    return Markup(
        '<cp:coreProperties xmlns:cp="{}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title>'
        "<dc:subject>{}</dc:subject><dc:creator>{}</dc:creator><cp:keywords>{}</cp:keywords>"
        "<dc:description>{}</dc:description><dc:language>{}</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">{}</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">{}</dcterms:modified>'
        "</cp:coreProperties>"
    ).format(
        PACKAGE,
        clean(brief.head.title),
        clean(brief.front.kicker),
        clean("; ".join(item.name for item in brief.front.authors) or brief.organization),
        clean("; ".join(brief.front.keywords)),
        clean(brief.head.description),
        brief.language,
        created,
        created,
    )


def app_properties(brief: Brief) -> Markup:
    """Return the application and the organization."""
    return Markup(
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>reportgen</Application><Company>{}</Company>'
        "</Properties>"
    ).format(clean(brief.organization))


def settings_xml() -> Markup:
    """Return settings.xml; compatibilityMode 15 (Word 2013) avoids the mode for old files."""
    return Markup(
        '<w:settings xmlns:w="{}"><w:embedTrueTypeFonts/><w:saveSubsetFonts/>'
        '<w:defaultTabStop w:val="720"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    ).format(WORD)


def header_xml(brief: Brief, width: int) -> Markup:
    """Return the header: the short title, and a note if the data are synthetic."""
    note = brief.words.synthetic if brief.is_synthetic else ""
    return _band("hdr", "Header", run(brief.front.short_title), run(note), width)


def footer_xml(brief: Brief, width: int) -> Markup:
    """Return the footer: organization, date, page number and number of pages."""
    pages = complex_field("PAGE", "1") + run(" / ") + complex_field("NUMPAGES", "1")
    imprint = run(f"{brief.organization} · {brief.report_date_text}")
    return _band("ftr", "Footer", imprint, pages, width)


def _band(tag: str, style: str, left: Markup, right: Markup, width: int) -> Markup:
    return Markup(
        '<w:{0} xmlns:w="{1}"><w:p><w:pPr><w:pStyle w:val="{2}"/><w:tabs>'
        '<w:tab w:val="right" w:pos="{3}"/></w:tabs></w:pPr>{4}<w:r><w:tab/></w:r>{5}</w:p></w:{0}>'
    ).format(tag, WORD, style, width, left, right)


def _relations(*entries: Markup) -> Markup:
    return Markup('<Relationships xmlns="{}/relationships">\n{}\n</Relationships>').format(
        PACKAGE, lines(entries)
    )


def _relation(name: str, kind: str, target: str, *, is_outside: bool = False) -> Markup:
    outside = Markup(' TargetMode="External"') if is_outside else Markup("")
    return Markup('<Relationship Id="{}" Type="{}" Target="{}"{}/>').format(
        name, kind, clean(target), outside
    )


# Any GUID will do; a constant one keeps files reproducible.
_STORE = "{6F1C2B5A-52D8-4C0E-9B7D-0A6E3F7C9D21}"


def ledger_xml(prose: DocxProse, transcript: str = "") -> Markup:
    """Return the part: quantities of bookmarks ``_Rg…``, claims of ``_Rc…``, the ledger.

    `transcript` is that of the finished document, as JSON. Word keeps the part and the
    bookmarks while people edit, so that a number remains verifiable until it is deleted.
    """
    numbers = lines(
        Markup('<number bookmark="_Rg{}" quantity="{}" part="{}">{}</number>').format(
            count, clean(item.quantity), item.part, clean(item.text)
        )
        for count, item in enumerate(prose.numbers, start=1)
    )
    claims = lines(
        Markup('<claim bookmark="_Rc{}" subject="{}">{}</claim>').format(
            count, clean(item.subject), clean(item.text)
        )
        for count, item in enumerate(prose.claims, start=1)
    )
    return Markup(
        '<outcomes xmlns="{}">\n<numbers>\n{}\n</numbers>\n<claims>\n{}\n</claims>\n'
        "<ledger>{}</ledger>\n<transcript>{}</transcript>\n</outcomes>"
    ).format(
        NAMESPACE,
        numbers,
        claims,
        # Indented for people who open this part; the package compresses it anyway.
        clean(json.dumps(to_plain(prose.brief.ledger), ensure_ascii=False, indent=1)),
        clean(transcript),
    )


def ledger_properties() -> Markup:
    """Return the properties of the part: its store id and namespace."""
    return Markup(
        '<ds:datastoreItem ds:itemID="{}" xmlns:ds="http://schemas.openxmlformats.org/'
        'officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{}"/>'
        "</ds:schemaRefs></ds:datastoreItem>"
    ).format(_STORE, NAMESPACE)
