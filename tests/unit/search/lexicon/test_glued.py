"""Words typed with what was elided before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.lexicon.glued import without_elision

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("loreal", "Le groupe L’Oréal recrute.", ["oréal"]),
        ("loréal", "Le groupe L'Oréal recrute.", ["oréal"]),
        ("ngolo", "Un but de N’Golo Kanté.", ["golo"]),
        ("dartagnan", "La statue de d’Artagnan.", ["artagnan"]),
        ("quelle", "Il dit qu’elle part.", ["elle"]),
        ("loreal", "Un certain Oréal.", []),
        ("noreal", "Le groupe L’Oréal recrute.", []),
        ("lor", "La ruée vers l’or.", []),
        ("dor", "La ruée vers l’or.", []),
    ],
)
def test_elided_letters_must_have_been_seen_there(
    lexicon_of: Callable[..., Lexicon], typed: str, text: str, found: list[str]
) -> None:
    assert [entry.form for entry in without_elision(lexicon_of(text), typed)] == found


def test_lexicon_counts_each_elided_letter(lexicon_of: Callable[..., Lexicon]) -> None:
    entry = lexicon_of("L’eau, d’eau, l’eau et eau.").entry("eau")
    assert entry is not None
    assert entry.elided == {"l": 2, "d": 1}
    assert entry.occurrences == 4
