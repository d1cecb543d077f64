"""Words written otherwise than in the articles: what is searched, and what is said."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from search.notices import Code
from search.plan.nodes import Group, Not, Or, Phrase
from search.plan.resolve import resolve
from search.query.parser import parse
from search.query.printer import print_query

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon
    from search.plan.resolve import Resolution

TEXTS = (
    "Le président Macron et la porte-parole du gouvernement.",
    "Vu avec Macron et sa porte-parole, un week-end.",
    "Ce week-end, un weekend. Il pleut aujourd’hui.",
    "Le colonel Kadhafi, Bachar al-Assad. Mohammed ben Salmane.",
    "Un but de N’Golo Kanté.",
    "Un but de Ngolo Kanté. Une médecine douce.",
)


@pytest.fixture(scope="module")
def ask(lexicon_of: Callable[..., Lexicon]) -> Callable[[str], Resolution]:
    lexicon = lexicon_of(*TEXTS)
    return lambda text: resolve(parse(text)[0], lexicon, dt.date(2024, 6, 19))


def said(resolution: Resolution, code: Code) -> list[str]:
    return [str(notice.params["word"]) for notice in resolution.notices if notice.code is code]


def spelt(node: object) -> list[str]:
    match node:
        case Group(spellings=spellings):
            return [spelling.form for spelling in spellings]
        case Phrase(slots=slots):
            return [spelling.form for slot in slots if isinstance(slot, tuple) for spelling in slot]
        case Or(nodes):
            return sorted(form for one in nodes for form in spelt(one))
    raise TypeError(node)


@pytest.mark.parametrize(
    ("text", "forms", "understood"),
    [
        ("Macorn", ["macron"], "Macron"),
        ("porteparole", ["porte", "parole"], "porte-parole"),
        ("au jourd'hui", ["aujourd'hui"], "aujourd’hui"),
    ],
)
def test_unknown_word_is_read_as_another(
    ask: Callable[[str], Resolution], text: str, forms: list[str], understood: str
) -> None:
    resolution = ask(text)
    assert spelt(resolution.plan.root) == forms
    assert print_query(resolution.understood) == understood
    (notice,) = [n for n in resolution.notices if n.code is Code.CORRECTED]
    assert notice.params["correction"] == understood
    assert "=" in str(notice.undo)


def test_undoing_a_correction_takes_the_word_to_the_letter(
    ask: Callable[[str], Resolution],
) -> None:
    (notice,) = ask("président Macorn").notices
    assert notice.undo == "président =Macorn"
    assert said(ask(str(notice.undo)), Code.CORRECTED) == []


@pytest.mark.parametrize("text", ["parole d’hippocampe", "gouvernemental", "medicament"])
def test_a_french_word_that_no_article_holds_is_no_slip(
    ask: Callable[[str], Resolution], text: str
) -> None:
    resolution = ask(text)
    assert said(resolution, Code.CORRECTED) == []
    assert said(resolution, Code.UNKNOWN_WORD) == text.split()[-1:]


def test_what_is_near_an_absent_word_holds_words_of_its_family(
    ask: Callable[[str], Resolution],
) -> None:
    (word,) = ask("gouvernemental").plan.words
    assert isinstance(word, Group)
    assert (word.spellings, [one.form for one in word.wider]) == ((), ["gouvernement"])


@pytest.mark.parametrize("text", ["=Macorn", '"Macorn"', "président -Macorn", "zqxwk", "médecin"])
def test_these_are_not_corrected(ask: Callable[[str], Resolution], text: str) -> None:
    assert said(ask(text), Code.CORRECTED) == []


def test_a_word_by_a_silent_e_is_offered(ask: Callable[[str], Resolution]) -> None:
    (notice,) = ask("médecin").notices
    assert (notice.code, notice.offers) == (Code.UNKNOWN_WORD, (("médecine", "médecine"),))


@pytest.mark.parametrize("text", ["weekend", "week-end"])
def test_a_compound_is_found_glued_and_parted(ask: Callable[[str], Resolution], text: str) -> None:
    resolution = ask(text)
    assert spelt(resolution.plan.root) == ["end", "week", "weekend"]
    assert len(resolution.plan.words) == 2
    assert said(resolution, Code.CORRECTED) == []


def test_words_typed_apart_are_found_glued(ask: Callable[[str], Resolution]) -> None:
    assert {form for word in ask("week end").plan.words for form in spelt(word)} == {
        "week", "end", "weekend",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word", "form"),
    [
        ("Gaddafi", "Gaddafi", "kadhafi"),
        ("Bachar el Assad", "el", "al"),
        ("Mohamed bin Salman", "bin", "ben"),
        ("N'Golo", "N'Golo", "ngolo"),
        ("Ngolo", "Ngolo", "golo"),
    ],
)
def test_a_name_is_found_in_its_other_spellings(
    ask: Callable[[str], Resolution], text: str, word: str, form: str
) -> None:
    resolution = ask(text)
    assert word in said(resolution, Code.NAME_VARIANTS)
    assert form in [one for node in resolution.plan.words for one in spelt(node)]


def test_exclusions_exclude_what_is_typed(ask: Callable[[str], Resolution]) -> None:
    root = ask("-Macorn").plan.root
    assert isinstance(root, Not)
    assert spelt(root.node) == []
