"""What the site says, in the reader's language: French, or English.

A sentence is written once, in French, where it is said: `say("Aucun article ne contient {word}.",
word=…)`. That French sentence is also the key of its English in `english.po`. Both come out
typeset, and numbers, days, lists and quotation marks follow the language.
"""

from web.language.base import Code, Conjunction, Language
from web.language.current import (
    LANGUAGES,
    day_in_words,
    day_of_month,
    decimal,
    joining,
    language,
    listed,
    month_in_words,
    month_name,
    number,
    quoted,
    say,
    say_count,
    short_month,
    speak,
    speaking,
    to_say,
    to_say_count,
)

__all__ = [
    "LANGUAGES",
    "Code",
    "Conjunction",
    "Language",
    "day_in_words",
    "day_of_month",
    "decimal",
    "joining",
    "language",
    "listed",
    "month_in_words",
    "month_name",
    "number",
    "quoted",
    "say",
    "say_count",
    "short_month",
    "speak",
    "speaking",
    "to_say",
    "to_say_count",
]
