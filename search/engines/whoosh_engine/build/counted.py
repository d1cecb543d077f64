"""What a run counted of its words, beside their postings: how they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.known import AS_STRETCH, NEVER_INSIDE
from search.engines.whoosh_engine.format.lexicon import OTHERWISE

if TYPE_CHECKING:
    from search.engines.whoosh_engine.build.glossary import Words
    from search.engines.whoosh_engine.format.arrays import Array


def printings(words: Words, forms: int) -> Array:
    """Return a number for each part's printing (i8): a form has two, then come the others."""
    plain = words.form.astype(np.int64) * OTHERWISE + words.style
    other: Array = words.other + np.int64(OTHERWISE * forms)
    return np.where(words.style == OTHERWISE, other, plain)


def count(words: Words, forms: int, numbers: Array, marked: Array) -> dict[str, Array]:
    """Count a run.

    Args:
        words: the stretches of its glossary.
        forms: number of forms in it.
        numbers: of each stretch of the run.
        marked: whether each stands after a sentence mark.

    Returns:
        printing: numbers of printings, as `printings` gives them, each once (u4).
        printing.occurrences, printing.inside: how often each occurs; how often inside a sentence
            (u8).
        elided.form, elided.letters, elided.times: the number of a form (u4), that of the letters
            (u4), how often they are elided before it (u8); a pair may come several times.
    """
    sizes = words.sizes.astype(np.int64)
    times = np.repeat(np.bincount(numbers, minlength=sizes.size), sizes)
    initial = np.repeat(np.bincount(numbers[marked], minlength=sizes.size), sizes)
    within = times - initial * (words.kind == AS_STRETCH) - times * (words.kind == NEVER_INSIDE)
    printing = printings(words, forms)
    occurrences, inside = np.bincount(printing, times), np.bincount(printing, within)
    held = np.flatnonzero(occurrences)
    elided = np.flatnonzero((words.elided != 0) & (times > 0))
    return {
        "printing": held.astype(np.uint32),
        "printing.occurrences": occurrences[held].astype(np.uint64),
        "printing.inside": inside[held].astype(np.uint64),
        "elided.form": words.form[elided],
        "elided.letters": words.elided[elided].astype(np.uint32),
        "elided.times": times[elided].astype(np.uint64),
    }
