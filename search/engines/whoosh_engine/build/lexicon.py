"""Makes the lexicon's arrays of what the vocabulary counted.

Beside the forms that the corpus holds stand, with a count of nothing, all the dictionary's forms of
their lemmas: so that a word the corpus holds in another inflection only is understood, with or
without its accents, and serving need not load the dictionary.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.lemmas import forms_of
from search.engines.whoosh_engine.build.entries import PARTING, entries_of, stem_starts
from search.engines.whoosh_engine.format.nearby import letter_sets, skeleton_hashes
from search.engines.whoosh_engine.format.strings import pack_bytes, pack_strings, sorted_order

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.build.vocabulary import Vocabulary
    from search.engines.whoosh_engine.build.workers import Workers
    from search.engines.whoosh_engine.format.arrays import Array

_MADE_UP = b"~"
_LEMMAS = 3
"""What of an entry comes before its lemmas: stem, form, folded form."""


@dataclasses.dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a segment in the order of its files: by stem, then by spelling.

    Attributes:
        stems, names, folded: of each, in UTF-8; those of the dictionary that the corpus does not
            hold are among them.
        lemmas: those of each, parted by zeros.
        stem_starts: the number of the first form of each stem, one more item than stems (u4).
        skeletons: see `nearby`; 0 for those that the corpus does not hold (u4).
    """

    stems: list[bytes]
    names: list[bytes]
    folded: list[bytes]
    lemmas: list[bytes]
    stem_starts: Array
    skeletons: Array

    @property
    def texts(self) -> list[str]:
        """The forms."""
        return b"\n".join(self.names).decode("utf-8", "surrogatepass").split("\n")


def order_forms(glossaries: Sequence[Glossary], workers: Workers) -> Forms:
    """Return the forms that the corpus holds and the other forms of their lemmas, in order.

    The rank of each form is written to its glossaries.
    """
    held = list(set(itertools.chain.from_iterable(one.forms for one in glossaries)))
    described = workers.map(_described, workers.parts(held))
    entries = list(itertools.chain.from_iterable(part for part, _ in described))
    hashes = np.concatenate([part for _, part in described])
    lemmas = {lemma for entry in entries for lemma in entry.split(PARTING)[_LEMMAS:]}
    known = sorted(one for one in lemmas if not one.startswith(_MADE_UP))
    others = set().union(*workers.map(_other_forms, workers.parts(known)))
    missing = sorted(others.difference(held))
    for found in workers.map(entries_of, workers.parts(missing)):
        entries.extend(found)
    order = sorted(range(len(entries)), key=entries.__getitem__)
    stems, names, folded, lemmas_of = _columns([entries[number] for number in order])
    ranks = np.zeros(len(order), np.uint32)
    ranks[order] = np.arange(len(order))
    skeletons = np.zeros(len(order), np.uint32)
    skeletons[ranks[: len(held)]] = hashes
    rank_of = dict(zip(held, ranks.tolist(), strict=False))
    for glossary in glossaries:
        glossary.rank(np.fromiter(map(rank_of.__getitem__, glossary.forms), np.uint32))
    return Forms(stems, names, folded, lemmas_of, stem_starts(stems), skeletons)


def prepare() -> None:
    """Load what describing forms needs, before there are any."""
    _described(["préparé", "inconnxu"])


def _described(forms: Sequence[str]) -> tuple[list[bytes], Array]:
    """Return the entries of forms, and the hashes of what is heard of them."""
    return entries_of(forms), skeleton_hashes(forms)


def _columns(entries: Collection[bytes]) -> list[list[bytes]]:
    """Return the stems, the forms, the folded forms and the lemmas (parted by zeros) of entries."""
    if not entries:
        return [[], [], [], []]
    return [list(column) for column in zip(*(e.split(PARTING, 3) for e in entries), strict=True)]


def _split(lemmas: Sequence[bytes]) -> list[bytes]:
    return PARTING.join(lemmas).split(PARTING)


def _other_forms(lemmas: Sequence[bytes]) -> set[str]:
    """Return the dictionary's forms of these lemmas."""
    texts = (lemma.decode("utf-8", "surrogatepass") for lemma in lemmas)
    return {form for lemma in texts for form in forms_of(lemma)}


def lexicon_arrays(forms: Forms, vocabulary: Vocabulary) -> dict[str, Array]:
    """Return the arrays of the lexicon file, `documents` apart; LexiconFile reads them."""
    firsts = forms.stem_starts[:-1].tolist()
    folded = pack_bytes("folded", forms.folded)
    return {
        **pack_bytes("form", forms.names),
        "form.order": sorted_order(forms.names),
        **folded,
        "letters": letter_sets(folded["folded.bytes"], folded["folded.starts"]),
        "skeleton": forms.skeletons,
        "folded.order": sorted_order(forms.folded),
        **pack_strings("display", vocabulary.display),
        "occurrences": vocabulary.occurrences,
        "inside": vocabulary.inside,
        "capitalised": vocabulary.capitalised,
        **pack_bytes("stem.name", [forms.stems[first] for first in firsts]),
        "stem.starts": forms.stem_starts,
        **_lemma_arrays(forms.lemmas, vocabulary.occurrences > 0),
        **_elision_arrays(vocabulary.elided),
    }


def _lemma_arrays(lemmas: Sequence[bytes], held: Array) -> dict[str, Array]:
    """Lists both ways; from a lemma only the forms that the corpus holds."""
    flat = _split(lemmas)
    names = sorted(set(flat))
    numbers = {name: number for number, name in enumerate(names)}
    values = np.array([numbers[lemma] for lemma in flat], np.uint32)
    sizes = np.array([one.count(PARTING) + 1 for one in lemmas], np.int64)
    owners = np.repeat(np.arange(sizes.size), sizes)
    kept = held[owners]
    order = np.argsort(values[kept], kind="stable")
    return {
        **pack_bytes("lemma", names),
        **_list_arrays("form.lemmas", sizes, values),
        **_list_arrays(
            "lemma.forms",
            np.bincount(values[kept], minlength=len(names)),
            owners[kept][order],
        ),
    }


def _elision_arrays(found: Sequence[tuple[int, str, int]]) -> dict[str, Array]:
    names = sorted({letters for _, letters, _ in found})
    numbers = {name: number for number, name in enumerate(names)}
    return {
        **pack_strings("elided", names),
        "elided.form": np.array([index for index, _, _ in found], np.uint32),
        "elided.letters": np.array([numbers[letters] for _, letters, _ in found], np.uint32),
        "elided.times": np.array([times for _, _, times in found], np.uint64),
    }


def _list_arrays(name: str, sizes: Array, values: Array) -> dict[str, Array]:
    starts = np.append(0, np.cumsum(sizes)).astype(np.uint32)
    return {f"{name}.starts": starts, f"{name}.values": values.astype(np.uint32)}
