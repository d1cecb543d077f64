"""What a glossary counts of its words, beside their postings: how they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.arrivals import end_cutting
from search.engines.whoosh_engine.build.cutting import unpacked
from search.engines.whoosh_engine.build.known import AS_STRETCH, NEVER_INSIDE
from search.engines.whoosh_engine.format.lexicon import OTHERWISE

if TYPE_CHECKING:
    from search.engines.whoosh_engine.build.glossary import Glossary, Words
    from search.engines.whoosh_engine.format.arrays import Array

_STRETCHES_AT_A_TIME = 1 << 20


def count(glossary: Glossary, dropped: Array) -> None:
    """Count what the documents of a glossary hold, some left out, and write it to the glossary.

    Args:
        glossary: the documents.
        dropped: which of them another one replaced.
    """
    end_cutting()
    words = glossary.words()
    times, initial = np.zeros((2, words.sizes.size), np.int64)
    stream = glossary.stream
    for begin in range(0, stream.size, _STRETCHES_AT_A_TIME):
        part = stream[begin : begin + _STRETCHES_AT_A_TIME]
        _add(times, initial, part, 1)
    _add(times, initial, glossary.streams(dropped), -1)
    glossary.count(counted(words, times, initial))


def _add(times: Array, initial: Array, stream: Array, sign: int) -> None:
    numbers, marked = unpacked(stream)
    times += sign * np.bincount(numbers, minlength=times.size)
    initial += sign * np.bincount(numbers[marked], minlength=times.size)


def counted(words: Words, times: Array, initial: Array) -> dict[str, Array]:
    """Return what is counted of words.

    Args:
        words: the stretches of a glossary.
        times: how often each occurs (i8).
        initial: how often after a sentence mark (i8).

    Returns:
        held: the numbers of the forms that occur (u4).
        printing.occurrences, printing.inside: of each printing, how often it occurs; how often
            inside a sentence (u8). A form has two printings, then come the others.
        elided.form, elided.letters, elided.times: the number of a form (u4), that of the letters
            (u4), how often they are elided before it (u8); a pair may come several times.
    """
    sizes = words.sizes.astype(np.int64)
    times, initial = np.repeat(times, sizes), np.repeat(initial, sizes)
    within = times - initial * (words.kind == AS_STRETCH) - times * (words.kind == NEVER_INSIDE)
    occurrences = np.bincount(words.form, times)
    forms = occurrences.size
    others = words.other + np.int64(OTHERWISE * forms)
    plain = words.form.astype(np.int64) * OTHERWISE + words.style
    printing = np.where(words.style == OTHERWISE, others, plain)
    least = OTHERWISE * forms
    elided = np.flatnonzero((words.elided != 0) & (times > 0))
    return {
        "held": np.flatnonzero(occurrences).astype(np.uint32),
        "printing.occurrences": np.bincount(printing, times, least).astype(np.uint64),
        "printing.inside": np.bincount(printing, within, least).astype(np.uint64),
        "elided.form": words.form[elided],
        "elided.letters": words.elided[elided].astype(np.uint32),
        "elided.times": times[elided].astype(np.uint64),
    }
