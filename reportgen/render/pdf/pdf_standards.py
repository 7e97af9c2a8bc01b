"""Complete WeasyPrint's output so that it conforms to both PDF/UA-1 and PDF/A-3a.

Missing according to veraPDF: the PDF/UA identifier with the extension schema that PDF/A
requires for it, uncompressed XMP, and the scope of table headers. According to page-validation,
in one file of four: a stream whose end is ambiguous.
"""

from __future__ import annotations

from typing import Any

_END = b"\nendstream\nendobj"
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
    """Add the PDF/UA-1 identifier to a document's XMP metadata and leave it uncompressed."""
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


def finish(_document: Any, pdf: Any, *, transcript: bytes | None = None) -> None:
    """Complete a PDF before it is written; WeasyPrint calls this as its `finisher`.

    `transcript` is the attachment that gets the fingerprints of everything else, if any.
    """
    from reportgen.render.pdf.sealed_parts import seal_parts
    from reportgen.render.pdf.settled_objects import settle_objects

    # Scopes first: settled objects can't be changed any more.
    add_header_scope(pdf)
    settle_objects(pdf)
    if transcript is not None:
        seal_parts(pdf, transcript)
    end_streams_clearly(pdf)


def end_streams_clearly(pdf: Any) -> None:
    """End a stream with CR LF if its own last byte is CR.

    Compressed data may end in any byte. If that is CR, it forms an end-of-line marker with the
    LF before ``endstream``, and a reader may count one byte less than /Length says
    (ISO 19005-3, 6.1.7.1). `write_line` is patched because every object passes through it,
    including those that pydyf creates while writing.
    """
    write_line = pdf.write_line

    def write(content: bytes, output: Any) -> None:
        if content.endswith(b"\r" + _END):
            content = content.removesuffix(_END) + b"\r" + _END
        write_line(content, output)

    pdf.write_line = write


def add_header_scope(pdf: Any) -> None:
    """Set the scope of each table header: its column or its row.

    WeasyPrint's ids of header cells are ``<table>-<row>-<column>``; row 0 heads columns.
    """
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/TH" and "ID" in item:
            row = int(_text(item["ID"]).split("-")[1])
            item["A"]["Scope"] = "/Column" if row == 0 else "/Row"


def _text(value: Any) -> str:
    """Return the text of a PDF string, whichever type holds it."""
    held = getattr(value, "string", value)
    return held.decode("ascii") if isinstance(held, bytes) else str(held).strip("()")
