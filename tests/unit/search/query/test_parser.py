"""How questions are read and printed back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from search.notices import Code, Notice
from search.query.parser import parse
from search.query.printer import print_query, replace_word
from search.query.tree import (
    All,
    Dates,
    Field,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Required,
    Value,
    Word,
    leaves,
)

TABLE = Path(__file__).resolve().parents[3] / "data" / "french_questions.tsv"


def rows() -> list[dict[str, str]]:
    """Return the table: a question, how it is said back as a query, what is said of it."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["question"])
def test_question_is_read(row: dict[str, str]) -> None:
    tree, notices = parse(row["question"])
    assert print_query(tree) == row["read"]
    assert [notice.code for notice in notices] == row["notices"].split()


def test_the_table_is_large_enough() -> None:
    assert len(rows()) >= 200


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("crise OU grève Paris", (Or((Word("crise"), Word("grève"))), Word("Paris"))),
        ("a SAUF b OU c", (Word("a"), Not(Or((Word("b"), Word("c")))))),
        ("titre:corée du", (Field("title", Word("corée")), Word("du"))),
        ("-titre:=a", (Not(Field("title", Word("a", exact=True))),)),
        ("a PROCHE/5 b OU c", (Or((Near((Word("a"), Word("b")), 5), Word("c"))),)),
        ("+le constit*", (Required(Word("le")), Prefix("constit"))),
        ('auteur:"a b"', (Value("author", Phrase("a b")),)),
        ("depuis:juin 2024 a", (Dates("since", "juin 2024"), Word("a"))),
        ("(a b) OU c", (Or((All((Word("a"), Word("b"))), Word("c"))),)),
        ("date:(2019 OU 2020)", (Or((Dates("date", "2019"), Dates("date", "2020"))),)),
    ],
)
def test_operators_bind_as_they_should(text: str, nodes: tuple[object, ...]) -> None:
    assert parse(text)[0].nodes == nodes


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("LIBERTE ET EGALITE", "LIBERTE EGALITE"),
        ("ONU SAUF OTAN", "ONU -OTAN"),
        ("ONU OU OTAN", "(ONU OU OTAN)"),
    ],
)
def test_capitals_offer_the_operators(text: str, asked: str) -> None:
    (notice,) = parse(text)[1]
    assert notice == Notice(Code.CAPITAL_OPERATORS, {}, undo=asked)
    assert parse(asked)[1] == ()


def test_what_is_malformed_is_said_once() -> None:
    assert len(parse("« grève « des « trains")[1]) == 1


@pytest.mark.parametrize("piece", ["«", "(", ")", "-", "titre:", '"a', "a OU ", "“a„b", "ET "])
def test_a_long_query_of_anything_is_read(piece: str) -> None:
    tree, _ = parse(piece * 20_000)
    assert len(list(leaves(tree))) <= 2 * 20_000


def test_word_is_replaced_wherever_it_is_wanted() -> None:
    tree, _ = parse("peche OU (au thon) -peche titre:peche")
    assert replace_word(tree, Word("peche"), Word("pêche")) == (
        "pêche OU (au thon) -peche titre:pêche"
    )
    assert replace_word(tree, Not(Word("peche")), None) == "peche OU (au thon) titre:peche"
    assert replace_word(tree, Word("peche"), None) == "au thon -peche"
    assert replace_word(tree, Word("absent"), None) == print_query(tree)
