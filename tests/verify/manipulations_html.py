"""Ways to change what a reader of a page sees, hears or follows, and ways to change nothing.

Each is a replacement in the text of the page, the first occurrence, with the names that a finding
may have: a number, a claim, or a part of the page.
"""

from __future__ import annotations

import gzip
import quopri
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Callable

MEAN = "hours.mean.after.mean"
NUMBER = f'<data class="number" value="173.166666667" data-q="{MEAN}">173</data>'
CLAIM = '<span data-claim="hours_after_vs_before">the difference may be chance</span>'
LINK = '<a href="https://example.org/rules">'
SENTENCE = "<p>Members lent tools."
SECTION = "section-what-we-did"
FIGURE = "fig-months-hours"
BAR = 'd="M23.44 67.34H228.55V59.91H23.44Z"'
ITEM = '<li><a href="#section-what-we-did">'
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 481.89 124.72"'


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement; `names` are those that a finding may have."""

    old: str
    new: str
    names: tuple[str, ...]

    def __call__(self, page: str) -> str:
        """Return the changed page."""
        assert self.old in page, self.old
        return page.replace(self.old, self.new, 1)


def _around_number(before: str, after: str = "") -> Change:
    return Change(NUMBER, f"{before}{NUMBER}{after}", (MEAN, "text"))


def _number(new: str) -> Change:
    return Change(NUMBER, new, (MEAN, "text"))


def _in_section(new: str) -> Change:
    return Change(SENTENCE, f"{new}{SENTENCE}", (SECTION,))


def _head(new: str) -> Change:
    return Change("</head>", f"{new}</head>", ("head", "style sheet", "script"))


def _end(new: str) -> Change:
    return Change("</body>", f"{new}</body>", ("body", "script", "style sheet"))


HTML_CHANGES: dict[str, Change] = {
    "a digit": _number(NUMBER.replace(">173<", ">178<")),
    "a sign": _number(NUMBER.replace(">173<", ">−173<")),
    "a group of digits split": _number(NUMBER.replace(">173<", ">1 73<")),
    "a full value": _number(NUMBER.replace("173.166", "178.166")),
    "another binding": _number(NUMBER.replace(MEAN, "hours.mean.before.mean")),
    "a binding removed": _number("173"),
    "a number removed": _number(""),
    "a number twice": _around_number(NUMBER),
    "a comment in a number with a digit": _number(NUMBER.replace(">173<", ">17<!-- -->8<")),
    "an entity for a digit": _number(NUMBER.replace(">173<", ">17&#56;<")),
    "a full-width digit": _number(NUMBER.replace(">173<", ">17８<")),
    "a combining mark": _number(NUMBER.replace(">173<", ">173\u0338<")),
    "text turned to the left": _number(NUMBER.replace(">173<", ">\u202e371<")),
    "a direction": _number(NUMBER.replace("<data ", '<data dir="rtl" ')),
    "bdo": _around_number('<bdo dir="rtl">', "</bdo>"),
    "hidden": _around_number("<b hidden>", "</b>178"),
    "hidden but shown": _around_number('<b hidden style="display:block">178</b>'),
    "not displayed, then displayed": _around_number('<b style="display:none;display:inline">9</b>'),
    "display none in a comment": _around_number('<b style="/*display:none*/">9</b>'),
    "display none in a property": _around_number('<b style="--x:display:none">9</b>'),
    "an escaped property": _around_number(r'<b style="disp\6c ay:none">', "</b>178"),
    "zero size": _around_number('<b style="font-size:0">', "</b>178"),
    "clipped": _around_number('<b style="position:absolute;clip-path:inset(50%)">', "</b>178"),
    "moved off the page": _around_number('<b style="position:absolute;left:-9999px">', "</b>178"),
    "transparent": _around_number('<b style="color:transparent">', "</b>178"),
    "a background picture": _number(
        NUMBER.replace("<data", '<data style="background:url(data:image/png;base64,AA)"')
    ),
    "a title": _number(NUMBER.replace("<data", '<data title="in fact 178"')),
    "a spoken label": _number(NUMBER.replace("<data", '<data aria-label="178"')),
    "unspoken": _number(NUMBER.replace("<data", '<data aria-hidden="true"')),
    "a description": _number(NUMBER.replace("<data", '<data aria-describedby="evidence-note"')),
    "struck out": _around_number("<s>", "</s> 178"),
    "a label made by CSS": _number(NUMBER.replace("<data", '<data data-label="178"')),
    "a class": _number(NUMBER.replace('class="number"', 'class="number skip"')),
    "a handler": _number(NUMBER.replace("<data", '<data onfocus="this.textContent=178"')),
    "an id": _number(NUMBER.replace("<data", '<data id="outcomes"')),
    "editable": _number(NUMBER.replace("<data", '<data contenteditable="true"')),
    "a claim": Change(CLAIM, CLAIM.replace("may be chance", "is real"), ("hours_after_vs_before",)),
    "a claim with not": Change(CLAIM, f"not {CLAIM}", ("hours_after_vs_before", MEAN, "text")),
    "a link's address": Change(LINK, '<a href="https://example.com/rules">', (SECTION,)),
    "a link's target": Change(LINK, LINK.replace("<a", '<a target="_top"'), (SECTION,)),
    "a link's ping": Change(LINK, LINK.replace("<a", '<a ping="https://example.com"'), (SECTION,)),
    "a link that downloads": Change(LINK, LINK.replace("<a", "<a download"), (SECTION,)),
    "a link that runs": Change(LINK, '<a href="javascript:alert(1)">', (SECTION,)),
    "an entry of the contents": Change(ITEM, '<li><a href="#appendix-evidence">', ("text",)),
    "a word": Change("lent tools", "sold tools", (SECTION,)),
    "a space in a word": Change("lent tools", "le nt tools", (SECTION,)),
    "an element in a word": Change("lent tools", "lent <b>tools</b>", (SECTION,)),
    "a paragraph": _in_section("<p>Hours tripled.</p>"),
    "a paragraph removed": Change(
        "<p>We compare 2023 with 2022.</p>", "", ("section-further-outcomes",)
    ),
    "a picture": _in_section('<img alt="" src="data:image/png;base64,iVBORw0KGgo=">'),
    "a picture from elsewhere": _in_section('<img src="https://example.com/x.png">'),
    "a frame": _in_section('<iframe srcdoc="Hours tripled"></iframe>'),
    "an object": _in_section('<object data="data:text/plain,tripled"></object>'),
    "a drawing": _in_section("<svg><text>178</text></svg>"),
    "a formula": _in_section("<math><mn>178</mn></math>"),
    "a foreign object": Change(
        DRAWING, f"<svg><foreignObject><p>178</p></foreignObject></svg>{DRAWING}", (FIGURE,)
    ),
    "a form": _in_section('<form action="https://example.com"><input value="178"></form>'),
    "a text field": _in_section("<textarea>178</textarea>"),
    "a template": _in_section("<template shadowrootmode=open><p>178</p></template>"),
    "noscript": _in_section("<noscript><p>178</p></noscript>"),
    "details closed": _in_section("<details><summary>x</summary></details>"),
    "read differently by parsers 1": _in_section("<!--><script>document.title=1</script>-->"),
    "read differently by parsers 2": _in_section(
        "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>"
    ),
    "read differently by parsers 3": _in_section(
        "<svg><style><img src=x onerror=alert(1)></style>"
    ),
    "read differently by parsers 4": _in_section("<p/onclick=alert(1)//>x</p>"),
    "an element unclosed": _in_section("<b style='opacity:0'>"),
    "many elements deep": _in_section("<b>" * 2000 + "178" + "</b>" * 2000),
    "a bar's height": Change(BAR, 'd="M23.44 67.34H228.55V39.91H23.44Z"', (FIGURE,)),
    "a point's colour": Change(BAR, f'opacity="0" {BAR}', (FIGURE,)),
    "an axis label": Change(">200</text>", ">300</text>", (FIGURE,)),
    "a label's place": Change('x="125.99" y="19.6"', 'x="337.08" y="19.6"', (FIGURE,)),
    "a label drawn over": Change("</svg>", '<text x="125" y="19">235</text></svg>', (FIGURE,)),
    "an animation": Change(
        "</svg>", '<animate attributeName="viewBox" to="0 0 1 1"/></svg>', (FIGURE,)
    ),
    "a used drawing": Change("</svg>", '<use href="#x"/></svg>', (FIGURE,)),
    "a drawing stretched": Change(
        DRAWING, DRAWING.replace("<svg", '<svg preserveAspectRatio="none"'), (FIGURE,)
    ),
    "a description of a drawing": Change("mean 135 hours", "mean 35 hours", (FIGURE,)),
    "a cell": Change(">131</td>", ">31</td>", (FIGURE,)),
    "a cell spanning": Change('<td class="is-number">131', '<td colspan="2">131', (FIGURE,)),
    "a heading": Change("What we did</span></h2>", "What we won</span></h2>", (SECTION,)),
    "a section moved": Change(
        '<section class="section" aria-labelledby="section-what-we-did">',
        '<section class="section" style="order:9" aria-labelledby="section-what-we-did">',
        (SECTION,),
    ),
    "a handler of the page": Change(
        '<html lang="en">', '<html lang="en" onload="alert(1)">', ("page",)
    ),
    "a style of the page": Change(
        '<html lang="en">', '<html lang="en" style="filter:invert(1)">', ("page",)
    ),
    "a language": Change('<html lang="en">', '<html lang="es">', ("page",)),
    "translated": Change('<html lang="en">', '<html lang="en" translate="yes">', ("page",)),
    "no document type": Change("<!doctype html>", "", ("page",)),
    "an old document type": Change(
        "<!doctype html>", '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">', ("page",)
    ),
    "a class of the body": Change('<body class="', '<body class="x ', ("body",)),
    "a base": _head('<base href="https://example.com/">'),
    "a refresh": _head('<meta http-equiv="refresh" content="0;url=https://example.com">'),
    "a policy": _head('<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'),
    "another encoding": _head('<meta charset="utf-7">'),
    "a second style sheet": _head("<style>.number{display:none}</style>"),
    "a style sheet for a medium": _head('<style media="print">p{color:#fff}</style>'),
    "a linked style sheet": _head('<link rel="stylesheet" href="data:text/css,p{color:red}">'),
    "an icon": _head('<link rel="icon" href="https://example.com/icon.png">'),
    "a prefetch": _head('<link rel="dns-prefetch" href="//example.com">'),
    "a title of the page": Change("<title>Hours before", "<title>More hours before", ("title",)),
    "a description of the page": Change(
        'name="description" content="Volunteer hours came to 173',
        'name="description" content="Volunteer hours came to 178',
        (MEAN, "description", "head"),
    ),
    "linked data": Change('"headline":"Hours', '"headline":"More hours', ("script",)),
    "a rule": Change("</style>", "data{letter-spacing:-1em}</style>", ("style sheet",)),
    "a rule with content": Change(
        "</style>", '[data-q]::after{content:"8"}</style>', ("style sheet",)
    ),
    "a medium of the style sheet": Change("<style>", '<style media="not all">', ("style sheet",)),
    "a script": _end("<script>document.title='x'</script>"),
    "a script from elsewhere": _end('<script src="https://example.com/x.js"></script>'),
    "a module": _end('<script type="module">1</script>'),
    "data of another type": _end('<script type="importmap">{}</script>'),
    "the shipped script": Change("note.hidden = false;", "note.hidden = true;", ("script",)),
    "a line end in the script": Change(
        "// Below the number, or above it where the window ends.\n", "// Below ", ("script",)
    ),
    "text at the end": _end("178"),
    "an old comment that runs": _in_section("<!--[if lt IE 9]><p>178</p><![endif]-->"),
    "a note that is open": Change(
        'data-from="From" hidden>', 'data-from="From">178', ("evidence-note",)
    ),
    "after the end": Change("</html>", "</html><p>Hours tripled.</p>", ("body",)),
    "a PDF after the end": Change("</html>", "</html>\n%PDF-1.7\n1 0 obj", ("body",)),
}
"""Each is to be found."""


def _crlf(page: str) -> bytes:
    return page.replace("\n", "\r\n").encode()


def _wrapped(page: str) -> bytes:
    return quopri.decodestring(quopri.encodestring(page.encode()))


def _saved(page: str) -> bytes:
    comment = "<!-- saved from url=(0040)https://example.org/garden/editorial.html -->"
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">'
    page = page.replace("<!doctype html>\n", f"<!DOCTYPE html>\n{comment}\n", 1)
    return page.replace('<meta charset="utf-8">', f"{meta}\n", 1).encode()


def _focusable(page: str) -> bytes:
    return page.replace(' data-q="', ' tabindex="0" data-q="').encode()


def _pointed_at(page: str) -> bytes:
    style = 'style="left: 12.5px; top: 1200px;"'
    note = '<b style="display: block;">hours.mean</b><span style="display: block;">173</span>'
    return _focusable(
        page.replace('data-from="From" hidden>', f'data-from="From" hidden="" {style}>{note}')
    )


def _by_lxml(page: str) -> bytes:
    tree = lxml.html.document_fromstring(page)
    made: bytes = lxml.html.tostring(tree, encoding="utf-8", doctype="<!doctype html>")
    return made


def _unquoted(page: str) -> bytes:
    return re.sub(r'class="([a-z-]+)"', r"class=\1", page).encode()


def _entities(page: str) -> bytes:
    """Write letters outside of ASCII as entities; scripts have none."""
    parts = re.split("(<script.*?</script>)", page, flags=re.DOTALL)
    return b"".join(
        part.encode() if at % 2 else part.encode("ascii", "xmlcharrefreplace")
        for at, part in enumerate(parts)
    )


def _reordered(page: str) -> bytes:
    return re.sub(r'<data (class="number") (value="[^"]*")', r"<data \2 \1", page).encode()


HTML_HANDLING: dict[str, Callable[[str], bytes]] = {
    "nothing": str.encode,
    "line ends of Windows": _crlf,
    "line ends of old Macs": lambda page: page.replace("\n", "\r").encode(),
    "a byte order mark": lambda page: b"\xef\xbb\xbf" + page.encode(),
    "UTF-16": lambda page: page.encode("utf-16"),
    "UTF-16, big-endian": lambda page: b"\xfe\xff" + page.encode("utf-16-be"),
    "white space at the end": lambda page: f"{page}\n\n  \n".encode(),
    "white space before": lambda page: f"\n\n{page}".encode(),
    "no line end at the end": lambda page: page.rstrip().encode(),
    "quoted-printable by mail": _wrapped,
    "compressed and unpacked": lambda page: gzip.decompress(gzip.compress(page.encode())),
    "saved by a browser": _saved,
    "saved after its script": _focusable,
    "saved after a number was pointed at": _pointed_at,
    "written again by lxml": _by_lxml,
    "capital tags": lambda page: re.sub(
        r"<(/?)(p|td|tr|th|li|ul|section)\b", lambda tag: tag[0].upper(), page
    ).encode(),
    "quotes left out": _unquoted,
    "attributes in another order": _reordered,
    "single quotes": lambda page: re.sub(r'class="([^"\']*)"', r"class='\1'", page).encode(),
    "indented": lambda page: re.sub(
        r"\n(<(?:p|section|figure|table|tr|li)\b)", r"\n    \1", page
    ).encode(),
    "lines joined": lambda page: re.sub(
        r">\n<(p|section|tr|li|ul|figure)\b", r"><\1", page
    ).encode(),
    "a comment": lambda page: page.replace("<main", "<!-- checked -->\n<main", 1).encode(),
    "a comment at the end": lambda page: f"{page}<!-- cached -->\n".encode(),
    "optional end tags left out": lambda page: re.sub("</(?:td|tr|li)>", "", page).encode(),
    "an xmlns": lambda page: page.replace(
        "<html ", '<html xmlns="http://www.w3.org/1999/xhtml" ', 1
    ).encode(),
    "empty attributes written out": lambda page: page.replace(" hidden>", ' hidden="">').encode(),
    "NULs": lambda page: page.replace("Members lent", "Members\0 lent", 1).encode(),
    "entities": _entities,
}
"""Each is harmless."""
