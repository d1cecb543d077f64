"""The language being spoken, and what is said in it.

Which one is a matter of the request, not of each sentence: `speak` chooses it for the thread that
answers. Command lines choose none, and speak French.
"""

from __future__ import annotations

import contextlib
import functools
from contextvars import ContextVar
from types import MappingProxyType
from typing import TYPE_CHECKING

from web.language.english import English
from web.language.french import French

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from web.language.base import Code, Conjunction, Language

_FRENCH = French()

LANGUAGES: Mapping[Code, Callable[[], Language]] = MappingProxyType(
    {"fr": lambda: _FRENCH, "en": functools.cache(English)}
)
"""Every language, by code; made when first spoken."""

_spoken: ContextVar[Language] = ContextVar("language", default=_FRENCH)


def language() -> Language:
    """Return the language being spoken."""
    return _spoken.get()


def speak(code: Code) -> None:
    """Speak this language from now on, in this thread."""
    _spoken.set(LANGUAGES[code]())


@contextlib.contextmanager
def speaking(code: Code) -> Iterator[Language]:
    """Speak this language for the time of a block."""
    token = _spoken.set(LANGUAGES[code]())
    try:
        yield _spoken.get()
    finally:
        _spoken.reset(token)


def say(sentence: str, **parameters: object) -> str:
    """Return a sentence, written in French, in the language being spoken.

    Args:
        sentence: a literal, so that it is found for translation, or what `to_say` marked. Plain
            spaces and apostrophes will do; parameters as `{word}`.
        parameters: put in after the sentence is typeset, as they are.
    """
    pattern = _spoken.get().pattern(sentence)
    return pattern.format(**parameters) if parameters else pattern


def say_count(count: int, one: str, several: str, **parameters: object) -> str:
    """Return the sentence that a count wants, `{count}` being the count.

    Args:
        count: of what is counted.
        one: the French sentence for nothing and for one, a literal.
        several: the French sentence for two and more, a literal.
        parameters: the others.
    """
    spoken = _spoken.get()
    pattern = spoken.counted_pattern(count, one, several)
    if "{" not in pattern:
        return pattern
    return pattern.format(count=spoken.number(count), **parameters)


def to_say(sentence: str) -> str:
    """Return the sentence itself, marked for translation: for tables, of which `say` says one."""
    return sentence


def to_say_count(one: str, several: str) -> tuple[str, str]:
    """Return both sentences of a count, marked for translation: for tables, for `say_count`."""
    return one, several


def number(value: int) -> str:
    """Return a number in groups of three digits."""
    return _spoken.get().number(value)


def decimal(value: float) -> str:
    """Return a number that is no count, in three digits that tell."""
    return _spoken.get().decimal(value)


def quoted(words: str) -> str:
    """Return the words between quotation marks."""
    return _spoken.get().quoted(words)


def listed(items: Sequence[str], conjunction: Conjunction = "et") -> str:
    """Return the items as a list: commas, and the conjunction before the last one."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joining(conjunction)} {items[-1]}"


def joining(conjunction: Conjunction) -> str:
    """Return the word that joins the last item of a list to the others."""
    return say(_CONJUNCTIONS[conjunction])


_CONJUNCTIONS: Mapping[Conjunction, str] = {
    "et": to_say("et"),
    "ou": to_say("ou"),
    "ni": to_say("ni"),
}


def month_name(month: int) -> str:
    """Return the name of a month, 1 to 12."""
    return _spoken.get().month_name(month)


def short_month(month: int) -> str:
    """Return the name of a month, 1 to 12, as under the bars of a chart."""
    return _spoken.get().short_month(month)


def month_in_words(year: int, month: int) -> str:
    """Return a month as « juin 2024 »."""
    return f"{_spoken.get().month_name(month)} {year}"


def day_of_month(day: dt.date) -> str:
    """Return a day as « 19 juin », where its year is already said."""
    spoken = _spoken.get()
    return f"{spoken.day_number(day)} {spoken.month_name(day.month)}"


def day_in_words(day: dt.date) -> str:
    """Return a day as « 19 juin 2024 »."""
    return f"{day_of_month(day)} {day.year}"
