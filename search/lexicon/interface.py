"""Raw look-ups in the words of a generation; what to make of them is decided in `plan`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclasses.dataclass(frozen=True, slots=True)
class FormEntry:
    """What the lexicon knows of one form.

    Attributes:
        form: the spelling.
        folded: its folded form.
        lemmas: its lemmas: the dictionary's, and for a regular participle its infinitive.
        stem: Snowball stem of the first lemma.
        documents: documents that hold it; 0 for a dictionary form that the corpus does not hold.
        occurrences: how often it occurs in all.
        inside: occurrences inside sentences, where a capital letter means something.
        capitalised: those of them that begin with a capital.
        display: its usual printing.
        elided: how often it followed each elided letter (`l` before oréal).
    """

    form: str
    folded: str
    lemmas: tuple[str, ...]
    stem: str
    documents: int
    occurrences: int
    inside: int
    capitalised: int
    display: str
    elided: Mapping[str, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Resembling:
    """A form that resembles another.

    Attributes:
        form: the spelling.
        documents: documents that hold it.
        likeness: Dice's coefficient (1945) of the sequences of four letters of the two folded
            forms: 1 for the same ones, 0 for none in common.
    """

    form: str
    documents: int
    likeness: float


class Lexicon(Protocol):
    """The forms of one generation, and the dictionary forms of their lemmas."""

    def entry(self, form: str) -> FormEntry | None:
        """Return what is known of this form, None if nothing is."""
        ...

    def by_folded(self, folded: str) -> Sequence[FormEntry]:
        """Return the forms with this folded form, most documents first."""
        ...

    def by_folded_prefix(self, prefix: str, limit: int) -> Sequence[FormEntry]:
        """Return at most `limit` forms that the corpus holds whose folded form begins so."""
        ...

    def resembling(self, folded: str, least: float) -> Sequence[Resembling]:
        """Return the forms that the corpus holds and that begin alike, by likeness.

        Those that begin with other letters are left out: among real articles they have most of the
        likeness and are of another family (président – résident, élection – sélection).
        """
        ...

    def by_lemma(self, lemma: str) -> Sequence[FormEntry]:
        """Return the forms that the corpus holds with this lemma, most documents first."""
        ...

    def by_stem(self, stem: str) -> Sequence[FormEntry]:
        """Return the forms that the corpus holds with this stem, most documents first."""
        ...
