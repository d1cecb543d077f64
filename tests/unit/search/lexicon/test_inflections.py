"""Which forms of the corpus are one word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.lexicon.inflections import inflections

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("travail", "travail travaux travaille", {"travail", "travaux"}),
        ("yeux", "œil yeux", {"œil", "yeux"}),
        ("publique", "public publics publiques", {"public", "publics", "publiques"}),
        ("invité", "inviter invités invitées", {"inviter", "invités", "invitées"}),
        ("mise", "mises mettre", {"mises"}),
        ("péché", "pêche péchés", {"péchés"}),
        ("tweet", "tweets twitter", {"tweets"}),
        ("parti", "partie partir partis", {"partir", "partis"}),
        ("était", "était êtres serait", {"était"}),
        ("marée", "mars", set()),
        ("déclarer", "déclaration", set()),
    ],
)
def test_forms_of_one_word(
    lexicon_of: Callable[..., Lexicon], form: str, text: str, found: set[str]
) -> None:
    assert {entry.form for entry in inflections(lexicon_of(text), form)} == found


def test_name_has_itself_alone(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of(*["Il aime la France."] * 5, "un franc, des francs, une franche amitié")
    assert [entry.form for entry in inflections(lexicon, "france")] == ["france"]
    forms = {entry.form for entry in inflections(lexicon, "franc")}
    assert "france" not in forms
    assert {"franc", "francs"} <= forms


def test_sign_is_found_as_its_word_and_never_printed_for_it(
    lexicon_of: Callable[..., Lexicon],
) -> None:
    entry = lexicon_of("Un billet de 50 €.", "Un autre de 20 €.").entry("euros")
    assert entry is not None
    assert (entry.documents, entry.display) == (2, "euros")
