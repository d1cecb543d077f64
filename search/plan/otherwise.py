"""Words written otherwise: unknown ones corrected, glued ones parted, parted ones glued."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.analysis.function_words import function_words
from search.analysis.vocabulary import is_french
from search.lexicon.compounds import joined, parted
from search.lexicon.corrections import corrections
from search.lexicon.inflections import namesakes
from search.plan import weights
from search.plan.families import family
from search.plan.nodes import Group, Phrase, Spelling
from search.plan.words import any_inflection, compound_part, wider

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.lexicon.interface import FormEntry, Lexicon

MAX_OTHERS = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Instead:
    """What is read instead of a word that no article holds.

    Attributes:
        text: as it is said.
        word: what is searched.
        others: other words that may have been meant.
    """

    text: str
    word: Group | Phrase
    others: tuple[FormEntry, ...] = ()


def instead_of(lexicon: Lexicon, typed: str, form: str) -> Instead | None:
    """Return what a word that no article holds is read as: its parts, or the likeliest word.

    None where nothing is like it, where the corpus holds it as a name only, where it is a French
    word and so no slip (hippocampe), or where the likeliest word is another by a silent -e
    (médecin, médecine): these are offered.
    """
    parts = _parts(lexicon, typed, form)
    if parts is not None or namesakes(lexicon, form) or is_french(form):
        return parts
    capital = typed[:1].isupper() and not typed.isupper()
    found = corrections(lexicon, form, MAX_OTHERS, capital=capital)
    if not found:
        return None
    best, *others = (correction.entry for correction in found)
    if fold(form).removesuffix("e") == best.folded.removesuffix("e"):
        return None
    sense = any_inflection(lexicon, best.form)
    around, related = wider(lexicon, sense), family(lexicon, sense)
    group = Group(typed, sense.spellings, around, related)
    return Instead(best.display, group, tuple(others))


def _parts(lexicon: Lexicon, typed: str, form: str) -> Instead | None:
    found = parted(lexicon, form)
    if found is None:
        return None
    entries = (lexicon.entry(part) for part in found.forms)
    printed = [entry.display for entry in entries if entry is not None]
    sign = "-" if function_words().isdisjoint(found.forms) else " "
    slots = tuple(compound_part(lexicon, part).spellings for part in found.forms)
    return Instead(sign.join(printed), Phrase(typed, slots))


def cut_word(lexicon: Lexicon, ways: Sequence[Group | Phrase]) -> Instead | None:
    """Return the glued word of which an unknown one is a part: `jourd’hui`, after `au`."""
    for group in ways:
        if not isinstance(group, Group):
            continue
        entry = lexicon.entry(group.spellings[0].form)
        if entry is not None:
            return Instead(entry.display, group)
    return None


def parts_of(lexicon: Lexicon, typed: str, form: str) -> Phrase | None:
    """Return the parts that a glued word, which the corpus holds, also stands for."""
    found = _parts(lexicon, typed, form)
    return found.word if found is not None and isinstance(found.word, Phrase) else None


def glued(lexicon: Lexicon, forms: Sequence[str], *, hyphen: bool) -> Group | None:
    """Return the glued spellings that successive words also stand for."""
    entries = joined(lexicon, forms, hyphen=hyphen)
    spellings = tuple(Spelling(e.form, weights.INFLECTION, e.documents) for e in entries)
    return Group(" ".join(forms), spellings) if spellings else None
