"""British English, looked up in `english.po`."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale
from babel.messages.pofile import read_po

from search.french import french
from web.language.base import Code, Language, significant

if TYPE_CHECKING:
    import datetime as dt

CATALOGUE = Path(__file__).with_name("english.po")
"""Read as it is written, once a process (20 ms): there is no compiled copy to be made or to age."""


class English(Language):
    """English; what the catalogue lacks, which a test forbids, is said in French."""

    code: Code = "en"
    name = "English"

    def __init__(self, catalogue: Path = CATALOGUE) -> None:
        self._texts, self._plurals = _read(catalogue)
        months = Locale("en", "GB").months["format"]
        self._months, self._short_months = months["wide"], months["abbreviated"]

    def pattern(self, sentence: str) -> str:
        """Return the English of a French sentence."""
        text = self._texts.get(sentence)
        return french(sentence) if text is None else text

    def counted_pattern(self, count: int, one: str, several: str) -> str:
        """Return the English for one, or for any other count."""
        forms = self._plurals.get((one, several))
        if forms is None:
            return french(one if count < 2 else several)
        return forms[count != 1]

    def number(self, value: int) -> str:
        """Return a number as 8,000."""
        return f"{value:,}"

    def decimal(self, value: float) -> str:
        """Return a number as 12.5."""
        return significant(value)

    def quoted(self, words: str) -> str:
        """Return the words between “ ”."""
        return f"“{words}”"

    def month_name(self, month: int) -> str:
        """Return “June”."""
        return str(self._months[month])

    def short_month(self, month: int) -> str:
        """Return “Jul”."""
        return str(self._short_months[month])

    def day_number(self, day: dt.date) -> str:
        """Return “1”, “19”."""
        return str(day.day)


Texts = dict[str, str]
Plurals = dict[tuple[str, str], tuple[str, str]]


@functools.cache
def _read(path: Path) -> tuple[Texts, Plurals]:
    """Return the translations of a catalogue: single sentences, and those that follow a count."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en")
    texts: Texts = {}
    plurals: Plurals = {}
    for message in catalogue:
        if not message.id or not message.string or message.fuzzy:
            continue
        if isinstance(message.string, str):
            texts[str(message.id)] = message.string
        else:
            plurals[message.id[0], message.id[1]] = message.string[0], message.string[1]
    return texts, plurals
