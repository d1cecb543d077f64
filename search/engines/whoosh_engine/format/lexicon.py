"""The lexicon of one segment, read from its file; and that of several segments together."""

from __future__ import annotations

import collections
import dataclasses
import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.analysis.folding import fold
from search.analysis.lemmas import MADE_UP, unknown_lemma
from search.analysis.spelling import capitalised
from search.analysis.stems import stem_of
from search.engines.whoosh_engine.format.arrays import Array, read_arrays
from search.engines.whoosh_engine.format.damage import noticed, noticing
from search.engines.whoosh_engine.format.likeness import likeness
from search.engines.whoosh_engine.format.nearby import alike, within
from search.engines.whoosh_engine.format.peaks import Peaks
from search.engines.whoosh_engine.format.strings import Strings
from search.lexicon.interface import Counted, FormEntry, Resembling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from search.lexicon.interface import Lexicon

REMEMBERED_WORDS = 1 << 14

REMEMBERED_LISTS = 1 << 11

SAME_LETTERS = 3
"""Letters that forms which resemble one another begin with."""

PLAIN, CAPITALISED, OTHERWISE = 0, 1, 2
"""How a form is printed: as it is, with a capital, otherwise."""

_LAST = chr(0x10FFFF)
"""Comes after every letter."""


class Located(NamedTuple):
    """Some forms, by their stems.

    Attributes:
        stems: increasing, each once (i8).
        firsts: where the forms of each stem begin, were those of all the stems numbered (i8).
        cells: numbers of the forms, counted so (i8).
        forms: which of those asked for each is; unknown ones are none (i8).
        size: how many forms the stems have.
    """

    stems: Array
    firsts: Array
    cells: Array
    forms: Array
    size: int

    def each(self) -> Iterator[tuple[int, int, int]]:
        """Yield which of the forms each is, the rank of its stem here, and its tag."""
        stems = self.firsts.searchsorted(self.cells, "right") - 1
        tags = self.cells - self.firsts.take(stems)
        yield from zip(self.forms.tolist(), stems.tolist(), tags.tolist(), strict=True)


@noticed
class LexiconFile:
    """The forms of one segment."""

    def __init__(self, path: Path) -> None:
        """Map the file.

        Raises:
            IndexDamaged: it is not what its header says.
        """
        self._path = path
        self._arrays = arrays = read_arrays(path)
        self.locate = functools.lru_cache(REMEMBERED_WORDS)(noticing(path)(self._locate))
        self.locate_all = functools.lru_cache(REMEMBERED_LISTS)(noticing(path)(self._locate_all))
        self._forms = Strings(arrays, "form", "form.order")
        self._folded = Strings(arrays, "folded", "folded.order")
        self._displays = Strings(arrays, "display")
        self._stems = Strings(arrays, "stem.name")
        self._lemmas = Strings(arrays, "lemma")
        self._elided = Strings(arrays, "elided")

    def __len__(self) -> int:
        """Number of forms that the corpus holds."""
        return int(np.count_nonzero(self._arrays["documents"]))

    def entry(self, form: str) -> FormEntry | None:
        """Return what is known of this form, None if nothing is."""
        order = self._arrays["form.order"]
        ranks = self._forms.span(form)
        return self._read(int(order[ranks[0]])) if ranks else None

    def _locate(self, form: str) -> tuple[int, int] | None:
        """Return the stem of a form and its tag, its rank in the stem; None if it is unknown."""
        order = self._arrays["form.order"]
        ranks = self._forms.span(form)
        if not ranks:
            return None
        number = int(order[ranks[0]])
        stem = self._stem_of(number)
        return stem, number - int(self._arrays["stem.starts"][stem])

    def _stem_of(self, index: int) -> int:
        """Return the stem of a form, both by their numbers."""
        starts = self._arrays["stem.starts"]
        # Of another type, a copy would be made of them all.
        return int(starts.searchsorted(starts.dtype.type(index), "right")) - 1

    def _locate_all(self, forms: tuple[str, ...]) -> Located:
        """Return where those of some forms are that are known."""
        known = [(at, *place) for at, form in enumerate(forms) if (place := self.locate(form))]
        asked, owners, tags = np.array(known, np.int64).reshape(-1, 3).T
        stems = np.array(sorted({stem for _, stem, _ in known}), np.int64)
        starts = self._arrays["stem.starts"]
        sizes = starts.take(stems + 1).astype(np.int64) - starts.take(stems)
        if sizes.min(initial=0) < 0 or int(sizes.sum()) > self._arrays["form.order"].size:
            raise ValueError("radicaux hors du fichier")
        firsts = sizes.cumsum() - sizes
        cells = firsts.take(stems.searchsorted(owners)) + tags
        return Located(stems, firsts, cells, asked, int(sizes.sum()))

    def stems_of(self, forms: Iterable[str]) -> set[int]:
        """Return the stems of some forms, those that are known."""
        return {place[0] for form in forms if (place := self.locate(form)) is not None}

    def occurrences(self, form: str) -> int:
        """Return how often a form occurs; 0 if it is unknown."""
        place = self.locate(form)
        if place is None:
            return 0
        stem, tag = place
        return int(self._arrays["occurrences"][int(self._arrays["stem.starts"][stem]) + tag])

    def stem_occurrences(self, stem: int) -> int:
        """Return how often the forms of a stem occur."""
        begin, end = self._arrays["stem.starts"][stem : stem + 2]
        return int(self._arrays["occurrences"][int(begin) : int(end)].sum())

    def by_folded(self, folded: str) -> Sequence[FormEntry]:
        """Return the forms with this folded form, most documents first."""
        order = self._arrays["folded.order"]
        return self._sorted(int(order[rank]) for rank in self._folded.span(folded))

    def by_lemma(self, lemma: str) -> Sequence[FormEntry]:
        """Return the forms that the corpus holds with this lemma, most documents first."""
        if lemma.startswith(MADE_UP):
            alike = self.by_stem(stem_of(lemma.lstrip(MADE_UP)))
            return tuple(entry for entry in alike if entry.lemmas == (lemma,))
        ranks = self._lemmas.span(lemma)
        return self._sorted(self._list("lemma.forms", ranks[0])) if ranks else ()

    def by_stem(self, stem: str) -> Sequence[FormEntry]:
        """Return the forms that the corpus holds with this stem, most documents first."""
        ranks = self._stems.span(stem)
        if not ranks:
            return ()
        begin, end = self._arrays["stem.starts"][ranks[0] : ranks[0] + 2]
        documents = self._arrays["documents"]
        return self._sorted(index for index in range(int(begin), int(end)) if documents[index])

    def by_folded_prefix(self, prefix: str, limit: int) -> Sequence[FormEntry]:
        """Return the most frequent forms whose folded form begins so, most documents first."""
        order = self._arrays["folded.order"]
        begin, end = self._folded.first(prefix), self._folded.first(prefix + _LAST)
        ranks = self.peaks.largest(range(begin, end), limit)
        return self._sorted(int(order[rank]) for rank in ranks)

    @functools.cached_property
    def peaks(self) -> Peaks:
        """The documents of the forms in the order of their folded forms."""
        return Peaks(self._arrays["documents"], self._arrays["folded.order"])

    def nearby(self, form: str, edits: int, limit: int) -> Sequence[Counted]:
        """Return the forms at most so many edits away: the nearest, most documents first."""
        arrays = self._arrays
        folded, starts = arrays["folded.bytes"], arrays["folded.starts"]
        numbers, distances = within(edits, fold(form), arrays["letters"], folded, starts)
        return self._counted(numbers, distances, limit)

    def alike(self, form: str, limit: int) -> Sequence[Counted]:
        """Return the forms with the same consonants heard, most documents first."""
        numbers = alike(self._arrays["skeleton"], form)
        return self._counted(numbers, np.zeros_like(numbers), limit)

    def _counted(self, numbers: Array, distances: Array, limit: int) -> Sequence[Counted]:
        documents = self._arrays["documents"][numbers].astype(np.int64)
        held = documents > 0
        numbers, distances, documents = numbers[held], distances[held], documents[held]
        first = np.lexsort((numbers, -documents, distances))[:limit].tolist()
        return tuple(Counted(self._forms[int(numbers[at])], int(documents[at])) for at in first)

    def beginning_so(self, folded: str) -> Iterator[tuple[str, int]]:
        """Yield the forms that the corpus holds whose folded form begins so, with documents."""
        order = self._arrays["folded.order"]
        begin, end = self._folded.first(folded), self._folded.first(folded + _LAST)
        numbers = order[begin:end]
        documents = self._arrays["documents"][numbers]
        held = documents > 0
        for number, count in zip(numbers[held].tolist(), documents[held].tolist(), strict=True):
            yield self._forms[number], count

    def resembling(self, folded: str, least: float) -> Iterator[Resembling]:
        """Yield the forms that the corpus holds, begin alike and have at least this likeness."""
        order = self._arrays["folded.order"]
        beginning = folded[:SAME_LETTERS]
        begin = self._folded.first(beginning)
        numbers = order[begin : self._folded.first(beginning + _LAST)]
        numbers = numbers[self._arrays["documents"][numbers] > 0]
        found = likeness(self._folded, numbers, folded)
        for index in np.flatnonzero(found >= least).tolist():
            number = int(numbers[index])
            documents = int(self._arrays["documents"][number])
            yield Resembling(self._forms[number], documents, float(found[index]))

    def _list(self, name: str, index: int) -> Iterable[int]:
        begin, end = self._arrays[f"{name}.starts"][index : index + 2]
        return map(int, self._arrays[f"{name}.values"][begin:end])

    def _sorted(self, indexes: Iterable[int]) -> Sequence[FormEntry]:
        return tuple(sorted(map(self._read, indexes), key=most_documents_first))

    def _read(self, index: int) -> FormEntry:
        arrays = self._arrays
        return FormEntry(
            form=self._forms[index],
            folded=self._folded[index],
            lemmas=self._lemmas_of(index),
            stem=self._stems[self._stem_of(index)],
            documents=int(arrays["documents"][index]),
            occurrences=int(arrays["occurrences"][index]),
            inside=int(arrays["inside"][index]),
            capitalised=int(arrays["capitalised"][index]),
            display=self._display(index),
            elided=self._elisions(index),
        )

    def _lemmas_of(self, index: int) -> tuple[str, ...]:
        """Return the lemmas of a form; a made-up one is not stored, for the form tells it."""
        lemmas = tuple(self._lemmas[lemma] for lemma in self._list("form.lemmas", index))
        return lemmas or (unknown_lemma(self._forms[index]),)

    def _display(self, index: int) -> str:
        form, style = self._forms[index], int(self._arrays["display.style"][index])
        if style == OTHERWISE:
            owners: Array = self._arrays["display.form"]
            rank = int(owners.searchsorted(owners.dtype.type(index)))
            return self._displays[min(rank, len(self._displays) - 1)]
        return capitalised(form) if style == CAPITALISED else form

    def _elisions(self, index: int) -> dict[str, int]:
        owners: Array = self._arrays["elided.form"]
        begin, end = owners.searchsorted(np.array([index, index + 1], owners.dtype))
        letters = self._arrays["elided.letters"][begin:end]
        times = self._arrays["elided.times"][begin:end]
        return {self._elided[int(x)]: int(n) for x, n in zip(letters, times, strict=True)}


class MergedLexicon:
    """The lexicons of several segments read as one; counts add up.

    A document deleted from a segment stays in its counts until the segment is rewritten.
    """

    def __init__(
        self, parts: Sequence[LexiconFile], successive: Callable[[tuple[str, ...]], int]
    ) -> None:
        self._parts = parts
        self.successive = functools.lru_cache(REMEMBERED_WORDS)(successive)
        self.entry = functools.lru_cache(REMEMBERED_WORDS)(self._entry)
        self.by_folded = functools.lru_cache(REMEMBERED_WORDS)(self._by_folded)
        self.by_folded_prefix = functools.lru_cache(REMEMBERED_WORDS)(self._by_folded_prefix)
        self.resembling = functools.lru_cache(REMEMBERED_WORDS)(self._resembling)
        self.by_lemma = functools.lru_cache(REMEMBERED_WORDS)(self._by_lemma)
        self.by_stem = functools.lru_cache(REMEMBERED_WORDS)(self._by_stem)
        self.alike = functools.lru_cache(REMEMBERED_WORDS // 16)(self._alike)

    def _entry(self, form: str) -> FormEntry | None:
        merged = _merge(entry for part in self._parts if (entry := part.entry(form)))
        return merged[0] if merged else None

    def _by_folded(self, folded: str) -> Sequence[FormEntry]:
        return _merge(entry for part in self._parts for entry in part.by_folded(folded))

    def _by_folded_prefix(self, prefix: str, limit: int) -> Sequence[FormEntry]:
        found = {e.form for part in self._parts for e in part.by_folded_prefix(prefix, limit)}
        return _merge(entry for form in found if (entry := self.entry(form)))[:limit]

    def nearby(self, form: str, edits: int, limit: int) -> Sequence[Counted]:
        """Return the forms at most so many edits away, most documents first."""
        return _sum(one for part in self._parts for one in part.nearby(form, edits, limit))

    def _alike(self, form: str, limit: int) -> Sequence[Counted]:
        return _sum(one for part in self._parts for one in part.alike(form, limit))[:limit]

    def _resembling(self, folded: str, least: float) -> Sequence[Resembling]:
        found: dict[str, Resembling] = {}
        for part in self._parts:
            for one in part.resembling(folded, least):
                before = found.get(one.form)
                documents = one.documents + (before.documents if before else 0)
                found[one.form] = dataclasses.replace(one, documents=documents)
        return tuple(sorted(found.values(), key=lambda one: (-one.likeness, one.form)))

    def _by_lemma(self, lemma: str) -> Sequence[FormEntry]:
        return _merge(entry for part in self._parts for entry in part.by_lemma(lemma))

    def _by_stem(self, stem: str) -> Sequence[FormEntry]:
        return _merge(entry for part in self._parts for entry in part.by_stem(stem))


def merged_lexicon(
    parts: Sequence[LexiconFile], successive: Callable[[tuple[str, ...]], int]
) -> Lexicon:
    """Return one lexicon over those of the segments; `successive` reads their postings."""
    return MergedLexicon(parts, successive)


def most_documents_first(entry: FormEntry) -> tuple[int, str]:
    """Return the sort key of forms: most documents, then alphabetical."""
    return (-entry.documents, entry.form)


def _merge(entries: Iterable[FormEntry]) -> Sequence[FormEntry]:
    by_form: dict[str, FormEntry] = {}
    for entry in entries:
        before = by_form.get(entry.form)
        by_form[entry.form] = _add(before, entry) if before else entry
    return tuple(sorted(by_form.values(), key=most_documents_first))


def _sum(counted: Iterable[Counted]) -> Sequence[Counted]:
    """Return the forms with their documents added up, most documents first."""
    documents: collections.Counter[str] = collections.Counter()
    for form, count in counted:
        documents[form] += count
    ordered = sorted(documents.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Counted(form, count) for form, count in ordered)


def _add(one: FormEntry, other: FormEntry) -> FormEntry:
    usual = max(one, other, key=lambda entry: entry.occurrences)
    return FormEntry(
        form=one.form,
        folded=one.folded,
        lemmas=one.lemmas,
        stem=one.stem,
        documents=one.documents + other.documents,
        occurrences=one.occurrences + other.occurrences,
        inside=one.inside + other.inside,
        capitalised=one.capitalised + other.capitalised,
        display=usual.display,
        elided={
            letters: one.elided.get(letters, 0) + other.elided.get(letters, 0)
            for letters in {*one.elided, *other.elided}
        },
    )
