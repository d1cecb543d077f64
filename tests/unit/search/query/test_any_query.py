"""What holds of anything a reader may type."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.notices import Code
from search.query.parser import parse
from search.query.printer import print_query
from search.query.tree import All, Not, Phrase, Word

any_query = st.text(st.characters() | st.sampled_from("""-=+"«»“”„'’ ab\u00a0éœ\ud800"""))
"""Any characters, the signs of the query language more often than the others."""


@given(any_query)
def test_a_parse_never_fails(text: str) -> None:
    tree, notices = parse(text)
    assert isinstance(tree, All)
    assert {notice.code for notice in notices} <= {Code.UNCLOSED_QUOTE}


@given(any_query)
def test_a_tree_prints_back_to_itself(text: str) -> None:
    tree, _ = parse(text)
    printed = print_query(tree)
    assert parse(printed) == (tree, ())


@given(any_query)
def test_what_is_printed_is_printed_again(text: str) -> None:
    printed = print_query(parse(text)[0])
    assert print_query(parse(printed)[0]) == printed


words = st.text("abcéœ'’-", min_size=1).filter(
    lambda text: text.strip("'’-") != "" and not text.startswith("-")
)
phrases = st.builds(
    lambda text, quotes: text.translate(str.maketrans("", "", quotes)).strip(),
    st.text("""abc é'’-"«»“„”""", min_size=1),
    st.sampled_from(['"', "«»", "“„”"]),
).filter(lambda text: any(map(str.isalpha, text)))
"""What may stand between quotes of one kind at least."""

leaves = st.builds(Word, words, st.booleans()) | st.builds(Phrase, phrases, st.booleans())
trees = st.builds(All, st.lists(leaves | st.builds(Not, leaves)).map(tuple))


@given(trees)
def test_any_tree_of_words_and_phrases_prints_back(tree: All) -> None:
    assert parse(print_query(tree)) == (tree, ())
