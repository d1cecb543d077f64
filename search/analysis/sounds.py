"""How a word sounds to a French ear, written so that two spellings of one sound are equal.

The rules rewrite a whole list of words at a time, one line a word: a million words take seconds.
They are coarse on purpose: what is found by sound is compared letter by letter afterwards.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.analysis.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION = "sounds-1"

_OPEN_ENDING = re.compile(r"é(?=e?s?$)")

_RULES = tuple(
    (re.compile(pattern, re.MULTILINE), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"ch(?=[rln])", "k"),
        (r"s?ch|sh", "S"),
        (r"h", ""),
        (r"(?:er|ez|ait|ais|aient|ai|et|ee)s?$", "E"),
        (r"([^\n])\1+", r"\1"),
        (r"(?<=[^\n]{2})es?$", ""),
        (r"(?<=[^\n]{2})[stdxpz]+$", ""),
        (r"e?au", "o"),
        (r"ou", "U"),
        (r"o?eu", "O"),
        (r"qu?|ck", "k"),
        (r"s?c(?=[eiyE])", "s"),
        (r"c", "k"),
        (r"gu(?=[eiyE])", "g"),
        (r"ge(?=[aoU])|g(?=[eiyE])", "j"),
        (r"[mn](?=[bp])", "n"),
        (r"(?:ai|ei|i|y|u)[nm](?![aeiouyUOEAInm])", "In"),
        (r"[ae][nm](?![aeiouyUOEAInm])", "An"),
        (r"a[iy]|e[iy]|E", "e"),
        (r"y", "i"),
        (r"w", "v"),
        (r"z", "s"),
        (r"x", "ks"),
        (r"([^\n])\1+", r"\1"),
    )
)
"""In order. Capitals are sounds of several letters: S ch, U ou, O eu, E a final é, A an, I in."""

_SKELETON = tuple(
    (re.compile(pattern, re.MULTILINE), sound)
    for pattern, sound in (
        (r"(?<=[dln])j(?=[aoU])", ""),
        (r"^[aeiouUOEAI]+", "V"),
        (r"[aeiouUOEAI]+", ""),
        (r"tS", "S"),
        (r"g", "k"),
        (r"([^\n])\1+", r"\1"),
    )
)


def sounds(forms: Sequence[str]) -> list[str]:
    """Return how each form sounds: `pharmacie` and `farmassi` are both `farmasi`."""
    text = "\n".join(f if f.isascii() and f.isalnum() else fold(_respelt(f)) for f in forms)
    return _rewritten(text, _RULES).split("\n")[: len(forms)]


def skeletons(forms: Sequence[str]) -> list[str]:
    """Return the consonants that are heard in each form, with a mark for a vowel it begins with.

    Gorbatchev and Gorbachev have one skeleton, Kadhafi and Gaddafi too.
    """
    text = "\n".join(sounds(forms))
    return _rewritten(text, _SKELETON).split("\n")[: len(forms)]


def _respelt(form: str) -> str:
    """Write what folding would lose: a cedilla, and an accent on the last vowel."""
    return form if form.isascii() else _OPEN_ENDING.sub("ee", form.replace("ç", "s"))


def _rewritten(text: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, sound in rules:
        letters = pattern.pattern
        text = text.replace(letters, sound) if letters.isalpha() else pattern.sub(sound, text)
    return text
