"""What holds of the plan of anything a reader may type."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.plan.nodes import Group
from search.plan.resolve import count_terms, resolve
from search.query.parser import parse
from search.query.printer import print_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.lexicon.interface import Lexicon
    from search.plan.resolve import Resolution

TODAY = dt.date(2024, 6, 19)

TEXTS = (
    "La pêche au thon, le péché originel.",
    "Une sage-femme de l’hôpital Saint-Étienne, à la une.",
    "Un chèque de 1 000 euros pour L’Oréal.",
)
WORDS = (
    "peche", "pêche", "à", "la", "une", "sage-femme", "loreal", "1", "000", "1,5", "st", "zébu",
    "-thon", "=peche", '"à la une"', "«", "l’", "\ud800", "北京", "½", "-", "=",
)  # fmt: skip

any_question = st.text() | st.lists(st.sampled_from(WORDS) | st.text(max_size=3)).map(" ".join)


@pytest.fixture(scope="session")
def lexicon(lexicon_of: Callable[..., Lexicon]) -> Lexicon:
    return lexicon_of(*TEXTS)


def links(resolution: Resolution) -> Iterator[str]:
    for notice in resolution.notices:
        if notice.undo is not None:
            yield notice.undo
        yield from (text for _, text in notice.offers)


@given(any_question, st.sampled_from(["all", "any"]))
def test_every_question_has_a_plan(lexicon: Lexicon, text: str, match: str) -> None:
    query, _ = parse(text)
    found = resolve(query, lexicon, TODAY, "any" if match == "any" else "all")
    assert len(found.plan.words) <= count_terms(query)


@given(any_question)
def test_a_spelling_stands_once_in_a_word_and_the_corpus_holds_it(
    lexicon: Lexicon, text: str
) -> None:
    plan = resolve(parse(text)[0], lexicon, TODAY).plan
    for group in plan.words:
        if isinstance(group, Group):
            forms = [spelling.form for spelling in (*group.spellings, *group.wider)]
            assert len(set(forms)) == len(forms)
            assert all(spelling.documents > 0 for spelling in group.spellings)


@given(any_question)
def test_every_link_is_a_question_as_it_would_be_printed(lexicon: Lexicon, text: str) -> None:
    found = resolve(parse(text)[0], lexicon, TODAY)
    assert all(print_query(parse(link)[0]) == link for link in links(found))


@given(any_question)
def test_undoing_restored_accents_says_nothing_of_them_again(lexicon: Lexicon, text: str) -> None:
    query, _ = parse(text)
    found = resolve(query, lexicon, TODAY)
    for notice in found.notices:
        if notice.code == "accents" and notice.undo is not None:
            undone = resolve(parse(notice.undo)[0], lexicon, TODAY)
            assert (notice.code, notice.params) not in [(n.code, n.params) for n in undone.notices]
