"""French, the language that sentences are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search import french
from web.language.base import Code, Language, significant

if TYPE_CHECKING:
    import datetime as dt


class French(Language):
    """French as `search.french` prints it."""

    code: Code = "fr"
    name = "Français"

    def __init__(self) -> None:
        self._typeset: dict[str, str] = {}

    def pattern(self, sentence: str) -> str:
        """Return the sentence with the spaces and apostrophes of French printing."""
        typeset = self._typeset.get(sentence)
        if typeset is None:
            typeset = self._typeset[sentence] = french.french(sentence)
        return typeset

    def counted_pattern(self, count: int, one: str, several: str) -> str:
        """Return the first sentence for nothing and one, the second beyond."""
        return self.pattern(one if count < 2 else several)

    def number(self, value: int) -> str:
        """Return a number as 8 000."""
        return french.number(value)

    def decimal(self, value: float) -> str:
        """Return a number as 12,5."""
        return significant(value).replace(".", ",")

    def quoted(self, words: str) -> str:
        """Return the words between « »."""
        return french.quoted(words)

    def month_name(self, month: int) -> str:
        """Return « juin »."""
        return french.month_name(month)

    def short_month(self, month: int) -> str:
        """Return « juil. »."""
        return french.SHORT_MONTHS[month - 1]

    def day_number(self, day: dt.date) -> str:
        """Return « 1er » for the first, « 19 »."""
        return french.day_number(day)
