"""Texts that would run as a script, or break out of where they stand, on a page that let them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from search.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAKS = (
    *("", '"', "'", '">', "'>", "</mark>", "</title>", "</script>", "</textarea></style>", "-->"),
    *("]]>", "&quot;&gt;", "`", "\\", "\u2028"),
)
_SCRIPTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "<a href=javascript:alert(1)>pont</a>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<base href=https://bad.example/>",
    "<meta http-equiv=refresh content='0;url=https://bad.example/'>",
    "<form action=https://bad.example/><button autofocus>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<mark onpointerover=alert(1)>",
    " onfocus=alert(1) autofocus tabindex=0 x=",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
)
_ENCODED = (
    *("{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "<%= alert(1) %>", "[[${7*7}]]"),
    *("&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;"),
    *(
        "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
        "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    ),
    *(
        "＜script＞alert(1)＜/script＞",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "%3Cscript%3E",
    ),
    *("<\u017fcript>alert(1)</\u017fcript>", "\x1b]8;;https://bad.example\x07", "<b>\u202e</b>"),
)
VECTORS = (*(f"{broken}{script}" for broken in _BREAKS for script in _SCRIPTS), *_ENCODED)
ADDRESSES = (
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
    ),
    *(
        "data:text/html,<script>alert(1)</script>",
        "vbscript:alert(1)",
        "//bad.example/",
        "file:///etc",
    ),
    *(
        "https:javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "http://[::1",
        "blob:null/1",
        "\\\\bad",
    ),
    *(
        'https://a.example/" onclick="alert(1)',
        "https://a.example/<script>alert(1)</script>",
        "mailto:a",
    ),
    *(
        "https://a.example/?q='><svg onload=alert(1)>",
        " javascript:alert(1)",
        "feed:javascript:alert(1)",
    ),
)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", " =1+1", '"=1+1')


def documents() -> Iterator[Document]:
    """Yield an article a vector, which stands in each of its fields."""
    for number, vector in enumerate(VECTORS):
        formula = FORMULAS[number % len(FORMULAS)]
        yield Document(
            key=f"{number}",
            title=(f"Pont {vector}", vector, f"{formula}{vector}")[number % 3],
            text=f"Un pont {vector} sur la Lorne.\n\n{vector}\n\n{formula}{vector} pont",
            date=dt.date(2024, 6, 1) + dt.timedelta(number % 30) if number % 5 else None,
            source=(vector, formula, "Le Courrier")[number % 3],
            url=ADDRESSES[number % len(ADDRESSES)] if number % 2 else f"https://a.example/{vector}",
            authors=(vector, formula),
            section=(formula, vector)[number % 2],
        )
