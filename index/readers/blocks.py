"""HTML as paragraphs: the text of each block, one line each.

For fragments, as feeds and databases hold them; whole pages go through `html.py` first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no annotations
from lxml.html import (  # type: ignore[import-untyped]
    HtmlElement,
    HTMLParser,
    document_fromstring,
)

from index.readers.characters import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

Element: TypeAlias = HtmlElement

# Those of HTML, and the names that trafilatura gives to headings, lists and quotes.
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul quote head item list row cell"
)
_UNSEEN_TAGS = "script style noscript template iframe svg head title button select"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_TAGS = re.compile(r"</(?:p|div|span|h[1-6]|strong|em|b|i|a|li|ul)>|<br ?/?>|<p[ >]", re.I)
_ENTITIES = re.compile(
    r"&(?:nbsp|amp|quot|laquo|raquo|rsquo|[a-z]{1,2}(?:acute|grave|circ|cedil)|#\d+);"
)
_BREAK = "\x1e"
_SOURCE_BLANKS = re.compile(r"[\r\n\t\x1e]+")
# Deeper trees than any page needs are how a parser's stack is attacked.
_PARSER_OPTIONS = {
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def looks_like_html(text: str) -> bool:
    """Tell whether a field's text is HTML rather than text that speaks of it."""
    return _TAGS.search(text) is not None or _ENTITIES.search(text) is not None


def parse_html(text: str) -> Element | None:
    """Return the tree of a page or fragment, None if there is nothing to parse.

    No network is used, and comments are dropped.
    """
    parser = HTMLParser(encoding="utf-8", **_PARSER_OPTIONS)
    # Bytes, because lxml refuses a text that declares an encoding.
    data = text.encode("utf-8", "replace")
    try:
        return document_fromstring(data, parser=parser) if text.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _pieces(element: Element, unseen: frozenset[str]) -> Iterator[str]:
    r"""Yield the text of a tree in order, a break sign at each block's edge, `\\n` for br.

    Iterative: the depth of a page is the page's choice.
    """
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        seen = node.tag not in unseen
        if event == "start":
            yield _BREAK if node.tag in _BLOCKS else ""
            yield _source_spaces(node.text or "") if seen else ""
            continue
        yield _BREAK if node.tag in _BLOCKS else "\n" if node.tag in ("br", "lb") else ""
        if node is not element:
            yield _source_spaces(node.tail or "")


def element_paragraphs(element: Element, unseen: frozenset[str] = _UNSEEN) -> list[str]:
    """Return the paragraphs of a tree: a block's text is one, and two line breaks part two.

    Args:
        element: any element.
        unseen: tags whose own text is not shown.
    """
    text = "".join(_pieces(element, unseen))
    blocks = re.split(rf"[{_BREAK}]|\n(?:[ \t]*\n)+", text)
    return [paragraph for block in blocks if (paragraph := one_line(block))]


def _source_spaces(text: str) -> str:
    """Return a text node with its line ends as spaces: in HTML only br breaks a line."""
    return _SOURCE_BLANKS.sub(" ", text)


def paragraphs_of_html(fragment: str) -> list[str]:
    """Return the paragraphs of a fragment of HTML."""
    tree = parse_html(fragment)
    return [] if tree is None else element_paragraphs(tree)
