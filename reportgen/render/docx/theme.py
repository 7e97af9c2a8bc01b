"""Word theme generated from the design tokens: the colours and fonts offered in menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.render.xml_text import clean

if TYPE_CHECKING:
    from reportgen.design.tokens import Tokens

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ACCENTS = 6  # fixed by the schema


def theme_xml(tokens: Tokens) -> Markup:
    """Return theme1.xml: text colours, links in the accent colour, and chart colours."""
    colours = {
        "dk1": tokens.text("raw.light.ink"),
        "lt1": tokens.text("raw.light.white"),
        "dk2": tokens.text("raw.light.soft"),
        "lt2": tokens.text("raw.light.wash"),
    }
    charts = [str(colour) for colour in tokens.get("chart.categorical")]
    for place in range(_ACCENTS):
        colours[f"accent{place + 1}"] = charts[place % len(charts)]
    colours |= {name: tokens.text("raw.light.accent") for name in ("hlink", "folHlink")}
    entries = Markup("").join(
        Markup('<a:{0}><a:srgbClr val="{1}"/></a:{0}>').format(
            name, colour.removeprefix("#").upper()
        )
        for name, colour in colours.items()
    )
    return Markup(
        '<a:theme xmlns:a="{}" name="Brief"><a:themeElements><a:clrScheme name="Brief">{}'
        '</a:clrScheme><a:fontScheme name="Brief">{}{}</a:fontScheme>{}</a:themeElements></a:theme>'
    ).format(
        _DRAWING,
        entries,
        _font("major", tokens.text("font.sans")),
        _font("minor", tokens.text("font.serif")),
        _FORMATS,
    )


def _font(name: str, family: str) -> Markup:
    return Markup(
        '<a:{0}Font><a:latin typeface="{1}"/><a:ea typeface=""/><a:cs typeface=""/></a:{0}Font>'
    ).format(name, clean(family))


_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{_FILL}<a:prstDash val="solid"/></a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"

# The schema requires three of each, though the document uses none of them.
_FORMATS = Markup(  # noqa: S704
    f'<a:fmtScheme name="Brief"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
)
