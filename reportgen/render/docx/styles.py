"""Word styles, list numbering and theme, generated from the design tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.render.docx.blocks import BULLETS, FIRST_LIST, REFERENCES, TWIPS_PER_MM
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.design.tokens import Tokens

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LIST_LEVELS = 3  # deeper items use the last one
_INDENT_MM = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A paragraph style; `type` is the token of its size, `before` and `after` are in pt."""

    id: str
    name: str
    type: str
    font: str = "serif"
    color: str = "ink"
    before: float = 0
    after: float = 0
    is_bold: bool = False
    is_italic: bool = False
    keeps_next: bool = False
    level: int | None = None
    indent_mm: float = 0
    rule: str = ""
    next: str = ""
    based_on: str = "Normal"


def _styles() -> Iterator[_Style]:
    """Yield the paragraph styles, with the ids and names of built-in ones where they exist."""
    yield _Style(id="BodyText", name="Body Text", type="body", after=8)
    yield _Style(id="Masthead", name="Masthead", type="byline", font="sans", is_bold=True, after=14)
    yield _Style(id="Kicker", name="Kicker", type="byline", font="sans", color="accent", after=2)
    yield _Style(id="Title", name="Title", type="title", is_bold=True, after=8, next="BodyText")
    yield _Style(id="Subtitle", name="Subtitle", type="standfirst", color="soft", after=12)
    yield _Style(id="Byline", name="Byline", type="byline", font="sans", after=4)
    yield _Style(id="Affiliation", name="Affiliation", type="byline", font="sans", color="muted")
    yield _Style(id="Abstract", name="Abstract", type="body", after=8, indent_mm=5, rule="accent")
    yield _Style(id="Indexing", name="Indexing", type="byline", font="sans", before=4, after=4)
    yield _Style(id="KeyNumber", name="Key Number", type="byline", font="sans", before=2, after=2)
    yield from _headings()
    yield from _figures_and_tables()
    yield from _lists_and_notes()
    yield _Style(id="Header", name="header", type="running", font="sans", color="muted")
    yield _Style(id="Footer", name="footer", type="running", font="sans", color="muted")


def _figures_and_tables() -> Iterator[_Style]:
    yield _Style(id="Figure", name="Figure", type="body", before=10, keeps_next=True)
    yield _Style(
        id="Caption",
        name="caption",
        type="figure_title",
        font="sans",
        before=6,
        after=2,
        keeps_next=True,
    )
    yield _Style(id="FigureNote", name="Figure Note", type="note", font="sans", after=14)
    yield _Style(id="TableHead", name="Table Head", type="table", font="sans", is_bold=True)
    yield _Style(id="TableText", name="Table Text", type="table", font="sans")
    yield _Style(id="TableNote", name="Table Note", type="note", font="sans", before=2, after=10)


def _lists_and_notes() -> Iterator[_Style]:
    yield _Style(id="ListBullet", name="List Bullet", type="body", after=4)
    yield _Style(id="ListNumber", name="List Number", type="body", after=4)
    yield _Style(id="ListContinue", name="List Continue", type="body", after=4, indent_mm=6)
    yield _Style(id="Quote", name="Quote", type="body", is_italic=True, after=4, indent_mm=8)
    yield _Style(id="QuoteBy", name="Quote Source", type="byline", after=10, indent_mm=8)
    yield _Style(
        id="SideNote",
        name="Side Note",
        type="note",
        font="sans",
        color="soft",
        before=4,
        after=8,
        indent_mm=5,
        rule="hair",
    )
    yield _Style(id="Limits", name="Limits", type="body", after=4, indent_mm=5, rule="ink")
    yield _Style(id="Bibliography", name="Bibliography", type="byline", after=3)


def _headings() -> Iterator[_Style]:
    # The design has two sizes below the title; deeper levels differ from the second by slant.
    sizes = {1: ("heading_2", 16, 6), 2: ("heading_3", 12, 4)}
    for level in range(1, 7):
        kind, before, after = sizes.get(level, sizes[2])
        yield _Style(
            id=f"Heading{level}",
            name=f"heading {level}",
            type=kind,
            font="sans",
            before=before,
            after=after,
            is_bold=level < 3,
            is_italic=level >= 3,
            keeps_next=True,
            level=level - 1,
            next="BodyText",
        )


def styles_xml(tokens: Tokens, language: str, *, space: float = 1) -> Markup:
    """Return styles.xml; `space` is the share of the usual space above and below paragraphs."""
    return Markup(
        '<w:styles xmlns:w="{}">\n<w:docDefaults><w:rPrDefault><w:rPr>{}{}'
        '<w:lang w:val="{}" w:eastAsia="{}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>\n{}\n</w:styles>"
    ).format(
        _NAMESPACE,
        _fonts(tokens.text("font.serif")),
        _size(tokens.get("word.body")[0]),
        language,
        language,
        lines(
            (
                _NORMAL,
                *(_paragraph_style(item, tokens, space) for item in _styles()),
                *_others(tokens),
            )
        ),
    )


def _paragraph_style(item: _Style, tokens: Tokens, space: float) -> Markup:
    size, line = _type(tokens, item.type)
    # Children in the order of the schema. Spacing is in twips, 20 per pt.
    properties = lines(
        (
            Markup("<w:keepNext/>") if item.keeps_next else Markup(""),
            _rule(item, tokens),
            Markup(
                '<w:spacing w:before="{}" w:after="{}" w:line="{}" w:lineRule="atLeast"/>'
            ).format(
                *(round(20 * length) for length in (space * item.before, space * item.after, line))
            ),
            _indent(item),
            Markup('<w:outlineLvl w:val="{}"/>').format(item.level)
            if item.level is not None
            else Markup(""),
        )
    )
    look = lines(
        (
            _fonts(tokens.text(f"font.{item.font}")),
            Markup("<w:b/>") if item.is_bold else Markup(""),
            Markup("<w:i/>") if item.is_italic else Markup(""),
            _color(tokens.text(f"raw.light.{item.color}")),
            _size(size),
        )
    )
    following = Markup('<w:next w:val="{}"/>').format(item.next) if item.next else Markup("")
    return Markup(
        '<w:style w:type="paragraph" w:styleId="{}"{}><w:name w:val="{}"/>'
        '<w:basedOn w:val="{}"/>{}<w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>'
    ).format(
        item.id,
        Markup("") if item.name in _BUILT_IN else Markup(' w:customStyle="1"'),
        item.name,
        item.based_on,
        following,
        properties,
        look,
    )


def _rule(item: _Style, tokens: Tokens) -> Markup:
    if not item.rule:
        return Markup("")
    return Markup(
        '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="{}"/></w:pBdr>'
    ).format(_hex(tokens.text(f"raw.light.{item.rule}")))


def _indent(item: _Style) -> Markup:
    if not item.indent_mm:
        return Markup("")
    return Markup('<w:ind w:left="{}"/>').format(round(item.indent_mm * TWIPS_PER_MM))


def _type(tokens: Tokens, name: str) -> tuple[float, float]:
    size, line = tokens.get("word.body") if name == "body" else tokens.get(f"type.{name}.print")
    return float(size), float(line)


def _others(tokens: Tokens) -> Iterator[Markup]:
    """Yield the character styles and the table style."""
    accent = _color(tokens.text("raw.light.accent"))
    yield Markup(
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr>{}<w:u w:val="single"/></w:rPr></w:style>'
    ).format(accent)
    mono = _fonts(tokens.text("word.mono"))
    small = mono + _size(tokens.number("word.table_code"))
    for name, title, look in (("Code", "Code", mono), ("TableCode", "Table Code", small)):
        yield Markup(
            '<w:style w:type="character" w:customStyle="1" w:styleId="{}"><w:name w:val="{}"/>'
            "<w:qFormat/><w:rPr>{}</w:rPr></w:style>"
        ).format(name, title, look)
    rules = {
        name: _hex(tokens.text(f"raw.light.{color}"))
        for name, color in (("strong", "ink"), ("row", "hair"))
    }
    yield _TABLE_STYLE.format(**rules, **_rule_sizes(tokens))


def _rule_sizes(tokens: Tokens) -> dict[str, int]:
    """Return the widths of a table's rules in eighths of a point; 2 is Word's minimum."""
    names = {"table_rule": "rule.table", "head_rule": "rule.head", "row_rule": "rule.row"}
    return {name: max(2, round(8 * tokens.number(token))) for name, token in names.items()}


def numbering_xml(lists: int) -> Markup:
    """Return numbering.xml: bullets, references, and one numbering per list."""
    numbers = [f"%{level + 1}." for level in range(_LIST_LEVELS)]
    kinds = (
        _numbering(0, "bullet", ["•", "–", "•"]),
        _numbering(1, "decimal", numbers),
        _numbering(2, "decimal", numbers),
    )
    used = [(BULLETS, 0), (REFERENCES, 1), *((FIRST_LIST + place, 2) for place in range(lists))]
    return Markup('<w:numbering xmlns:w="{}">\n{}\n</w:numbering>').format(
        _NAMESPACE, lines((*kinds, *(_used_numbering(*item) for item in used)))
    )


def _numbering(number: int, form: str, texts: list[str]) -> Markup:
    levels = Markup("").join(
        Markup(
            '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{}" w:hanging="{}"/></w:pPr></w:lvl>'
        ).format(
            level,
            form,
            text,
            round((level + 1) * _INDENT_MM * TWIPS_PER_MM),
            round(_INDENT_MM * TWIPS_PER_MM),
        )
        for level, text in enumerate(texts)
    )
    return Markup(
        '<w:abstractNum w:abstractNumId="{}"><w:multiLevelType w:val="multilevel"/>{}'
        "</w:abstractNum>"
    ).format(number, levels)


def _used_numbering(number: int, kind: int) -> Markup:
    # Without an override, a list would continue the numbers of the one before.
    restart = (
        Markup('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
        if number >= FIRST_LIST
        else Markup("")
    )
    return Markup('<w:num w:numId="{}"><w:abstractNumId w:val="{}"/>{}</w:num>').format(
        number, kind, restart
    )


def _fonts(name: str) -> Markup:
    return Markup('<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:eastAsia="{0}" w:cs="{0}"/>').format(
        clean(name)
    )


def _size(points: float) -> Markup:
    return Markup('<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>').format(
        round(2 * points)  # half-points
    )


def _color(color: str) -> Markup:
    return Markup('<w:color w:val="{}"/>').format(_hex(color))


def _hex(color: str) -> str:
    return color.removeprefix("#").upper()


# Word translates these names and lists them in its menus; any other must be marked as custom.
_BUILT_IN = frozenset(
    (
        *("Body Text", "Title", "Subtitle", "caption", "List Bullet", "List Number"),
        *("List Continue", "Quote", "Bibliography", "header", "footer"),
        *(f"heading {level}" for level in range(1, 7)),
    )
)

_NORMAL = Markup(
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/><w:pPr><w:widowControl/></w:pPr></w:style>\n"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>\n'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>"
)

_TABLE_STYLE = Markup(
    '<w:style w:type="table" w:customStyle="1" w:styleId="BriefTable"><w:name w:val="Brief Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="{table_rule}" w:space="0" w:color="{strong}"/>'
    '<w:bottom w:val="single" w:sz="{table_rule}" w:space="0" w:color="{strong}"/>'
    '<w:insideH w:val="single" w:sz="{row_rule}" w:space="0" w:color="{row}"/></w:tblBorders>'
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/></w:tblCellMar>'
    '</w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="{head_rule}" w:space="0" w:color="{strong}"/></w:tcBorders>'
    '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
)


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
        _theme_font("major", tokens.text("font.sans")),
        _theme_font("minor", tokens.text("font.serif")),
        _FORMATS,
    )


def _theme_font(name: str, family: str) -> Markup:
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
