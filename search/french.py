"""How French is printed: spaces, numbers, plurals, lists, days. Nothing here knows of a search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

NO_BREAK = "\u00a0"
NARROW = "\u202f"
APOSTROPHE = "’"

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

NAMES_SHOWN = 5
_BEFORE_HIGH_SIGNS = re.compile(r" (?=[;!?])")
_BEFORE_COLON = re.compile(r" (?=:)")
_OPENING = re.compile(r"« ")
_CLOSING = re.compile(r" »")
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]", re.I)


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


def plural(count: int, singular: str, several: str = "") -> str:
    """Return the noun in the number that French wants: nothing and one are singular.

    Args:
        count: of what the noun names.
        singular: the noun.
        several: its plural; with an -s unless given.
    """
    return singular if count < 2 else several or f"{singular}s"


def counted(count: int, singular: str, several: str = "") -> str:
    """Return a number and its noun (« 8 000 articles »)."""
    return f"{number(count)} {plural(count, singular, several)}"


LONGEST_NAME = 300
"""Characters of a name in a list: the name of a file has 255, the id that an input gives may be the
whole of its text."""


def listed(items: Sequence[str], conjunction: str = "et") -> str:
    """Return the items as a French list: commas, and the conjunction before the last one."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def abridged(names: Sequence[str], total: int | None = None, most: int = NAMES_SHOWN) -> str:
    """Return the first names of a list, « et 12 autres » standing for the rest.

    Args:
        names: at least those to show.
        total: how many there are, if more than `names`.
        most: how many to show; of an immense one, both ends.
    """
    shown = [_ends(name) for name in names[:most]]
    rest = (len(names) if total is None else total) - len(shown)
    return f"{', '.join(shown)} et {counted(rest, 'autre')}" if rest > 0 else listed(shown)


def _ends(name: str) -> str:
    """Return a name as it is listed: the middle of an immense one is left out."""
    half = LONGEST_NAME // 2
    return name if len(name) <= LONGEST_NAME else f"{name[:half]}…{name[-half:]}"


def of(words: str) -> str:
    """Return « de » and the words, elided before a vowel (« d’écrire », « de lire »)."""
    return f"d{APOSTROPHE}{words}" if _VOWEL.match(words) else f"de {words}"


def month_name(month: int) -> str:
    """Return the name of a month, 1 to 12."""
    return MONTHS[month - 1]


def month_in_words(year: int, month: int) -> str:
    """Return a month as « juin 2024 »."""
    return f"{month_name(month)} {year}"


def day_number(day: dt.date) -> str:
    """Return the number of a day in its month, « 1er » for the first."""
    return "1er" if day.day == 1 else str(day.day)


def day_in_words(day: dt.date) -> str:
    """Return a day as « 19 juin 2024 »."""
    return f"{day_number(day)} {month_in_words(day.year, day.month)}"
