"""From one typed word to the spellings it stands for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.analysis.function_words import function_words
from search.lexicon.accents import exact_spellings, inside_phrase, same_letters, spellings
from search.lexicon.glued import glued_names, names_without_elision, without_elision
from search.lexicon.inflections import inflections, is_inflection
from search.lexicon.name_variants import name_variants
from search.lexicon.remembered import remembered
from search.plan import weights
from search.plan.nodes import Spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.lexicon.interface import FormEntry, Lexicon

MOST_REMEMBERED = 1_024
_SUBJECTS = frozenset(("je", "tu", "il", "elle", "on", "ils", "elles", "ce"))

_INFINITIVES = ("er", "ir", "re")

_SAINTS = {"saint": "st", "st": "saint", "sainte": "ste", "ste": "sainte"}
"""Abbreviations that stay forms of their own and are joined here."""


_NOUNS_AFTER = {"or": ("l", "d"), "est": ("l", "d"), "avant": ("l",), "après": ("l",)}
"""Function words that are nouns after these elided letters."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """What one typed word stands for; one sense is equal to itself alone.

    Attributes:
        spellings: in the corpus, most documents first.
        typed: the forms of the typed spelling itself, accents restored.
        others: spellings left out that differ by accents alone.
        restored: whether accents were added to what was typed.
        variants: other spellings of a name, among `spellings`.
    """

    spellings: tuple[Spelling, ...]
    typed: tuple[FormEntry, ...]
    others: tuple[FormEntry, ...]
    restored: bool
    variants: tuple[FormEntry, ...] = ()

    def also(self, entries: Sequence[FormEntry]) -> Sense:
        """Return this, standing for more forms that are the same word."""
        more = _weighed(entries, {entry.form for entry in entries})
        return dataclasses.replace(self, spellings=self.spellings + more) if more else self


@remembered(MOST_REMEMBERED)
def any_inflection(
    lexicon: Lexicon, form: str, beside: tuple[str, ...] = (), elided: str = ""
) -> Sense:
    """Return the typed word with its inflections, accents restored where none is typed.

    A name brings its other spellings; the words beside it tell some (Mohammed ben Salmane), and the
    letters elided before it others (N’Golo, Ngolo).
    """
    accented = spellings(lexicon, form)
    typed, restored = accented.chosen, accented.restored
    found = {entry.form: entry for one in typed for entry in inflections(lexicon, one.form)}
    if not typed:
        found = {entry.form: entry for entry in inflections(lexicon, form)}
    if not found:
        typed, restored = without_elision(lexicon, form), False
        found = {entry.form: entry for entry in typed}
    own = {entry.form for entry in typed} | {form}
    found |= _saints(lexicon, own)
    also = (
        *name_variants(lexicon, form, beside),
        *glued_names(lexicon, form, elided),
        *names_without_elision(lexicon, form),
    )
    variants = {entry.form: entry for entry in also if entry.form not in found}
    found |= variants
    others = tuple(entry for entry in accented.others if entry.form not in found)
    weighed = _weighed(found.values(), own)
    return Sense(weighed, typed, others, restored, tuple(variants.values()))


def compound_part(
    lexicon: Lexicon, form: str, beside: Sequence[str] = (), elided: str = ""
) -> Sense:
    """Return what a part of a hyphenated word stands for: a function word has no inflections.

    Between its other parts the bare spelling is the accented one: Provence-Alpes-Cote d’Azur.
    """
    if form in function_words():
        return same_spelling(lexicon, form)
    sense = any_inflection(lexicon, form, tuple(beside), elided)
    bare = tuple(entry for entry in sense.others if same_letters(entry.form).isascii())
    also = _weighed(bare, {entry.form for entry in bare})
    return dataclasses.replace(sense, spellings=sense.spellings + also)


def without_subject(lexicon: Lexicon, forms: Sequence[str]) -> int:
    """Return how many parts of a hyphenated word count: a verb's inverted subject does not.

    Asked `rouvre-t-elle`, an article answers « elle rouvre ». What is no form of a verb keeps its
    parts (`Jong-il`).
    """
    verb = lexicon.entry(forms[0])
    asks = forms[-1] in _SUBJECTS and list(forms[1:-1]) in ([], ["t"])
    known = verb is not None and any(lemma.endswith(_INFINITIVES) for lemma in verb.lemmas)
    return 1 if asks and known else len(forms)


def same_spelling(lexicon: Lexicon, form: str) -> Sense:
    """Return the typed word without its inflections: what a word between quotes stands for."""
    accented = inside_phrase(lexicon, form)
    typed = accented.chosen or without_elision(lexicon, form)
    found = {entry.form: entry for entry in typed if entry.documents}
    found |= _saints(lexicon, set(found) | {form})
    return Sense(_weighed(found.values(), set(found)), typed, accented.others, accented.restored)


def to_the_letter(lexicon: Lexicon, form: str) -> Sense:
    """Return the typed spelling alone, its first letter's accent apart."""
    typed = exact_spellings(lexicon, form)
    held = [entry for entry in typed if entry.documents]
    return Sense(_weighed(held, {entry.form for entry in held}), typed, (), restored=False)


@remembered(MOST_REMEMBERED)
def wider(lexicon: Lexicon, sense: Sense) -> tuple[Spelling, ...]:
    """Return the other forms of the word's stems: for ranking and near results."""
    inside = {spelling.form for spelling in sense.spellings}
    stems = dict.fromkeys(entry.stem for entry in sense.typed if is_inflection(lexicon, entry.form))
    found = (entry for stem in stems for entry in lexicon.by_stem(stem))
    return tuple(
        Spelling(entry.form, weights.WIDER, entry.documents)
        for entry in found
        if entry.form not in inside and is_inflection(lexicon, entry.form)
    )


def kin(lexicon: Lexicon, sense: Sense, form: str) -> tuple[Spelling, ...]:
    """Return the forms most like a word that the corpus does not hold, for near results.

    Where no article speaks of « démission », those where somebody « démissionne » are near.
    """
    if sense.spellings:
        return ()
    found = lexicon.resembling(fold(form), weights.KIN_LIKENESS)
    return tuple(Spelling(one.form, weights.WIDER, one.documents) for one in found)


def printed_like(sense: Sense, typed: str) -> str:
    """Return the most frequent spelling of a word, with the capitals that were typed."""
    held = [entry for entry in sense.typed if entry.documents]
    usual = max(held or sense.typed, key=lambda entry: entry.documents, default=None)
    form = usual.form if usual else sense.spellings[0].form
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form[0].upper() + form[1:] if typed[0].isupper() else form


def is_made_noun(form: str, elided: str) -> bool:
    """Tell whether the article elided before a function word makes a noun of it."""
    return elided in _NOUNS_AFTER.get(form, ())


def is_function_word(lexicon: Lexicon, form: str, elided: str = "") -> bool:
    """Tell whether a typed word is a function word, typed with or without its accents.

    Args:
        lexicon: the corpus's words.
        form: the word.
        elided: the letters elided before it: the article makes a noun of some (`l’or`, `l’Est`).
    """
    if is_made_noun(form, elided):
        return False
    if form in function_words():
        return True
    if not form.isascii():
        return False
    usual = next(iter(lexicon.by_folded(fold(form))), None)
    return usual is not None and usual.form in function_words()


def _saints(lexicon: Lexicon, forms: Iterable[str]) -> dict[str, FormEntry]:
    joined = (lexicon.entry(_SAINTS[form]) for form in forms if form in _SAINTS)
    return {entry.form: entry for entry in joined if entry and entry.documents}


def _weighed(entries: Iterable[FormEntry], own: set[str]) -> tuple[Spelling, ...]:
    ordered = sorted(entries, key=lambda entry: (-entry.documents, entry.form))
    return tuple(
        Spelling(e.form, weights.TYPED if e.form in own else weights.INFLECTION, e.documents)
        for e in ordered
        if e.documents
    )
