from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.sources import SourceNames, folded_name, printed_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Source BFMTV", "BFMTV"),
        ("source BFMTV", "BFMTV"),
        ("Source :jeanmarcmorandini.com", "jeanmarcmorandini.com"),
        ("Source : L'Opinion", "L'Opinion"),
        ("Sourcé Téléstar", "Téléstar"),
        ("Par Le Courrier", "Le Courrier"),
        ("  Le   Monde ", "Le Monde"),
        ("www.liberation.fr", "liberation.fr"),
        ("https://www.tdg.ch/", "tdg.ch"),
        ("Source", "Source"),
        ("Paris Match", "Paris Match"),
        ("Parisien", "Parisien"),
        ("", ""),
    ],
)
def test_printed_name(text: str, expected: str) -> None:
    assert printed_name(text) == expected


def test_spellings_of_one_name_share_a_key() -> None:
    spellings = ["6Medias", "6medias", "6Médias", "6 Médias", "6MEDIAS", "6-Medias"]
    assert len({folded_name(name) for name in spellings}) == 1
    assert folded_name("Le Monde") != folded_name("Le Monde.fr")


def test_the_most_used_spelling_stands_for_all() -> None:
    names = SourceNames()
    names.settle(["6medias", "6Medias", "6Medias", "6Médias"])
    assert {names.spelling(name) for name in ("6medias", "6Médias", "6 MEDIAS")} == {"6Medias"}


def test_form_decides_between_equals_whatever_their_order() -> None:
    for order in itertools.permutations(["LIBERATION", "liberation", "Libération"]):
        names = SourceNames()
        names.settle(order)
        assert names.spelling("liberation") == "Libération"


def test_what_is_settled_stays() -> None:
    names = SourceNames(["Le Courrier"])
    names.settle(["LE COURRIER"] * 10)
    assert names.spelling("le courrier") == "Le Courrier"
    names.settle(["L’Écho"])
    names.settle(["l’echo"] * 10)
    assert names.spelling("l’echo") == "L’Écho"


def test_no_name_stays_no_name() -> None:
    names = SourceNames()
    names.settle(["", "", "Le Courrier"])
    assert names.spelling("") == ""
    assert len(names) == 1


@given(st.lists(st.lists(st.text(max_size=8), max_size=8), max_size=4))
def test_one_value_a_key(windows: list[list[str]]) -> None:
    names = SourceNames()
    shown: dict[str, set[str]] = {}
    for window in windows:
        names.settle(window)
        for name in filter(None, window):
            shown.setdefault(folded_name(name), set()).add(names.spelling(name))
    assert all(len(values) == 1 for values in shown.values())
