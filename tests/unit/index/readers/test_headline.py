from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.readers.headline import best_spelling, first_line


def test_the_typographic_spelling_is_kept() -> None:
    straight = 'Elle dit "oui" à l\'accord'
    assert best_spelling(straight, ["Elle dit « oui » à l’accord"]) == "Elle dit « oui » à l’accord"
    assert best_spelling(straight, ["Elle dit non"]) == straight


def test_accents_are_better_than_none() -> None:
    assert best_spelling("L'ETE ARRIVE", ["L'été arrive"]) == "L'été arrive"


def test_first_line_is_cut_at_a_word() -> None:
    assert first_line("Une phrase. Une autre.") == "Une phrase."
    long = "mot " * 40
    assert first_line(long) == ("mot " * 20).strip() + "…"


@given(st.text())
def test_first_line_is_short(text: str) -> None:
    assert len(first_line(text)) <= 81
