"""How questions are read and printed back."""

from __future__ import annotations

import pytest

from search.notices import Code
from search.query.parser import parse
from search.query.printer import print_query, replace_word
from search.query.tree import All, Not, Phrase, Word

CASES = [
    ("", ()),
    ("  ?!  ", ()),
    ("sommet Corée", (Word("sommet"), Word("Corée"))),
    ("sage-femme", (Word("sage-femme"),)),
    ("l’été", (Word("l’été"),)),
    ('"à la une"', (Phrase("à la une"),)),
    ("« à la une »", (Phrase("à la une"),)),
    ("«à la une»", (Phrase("à la une"),)),
    ("“à la une”", (Phrase("à la une"),)),
    ("„à la une“", (Phrase("à la une"),)),
    ('crise "de l’eau" ici', (Word("crise"), Phrase("de l’eau"), Word("ici"))),
    ("-train", (Not(Word("train")),)),
    ('-"mise en examen"', (Not(Phrase("mise en examen")),)),
    ("=peche", (Word("peche", exact=True),)),
    ('="à la une"', (Phrase("à la une", exact=True),)),
    ("-=peche", (Not(Word("peche", exact=True)),)),
    ("Paris - Lyon", (Word("Paris"), Word("Lyon"))),
    ('grève ""', (Word("grève"),)),
    ("grève\u00a0: bilan", (Word("grève"), Word("bilan"))),
]


@pytest.mark.parametrize(("text", "nodes"), CASES)
def test_question_is_read(text: str, nodes: tuple[Word | Phrase | Not, ...]) -> None:
    assert parse(text) == (All(nodes), ())


@pytest.mark.parametrize("quote", ['"', "«", "“", "„", "»", "”"])
def test_unclosed_quote_is_dropped_and_said(quote: str) -> None:
    tree, notices = parse(f"grève {quote}des trains")
    assert tree == All((Word("grève"), Word("des"), Word("trains")))
    assert [(notice.code, notice.params) for notice in notices] == [
        (Code.UNCLOSED_QUOTE, {"quote": quote})
    ]


def test_quotes_are_said_once() -> None:
    assert len(parse("« grève « des « trains")[1]) == 1


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("  sommet   Corée ", "sommet Corée"),
        ("« à la une » -=peche", '"à la une" -=peche'),
        ('« un "mot" dit »', '« un "mot" dit »'),
        ('“un "mot" » dit”', '“un "mot" » dit”'),
    ],
)
def test_query_is_printed_back(text: str, printed: str) -> None:
    assert print_query(parse(text)[0]) == printed


def test_word_is_replaced_wherever_it_stands() -> None:
    tree, _ = parse("peche au thon -peche peche")
    assert replace_word(tree, Word("peche"), Word("pêche")) == "pêche au thon -peche pêche"
    assert replace_word(tree, Not(Word("peche")), None) == "peche au thon peche"
    assert replace_word(tree, Word("absent"), None) == "peche au thon -peche peche"
