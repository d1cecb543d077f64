"""What was counted of the forms of a segment, all glossaries together."""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.spelling import capitalised
from search.engines.whoosh_engine.build.known import style_of
from search.engines.whoosh_engine.format.lexicon import CAPITALISED, OTHERWISE, PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.format.arrays import Array

_MORE = np.uint64(999)
"""What a printing inside a sentence weighs more than another one: a capital after a full stop is no
usual printing, and only counts where nothing else is known."""


@dataclasses.dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts of all forms, in order.

    Attributes:
        occurrences, inside, capitalised: one item a form (u8); see FormEntry.
        style: how each is usually printed: PLAIN, CAPITALISED or OTHERWISE (u1).
        display: how, for those that are printed OTHERWISE, by the numbers of their forms.
        elided: how often (form, letters) came together, in order.
    """

    occurrences: Array
    inside: Array
    capitalised: Array
    style: Array
    display: dict[int, str]
    elided: list[tuple[int, str, int]]


def count_forms(
    glossaries: Iterable[Glossary], forms: int, name: Callable[[int], str]
) -> Vocabulary:
    """Add up what the glossaries counted.

    Args:
        glossaries: whose forms have ranks; see `counted.counted`.
        forms: number of forms.
        name: returns a form by its number.
    """
    tally = _Tally(forms)
    for glossary in glossaries:
        ranks = np.asarray(glossary.ranks)
        tally.add_printings(ranks, glossary)
        tally.add_elisions(ranks, glossary)
    plain, capital = tally.within
    return Vocabulary(
        tally.times.sum(axis=0) + tally.other_times,
        plain + capital + tally.other_within,
        capital + tally.other_capitals,
        *_displays(name, tally.times + tally.within * _MORE, tally.others),
        [(number, letter, times) for (number, letter), times in sorted(tally.elided.items())],
    )


class _Tally:
    """Counts by form.

    Attributes:
        times, within: how often a form is printed PLAIN and CAPITALISED, and inside a sentence.
        other_times, other_within, other_capitals: how often OTHERWISE; inside a sentence; of these
            with a capital.
        others: the weight of each such printing.
        elided: how often (form, letters) came together.
    """

    def __init__(self, forms: int) -> None:
        self.times, self.within = np.zeros((2, OTHERWISE, forms), np.uint64)
        self.other_times, self.other_within, self.other_capitals = np.zeros((3, forms), np.uint64)
        self.others: dict[int, collections.Counter[str]] = {}
        self.elided: collections.Counter[tuple[int, str]] = collections.Counter()

    def add_printings(self, ranks: Array, glossary: Glossary) -> None:
        """Add what a glossary, whose forms have these ranks, counted of printings."""
        held = glossary.counted("held")
        times = glossary.counted("printing.occurrences")
        within = glossary.counted("printing.inside")
        plain = OTHERWISE * glossary.size
        self.times[:, ranks[held]] += times[:plain].reshape(-1, OTHERWISE)[held].T
        self.within[:, ranks[held]] += within[:plain].reshape(-1, OTHERWISE)[held].T
        otherwise = glossary.otherwise
        begin = times.size - len(otherwise)
        owners = glossary.words().others(len(otherwise))
        occurring = np.flatnonzero(times[begin:])
        printed = [otherwise[number] for number in occurring.tolist()]
        at = occurring + begin
        self._add_others(ranks[owners[occurring]], printed, times[at], within[at])

    def _add_others(
        self, owners: Array, otherwise: Sequence[str], times: Array, within: Array
    ) -> None:
        capitals = np.fromiter((one[:1].isupper() for one in otherwise), bool, len(otherwise))
        np.add.at(self.other_times, owners, times)
        np.add.at(self.other_within, owners, within)
        np.add.at(self.other_capitals, owners[capitals], within[capitals])
        weights = (times + within * _MORE).tolist()
        for owner, printed, weight in zip(owners.tolist(), otherwise, weights, strict=True):
            counter = self.others.setdefault(owner, collections.Counter())
            counter[printed] += weight

    def add_elisions(self, ranks: Array, glossary: Glossary) -> None:
        """Add what a glossary counted of elisions."""
        letters = glossary.letters
        names = ("elided.form", "elided.letters", "elided.times")
        form, letter, times = map(glossary.counted, names)
        listed = zip(ranks[form].tolist(), letter.tolist(), times.tolist(), strict=True)
        for number, one, often in listed:
            self.elided[number, letters[one]] += often


def _displays(
    name: Callable[[int], str], weights: Array, others: dict[int, collections.Counter[str]]
) -> tuple[Array, dict[int, str]]:
    """Return how forms are printed: the heaviest way, the first of the alphabet among equals."""
    plain, capital = weights
    style = (capital > plain).astype(np.uint8) * np.uint8(CAPITALISED)
    for number in np.flatnonzero((capital > 0) & (capital == plain)).tolist():
        form = name(number)
        style[number] = CAPITALISED if capitalised(form) < form else PLAIN
    displays = {}
    for number, counter in others.items():
        form = name(number)
        known = ((form, int(plain[number])), (capitalised(form), int(capital[number])))
        counter.update({printed: weight for printed, weight in known if weight})
        heaviest = min(counter.items(), key=lambda item: (-item[1], item[0]))[0]
        style[number] = style_of(heaviest, form)
        if style[number] == OTHERWISE:
            displays[number] = heaviest
    return style, dict(sorted(displays.items()))
