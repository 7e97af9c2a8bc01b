"""Custom XML part of a Word file: the ledger, and the quantity of every bookmarked number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.ledger.plain_data import to_plain
from reportgen.ledger.readers.docx import NAMESPACE
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from reportgen.render.docx.prose import DocxProse

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
