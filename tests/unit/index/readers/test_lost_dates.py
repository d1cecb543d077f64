"""Dates that are there and are none: the article is kept, and the date is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.index.conftest import Read

PAGE = """<html><head><meta property="article:published_time" content="{}"></head>
<body><article><h1>Un titre</h1><p>Un paragraphe assez long pour être le texte de l’article, dans
lequel personne ne donne de date.</p></article></body></html>"""


@pytest.mark.parametrize(
    ("name", "content", "lost"),
    [
        ("a.jsonl", '{"title": "T", "text": "x", "date": "2024-02-31"}', ["2024-02-31"]),
        ("a.jsonl", '{"title": "T", "text": "x", "date": ""}', []),
        ("a.jsonl", '{"title": "T", "text": "x", "date": "2024-02-28"}', []),
        ("a.jsonl", '{"title": "T", "text": "x", "date": "hier", "created": "2024-02-01"}', []),
        ("a.csv", "titre;texte;date\nT;x;demain", ["demain"]),
        ("a.txt", "Titre : T\nDate : bientôt\nAuteur : Jeanne Martin\n\nUn texte.", ["bientôt"]),
        ("a.html", PAGE.format("n/a"), ["n/a"]),
        ("a.html", PAGE.format("2024-06-19"), []),
    ],
)
def test_lost_dates(name: str, content: str, lost: list[str], read: Read) -> None:
    found = read(name, content)
    assert found.lost_dates == lost
    assert found.document.title
    assert not lost or found.document.date is None
