from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

Read = Any  # the fixture of conftest.py, which importlib mode does not let us import

BODY = (
    "Le conseil municipal a voté hier soir le budget de la commune, après une séance agitée.\n\n"
    "La majorité n’a pas suivi le maire, qui promettait pourtant de baisser les impôts locaux.\n"
)
WRAPPED = """\
Les lignes de ce texte sont coupées à une largeur fixe, comme le font
les courriers électroniques et beaucoup d'éditeurs de texte anciens qui
ne savaient pas replier les lignes.
"""


def test_an_export_of_a_site(read: Read) -> None:
    found = read(
        "a.txt",
        'Le maire dit "non" au budget\nLe maire dit "non" au budget\n\n'
        "Le maire dit « non » au budget\n\n19.06.2024\n1 min de lecture\n\n" + BODY + "\n"
        "Une majorité divisée\n\n" + BODY + "\nLaisser un commentaire\n\n"
        "Your email address will not be published.\n\nDernières nouvelles",
    )
    assert found.document.title == "Le maire dit « non » au budget"
    assert found.document.date == dt.date(2024, 6, 19)
    assert [len(p) > 40 for p in found.paragraphs] == [True, True, False, True, True]
    assert found.removed == {"dateline": 1, "reading_time": 1, "end_blocks": 3}


def test_labelled_lines(read: Read) -> None:
    labels = "Titre : La grève s’étend\nDate : 3 mars 2021\nSource : Le Courrier\n"
    document = read("a.txt", labels + "Auteurs : Jeanne Martin et Paul Durand\n\n" + BODY).document
    assert document.title == "La grève s’étend"
    assert document.date == dt.date(2021, 3, 3)
    assert document.source == "Le Courrier"
    assert document.authors == ("Jeanne Martin", "Paul Durand")
    assert document.text.startswith("Le conseil")


def test_a_headline_with_a_colon_is_no_label(read: Read) -> None:
    document = read("a.txt", "Météo : la neige arrive\n\nParis : il neige.\n\n" + BODY).document
    assert document.title == "Météo : la neige arrive"
    assert document.text.startswith("Paris : il neige.")


def test_byline_and_dateline(read: Read) -> None:
    document = read(
        "a.txt", "Un titre\nPar Jeanne Martin\nPublié le mercredi 19 juin 2024 à 14h30\n\n" + BODY
    ).document
    assert document.authors == ("Jeanne Martin",)
    assert document.date == dt.date(2024, 6, 19)
    assert document.text.startswith("Le conseil")


def test_wrapped_lines_are_joined(read: Read) -> None:
    found = read("a.txt", f"Un titre\n\n{WRAPPED}\n{WRAPPED}")
    assert found.paragraphs == [" ".join(WRAPPED.split())] * 2


def test_wrapped_lines_without_empty_ones(read: Read) -> None:
    found = read("a.txt", f"Un titre court\n{WRAPPED}Un intertitre\n{WRAPPED}")
    whole = " ".join(WRAPPED.split())
    assert found.document.title == "Un titre court"
    assert found.paragraphs == [whole, "Un intertitre", whole]


def test_each_line_a_paragraph(read: Read) -> None:
    long = "Une phrase assez longue pour dépasser toute largeur de page. " * 3
    found = read("a.txt", f"Un titre\n{long}\nUn intertitre\n{long}\n")
    assert found.paragraphs == [long.strip(), "Un intertitre", long.strip()]


def test_one_line(read: Read) -> None:
    document = read("brève.txt", "Une seule ligne").document
    assert (document.title, document.text, document.key) == ("Une seule ligne", "", "brève.txt")


def test_one_long_line(read: Read) -> None:
    line = "Une phrase qui dit tout de l’affaire, et même davantage encore. " * 8
    document = read("a.txt", line).document
    assert document.title == "Une phrase qui dit tout de l’affaire, et même davantage encore."
    assert document.text == line.strip()


def test_a_date_opens_the_text(read: Read) -> None:
    document = read("a.txt", "Un titre\n\n22 mai 2012. - Le lancement a été reporté.\n").document
    assert document.date == dt.date(2012, 5, 22)
    assert document.text == "Le lancement a été reporté."


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff\n", "…\n\n---"])
def test_nothing_to_keep(read: Read, content: str) -> None:
    found = read("a.txt", content)
    assert not found.documents
    assert [reason for reason, _ in found.skipped] == ["empty"]


def test_too_long(read: Read) -> None:
    found = read("a.txt", "Un titre\n\n" + BODY * 20, max_document_bytes=1000)
    assert [reason for reason, _ in found.skipped] == ["document_too_large"]


def test_a_headline_that_looks_like_a_label(read: Read) -> None:
    document = read("a.txt", "Publication : le rapport fait scandale\n\n" + BODY).document
    assert document.title == "Publication : le rapport fait scandale"
    assert document.source == ""


def test_a_source_under_the_headline(read: Read) -> None:
    document = read("a.txt", "Un titre\nSource : Le Courrier\n\n" + BODY).document
    assert (document.title, document.source) == ("Un titre", "Le Courrier")


def test_windows_line_ends(read: Read) -> None:
    found = read("a.txt", ("Un titre\n\n" + BODY).replace("\n", "\r\n"))
    assert len(found.paragraphs) == 2
