"""What of a text is marked for each kind of word."""

from __future__ import annotations

import pytest

from search.analysis.french import Analyzer
from search.marks import Marker
from search.plan.nodes import Group, In, Near, Or, Phrase, Prefix, Spelling, Word

TEXT = "Le port attend le portier, au port de pêche."


def word(*forms: str) -> Group:
    return Group(forms[0], tuple(Spelling(form, 1.0, 1) for form in forms))


PORT, PORTS = word("port"), Prefix("port*", "port")


@pytest.mark.parametrize(
    ("node", "marked"),
    [
        (PORT, ["port", "port"]),
        (PORTS, ["port", "portier", "port"]),
        (Prefix("peche*", "peche"), ["pêche"]),
        (Prefix("péch*", "péch"), []),
        (Phrase("le por*", (word("le").spellings, PORTS)), ["Le port", "le portier"]),
        (Phrase("port* attend", (PORTS, word("attend").spellings)), ["port attend"]),
        (Near("près", (word("attend"), Or((word("pêche"), PORTS))), 3), [
            "port", "attend", "portier", "port", "pêche",
        ]),
        (In("text", PORT), ["port", "port"]),
        (In("title", PORT), []),
    ],
)  # fmt: skip
def test_marks_are_where_a_word_is(node: Word | In, marked: list[str]) -> None:
    marks = Marker([node], Analyzer()).marks(TEXT, "text")
    assert [TEXT[mark.start : mark.end] for mark in marks] == marked


def test_a_phrase_that_occurs_is_one_mark_whatever_else_is_searched() -> None:
    text = "La Corée du Nord, la Corée du Sud et le nord de la Corée du Nord."
    phrase = Phrase("corée du nord", tuple(word(f).spellings for f in ("corée", "du", "nord")))
    marks = Marker([phrase, word("nord")], Analyzer()).marks(text, "text")
    assert [(text[mark.start : mark.end], mark.word) for mark in marks] == [
        ("Corée du Nord", 0),
        ("nord", 1),
        ("Corée du Nord", 0),
    ]
