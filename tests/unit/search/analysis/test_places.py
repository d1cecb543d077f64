"""Tokens found by number are those that analysing the whole text finds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.french import Analyzer
from search.analysis.places import CHECKPOINT, Places
from tests.oracle.checkpoints import checkpoints

if TYPE_CHECKING:
    import random

NEAR = 3
"""Tokens between checkpoints in these tests, so that short texts have some."""

printed = st.lists(
    st.sampled_from(
        [
            "l’été",
            "19.06.2024",
            "1 000 000",
            "O.N.U.",
            "c'est-à-dire",
            "à",
            "«",
            "?",
            "\u00ad",
            "12,5",
        ]
    )
    | st.text(max_size=3)
)
texts = st.tuples(printed, st.sampled_from(["", " ", ".", "\n\n"])).map(lambda p: p[1].join(p[0]))


@given(texts, st.randoms())
def test_tokens_by_number_are_those_of_the_text(text: str, chance: random.Random) -> None:
    whole = Analyzer().places(text)
    numbers = list(range(len(whole)))
    chance.shuffle(numbers)
    with (
        mock.patch("search.analysis.places.CHECKPOINT", NEAR),
        mock.patch("tests.oracle.checkpoints.CHECKPOINT", NEAR),
    ):
        places = Places(text, checkpoints(text), Analyzer())
        assert [places[number] for number in numbers] == [whole[number] for number in numbers]


def test_checkpoints_are_where_tokens_begin() -> None:
    text = " ".join(f"l’{number}" for number in range(2 * CHECKPOINT + 1))
    tokens = Analyzer().tokens(text)
    assert checkpoints(text) == [tokens[CHECKPOINT].start, tokens[2 * CHECKPOINT].start]


def test_a_token_is_read_from_the_checkpoint_before_it() -> None:
    text = "mot " * 100_000
    analyzer = Analyzer()
    places = Places(text, checkpoints(text), analyzer)
    assert places[90_000] == ("mot", 360_000, 360_003)
    assert 0 < analyzer.characters <= 4 * CHECKPOINT


@pytest.mark.parametrize("token", [-1, 3, 1_000])
def test_a_token_that_is_not_there_is_refused(token: int) -> None:
    with pytest.raises(IndexError):
        Places("un deux trois", (), Analyzer())[token]
    with pytest.raises(IndexError):
        Places("un deux trois", (1_000_000,), Analyzer())[token + 2 * CHECKPOINT]
