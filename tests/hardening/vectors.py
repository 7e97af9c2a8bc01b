"""Payloads that fetch an address (HOST) or read a file (SECRET)."""

from __future__ import annotations

FILE_NAMES = {
    "http": "http://HOST/a.csv",
    "https": "https://HOST/a.csv",
    "capitals": "HTTP://HOST/a.csv",
    "user-info": "http://user:word@HOST/a.csv",
    "no-scheme": "//HOST/a.csv",
    "ftp": "ftp://HOST/a.csv",
    "s3": "s3://bucket/a.csv",
    "gs": "gs://bucket/a.csv",
    "file-url": "file://SECRET",
    "file-capitals": "FILE://SECRET",
    "file-one-slash": "file:SECRET",
    "file-localhost": "file://localhostSECRET",
    "zip-url": "zip://SECRET",
    "jar-url": "jar:file://SECRET!/a",
    "data-url": "data:text/csv,month%2Cn%0A2020-01%2C1",
    "absolute": "SECRET",
    "parent": "../secret.txt",
    "deep-parent": "a/b/../../../secret.txt",
    "encoded-parent": "%2e%2e/secret.txt",
    "backslash": "..\\\\secret.txt",
    "home": "~/secret.txt",
    "variable": "$HOME/secret.txt",
    "unc": "\\\\\\\\HOST\\\\share\\\\a.csv",
    "device": "/dev/stdin",
    "descriptor": "/dev/fd/0",
    "own-memory": "/proc/self/environ",
    "link": "link.csv",
    "link-to-a-folder": "linked/secret.txt",
    "pipe": "pipe.csv",
    "null": '"a.csv\\0.txt"',
    "pattern-of-parent": "../*.txt",
    "pattern-of-link": "linked/*.txt",
    "blanks": " http://HOST/a.csv",
    "new-line": '"http://HOST/a.csv\\n"',
}

TEXTS = (
    "![a](http://HOST/t1.png)",
    "![a](file://SECRET)",
    "![a][r]\n\n[r]: http://HOST/t2.png",
    "<img src='http://HOST/t3.png'>",
    "<img srcset='http://HOST/t4.png 2x'>",
    "<link rel=attachment href='file://SECRET'>",
    "<link rel=stylesheet href='http://HOST/t5.css'>",
    "<style>@import url(http://HOST/t6.css)</style>",
    "<style>@font-face{font-family:x;src:url(http://HOST/t7.woff)}*{font-family:x}</style>",
    "<p style='background:url(http://HOST/t8.png)'>a</p>",
    "<svg><image href='http://HOST/t9.png'/></svg>",
    "<svg><use href='http://HOST/t10.svg#a'/></svg>",
    "<iframe src='http://HOST/t11'></iframe>",
    "<object data='http://HOST/t12'></object>",
    "<embed src='http://HOST/t13'>",
    "<meta http-equiv=refresh content='0;url=http://HOST/t14'>",
    "<base href='http://HOST/'>",
    "<script src='http://HOST/t15.js'></script>",
    "<video poster='http://HOST/t16.png'></video>",
    "<input type=image src='http://HOST/t17.png'>",
    "<body background='http://HOST/t18.png'>",
    "<xml:include href='file://SECRET'/>",
    "<!--#include file='SECRET'-->",
    "<?php include('SECRET') ?>",
    "[a](javascript:fetch('http://HOST/t19'))",
    "[a](JaVaScRiPt:fetch%28'http://HOST/t20'%29)",
    "[a](data:text/html,<script>fetch('http://HOST/t21')</script>)",
    "[a](vbscript:x) and [b](file://SECRET)",
    "<a href='java\tscript:alert(1)'>a</a>",
    "\\input{SECRET} $\\includegraphics{http://HOST/t22}$",
    "&lt;img src=http://HOST/t23&gt; &#60;script&#62;",
    "]]><x/> <![CDATA[<img src=http://HOST/t24>",
    "'; fetch('http://HOST/t25'); //</script><script>",
)

LOGOS = {
    "image": "<image href='http://HOST/l1.png' width='9' height='9'/>",
    "image-xlink": "<image xlink:href='file://SECRET' width='9' height='9'/>",
    "use-outside": "<use href='http://HOST/l2.svg#a'/>",
    "script": "<script href='http://HOST/l3.js'/><script>fetch('http://HOST/l4')</script>",
    "handler": "<rect width='9' height='9' onload=\"fetch('http://HOST/l5')\"/>",
    "foreign": "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' "
    "src='http://HOST/l6'/></foreignObject>",
    "style-import": "<style>@import url(http://HOST/l7.css);</style>",
    "style-attribute": "<rect width='9' height='9' style='fill:url(http://HOST/l8.svg#a)'/>",
    "fill": "<rect width='9' height='9' fill='url(http://HOST/l9.svg#a)'/>",
    "two-fills": "<rect width='9' height='9' style='fill:url(#a);mask:url(http://HOST/l9b#a)'/>",
    "filter": "<filter id='f'><feImage href='http://HOST/l10.png'/></filter>"
    "<rect width='9' height='9' filter='url(#f)'/>",
    "escaped-url": "<rect width='9' height='9' style='fill:u\\72l(http://HOST/l10b#a)'/>",
    "animation": "<rect width='9' height='9'><set attributeName='href' "
    "to='http://HOST/l11'/></rect>",
    "link": "<a href='javascript:fetch(1)'><rect width='9' height='9'/></a>",
    "metadata": "<metadata><x:include xmlns:x='http://www.w3.org/2001/XInclude' "
    "href='file://SECRET'/></metadata>",
}

REFUSED_LOGOS = {
    "xxe": "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file://SECRET'>]>"
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>&x;</text></svg>",
    "remote-dtd": "<!DOCTYPE svg SYSTEM 'http://HOST/d.dtd'>"
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>",
    "laughs": "<!DOCTYPE svg [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;'>]>"
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>&b;</text></svg>",
    "doubled": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
    "<g id='u0'><rect width='1' height='1'/></g>"
    + "".join(
        f"<g id='u{n}'><use href='#u{n - 1}'/><use href='#u{n - 1}'/></g>" for n in range(1, 26)
    )
    + "</svg>",
    "masks": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><mask id='m0'/>"
    + "".join(
        f"<mask id='m{n}'><rect mask='url(#m{n - 1})'/><rect mask='url(#m{n - 1})'/></mask>"
        for n in range(1, 26)
    )
    + "<rect mask='url(#m25)'/></svg>",
    "cycle": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
    "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g></svg>",
    "deep": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
    + "<g>" * 900
    + "</g>" * 900
    + "</svg>",
    "many": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
    + "<g/>" * 21_000
    + "</svg>",
    "html": "<html><body><script>1</script></body></html>",
    "eps": "%!PS-Adobe-3.0 EPSF-3.0\n(SECRET) run\n",
    "wide-png": "",
}

PAGES = {
    "img": "<img src='http://HOST/p1.png' alt='a'>",
    "img-file": "<img src='file://SECRET' alt='a'>",
    "img-file-capitals": "<img src='FILE://SECRET' alt='a'>",
    "img-one-slash": "<img src='file:SECRET' alt='a'>",
    "img-no-scheme": "<img src='//HOST/p2.png' alt='a'>",
    "img-relative": "<img src='../../secret.txt' alt='a'>",
    "img-tab": "<img src='ht\ttp://HOST/p3.png' alt='a'>",
    "img-entity": "<img src='&#104;ttp://HOST/p4.png' alt='a'>",
    "srcset": "<img srcset='http://HOST/p5.png 2x' src='' alt='a'>",
    "object": "<object data='http://HOST/p6.png'></object>",
    "embed": "<embed src='http://HOST/p7.png'>",
    "iframe": "<iframe src='http://HOST/p8'></iframe>",
    "stylesheet": "<link rel=stylesheet href='http://HOST/p9.css'>",
    "preload": "<link rel=preload href='http://HOST/p10.woff'>",
    "prefetch": "<link rel=dns-prefetch href='//HOST'>",
    "attachment": "<link rel=attachment href='http://HOST/p11'>",
    "attachment-file": "<link rel=attachment href='file://SECRET'>",
    "attachment-anchor": "<a rel=attachment href='file://SECRET'>a</a>",
    "style-import": "<style>@import 'http://HOST/p12.css';</style>",
    "style-import-url": "<style>@import url(//HOST/p13.css);</style>",
    "font-face": "<style>@font-face{font-family:z;src:url(http://HOST/p14.woff)}p{font-family:z}"
    "</style><p>a</p>",
    "background": "<p style='background:url(http://HOST/p15.png)'>a</p>",
    "escaped-background": r"<p style='background:\75 rl(http://HOST/p16.png)'>a</p>",
    "content": "<style>p::before{content:url(http://HOST/p17.png)}</style><p>a</p>",
    "list-image": "<ul style='list-style-image:url(file://SECRET)'><li>a</ul>",
    "cursor": "<p style='cursor:url(http://HOST/p18.cur),auto'>a</p>",
    "image-set": "<p style='background:image-set(\"http://HOST/p19.png\" 1x)'>a</p>",
    "variable": "<style>:root{--a:url(http://HOST/p20.png)}p{background:var(--a)}</style><p>a</p>",
    "svg-image": "<svg><image href='http://HOST/p21.png' width='9' height='9'/></svg>",
    "svg-xlink": "<svg><image xlink:href='file://SECRET' width='9' height='9'/></svg>",
    "svg-use": "<svg><use href='http://HOST/p22.svg#a'/></svg>",
    "svg-fill": "<svg><rect fill='url(http://HOST/p23.svg#a)' width='9' height='9'/></svg>",
    "svg-filter": "<svg><filter><feImage href='http://HOST/p24.png'/></filter></svg>",
    "svg-script": "<svg><script href='http://HOST/p25.js'/></svg>",
    "data-svg": "<img alt='a' src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'"
    "%3E%3Cscript%3E1%3C/script%3E%3C/svg%3E\" onerror='x()'>",
    "data-html": "<a href='data:text/html,<script>1</script>'>a</a>",
    "javascript": "<a href='javascript:alert(1)'>a</a>",
    "javascript-tab": "<a href='java\tscript:alert(1)'>a</a>",
    "javascript-entity": "<a href='&#1;javascript&colon;alert(1)'>a</a>",
    "vbscript": "<a href='vbscript:x'>a</a>",
    "file-link": "<a href='file://SECRET'>a</a>",
    "area": "<map><area href='javascript:x' alt='a'></map>",
    "svg-link": "<svg><a xlink:href='javascript:x'><rect width='9' height='9'/></a></svg>",
    "svg-animated-link": "<svg><a><animate attributeName='href' values='javascript:x'/></a></svg>",
    "script": "<script>fetch('http://HOST/p26')</script>",
    "script-open": "<script>fetch('http://HOST/p27')",
    "script-src": "<script src='http://HOST/p28.js'></script>",
    "script-module": "<script type=module>import 'http://HOST/p29.js'</script>",
    "handler": "<p onclick='x()'>a</p>",
    "handler-body": "<body onload='x()'>",
    "handler-svg": "<svg onload='x()'></svg>",
    "form": "<form action='http://HOST/p30'><button>a</button></form>",
    "formaction": "<button formaction='http://HOST/p31'>a</button>",
    "refresh": "<meta http-equiv=refresh content='0;url=http://HOST/p32'>",
    "base": "<base href='http://HOST/'>",
    "srcdoc": "<iframe srcdoc='<script>1</script>'></iframe>",
    "ping": "<a href='https://example.org' ping='http://HOST/p33'>a</a>",
    "poster": "<video poster='http://HOST/p34.png'></video>",
    "audio": "<audio src='http://HOST/p35'></audio>",
    "table-background": "<table background='http://HOST/p36.png'><tr><td>a</table>",
    "manifest": "<html manifest='http://HOST/p37'>",
}

SHEETS = {
    "import": "@import 'http://HOST/s1.css';",
    "import-url": "@import url(http://HOST/s2.css);",
    "import-capitals": "@IMPORT url(http://HOST/s3.css);",
    "background": "p { background: url(http://HOST/s4.png) }",
    "quoted": "p { background: url('http://HOST/s5.png') }",
    "no-scheme": "p { background: url(//HOST/s6.png) }",
    "relative": "p { background: url(secret.png) }",
    "file": "p { background: url(file://SECRET) }",
    "escaped": r"p { background: \75\72\6c(http://HOST/s7.png) }",
    "font": "@font-face { font-family: z; src: url(http://HOST/s8.woff) }",
    "nested": "@media print { p { & b { content: url(http://HOST/s9.png) } } }",
    "variable": ":root { --x: url(http://HOST/s10.png) }",
    "image-set": "p { background: image-set('http://HOST/s11.png' 1x) }",
    "page": "@page { background: url(http://HOST/s12.png) }",
    "namespace": "@namespace url(http://HOST/s13);",
    "data-html": "p { background: url('data:text/html,<script>') }",
}
