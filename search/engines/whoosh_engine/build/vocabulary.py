"""What was counted of the forms of a segment, all runs together."""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.known import CAPITALISED, OTHERWISE, PLAIN, capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.engines.whoosh_engine.build.runs import RunFolder
    from search.engines.whoosh_engine.format.arrays import Array

_INSIDE_WEIGHT = 1000
"""A capital after a full stop is no usual printing: it only counts where nothing else is known."""


@dataclasses.dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts of all forms, in order.

    Attributes:
        occurrences, inside, capitalised: one item a form (u8); see FormEntry.
        display: how each is usually printed.
        elided: how often (form, letters) came together, in order.
    """

    occurrences: Array
    inside: Array
    capitalised: Array
    display: list[str]
    elided: list[tuple[int, str, int]]


def count_forms(runs: Iterable[tuple[RunFolder, Array]], names: Sequence[str]) -> Vocabulary:
    """Add up what the runs counted.

    Args:
        runs: each with the numbers of its forms.
        names: all forms.
    """
    occurrences, inside, capitals = np.zeros((3, len(names)), np.uint64)
    weights = np.zeros((OTHERWISE, len(names)), np.uint64)
    others: dict[int, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    elided: collections.Counter[tuple[int, str]] = collections.Counter()
    for run, numbers in runs:
        form, style = numbers[run["printing.form"]], run["printing.style"]
        times, within = run["printing.occurrences"], run["printing.inside"]
        weight = within * np.uint64(_INSIDE_WEIGHT - 1) + times
        other = style == OTHERWISE
        for one in (PLAIN, CAPITALISED):
            here = style == one
            occurrences[form[here]] += times[here]
            inside[form[here]] += within[here]
            weights[one][form[here]] += weight[here]
            if one == CAPITALISED:
                capitals[form[here]] += within[here]
        np.add.at(occurrences, form[other], times[other])
        np.add.at(inside, form[other], within[other])
        columns = (form[other], weight[other], within[other])
        listed = zip(*(column.tolist() for column in columns), run.otherwise, strict=True)
        for number, heavy, often, printed in listed:
            others[number][printed] += heavy
            if printed[:1].isupper():
                capitals[number] += np.uint64(often)
        letters = run.letters
        columns = (numbers[run["elided.form"]], run["elided.letters"], run["elided.times"])
        for number, letter, often in zip(*(column.tolist() for column in columns), strict=True):
            elided[number, letters[letter]] += often
    return Vocabulary(
        occurrences,
        inside,
        capitals,
        _displays(names, weights, others),
        [(number, letter, times) for (number, letter), times in sorted(elided.items())],
    )


def _displays(
    names: Sequence[str], weights: Array, others: dict[int, collections.Counter[str]]
) -> list[str]:
    """Return the heaviest printing of each form, the first of the alphabet among equals."""
    displays = list(names)
    plain, capital = weights
    for number in np.flatnonzero((capital > 0) & (capital >= plain)).tolist():
        first = capitalised(names[number])
        displays[number] = first if capital[number] > plain[number] else min(first, names[number])
    for number, counter in others.items():
        name = names[number]
        known = ((name, int(plain[number])), (capitalised(name), int(capital[number])))
        counter.update({printed: weight for printed, weight in known if weight})
        displays[number] = min(counter.items(), key=lambda item: (-item[1], item[0]))[0]
    return displays
