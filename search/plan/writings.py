"""One thing written in two ways: dates in figures and in words, hours, initials, numbers in names.

Each way is searched as well as the typed one, where the corpus holds it.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.analysis.function_words import function_words
from search.errors import DeadlineExceeded
from search.french import MONTHS
from search.plan import weights
from search.plan.nodes import Phrase, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.lexicon.interface import FormEntry, Lexicon

_MONTHS = {fold(name): number for number, name in enumerate(MONTHS, 1)}

_DAY_FIRST = re.compile(r"(?P<day>\d\d?)(?P<sign>[-/.])(?P<month>\d\d?)(?P=sign)(?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_HOUR = re.compile(r"(?P<hour>\d\d?):(?P<minute>\d\d)")
_ROUND_HOUR = re.compile(r"(?P<hour>\d\d?)h", re.IGNORECASE)
_HOURS = ("heure", "heures")
_NUMBERED = re.compile(r"[nN][°º]\s*(?P<number>\d+)")

_FIRST = {"1": "1er", "1er": "1"}

_RUN = re.compile(r"\d+|[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouy]")
MAX_INITIALS = 5
MOST_CAPITALS = 3
"""Longer words in capitals are as often words of a question in capitals."""


def in_words(lexicon: Lexicon, text: str) -> Iterator[Phrase]:
    """Yield what is written in figures or signs in words: 19 juin 2024, 20 heures, numéro 1."""
    if (hour := _HOUR.fullmatch(text)) is not None:
        yield from _held(lexicon, text, ((hour["hour"],), ("h",), (hour["minute"],)))
    if (hour := _ROUND_HOUR.fullmatch(text)) is not None:
        yield from _held(lexicon, text, ((hour["hour"],), _HOURS))
    if (numbered := _NUMBERED.fullmatch(text)) is not None:
        yield from _held(lexicon, text, (("numéro",), (numbered["number"],)))
    date = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if date is not None and 1 <= int(date["month"]) <= len(MONTHS):
        day = str(int(date["day"]))
        days = (day, _FIRST[day]) if day in _FIRST else (day,)
        month = fold(MONTHS[int(date["month"]) - 1])
        months = tuple(entry.form for entry in lexicon.by_folded(month))
        yield from _held(lexicon, text, (days, months, (date["year"],)))


def in_figures(lexicon: Lexicon, forms: Sequence[str]) -> Iterator[Phrase]:
    """Yield what a date in words is in figures: 19/06/2024, 2024-06-19.

    Args:
        lexicon: the corpus's words.
        forms: a day, a month and a year; others yield nothing.
    """
    day, month, year = forms
    day = day.removesuffix("er")
    number = _MONTHS.get(fold(month))
    if number is None or not (day.isdecimal() and year.isdecimal() and len(year) == 4):
        return
    days, months = ({str(one), f"{one:02}"} for one in (int(day), number))
    for order in ((days, months, {year}), ({year}, months, days)):
        yield from _held(lexicon, " ".join(forms), [sorted(slot) for slot in order])


def with_sign(lexicon: Lexicon, forms: Sequence[str]) -> Iterator[Phrase]:
    """Yield what « numéro 1 » and « 20 heures » are with a sign: n° 1, 20h.

    No text is cut at the sign of the first.
    """
    if forms[0] == "numéro" and forms[1].isdecimal():
        yield from _held(lexicon, " ".join(forms), (("n",), (forms[1],)))
    if forms[0].isdecimal() and forms[1] in _HOURS:
        yield from _held(lexicon, " ".join(forms), ((forms[0],), ("h",)))


def other_first(lexicon: Lexicon, form: str, beside: Sequence[str]) -> tuple[FormEntry, ...]:
    """Return how else the first of a month is written: 1 janvier, 1er janvier."""
    other = _FIRST.get(form)
    if other is None or _MONTHS.keys().isdisjoint(map(fold, beside)):
        return ()
    entry = lexicon.entry(other)
    return (entry,) if entry is not None and entry.documents else ()


def apart(lexicon: Lexicon, typed: str, form: str) -> Iterator[Phrase]:
    """Yield the ways to write initials and numbers apart: J. K., P.-D.G. (p, dg), PS 5, e-mail."""
    runs = tuple(_RUN.findall(form))
    if len(runs) > 1 and "".join(runs) == form and function_words().isdisjoint(runs):
        yield from _held(lexicon, typed, [(run,) for run in runs])
    elif form.startswith("e") and len(form) > MAX_INITIALS - 1:
        yield from _held(lexicon, typed, (("e",), (form[1:],)))
    elif len(runs) == 1 and _is_acronym(typed, form):
        for parts in dict.fromkeys((tuple(form), (form[0], form[1:]))):
            yield from _held(lexicon, typed, [(part,) for part in parts])


def _is_acronym(typed: str, form: str) -> bool:
    """Tell whether letters are initials: a few capitals, full stops between, no vowel to say."""
    if not (2 <= len(form) <= MAX_INITIALS and form.isalpha()):
        return False
    capitals = typed.isupper() and len(form) <= MOST_CAPITALS
    return capitals or "." in typed or not _VOWEL.search(fold(form))


def _successive(lexicon: Lexicon, forms: tuple[str, ...]) -> bool:
    """Tell whether some forms stand together; not those that take too long to look for."""
    try:
        return lexicon.successive(forms) > 0
    except DeadlineExceeded:
        return False


def _held(lexicon: Lexicon, text: str, slots: Sequence[Sequence[str]]) -> Iterator[Phrase]:
    """Yield the phrase of some slots if the corpus holds it."""
    if not all(any(map(lexicon.entry, slot)) for slot in slots):
        return
    if any(_successive(lexicon, forms) for forms in itertools.product(*slots)):
        spelt = [[e for form in slot if (e := lexicon.entry(form)) is not None] for slot in slots]
        yield Phrase(
            text,
            tuple(
                tuple(Spelling(e.form, weights.TYPED, e.documents) for e in one) for one in spelt
            ),
        )
