"""What a run counted of its words, beside their postings: how they are printed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.known import AS_STRETCH, NEVER_INSIDE, OTHERWISE

if TYPE_CHECKING:
    from search.engines.whoosh_engine.build.known import Known
    from search.engines.whoosh_engine.format.arrays import Array


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """Counts of a run's printings and elisions.

    Attributes:
        form: the rank in the run of each printing's form (u4).
        style: what the printing is beside its form: PLAIN, CAPITALISED or OTHERWISE (u1).
        occurrences, inside: how often it occurs; how often inside a sentence (u8).
        otherwise: the printings that are OTHERWISE, in order.
        elided_form, elided_letters, elided_times: the rank of a form (u4), the number of the
            letters (u4) and how often they are elided before it (u8); one may come several times.
        letters: what may be elided.
    """

    form: Array
    style: Array
    occurrences: Array
    inside: Array
    otherwise: list[str]
    elided_form: Array
    elided_letters: Array
    elided_times: Array
    letters: list[str]


def count(known: Known, stream: Array, marked: Array, ranks: Array) -> Counted:
    """Count a run.

    Args:
        known: the stretches.
        stream: the number of each one in the run.
        marked: whether each stands after a sentence mark.
        ranks: the rank in the run of each form.
    """
    sizes = np.array(known.sizes, np.int64)
    times = np.repeat(np.bincount(stream, minlength=sizes.size), sizes)
    initial = np.repeat(np.bincount(stream[marked], minlength=sizes.size), sizes)
    kind = np.array(known.kind, np.uint8)
    printing = np.array(known.printing, np.int64)
    inside = times - initial * (kind == AS_STRETCH) - times * (kind == NEVER_INSIDE)
    printings = len(known.printings)
    occurrences = np.bincount(printing, times, printings).astype(np.uint64)
    held = np.flatnonzero(occurrences)
    style = np.array(known.style, np.uint8)[held]
    form = np.array(known.form, np.int64)
    elided = np.flatnonzero((np.array(known.elided, np.uint8) != 0) & (times > 0))
    return Counted(
        form=ranks[form[held]].astype(np.uint32),
        style=style,
        occurrences=occurrences[held],
        inside=np.bincount(printing, inside, printings)[held].astype(np.uint64),
        otherwise=[known.printings[number] for number in held[style == OTHERWISE].tolist()],
        elided_form=ranks[form[printing[elided]]].astype(np.uint32),
        elided_letters=np.array(known.elided, np.uint32)[elided],
        elided_times=times[elided].astype(np.uint64),
        letters=known.letters,
    )
