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

from search.analysis.lemmas import MADE_UP, forms_of
from search.engines.whoosh_engine.build.entries import PARTING, entries_of, stem_starts
from search.engines.whoosh_engine.build.known import Names
from search.engines.whoosh_engine.format.arrays import compact
from search.engines.whoosh_engine.format.nearby import letter_sets, skeleton_hashes
from search.engines.whoosh_engine.format.strings import pack_bytes, pack_strings, sorted_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.build.vocabulary import Vocabulary
    from search.engines.whoosh_engine.build.workers import Workers
    from search.engines.whoosh_engine.format.arrays import Array

_MADE_UP = MADE_UP.encode()
_MADE_UP_LEMMA = PARTING + _MADE_UP
_LEMMAS = 3
"""What of an entry comes before its lemmas: stem, form, folded form."""


@dataclasses.dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a segment in the order of its files: by stem, then by spelling.

    Attributes:
        entries: see `entries`; those of the dictionary's forms that the corpus does not hold are
            among them.
        stem_starts: the number of the first form of each stem, one more item than stems (u4).
        skeletons: see `nearby`; 0 for those that the corpus does not hold (u4).
    """

    entries: list[bytes]
    stem_starts: Array
    skeletons: Array

    def column(self, number: int) -> list[bytes]:
        """Return the stems (0), the forms (1) or the folded forms (2)."""
        return [entry.split(PARTING, number + 1)[number] for entry in self.entries]


def order_forms(glossaries: Sequence[Glossary], workers: Workers) -> Forms:
    """Return the forms that the corpus holds and the other forms of their lemmas, in order.

    The rank of each form is written to its glossaries.
    """
    names = Names()
    numbers = [names.of(_held(one)) for one in glossaries]
    held = list(names)
    described = workers.map(_described, workers.parts(held))
    entries = list(itertools.chain.from_iterable(part for part, _ in described))
    hashes = np.concatenate([part for _, part in described])
    del held, described
    missing = _missing(names, entries, workers)
    del names
    for found in workers.map(entries_of, workers.parts(missing)):
        entries.extend(found)
    del missing
    order = sorted(range(len(entries)), key=entries.__getitem__)
    ranks = np.zeros(len(order), np.uint32)
    ranks[order] = np.arange(len(order))
    for glossary, mine in zip(glossaries, numbers, strict=True):
        glossary.rank(ranks[mine])
    skeletons = np.zeros(len(order), np.uint32)
    skeletons[ranks[: hashes.size]] = hashes
    entries = [entries[number] for number in order]
    return Forms(entries, stem_starts([one[: one.index(PARTING)] for one in entries]), skeletons)


def _held(glossary: Glossary) -> list[str]:
    """Return the forms of a glossary that occur: of a document that was replaced, they may not."""
    forms = glossary.forms
    held = glossary.counted("held")
    return forms if held.size == len(forms) else [forms[number] for number in held.tolist()]


def _missing(held: Names, entries: Sequence[bytes], workers: Workers) -> list[str]:
    """Return the dictionary's other forms of the lemmas of entries, those of the forms held."""
    lemmas = {lemma for entry in entries for lemma in entry.split(PARTING)[_LEMMAS:]}
    known = sorted(one for one in lemmas if not one.startswith(_MADE_UP))
    others = set().union(*workers.map(_other_forms, workers.parts(known)))
    return sorted(form for form in others if form not in held)


def prepare() -> None:
    """Load what describing forms needs, before there are any."""
    _described(["préparé", "inconnxu"])


def _described(forms: Sequence[str]) -> tuple[list[bytes], Array]:
    """Return the entries of forms, and the hashes of what is heard of them."""
    return entries_of(forms), skeleton_hashes(forms)


def _other_forms(lemmas: Sequence[bytes]) -> set[str]:
    """Return the dictionary's forms of these lemmas."""
    texts = (lemma.decode("utf-8", "surrogatepass") for lemma in lemmas)
    return {form for lemma in texts for form in forms_of(lemma)}


def form_arrays(forms: Forms) -> dict[str, Array]:
    """Return the arrays of the lexicon file that say of forms what needs no count."""
    arrays = {**_named("form", forms.column(1)), **_named("folded", forms.column(2))}
    stems = [forms.entries[first] for first in forms.stem_starts[:-1].tolist()]
    return {
        **arrays,
        "letters": letter_sets(arrays["folded.bytes"], arrays["folded.starts"]),
        "skeleton": forms.skeletons,
        **pack_bytes("stem.name", [entry[: entry.index(PARTING)] for entry in stems]),
        "stem.starts": forms.stem_starts,
        **_lemma_arrays(forms.entries),
    }


def _named(name: str, strings: list[bytes]) -> dict[str, Array]:
    return {**pack_bytes(name, strings), f"{name}.order": sorted_order(strings)}


def counted_arrays(forms: Mapping[str, Array], vocabulary: Vocabulary) -> dict[str, Array]:
    """Return the other arrays of the lexicon file, `documents` apart."""
    return {
        "display.style": vocabulary.style,
        "display.form": np.fromiter(vocabulary.display, np.uint32),
        **pack_strings("display", vocabulary.display.values()),
        "occurrences": compact(vocabulary.occurrences, "<u4", "<u8"),
        "inside": compact(vocabulary.inside, "<u4", "<u8"),
        "capitalised": compact(vocabulary.capitalised, "<u4", "<u8"),
        **_forms_of_lemmas(forms, vocabulary.occurrences > 0),
        **_elision_arrays(vocabulary.elided),
    }


def _lemma_arrays(entries: Sequence[bytes]) -> dict[str, Array]:
    """Return the lemmas of each form; made-up ones are left out, for the form tells them."""
    lists = [
        () if entry.find(_MADE_UP_LEMMA) >= 0 else tuple(entry.split(PARTING)[_LEMMAS:])
        for entry in entries
    ]
    sizes = np.fromiter(map(len, lists), np.int64, len(lists))
    flat = list(itertools.chain.from_iterable(lists))
    names = sorted(set(flat))
    numbers = {name: number for number, name in enumerate(names)}
    values = np.fromiter(map(numbers.__getitem__, flat), np.uint32, len(flat))
    return {**pack_bytes("lemma", names), **_list_arrays("form.lemmas", sizes, values)}


def _forms_of_lemmas(forms: Mapping[str, Array], held: Array) -> dict[str, Array]:
    """Return the forms of each lemma that the corpus holds."""
    sizes, values = np.diff(forms["form.lemmas.starts"]), forms["form.lemmas.values"]
    owners = np.repeat(np.arange(sizes.size), sizes)
    kept = held[owners]
    order = np.argsort(values[kept], kind="stable")
    counts = np.bincount(values[kept], minlength=forms["lemma.starts"].size - 1)
    return _list_arrays("lemma.forms", counts, owners[kept][order])


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
