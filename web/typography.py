"""How French is set: spaces, numbers, marked text. Nothing here knows what a search is."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from search.results import Marked

NO_BREAK = "\u00a0"
NARROW = "\u202f"
APOSTROPHE = "’"

_BEFORE_HIGH_SIGNS = re.compile(r" (?=[;!?])")
_BEFORE_COLON = re.compile(r" (?=:)")
_OPENING = re.compile(r"« ")
_CLOSING = re.compile(r" »")
_BREAKABLE = re.compile(r" (?=[»;:!?%€])|(?<=«) ")


def french(sentence: str) -> str:
    """Return the sentence with the spaces and apostrophes that French printing wants.

    Meant for our own sentences, before a reader's or a newspaper's words are put into them: what
    was printed elsewhere is shown as it was printed.
    """
    spaced = _BEFORE_HIGH_SIGNS.sub(NARROW, sentence)
    spaced = _BEFORE_COLON.sub(NO_BREAK, spaced)
    spaced = _CLOSING.sub(f"{NO_BREAK}»", _OPENING.sub(f"«{NO_BREAK}", spaced))
    return spaced.replace("'", APOSTROPHE)


def quoted(words: str) -> str:
    """Return the words between French quotation marks."""
    return f"«{NO_BREAK}{words}{NO_BREAK}»"


def number(value: int) -> str:
    """Return a number in groups of three digits (8000 → 8 000)."""
    return f"{value:,}".replace(",", NARROW)


def listed(items: list[str], conjunction: str) -> str:
    """Return the items as a French list: commas, and the conjunction before the last one."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


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
