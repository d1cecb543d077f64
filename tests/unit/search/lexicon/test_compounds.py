"""Words glued or cut."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from search.lexicon.compounds import joined, parted

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon

DATA = Path(__file__).resolve().parents[3] / "data"
with (DATA / "french_compounds.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = [tuple(row.values())[:3] for row in csv.DictReader(file, delimiter="\t")]


@pytest.mark.parametrize(("typed", "text", "parts"), ROWS)
def test_glued_words_are_their_parts(
    lexicon_of: Callable[..., Lexicon], typed: str, text: str, parts: str
) -> None:
    found = parted(lexicon_of(text, text), typed)
    assert " ".join(found.forms if found else ()) == parts


def test_parts_must_follow_one_another(lexicon_of: Callable[..., Lexicon]) -> None:
    assert parted(lexicon_of("Une porte. La parole.", "Parole de porte."), "porteparole") is None
    texts = ("Un porte-parole.", "Sa parole porte.", "Une porte.", "Une parole.")
    assert parted(lexicon_of(*texts), "porteparole") is None, "one document in three"


@pytest.mark.parametrize(
    ("typed", "text", "glued"),
    [
        (("week", "end"), "Ce week-end, un weekend.", ["weekend"]),
        (("au", "jourd'hui"), "Il pleut aujourd’hui.", ["aujourd'hui"]),
        (("au", "jourd", "hui"), "Il pleut aujourd’hui au nord.", ["aujourd'hui"]),
        (("o", "connor"), "Vu avec Sinead O’Connor et Connor, ou o.", ["o'connor"]),
        (("covid", "19"), "La Covid-19, la covid19.", ["covid19"]),
        (("jong", "un"), "Kim Jong-un, Kim Jongun.", ["jongun"]),
        (("par", "tout"), "Partout, par tout temps, et tout le reste par là.", []),
        (("bien", "venue"), "La bienvenue, bien sûr. Elle est venue.", []),
        (("porte", "parole"), "Le porte-parole.", []),
    ],
)
def test_words_typed_apart_are_the_glued_one(
    lexicon_of: Callable[..., Lexicon], typed: tuple[str, ...], text: str, glued: list[str]
) -> None:
    assert [entry.form for entry in joined(lexicon_of(text), typed, hyphen=False)] == glued


def test_a_hyphen_is_enough(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of("Un portefeuille. Une porte. Une feuille.")
    assert joined(lexicon, ("porte", "feuille"), hyphen=False) == ()
    (entry,) = joined(lexicon, ("porte", "feuille"), hyphen=True)
    assert entry.form == "portefeuille"
