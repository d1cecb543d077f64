"""Marked text, set for a page or for plain output."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from search.french import NO_BREAK

if TYPE_CHECKING:
    from search.results import Marked

_BREAKABLE = re.compile(r" (?=[»;:!?%€])|(?<=«) ")


def unbroken(text: Marked) -> Marked:
    """Return printed text whose quotation marks and signs cannot be left alone on a line.

    Newspapers often print plain spaces there; only their breaking changes.
    """
    return tuple(
        dataclasses.replace(span, text=_BREAKABLE.sub(NO_BREAK, span.text)) for span in text
    )


def marked_html(text: Marked) -> Markup:
    """Return marked text escaped everywhere but for `<mark>`."""
    spans = (
        Markup("<mark>{}</mark>").format(span.text) if span.marked else escape(span.text)
        for span in text
    )
    return Markup("").join(spans)


def unmarked(text: Marked) -> str:
    """Return the plain text without its marks."""
    return "".join(span.text for span in text)


def starred(text: Marked) -> str:
    """Return the plain text with each mark between asterisks, for where there is no colour."""
    return "".join(f"*{span.text}*" if span.marked else span.text for span in text)
