"""What WeasyPrint leaves out of a PDF that is both PDF/UA-1 and PDF/A-3a.

Found by checking probe documents with veraPDF: the identifier of PDF/UA with the schema that
PDF/A demands for it, XMP that is not compressed, and the scope of table headers. Found by
page-validation, in one file of four: a stream whose end can be read in two ways.
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


def finish(_document: Any, pdf: Any) -> None:
    """Complete a PDF that is made and not yet written; the `finisher` that WeasyPrint calls."""
    from reportgen.render.pdf.settled_objects import settle_objects

    add_header_scope(pdf)
    settle_objects(pdf)
    end_streams_clearly(pdf)


def end_streams_clearly(pdf: Any) -> None:
    """Let two characters, CR LF, stand after a stream whose own last byte is CR.

    Compressed data ends in any byte. Where that is CR, the LF before ``endstream`` makes the
    pair that may end a line as well, and a reader that takes it so counts one byte less than
    /Length says (ISO 19005-3, 6.1.7.1). Every object passes through `write_line`, those too
    that pydyf makes as it writes.
    """
    write_line = pdf.write_line

    def write(content: bytes, output: Any) -> None:
        if content.endswith(b"\r" + _END):
            content = content.removesuffix(_END) + b"\r" + _END
        write_line(content, output)

    pdf.write_line = write


def add_header_scope(pdf: Any) -> None:
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
