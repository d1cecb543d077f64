"""Marked text, set for a page or for plain output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from search.french import NO_BREAK
from search.results import Span

if TYPE_CHECKING:
    from search.results import Marked

_BREAKABLE = re.compile(r" (?=[»;:!?%€])|(?<=«) ")


def unbroken(text: Marked) -> Marked:
    """Return printed text whose quotation marks and signs cannot be left alone on a line.

    Newspapers often print plain spaces there; only their breaking changes.
    """
    return tuple(Span(_BREAKABLE.sub(NO_BREAK, span.text), span.marked) for span in text)


def marked_html(text: Marked) -> Markup:
    """Return marked text escaped everywhere but for `<mark>`."""
    spans = [f"<mark>{escape(s.text)}</mark>" if s.marked else escape(s.text) for s in text]
    return Markup("".join(spans))  # noqa: S704 - each span is escaped


def unmarked(text: Marked) -> str:
    """Return the plain text without its marks."""
    return "".join(span.text for span in text)


def starred(text: Marked) -> str:
    """Return the plain text with each mark between asterisks, for where there is no colour."""
    return "".join(f"*{span.text}*" if span.marked else span.text for span in text)
