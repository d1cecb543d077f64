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
