from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.headline import best_spelling, choose_headline, first_line, without_site


def test_the_typographic_spelling_is_kept() -> None:
    straight = 'Elle dit "oui" à l\'accord'
    assert best_spelling(straight, ["Elle dit « oui » à l’accord"]) == "Elle dit « oui » à l’accord"
    assert best_spelling(straight, ["Elle dit non"]) == straight


def test_accents_are_better_than_none() -> None:
    assert best_spelling("L'ETE ARRIVE", ["L'été arrive"]) == "L'été arrive"


@pytest.mark.parametrize(
    ("title", "sites", "expected"),
    [
        ("La grève s’étend - Le Courrier", ["Le Courrier"], "La grève s’étend"),
        ("La grève | Société | Le Courrier", ["Le Courrier"], "La grève | Société"),
        ("Le Courrier | La grève", ["Le Courrier"], "La grève"),
        ("La grève – Économie | L'Opinion", ["L’Opinion"], "La grève – Économie"),
        ("Crise : la grève – suite", ["Le Courrier"], "Crise : la grève – suite"),
        ("Affaire X: le point", [], "Affaire X: le point"),
    ],
)
def test_the_site_is_taken_off_titles(title: str, sites: list[str], expected: str) -> None:
    assert without_site(title, sites) == expected


def test_json_ld_comes_first_and_an_h1_completes_it() -> None:
    whole = (
        "Une très longue manchette que les moteurs de recherche veulent coupée à cent dix"
        " signes au plus"
    )
    assert choose_headline([whole[:80]], [whole], []) == whole
    assert choose_headline(["Manchette"], ["Autre chose"], ["Autre chose"]) == "Manchette"


def test_an_h1_that_nothing_confirms_is_the_newspaper() -> None:
    assert choose_headline([], ["Le Courrier"], ["La grève s’étend"]) == "La grève s’étend"
    assert choose_headline([], ["La grève s’étend"], []) == "La grève s’étend"
    assert choose_headline([], [], []) == ""


def test_the_h1_gives_the_apostrophes() -> None:
    assert choose_headline([], ["Trop d’actions"], ["Trop d'actions"]) == "Trop d’actions"


def test_first_line_is_cut_at_a_word() -> None:
    assert first_line("Une phrase. Une autre.") == "Une phrase."
    long = "mot " * 40
    assert first_line(long) == ("mot " * 20).strip() + "…"


@given(st.text())
def test_first_line_is_short(text: str) -> None:
    assert len(first_line(text)) <= 81
