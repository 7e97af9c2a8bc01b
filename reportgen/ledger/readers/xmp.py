"""Read the XMP metadata of a PDF, which search engines and archives use."""

from __future__ import annotations

import re

_PACKET = re.compile(rb"<\?xpacket begin=.*?<\?xpacket end=", re.DOTALL)
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_KEYWORDS = "{http://ns.adobe.com/pdf/1.3/}Keywords"
_FIELDS = {"title": f"{_DC}title", "author": f"{_DC}creator", "description": f"{_DC}description"}


def read_xmp(data: bytes) -> dict[str, str]:
    """Return the title, author, description and keywords in a PDF's XMP packet, if present.

    Parameters
    ----------
    data : bytes
        A whole PDF. Its packet is never compressed, so a plain search finds it.
    """
    from lxml import etree

    found: dict[str, str] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    for match in _PACKET.finditer(data):
        packet = match.group()
        inside = packet[packet.index(b"?>") + 2 : packet.rindex(b"<?xpacket end=")]
        try:
            root = etree.fromstring(inside.strip(), parser)
        except etree.XMLSyntaxError:
            root = None
        if root is None:
            found["title"] = "an XMP packet that can't be read"
            continue
        for name, tag in _FIELDS.items():
            items = [
                item.text or "" for field in root.iter(tag) for item in field.iter(f"{_RDF}li")
            ]
            if items:
                found[name] = ", ".join(items)
        for field in root.iter(_KEYWORDS):
            found["keywords"] = field.text or ""
    return found
