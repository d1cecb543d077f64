"""Marked text, set for a page or for plain output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from search.french import NO_BREAK
from search.results import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.results import Marked

_BREAKABLE = re.compile(r" (?=[»;:!?%€])|(?<=«) ")
_APART = "\0"


def unbroken(text: Marked) -> Marked:
    """Return printed text whose quotation marks and signs cannot be left alone on a line.

    Newspapers often print plain spaces there; only their breaking changes.
    """
    texts = _each(text, lambda joined: _BREAKABLE.sub(NO_BREAK, joined))
    return tuple(Span(one, span.marked) for one, span in zip(texts, text, strict=True))


def marked_html(text: Marked) -> Markup:
    """Return marked text escaped everywhere but for `<mark>`."""
    return _marked(text, escape)


def printed_html(text: Marked) -> Markup:
    """Return the same of the text that `unbroken` gives."""
    return _marked(text, lambda joined: escape(_BREAKABLE.sub(NO_BREAK, joined)))


def _marked(text: Marked, change: Callable[[str], Markup]) -> Markup:
    escaped = zip(_each(text, change), text, strict=True)
    spans = [f"<mark>{one}</mark>" if span.marked else one for one, span in escaped]
    return Markup("".join(spans))  # noqa: S704 - each span is escaped


def _each(text: Marked, change: Callable[[str], str]) -> list[str]:
    """Change the text of each span, of all at once where no text holds what parts them."""
    texts = [span.text for span in text]
    if len(texts) == 1:
        return [str(change(texts[0]))]
    changed = str(change(_APART.join(texts))).split(_APART)
    return changed if len(changed) == len(texts) else [str(change(one)) for one in texts]


def unmarked(text: Marked) -> str:
    """Return the plain text without its marks."""
    return "".join(span.text for span in text)


def starred(text: Marked) -> str:
    """Return the plain text with each mark between asterisks, for where there is no colour."""
    return "".join(f"*{span.text}*" if span.marked else span.text for span in text)
