"""From what the reader wrote to a tree.

Words are parted by spaces. `"…"`, `« … »`, `“…”` make a phrase, a minus against a word or a phrase
excludes it, an equals sign takes it to the letter. A parse never fails: a quote that is not closed
is dropped with a notice, and what has neither letter nor digit is nothing.
"""

from __future__ import annotations

import re

from search.notices import Code, Notice
from search.query.tree import All, Not, Phrase, Word

_ITEM = re.compile(
    r"""(?P<minus>-)?(?P<exact>=)?
    (?: "(?P<straight>[^"]*)" | «(?P<guillemets>[^»]*)» | [“„](?P<curly>[^”“]*)[”“]
      | (?P<quote>["«“„»”]) | (?P<word>[^\s"«»“”„]+) )""",
    re.VERBOSE,
)
_CONTENT = re.compile(r"[^\W_]")


def parse(text: str) -> tuple[All, tuple[Notice, ...]]:
    """Return the tree of a query and what has to be said of it; linear in the text's length."""
    nodes: list[Word | Phrase | Not] = []
    notices: list[Notice] = []
    for item in _ITEM.finditer(text):
        if item["quote"]:
            notices.append(Notice(Code.UNCLOSED_QUOTE, {"quote": item["quote"]}))
        elif (node := _node(item)) is not None:
            nodes.append(Not(node) if item["minus"] else node)
    return All(tuple(nodes)), tuple(notices[:1])


def _node(item: re.Match[str]) -> Word | Phrase | None:
    exact = bool(item["exact"])
    if item["word"] is not None:
        return Word(item["word"], exact) if _CONTENT.search(item["word"]) else None
    inside = next(filter(None, (item["straight"], item["guillemets"], item["curly"])), "")
    return Phrase(inside.strip(), exact) if _CONTENT.search(inside) else None
