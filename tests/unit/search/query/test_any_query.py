"""What holds of anything a reader may type."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.notices import Code
from search.query.parser import parse
from search.query.printer import print_query
from search.query.tree import (
    All,
    Dates,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Required,
    Value,
    Word,
    joined,
)

pieces = st.sampled_from(
    ["ET", "OU", "SAUF", "PROCHE", "PROCHE/5", "NOT", "(", ")", "-", "+", "=", '"', "«", "»", " ",
     "titre:", "auteur:", "date:", "depuis:", "2024", "juin", "crise", "été", "l’eau", "A", "*",
     "constit*", "“", "”", "„"]
)  # fmt: skip
any_query = (
    st.text(st.characters() | st.sampled_from("""-=+"«»“”„'’ ab()*:\u00a0éœ\ud800"""))
    | st.lists(pieces).map("".join)
    | st.lists(pieces).map(" ".join)
)
"""Any characters, and the pieces of the query language in any order."""


@given(any_query)
def test_a_parse_never_fails(text: str) -> None:
    tree, notices = parse(text)
    assert isinstance(tree, All)
    assert {notice.code for notice in notices} <= set(Code)


@given(any_query)
def test_a_tree_prints_back_to_itself(text: str) -> None:
    tree, _ = parse(text)
    assert parse(print_query(tree)) == (tree, ())


@given(any_query)
def test_what_is_printed_is_printed_again(text: str) -> None:
    printed = print_query(parse(text)[0])
    assert print_query(parse(printed)[0]) == printed


words = st.text("abcéœ'’-A", min_size=1).filter(
    lambda text: text.strip("'’-") != "" and not text.startswith("-")
)
phrases = st.builds(
    lambda text, quotes: text.translate(str.maketrans("", "", quotes)).strip(),
    st.text("""abc é'’-"«»“„”A""", min_size=1),
    st.sampled_from(['"', "«»", "“„”"]),
).filter(lambda text: any(map(str.isalpha, text)))
"""What may stand between quotes of one kind at least."""

dates = st.builds(
    Dates,
    st.sampled_from(["date", "since", "before", "between"]),
    st.sampled_from(["2024", "juin 2024", "2019..2021"]),
)
placed = (
    st.builds(Word, words, st.booleans())
    | st.builds(Phrase, phrases, st.booleans())
    | st.builds(Prefix, st.text("abcé", min_size=3))
)


def several(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Node, ...]]:
    """Return tuples of at least two."""
    return st.lists(nodes, min_size=2, max_size=4).map(tuple)


def larger(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Return trees one storey higher, as a parse makes them."""
    plain = nodes.filter(lambda node: not isinstance(node, Not | Required))
    bare = plain.filter(lambda node: not isinstance(node, Field | Value | Dates))
    return (
        several(nodes).map(lambda some: joined(All(some)))
        | several(nodes).map(lambda some: joined(Or(some)))
        | plain.map(Not)
        | plain.map(Required)
        | st.builds(Field, st.sampled_from(["title", "text"]), bare)
        | st.builds(Value, st.sampled_from(["source", "author", "section"]), bare)
    )


near = st.builds(
    Near, several(placed | several(placed).map(lambda some: joined(Or(some)))), st.integers(1, 999)
)
trees = st.recursive(placed | dates | near, larger, max_leaves=6).map(
    lambda node: joined(All((node,)))
)


@given(trees)
def test_any_tree_prints_back(tree: All) -> None:
    assert parse(print_query(tree)) == (tree, ())
