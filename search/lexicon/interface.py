"""Raw look-ups in the words of a generation; what to make of them is decided in `plan`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple, Protocol

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


class Counted(NamedTuple):
    """A form that the corpus holds, and how many documents hold it."""

    form: str
    documents: int


class Lexicon(Protocol):
    """The forms of one generation, and the dictionary forms of their lemmas."""

    def entry(self, form: str) -> FormEntry | None:
        """Return what is known of this form, None if nothing is."""
        ...

    def by_folded(self, folded: str) -> Sequence[FormEntry]:
        """Return the forms with this folded form, most documents first."""
        ...

    def by_folded_prefix(self, prefix: str, limit: int) -> Sequence[FormEntry]:
        """Return the most frequent forms that the corpus holds whose folded form begins so.

        At most `limit`, most documents first; a short prefix costs little more than a long one.
        """
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

    def nearby(self, form: str, edits: int, limit: int) -> Sequence[Counted]:
        """Return forms that the corpus holds whose folded form is a few edits away from this one's.

        An edit adds, drops or changes a letter, or exchanges two neighbours. The `limit` nearest of
        each segment, of those at one distance the most frequent; most documents first.
        """
        ...

    def alike(self, form: str, limit: int) -> Sequence[Counted]:
        """Return forms that the corpus holds with the same consonants heard, most documents first.

        At most `limit`, the form itself among them if it is held.
        """
        ...

    def successive(self, forms: tuple[str, ...]) -> int:
        """Return how many documents hold these forms at successive positions.

        0 also where looking would cost too much.

        Raises:
            DeadlineExceeded: looking took too long, this time.
        """
        ...
