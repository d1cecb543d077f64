"""What a typed word is, its accents considered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.analysis.folding import fold
from search.lexicon.accents import (
    RARE,
    RARE_WORD,
    exact_spellings,
    inside_phrase,
    same_letters,
    spellings,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon


@pytest.mark.parametrize(
    ("form", "letters"),
    [
        ("état", "etat"), ("élevé", "elevé"), ("où", "où"), ("à", "à"), ("œuf", "oeuf"),
        ("été", "eté"), ("être", "être"), ("lætitia", "laetitia"),
    ],
)  # fmt: skip
def test_first_letter_and_ligatures_do_not_distinguish(form: str, letters: str) -> None:
    assert same_letters(form) == letters


@pytest.mark.parametrize(
    ("typed", "text", "chosen", "others"),
    [
        ("peche", "pêche péché peche", {"pêche", "péché", "peche"}, set()),
        ("pêche", "pêche péché", {"pêche"}, {"péché"}),
        ("pêche", "péché", set(), {"péché"}),
        ("etat", "état etat", {"état", "etat"}, set()),
        ("état", "état etat", {"état", "etat"}, set()),
        ("cœur", "cœur coeur", {"cœur", "coeur"}, set()),
        ("mais", "mais maïs", {"mais"}, {"maïs"}),
        ("maïs", "mais maïs", {"maïs"}, set()),
        ("ou", "ou où", {"ou"}, {"où"}),
        ("apres", "après", {"après"}, set()),
    ],
)
def test_typed_accents_count_and_bare_letters_match_any(
    lexicon_of: Callable[..., Lexicon], typed: str, text: str, chosen: set[str], others: set[str]
) -> None:
    found = spellings(lexicon_of(text), typed)
    assert {entry.form for entry in found.chosen if entry.documents} == chosen
    assert {entry.form for entry in found.others} == others


@pytest.mark.parametrize(("bare", "joined"), [(1, True), (2, False)])
def test_rare_bare_spelling_joins_the_accented_one(
    lexicon_of: Callable[..., Lexicon], bare: int, joined: bool
) -> None:
    found = spellings(lexicon_of(*["le pôle"] * RARE, *["le pole"] * bare), "pôle")
    assert ("pole" in {entry.form for entry in found.chosen}) is joined
    assert ("pole" in {entry.form for entry in found.others}) is not joined


@pytest.mark.parametrize(
    ("typed", "texts", "joined"),
    [
        ("hôpital", ["un hôpital", "un hopital", "un hopital"], True),
        ("Mélenchon", ["dit Mélenchon", "dit Melenchon", "dit Melenchon"], True),
        ("Mélenchon", ["dit Melenchon"], True),
        ("président", ["un président", "LE PRESIDENT"], True),
        ("fédérer", ["il faut fédérer", "un coup de Federer"], False),
        ("côté", ["un côté", "une cote"], False),
    ],
)
def test_long_bare_spelling_that_is_no_word_joins_however_frequent(
    lexicon_of: Callable[..., Lexicon], typed: str, texts: list[str], joined: bool
) -> None:
    found = spellings(lexicon_of(*texts), typed.lower())
    bare = fold(typed)
    assert (bare in {entry.form for entry in found.chosen}) is joined
    assert (bare in {entry.form for entry in found.others}) is not joined


@pytest.mark.parametrize(("accented", "joined"), [(RARE_WORD, True), (RARE_WORD - 1, False)])
def test_bare_spelling_that_is_another_word_joins_only_where_it_is_rarer_still(
    lexicon_of: Callable[..., Lexicon], accented: int, joined: bool
) -> None:
    found = spellings(lexicon_of(*["côté"] * accented, "cote"), "côté")
    assert ("cote" in {entry.form for entry in found.chosen}) is joined


def test_bare_word_stands_for_inflections_the_corpus_has_not(
    lexicon_of: Callable[..., Lexicon],
) -> None:
    found = spellings(lexicon_of("Il affichait une affiche."), "affiche")
    assert {"affiche", "affiché"} <= {entry.form for entry in found.chosen}
    assert not found.restored


def test_bare_word_that_no_dictionary_knows_is_guessed(
    lexicon_of: Callable[..., Lexicon],
) -> None:
    found = spellings(lexicon_of("une droite macronisée, des élus macronisés"), "macronise")
    assert {entry.form for entry in found.chosen} == {"macronisée", "macronisés"}
    assert found.restored


@pytest.mark.parametrize(
    ("typed", "chosen"), [("a", {"a", "à"}), ("à", {"à"}), ("ou", {"ou", "où"}), ("où", {"où"})]
)
def test_bare_function_word_matches_any_accent_inside_a_phrase(
    lexicon_of: Callable[..., Lexicon], typed: str, chosen: set[str]
) -> None:
    found = inside_phrase(lexicon_of("a à ou où"), typed)
    assert {entry.form for entry in found.chosen if entry.documents} == chosen


@pytest.mark.parametrize(
    ("typed", "exact"),
    [("etat", {"état", "etat"}), ("peche", {"peche"}), ("pêche", {"pêche"}), ("ou", {"ou"})],
)
def test_exact_spelling_lets_the_first_letter_go(
    lexicon_of: Callable[..., Lexicon], typed: str, exact: set[str]
) -> None:
    found = exact_spellings(lexicon_of("état etat pêche peche ou où"), typed)
    assert {entry.form for entry in found if entry.documents} == exact
