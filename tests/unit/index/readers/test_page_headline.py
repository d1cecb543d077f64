from __future__ import annotations

import pytest

from index.readers.page_headline import choose_headline, part_in_text, without_site


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


def test_a_word_of_the_headline_may_be_the_sites_name() -> None:
    assert choose_headline([], ["Le monde d’après"], ["Le monde d'après"], ["Le Monde"]) == (
        "Le monde d’après"
    )


def test_the_part_of_a_title_that_the_text_repeats() -> None:
    title = "Le Petit Journal - Budget : le maire battu"
    assert part_in_text(title, ["Sport", "Budget : le maire battu"]) == "Budget : le maire battu"
    assert part_in_text(title, ["Autre chose"]) == title
