"""What a language has to know to be spoken here."""

from __future__ import annotations

import abc
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

Code = Literal["fr", "en"]

Conjunction = Literal["et", "ou", "ni"]
"""How the last item of a list is joined to the others: named in French, as sentences are."""


class Language(abc.ABC):
    """One language.

    Attributes:
        code: as in `lang=` and `<html lang>`.
        name: what the language calls itself.
    """

    code: Code
    name: str

    @abc.abstractmethod
    def pattern(self, sentence: str) -> str:
        """Return a sentence that is written in French, typeset; its `{parameters}` not yet put in.

        Looked up, not worked out: a page has a hundred sentences.
        """

    @abc.abstractmethod
    def counted_pattern(self, count: int, one: str, several: str) -> str:
        """Return the one of two French sentences that the count wants, as `pattern` does."""

    @abc.abstractmethod
    def number(self, value: int) -> str:
        """Return a number in groups of three digits."""

    @abc.abstractmethod
    def quoted(self, words: str) -> str:
        """Return the words between quotation marks."""

    @abc.abstractmethod
    def month_name(self, month: int) -> str:
        """Return the name of a month, 1 to 12, as inside a sentence."""

    @abc.abstractmethod
    def day_number(self, day: dt.date) -> str:
        """Return the number of a day in its month, as before the month's name."""
