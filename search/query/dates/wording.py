"""The words of date expressions, as tables of plain words, and how an expression is made plain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.analysis.chunks import APOSTROPHES, INVISIBLE
from search.days import MONTH_NUMBERS
from search.plain import plain
from search.query.dates.period import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST = 100
"""Characters of the longest expression: no date that people write needs more."""

PARTS: Mapping[str, int] = {
    "debut": 0, "early": 0, "mi": 1, "mid": 1, "milieu": 1, "fin": 2, "late": 2,
}  # fmt: skip
"""Which third of a period."""

DAYS_AGO: Mapping[str, int] = {
    "aujourd hui": 0, "today": 0, "hier": 1, "yesterday": 1, "avant hier": 2,
}  # fmt: skip

WEEKENDS = frozenset(("week end", "weekend"))

UNITS: Mapping[str, Unit] = {
    name: unit
    for names, unit in (
        ("jour jours day days", Unit(days=1)),
        ("semaine semaines week weeks", Unit(days=7)),
        ("mois month months", Unit(months=1)),
        ("trimestre trimestres quarter quarters", Unit(months=3)),
        ("semestre semestres", Unit(months=6)),
        ("an ans annee annees year years", Unit(months=12)),
    )
    for name in names.split()
}

NUMBERS: Mapping[str, int] = {
    "un": 1, "une": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4,
    "four": 4, "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8,
    "neuf": 9, "nine": 9, "dix": 10, "ten": 10, "onze": 11, "eleven": 11, "douze": 12,
    "twelve": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "soixante dix": 70, "quatre vingt": 80, "quatre vingts": 80,
    "quatre vingt dix": 90,
}  # fmt: skip

_SEASONS = {
    "printemps": 3, "spring": 3, "ete": 6, "summer": 6, "automne": 9, "autumn": 9, "fall": 9,
    "hiver": 12, "winter": 12,
}  # fmt: skip
_ORDINALS = (
    "1 1er 1re 1ere 1st premier premiere first",
    "2 2e 2eme 2d 2nd deuxieme second seconde",
    "3 3e 3eme 3rd troisieme third",
    "4 4e 4eme 4th quatrieme fourth dernier",
)

STRETCHES: Mapping[str, tuple[int, int]] = {
    **{name: (month, 1) for name, month in MONTH_NUMBERS.items()},
    **{f"mois {name}": (month, 1) for name, month in MONTH_NUMBERS.items()},
    **{name: (month, 3) for name, month in _SEASONS.items()},
    **{
        name: (3 * number + 1, 3)
        for number, ordinals in enumerate(_ORDINALS)
        for ordinal in ordinals.split()
        for name in (f"{ordinal} trimestre", f"{ordinal} quarter")
    },
    **{f"{letter}{number}": (3 * number - 2, 3) for letter in "tq" for number in (1, 2, 3, 4)},
    **{
        f"{ordinal} semestre": (6 * number + 1, 6)
        for number, ordinals in enumerate(_ORDINALS[:2])
        for ordinal in ordinals.split()
    },
    "dernier semestre": (7, 6),
    "s1": (1, 6),
    "s2": (7, 6),
}
"""Parts of a year: the first month (1 to 12), and how many. Winter ends in the next year."""

_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx", "xxi",
)  # fmt: skip
CENTURIES: Mapping[str, int] = {
    numeral: number
    for number, roman in enumerate(_ROMAN, start=1)
    for numeral in (roman, str(number))
}

_LITTLE = frozenset((
    "le", "la", "les", "l", "de", "du", "des", "d", "en", "dans", "pendant", "durant", "courant",
    "the", "of", "in", "on",
))  # fmt: skip
"""Words that say nothing of their own in an expression."""
_OPENING = frozenset(("a", "au", "aux"))
"""Little words at the beginning of an expression; inside, the second half of "de … à …"."""


def any_of(words: Iterable[str]) -> str:
    """Return the pattern that matches any of several words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def patterns(*texts: str) -> tuple[re.Pattern[str], ...]:
    """Compile patterns of plain words."""
    return tuple(map(re.compile, texts))


def first_match(tried: Sequence[re.Pattern[str]], words: str) -> re.Match[str] | None:
    """Return the match of the first pattern that matches all the words."""
    return next((found for one in tried if (found := one.fullmatch(words))), None)


COUNT = rf"(?:[1-9]\d{{0,3}}|{any_of(NUMBERS)})"
"""The pattern of a number of units."""

_SIGNS = str.maketrans(dict.fromkeys(f"{APOSTROPHES},", " ") | dict.fromkeys("‐‒–—―−", "-"))
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_DOTS = re.compile(r"\.{2,}")
_NAME = any_of((*MONTH_NUMBERS, *_SEASONS))
_NAMES = re.compile(rf"\b({_NAME})\.?[-/](?={_NAME}\b)")
_FIRST_OF = re.compile(rf"\bpremier (?={any_of(MONTH_NUMBERS)}\b)")
_HYPHEN = re.compile(r"(?<=[a-z])-|-(?=[a-z])")
_ABBREVIATED = re.compile(r"(?<=[a-z])\.(?!\.)")
_CLOSING = re.compile(r"(?<=\w)[.?!;:]+$")


def plain_words(text: str) -> str:
    """Return an expression as rules read it: plain words and signs parted by single spaces.

    Two dots and more become the word `..`, every dash `-`; articles, prepositions and the full
    stops of abbreviations go. What is too long, or ends with an article, is no expression and
    becomes nothing: in `date:2024 de la crise`, "2024 de la" is none.
    """
    if len(text) > LONGEST:
        return ""
    words = plain(_INVISIBLE.sub("", text)).translate(_SIGNS)
    words = _CLOSING.sub("", _DOTS.sub(" .. ", words))
    words = _HYPHEN.sub(" ", _NAMES.sub(r"\1 .. ", words))
    kept = _ABBREVIATED.sub(" ", words).split()
    if not kept or kept[-1] in _LITTLE:
        return ""
    kept = [word for word in kept if word not in _LITTLE]
    return _FIRST_OF.sub("1 ", " ".join(kept[1:] if kept[0] in _OPENING else kept))
