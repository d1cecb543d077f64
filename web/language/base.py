"""What a language has to know to be spoken here."""

from __future__ import annotations

import abc
import math
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

_SIGNIFICANT_DIGITS = 3
_MOST_DECIMALS = 6

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
    def decimal(self, value: float) -> str:
        """Return a number that is no count, in three digits that tell."""

    @abc.abstractmethod
    def quoted(self, words: str) -> str:
        """Return the words between quotation marks."""

    @abc.abstractmethod
    def month_name(self, month: int) -> str:
        """Return the name of a month, 1 to 12, as inside a sentence."""

    @abc.abstractmethod
    def short_month(self, month: int) -> str:
        """Return the name of a month, 1 to 12, as under the bars of a chart."""

    @abc.abstractmethod
    def day_number(self, day: dt.date) -> str:
        """Return the number of a day in its month, as before the month's name."""


def significant(value: float) -> str:
    """Return a number, not below 0, in the digits that tell and a decimal point (12.5, 0.071)."""
    magnitude = math.floor(math.log10(value)) + 1 if value > 0 else 1
    decimals = min(max(_SIGNIFICANT_DIGITS - magnitude, 0), _MOST_DECIMALS)
    written = f"{value:.{decimals}f}"
    return written.rstrip("0").rstrip(".") if decimals else written
