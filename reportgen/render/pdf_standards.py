"""What WeasyPrint leaves out of a PDF that is both PDF/UA-1 and PDF/A-3a.

Found by checking probe documents with veraPDF: the identifier of PDF/UA with the schema that
PDF/A demands for it, XMP that is not compressed, and the scope of table headers.
"""

from __future__ import annotations

from typing import Any

_ACCESSIBLE = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def identify_as_accessible(document: Any) -> None:
    """Make a laid-out document say in its XMP that it is PDF/UA-1 as well, uncompressed."""
    metadata = document.metadata
    make_rdf = metadata.generate_rdf_metadata
    include = metadata.include_in_pdf

    def with_identifier(*arguments: Any) -> bytes:
        text = make_rdf(*arguments).decode("utf-8")
        end = text.rindex("</rdf:RDF>")
        return f"{text[:end]}{_ACCESSIBLE}{text[end:]}".encode()

    def uncompressed(
        pdf: Any, variant: Any, version: Any, conformance: Any, _compress: Any
    ) -> None:
        include(pdf, variant, version, conformance, False)

    metadata.generate_rdf_metadata = with_identifier
    metadata.include_in_pdf = uncompressed


def add_header_scope(_document: Any, pdf: Any) -> None:
    """Say of each table header whether it heads its column or its row.

    WeasyPrint names header cells ``<table>-<row>-<column>``: those of row 0 head columns.
    """
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/TH" and "ID" in item:
            row = int(_text(item["ID"]).split("-")[1])
            item["A"]["Scope"] = "/Column" if row == 0 else "/Row"


def _text(value: Any) -> str:
    """Return the characters of a PDF string, however it is held."""
    held = getattr(value, "string", value)
    return held.decode("ascii") if isinstance(held, bytes) else str(held).strip("()")
