"""What of a text is shown around its marks."""

from __future__ import annotations

import operator
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.french import Analyzer
from search.analysis.places import Places
from search.marks import Occurrence, Occurrences, wanted
from search.plan.nodes import Group, Phrase, Spelling
from search.snippets import MAX_CHARACTERS, MAX_SNIPPETS, snippets
from tests.oracle.checkpoints import checkpoints

LONG = 1_000_000
UNMARKED = str.maketrans("", "", "[]")


def group(form: str) -> Group:
    return Group(form, (Spelling(form, 1.0, 1),))


def excerpts(text: str, *words: Group | Phrase, analyzer: Analyzer | None = None) -> list[str]:
    """Return the snippets of a text, marks in brackets; occurrences are looked for naively."""
    forms = wanted(words)
    tokens = [form for form, _, _ in Analyzer().places(text)]
    found = [
        Occurrence(at, len(one.slots), number)
        for number, one in enumerate(forms)
        for at in range(len(tokens) - len(one.slots) + 1)
        if all(map(operator.contains, one.slots, tokens[at : at + len(one.slots)]))
    ]
    places = Places(text, checkpoints(text), analyzer or Analyzer())
    shown = snippets(text, Occurrences(found, forms, places))
    return ["".join(f"[{s.text}]" if s.marked else s.text for s in spans) for spans in shown]


def test_excerpts_are_whole_sentences_in_reading_order() -> None:
    text = "Rien ici. Le port dort. M. Dupont vient au port ! Et alors ?\n\nUn port encore"
    assert excerpts(text, group("port")) == [
        "Le [port] dort.",
        "M. Dupont vient au [port] !",
        "Un [port] encore",
    ]


def test_the_sentence_with_most_words_comes_before_earlier_ones() -> None:
    text = "Un port. Une mer. " + "Le port. " * 5 + "Rien. " * 60 + "Le port et la mer."
    shown = excerpts(text, group("port"), group("mer"))
    assert shown == ["Un [port].", "Une [mer].", "Le [port] et la [mer]."]


def test_a_sentence_may_show_more_than_its_words_promise() -> None:
    text = "Le port " + "a " * 60 + "la mer " + "a " * 30 + "la mer."
    assert excerpts(text, group("port"), group("mer")) == [
        text.replace("port", "[port]").replace("mer", "[mer]")
    ]


def test_a_phrase_is_marked_whole() -> None:
    phrase = Phrase(
        "port de pêche", tuple(group(form).spellings for form in ("port", "de", "pêche"))
    )
    text = "Le port. Un port de pêche dort. La pêche."
    assert excerpts(text, phrase) == ["Un [port de pêche] dort."]
    assert excerpts(text, phrase, group("pêche"))[0] == "Un [port de pêche] dort."


@pytest.mark.parametrize("before", ["mot " * 30, "mot " * 3_000, "mot. " * 3_000])
def test_a_long_sentence_is_cut_between_words(before: str) -> None:
    [shown] = excerpts(f"{before}le port {'dort encore ' * 300}", group("port"))
    plain = shown.replace("[", "").replace("]", "")
    assert "[port]" in shown
    assert len(plain.strip("… ")) <= MAX_CHARACTERS
    assert set(plain.split()) <= {"…", "mot", "mot.", "le", "port", "dort", "encore"}


@given(st.lists(st.sampled_from(["port", "mer", "le", "a ", ". Un", "\n\n", "mots " * 20])))
def test_any_text_gives_excerpts_of_its_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    shown = excerpts(text, group("port"), group("mer"))
    marked = {word for one in shown for word in re.findall(r"\[(.*?)\]", one)}
    assert len(shown) <= MAX_SNIPPETS
    assert marked <= {"port", "mer"}
    assert bool(marked) == bool({"port", "mer"} & set(pieces))
    assert all(len(one.strip("… ").translate(UNMARKED)) <= MAX_CHARACTERS for one in shown)


def test_a_text_without_a_mark_gives_its_beginning() -> None:
    assert excerpts(" \n Un. Deux.\n\nTrois.", group("port")) == ["Un. Deux."]
    assert excerpts(" \n ", group("port")) == []


@pytest.mark.parametrize("every", [10, 1_000, 50_000])
def test_a_long_text_costs_no_more_than_a_short_one(every: int) -> None:
    words = ("Le port. " + "mot suivant, " * every + "la mer. ") * (LONG // (13 * every))
    analyzer = Analyzer()
    shown = excerpts(words, group("port"), group("mer"), analyzer=analyzer)
    assert len(shown) >= 2
    assert analyzer.characters < 10_000
