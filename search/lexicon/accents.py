"""What a typed word is, its accents considered.

An accent that is typed counts; one that is not typed matches any.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from search.analysis.folding import fold, open_initial
from search.analysis.function_words import function_words
from search.analysis.lemmas import MIN_SHARED_STEM
from search.analysis.stems import snowball
from search.lexicon.names import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.lexicon.interface import FormEntry, Lexicon

RARE = 10
"""A bare spelling joins the accented word where it is at least this many times rarer."""

RARE_WORD = 100
"""The same for one that the dictionary knows as another word: in 8,000 articles cote is no côté (36
beside 1,071), prive no privé (12, 193), tache no tâche (6, 61); reforme is réforme (3, 353)."""

MIN_LETTERS = 5
"""A bare spelling this long that no dictionary knows is the accented word, however frequent:
Melenchon, securite. Shorter ones are another language's (the, gate, die)."""

_MAX_GUESSES = 200
_ENDINGS = (
    (re.compile(r"$"), ""),
    (re.compile(r"e(?=e?s?$)"), "é"),
    (re.compile(r"e(?=(?:r|n|t)es?$)"), "è"),
)
"""Endings that French accents: -é, -és, -ée, -ées; -ère, -ène, -ète."""


@dataclasses.dataclass(frozen=True, slots=True)
class Accented:
    """The spellings of a typed word that differ by their accents.

    Attributes:
        chosen: those that the word stands for, dictionary forms that the corpus does not hold
            included.
        others: those left out, which the corpus holds.
        restored: whether accents were added to what was typed.
    """

    chosen: tuple[FormEntry, ...]
    others: tuple[FormEntry, ...] = ()
    restored: bool = False


def same_letters(form: str) -> str:
    """Return the form with œ and æ read as oe and ae, and its first letter's accent left aside.

    Two forms with the same letters are one spelling; the trema that was moved in 1990 is where it
    was before (ambigüe, ambiguë). Function words keep their first accent.
    """
    plain = form.replace("œ", "oe").replace("æ", "ae").replace("güe", "guë")
    return plain if form in function_words() else open_initial(plain)


def spellings(lexicon: Lexicon, form: str) -> Accented:
    """Return what the typed form stands for."""
    entries = lexicon.by_folded(fold(form))
    if form in function_words():
        chosen = tuple(entry for entry in entries if entry.form == form)
        return Accented(chosen, _held(entries, chosen))
    if same_letters(form).isascii():
        return _bare(lexicon, form, entries)
    return _accented(form, [entry for entry in entries if entry.form not in function_words()])


def inside_phrase(lexicon: Lexicon, form: str) -> Accented:
    """Return what the typed form stands for between other words.

    There a bare function word stands for the accented ones too: `vis-a-vis` is vis-à-vis.
    """
    if form in function_words() and form.isascii():
        return _bare(lexicon, form, lexicon.by_folded(fold(form)))
    return spellings(lexicon, form)


def exact_spellings(lexicon: Lexicon, form: str) -> tuple[FormEntry, ...]:
    """Return the forms spelt so, the first letter's accent apart."""
    letters = open_initial(form)
    found = lexicon.by_folded(fold(form))
    return tuple(entry for entry in found if open_initial(entry.form) == letters)


def begins_so(form: str, beginning: str) -> bool:
    """Tell whether a form begins as typed: an accent that is typed counts, a bare letter is any."""
    letters = same_letters(beginning)
    if letters.isascii():
        return fold(form).startswith(fold(beginning))
    return _agrees(letters, same_letters(form)[: len(letters)])


def _bare(lexicon: Lexicon, form: str, entries: Sequence[FormEntry]) -> Accented:
    held = tuple(entry for entry in entries if entry.documents)
    absent = tuple(entry for entry in entries if not entry.documents)
    chosen = held + absent or _guesses(lexicon, form)
    restored = any(same_letters(e.form) != same_letters(form) for e in held or chosen)
    return Accented(chosen, restored=restored)


def _accented(form: str, entries: Sequence[FormEntry]) -> Accented:
    letters = same_letters(form)
    same = [entry for entry in entries if same_letters(entry.form) == letters]
    chosen = tuple(same) or tuple(e for e in entries if _agrees(letters, same_letters(e.form)))
    bare = tuple(
        entry
        for entry in entries
        if entry not in chosen and same_letters(entry.form).isascii() and _is_slip(entry, chosen)
    )
    return Accented(
        chosen + bare, _held(entries, chosen + bare), restored=not same and bool(chosen)
    )


def _is_slip(bare: FormEntry, accented: Sequence[FormEntry]) -> bool:
    """Tell whether a bare spelling in a text is the accented word, its accents forgotten."""
    if not is_known(bare) and len(bare.form) >= MIN_LETTERS and not _is_namesake(bare, accented):
        return bare.documents > 0
    lemmas = {lemma for entry in accented for lemma in entry.lemmas}
    another = is_known(bare) and lemmas.isdisjoint(bare.lemmas)
    rarer = bare.documents * (RARE_WORD if another else RARE)
    return 0 < rarer <= sum(entry.documents for entry in accented)


def _is_namesake(bare: FormEntry, accented: Sequence[FormEntry]) -> bool:
    """Tell whether a bare spelling is a name and the accented word is none: Federer, fédérer."""
    return bare.display.istitle() and any(entry.display.islower() for entry in accented)


def _agrees(typed: str, letters: str) -> bool:
    """Tell whether every accent typed is in the spelling; a bare letter matches any."""
    if len(typed) != len(letters):
        return False
    pairs = zip(typed, letters, strict=True)
    return all(one == other or (one.isascii() and fold(other) == one) for one, other in pairs)


def _guesses(lexicon: Lexicon, form: str) -> tuple[FormEntry, ...]:
    """Return forms that the corpus holds of a bare word, where no dictionary knows either.

    Its stem, with an accent on its ending or without, must be theirs once their accents are taken
    off: `macronisee` finds macronisés.
    """
    endings = (ending.sub(accented, form, count=1) for ending, accented in _ENDINGS)
    stems = {fold(snowball(one)) for one in endings}
    shortest = min(stems, key=len)
    if len(shortest) < MIN_SHARED_STEM:
        return ()
    nearby = lexicon.by_folded_prefix(shortest, _MAX_GUESSES)
    return tuple(e for e in nearby if not is_known(e) and fold(snowball(e.form)) in stems)


def _held(entries: Sequence[FormEntry], chosen: Sequence[FormEntry]) -> tuple[FormEntry, ...]:
    return tuple(entry for entry in entries if entry.documents and entry not in chosen)
