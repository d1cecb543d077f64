"""What holds of any text at all, lone surrogates and unassigned characters included."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unidecode import unidecode

from search.analysis.chunks import ANY_CHUNK, CHUNK
from search.analysis.folding import fold, open_initial
from search.analysis.french import Analyzer, is_one_word
from search.analysis.lemmas import lemmas_of
from search.analysis.spelling import MAX_FORM_CHARACTERS, form_of, forms_of
from search.analysis.stems import snowball, stem_of, stems_of

NASTY = (
    "l'’ʼ`dqujsé\u0301œŒæﬁ\u00ad\u200b\u200d\ufeff0123  \u00a0\u202f.,-–_«»\"()İßſ\U0001f600\ud800"
)

any_text = st.text(st.characters() | st.sampled_from(NASTY))
"""Any characters, those that French analysis looks at more often than the others."""


@given(any_text)
def test_offsets_give_back_the_surface(text: str) -> None:
    tokens = Analyzer().tokens(text)
    assert [text[token.start : token.end] for token in tokens] == [t.surface for t in tokens]


@given(any_text)
def test_tokens_are_in_order_and_apart(text: str) -> None:
    tokens = Analyzer().tokens(text)
    assert [token.position for token in tokens] == list(range(len(tokens)))
    assert all(token.start < token.end for token in tokens)
    assert all(one.end <= other.start for one, other in itertools.pairwise(tokens))


@given(any_text)
def test_forms_are_those_of_the_tokens(text: str) -> None:
    analyzer = Analyzer()
    assert analyzer.forms(text) == [token.form for token in analyzer.tokens(text)]


@given(any_text)
def test_what_is_remembered_changes_nothing(text: str) -> None:
    analyzer = Analyzer()
    first = analyzer.tokens(text)
    assert analyzer.tokens(text) == first == Analyzer().tokens(text)


@given(any_text | st.text("abéŒ'.1 ,-\u0301\n"))
def test_fast_path_finds_the_same_chunks(text: str) -> None:
    assert CHUNK.findall(text) == re.findall(ANY_CHUNK, text)


@given(any_text)
def test_forms_are_never_empty_nor_too_long(text: str) -> None:
    forms = Analyzer().forms(text)
    assert all(0 < len(form) <= MAX_FORM_CHARACTERS for form in forms)


@given(st.text(st.sampled_from("abcéèœç '-.,;"), max_size=60))
def test_analysing_printed_forms_again_changes_nothing(text: str) -> None:
    analyzer = Analyzer()
    plain = [form for form in analyzer.forms(text) if "'" not in form]
    assert analyzer.forms(" ; ".join(plain)) == plain


@pytest.mark.filterwarnings("ignore:Surrogate character:RuntimeWarning")
@given(any_text)
def test_no_word_breaks_the_words_tools(word: str) -> None:
    assert fold(word) or not word
    assert len(open_initial(word)) == len(word)
    assert isinstance(snowball(word), str)
    assert isinstance(stem_of(word), str)
    assert lemmas_of(word)
    assert form_of(word) or not word


@given(st.lists(any_text | st.text("abÉœΣςİßﬁé", max_size=200), max_size=5))
def test_what_is_made_of_many_words_is_made_of_each(texts: list[str]) -> None:
    words = [word for word in texts if is_one_word(word)]
    assert forms_of(words) == list(map(form_of, words))
    assert stems_of(texts) == list(map(stem_of, texts))


def test_latin_letters_are_folded_as_unidecode_does() -> None:
    for letter in filter(str.isalpha, map(chr, range(0x80, 0x250))):
        word = f"a{letter}b"
        assert fold(word) == "".join(filter(str.isalnum, unidecode(word).lower()))


@given(any_text)
def test_folding_a_form_twice_is_folding_it_once(text: str) -> None:
    folded = [fold(form) for form in Analyzer().forms(text)]
    assert [fold(form) for form in folded] == folded
