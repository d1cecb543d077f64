"""Words glued or cut: `porteparole` is porte-parole, `week end` is weekend and week-end too.

What the corpus holds at successive positions decides, with a hyphen or a space between: parts that
seldom stand without one another are one word.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.analysis.function_words import function_words
from search.errors import DeadlineExceeded
from search.lexicon.inflections import inflections
from search.lexicon.names import is_known, is_name
from search.lexicon.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.lexicon.interface import FormEntry, Lexicon

INSEPARABLE = 0.5
"""Share of a part's documents that hold the compound, from which on the part belongs to it."""

MIN_DOCUMENTS = 2
"""Parts that seldom follow one another must do so in this many documents, to read an unknown word
as several; one that is inseparable in one is enough."""

COMMONER = 10
"""A glued word that is held is a compound too unless its parts are so many times rarer."""

PREFIXES = (
    "agro", "anti", "auto", "bio", "co", "cyber", "eco", "geo", "hydro", "macro", "mega", "micro",
    "mini", "multi", "narco", "neo", "neuro", "psycho", "semi", "socio", "tele", "ultra",
)  # fmt: skip
"""What some newspapers print with a hyphen and others without, and none as a word of its own: a
word that begins so is the same in two pieces, whatever the dictionary says."""

MOST_REMEMBERED = 1_024
MIN_GLUED = 5
MIN_PART = 2
_SPELLINGS = 2
"""Letters of a glued word and of its parts; spellings that are tried of each part."""


@dataclasses.dataclass(frozen=True, slots=True)
class Parts:
    """What a glued word is made of.

    Attributes:
        forms: the parts, in order.
        documents: documents that hold them at successive positions.
        share: of the documents of the rarest part, those that hold the compound.
    """

    forms: tuple[str, ...]
    documents: int
    share: float


def parted(lexicon: Lexicon, form: str) -> Parts | None:
    """Return the parts that a glued word stands for, None if it is no glued word.

    One that the corpus does not hold is read as its parts. One that it holds keeps its own spelling
    beside them, and must be a compound beyond doubt: `weekend` also stands for week-end, `partout`
    not for par tout. Where looking takes too long there are none, this time.
    """
    try:
        return _parted(lexicon, form)
    except DeadlineExceeded:
        return None


@remembered(MOST_REMEMBERED)
def _parted(lexicon: Lexicon, form: str) -> Parts | None:
    folded = fold(form)
    if len(folded) < MIN_GLUED:
        return None
    held = [entry for entry in lexicon.by_folded(folded) if entry.documents]
    prefixed = [
        parts for forms in _after_prefix(lexicon, folded) if (parts := _parts(lexicon, forms))
    ]
    if prefixed or any(map(is_known, held)):
        return max(prefixed, key=lambda parts: parts.documents, default=None)
    cuts = itertools.chain(_cuts(lexicon, folded), _at_apostrophe(lexicon, form))
    found = [parts for forms in cuts if (parts := _parts(lexicon, forms))]
    if held:
        least = sum(entry.documents for entry in held) / COMMONER
        found = [
            parts
            for parts in found
            if parts.documents >= least and function_words().isdisjoint(parts.forms)
        ]
    best = max(found, key=lambda parts: (parts.documents, parts.forms), default=None)
    if best is None or best.share >= INSEPARABLE:
        return best
    return None if held or best.documents < MIN_DOCUMENTS else best


def joined(lexicon: Lexicon, forms: Sequence[str], *, hyphen: bool) -> tuple[FormEntry, ...]:
    """Return the glued spellings of successive words: `week end` is weekend too, and weekends.

    Args:
        lexicon: the corpus's words.
        forms: two words or more, as typed.
        hyphen: whether they were typed with hyphens between: nothing more is asked of them then.
    """
    glued = lexicon.by_folded("".join(map(fold, forms)))
    entries = {entry.form: entry for entry in glued if entry.documents}
    for other in inflections(lexicon, "".join(forms)):
        entries.setdefault(other.form, other)
    found = [
        e for e in entries.values() if hyphen or _is_cut(e, forms) or _belong(lexicon, e, forms)
    ]
    return tuple(found)


def _cuts(lexicon: Lexicon, folded: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to cut a word in two that are held, or in three about a function word."""
    places = range(1, len(folded))
    for at in places:
        if _may_part(folded[:at], folded[at:]):
            yield from _spelt(lexicon, (folded[:at], folded[at:]))
    for first, last in itertools.combinations(places, 2):
        middle = folded[first:last]
        if middle in function_words() and _may_part(folded[:first], folded[last:]):
            yield from _spelt(lexicon, (folded[:first], middle, folded[last:]))


def _after_prefix(lexicon: Lexicon, folded: str) -> Iterator[tuple[str, ...]]:
    """Yield a prefix and what follows it: anti terroriste."""
    for prefix in PREFIXES:
        if folded.startswith(prefix) and len(folded) - len(prefix) > MIN_PART:
            yield from _spelt(lexicon, (prefix, folded.removeprefix(prefix)))


def _at_apostrophe(lexicon: Lexicon, form: str) -> Iterator[tuple[str, ...]]:
    """Yield the parts of a word with an apostrophe: O Connor, where O’Connor is typed."""
    if "'" in form:
        yield from _spelt(lexicon, tuple(map(fold, form.split("'"))))


def _may_part(first: str, last: str) -> bool:
    """Tell whether two ends are long enough, and do not cut a number."""
    number = first[-1].isdigit() and last[0].isdigit()
    return min(len(first), len(last)) >= MIN_PART and not number


def _spelt(lexicon: Lexicon, parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return itertools.product(*(_held(lexicon, part) for part in parts))


def _held(lexicon: Lexicon, part: str) -> list[str]:
    """Return some forms that the corpus holds of a part; of its word, where it holds none.

    What is no word may be the plural of one: start-ups.
    """
    entries = lexicon.by_folded(part)[:_SPELLINGS]
    held = [entry.form for entry in entries if entry.documents]
    if held:
        return held
    if not entries:
        return _held(lexicon, part[:-1]) if part.endswith("s") and len(part) > MIN_PART else []
    return [other.form for other in inflections(lexicon, entries[0].form)][:_SPELLINGS]


def _parts(lexicon: Lexicon, forms: tuple[str, ...]) -> Parts | None:
    documents = lexicon.successive(forms)
    if not documents:
        return None
    counts = [entry.documents for form in forms if (entry := lexicon.entry(form))]
    return Parts(forms, documents, documents / min(counts))


def _is_cut(entry: FormEntry, forms: Sequence[str]) -> bool:
    """Tell whether the glued spelling has an apostrophe where the words are parted."""
    return entry.form.count("'") > 0 and len(entry.form.split("'")) == len(forms)


def _belong(lexicon: Lexicon, entry: FormEntry, forms: Sequence[str]) -> bool:
    """Tell whether words typed apart are those of the glued word."""
    held = [[e for e in lexicon.by_folded(fold(form)) if e.documents] for form in forms]
    if not all(held):
        return True
    common = is_known(entry) or not function_words().isdisjoint(forms)
    if common and not is_name(lexicon, entry.form):
        return False
    try:
        parts = _parts(lexicon, tuple(one[0].form for one in held))
    except DeadlineExceeded:
        return False
    return parts is not None and parts.share >= INSEPARABLE
