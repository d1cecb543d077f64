"""Cutting out of a page's tree what is not its article, before its text is extracted.

Three general signs: what a block is called (class, id, role), what it is headed ("À lire aussi"),
and how much of it is links to other pages. A block that holds a good part of the page's prose is
never cut, whatever it is called: themes name their body "content-with-comments".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeAlias

from index.readers.blocks import Element
from index.readers.characters import one_line
from index.readers.headline import headline_key
from index.readers.leftovers import (
    is_block_heading,
    is_never_subhead,
    is_prose,
    leftover_rule,
)
from index.readers.page_names import named_rule

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KEPT = frozenset(("html", "body", "head", "main", "article", "h1", "table", "tbody", "tr", "td"))
_TEXT_TAGS = (
    "p div span li ul ol section aside q blockquote h2 h3 h4 h5 h6 a time small strong em b i"
)
_TEXT_BLOCKS = frozenset(_TEXT_TAGS.split())
_PROSE_NODE = 60
_MOST_PROSE = 0.25
_SHORT = 400
# Prose that a block may always lose: a brief's page has little, and boxes as much.
_LEAST = 150
_LONGEST_TEASER = 600
_LINK_SHARE = 0.6
_UNCOUNTED = frozenset(("navigation", "hidden"))

Rule: TypeAlias = Callable[[Element], "str | None"]


def _prose(element: Element) -> int:
    """Return how many characters of prose a block holds: its text nodes of some length."""
    lengths = (len(text.strip()) for text in element.itertext())
    return sum(length for length in lengths if length > _PROSE_NODE)


def _link_share(element: Element, length: int) -> float:
    """Return the part of a block's text that is links."""
    linked = sum(len(one_line(link.text_content())) for link in element.iter("a"))
    return linked / length if length else 0.0


def _worded(element: Element) -> str | None:
    """Return the rule by which the whole text of a small block is a leftover."""
    if element.tag not in _TEXT_BLOCKS:
        return None
    # Measured without copying first: most blocks of a page are far larger.
    length = sum(len(text) for text in element.itertext())
    if not 0 < length <= 2 * _SHORT:
        return None
    text = one_line(element.text_content())
    return leftover_rule(text) if text else None


def _list_of_links(element: Element) -> bool:
    """Tell whether a block is a list of links to other pages: three and more, little else."""
    if element.tag not in ("ul", "ol", "div", "section", "aside", "p", "td", "center"):
        return False
    links = sum(1 for _ in element.iter("a"))
    if links < 3 and element.tag != "p":
        return False
    text = one_line(element.text_content())
    if element.tag == "p":
        return links > 0 and len(text) > 25 and _link_share(element, len(text)) > 0.95
    return _link_share(element, len(text)) > 0.8 and len(text) / links < 250


def _is_teaser(element: Element, headline: str) -> bool:
    """Tell whether a heading is wholly a link, as that of another article's teaser is.

    The article's own heading may link to its own page.
    """
    if element.tag not in _HEADINGS:
        return False
    text = one_line(element.text_content())
    parent = element.getparent()
    linked = _link_share(element, len(text)) > 0.9 or (
        parent is not None and parent.tag == "a" and text != ""
    )
    key = headline_key(text)
    return linked and key not in headline and headline not in key


def _heads_prose(heading: Element) -> bool:
    """Tell whether a heading is followed by a paragraph that is not links: it may be a subhead."""
    following = heading.getnext()
    if following is None or following.tag not in ("p", "div", "blockquote", "section"):
        return False
    text = one_line(following.text_content())
    return is_prose(text) and _link_share(following, len(text)) < _LINK_SHARE


class Pruning:
    """One page's tree, and what was cut out of it."""

    def __init__(self, body: Element, headline: str) -> None:
        """Prepare to cut blocks out of `body`, the page of the article with this headline."""
        self.removed: Counter[str] = Counter()
        self._body = body
        self._headline = headline_key(headline) or "\0"
        self._most = max(_prose(body) * _MOST_PROSE, _LEAST)

    def prune(self) -> None:
        """Cut out what is not the article."""
        self._cut_by(lambda element: named_rule(element) if element.tag not in _KEPT else None)
        self._cut_by(_worded)
        self._cut_headed()
        self._cut_by(lambda element: "related" if _list_of_links(element) else None)
        self._cut_teasers()

    def _cut_by(self, rule_of: Rule) -> None:
        """Cut each block that a rule names, but those with much of the page's prose."""
        for element in self._elements():
            rule = rule_of(element)
            if rule and _prose(element) < self._most and not self._holds_headline(element):
                self._cut(element, rule)

    def _elements(self) -> Iterator[Element]:
        """Yield the page's elements, outer before inner; what is cut meanwhile is passed over."""
        waiting = [*reversed(self._body)]
        while waiting:
            element = waiting.pop()
            if isinstance(element.tag, str) and self._attached(element):
                yield element
                if element.getparent() is not None:
                    waiting.extend(reversed(element))

    def _attached(self, element: Element) -> bool:
        """Tell whether an element is still in the page."""
        return any(outer is self._body for outer in element.iterancestors())

    def _holds_headline(self, element: Element) -> bool:
        """Tell whether a block has the article's h1 in it."""
        return any(headline_key(h.text_content()) == self._headline for h in element.iter("h1"))

    def _cut(self, element: Element, rule: str) -> None:
        """Take a block out; the text after it stays."""
        # A page's menus were never part of a text: to count them would say nothing.
        if rule not in _UNCOUNTED and one_line(element.text_content()):
            self.removed[rule] += 1
        element.drop_tree()

    def _cut_headed(self) -> None:
        """Cut headings such as "À lire aussi" and what they head: their block, or links after."""
        for element in self._elements():
            if element.tag in _KEPT or sum(1 for _ in islice(element.iter(), 7)) > 6:
                continue
            text = one_line(element.text_content()[:200])
            if text and is_block_heading(text):
                self._cut_block(element)

    def _cut_block(self, heading: Element) -> None:
        """Cut the block that a heading heads."""
        block = heading
        while (outer := block.getparent()) is not None and outer.tag not in _KEPT:
            if _prose(outer) > _SHORT or self._holds_headline(outer):
                break
            block = outer
        following = block.getnext()
        text = one_line(heading.text_content())
        if block is heading and _heads_prose(heading) and not is_never_subhead(text):
            return
        while following is not None and following.tag in ("ul", "ol", "div", "p", "h3", "h4"):
            text = one_line(following.text_content())
            if _link_share(following, len(text)) < _LINK_SHARE:
                break
            after = following.getnext()
            self._cut(following, "related")
            following = after
        self._cut(block, "related")

    def _cut_teasers(self) -> None:
        """Cut teasers of other articles: a heading that is a link, and its block if it is small."""
        for heading in self._elements():
            if not _is_teaser(heading, self._headline):
                continue
            block = heading
            while (outer := block.getparent()) is not None and outer.tag not in ("body", "main"):
                if self._is_large(outer):
                    break
                block = outer
            if not self._holds_headline(block):
                self._cut(block, "related")

    def _is_large(self, block: Element) -> bool:
        """Tell whether a block is more than one teaser."""
        if _prose(block) >= self._most or self._holds_headline(block):
            return True
        return len(one_line(block.text_content())) > _LONGEST_TEASER
