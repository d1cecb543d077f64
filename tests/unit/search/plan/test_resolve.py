"""What a question means over a few sentences, and what has to be said of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

import pytest

from search.notices import Code, Notice
from search.plan import weights
from search.plan.nodes import And, Everything, Group, Not, Or, Phrase, Prefix
from search.plan.resolve import count_terms, resolve
from search.query.parser import parse
from search.query.printer import print_query

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon
    from search.plan.resolve import Resolution

TODAY = dt.date(2024, 6, 19)

TEXTS = (
    "La pêche au thon.",
    "La pêche et les pêches de vigne.",
    "Le péché originel.",
    "Un travail de nuit et des travaux.",
    "Une porte-parole parle à la une.",
    "Il est là, mais il dort. Un champ de maïs.",
    "Un chèque de 1 000 euros.",
    "Le groupe L’Oréal à Saint-Étienne.",
)


@pytest.fixture
def ask(lexicon_of: Callable[..., Lexicon]) -> Callable[..., Resolution]:
    lexicon = lexicon_of(*TEXTS)

    def resolved(text: str, match: Literal["all", "any"] = "all") -> Resolution:
        return resolve(parse(text)[0], lexicon, TODAY, match)

    return resolved


def said(resolution: Resolution) -> list[Code]:
    return [notice.code for notice in resolution.notices]


def forms(node: object) -> list[str]:
    assert isinstance(node, Group)
    return [spelling.form for spelling in node.spellings]


def slots(phrase: Phrase) -> list[list[str]]:
    spelt = [slot for slot in phrase.slots if not isinstance(slot, Prefix)]
    assert len(spelt) == len(phrase.slots)
    return [[spelling.form for spelling in slot] for slot in spelt]


def only(resolution: Resolution) -> Notice:
    (notice,) = resolution.notices
    return notice


def test_no_word_is_everything(ask: Callable[..., Resolution]) -> None:
    assert ask("").plan.root == Everything()
    assert said(ask("")) == []


def test_restored_accents_are_said_with_counts_and_undone(ask: Callable[..., Resolution]) -> None:
    found = ask("peche thon")
    notice = only(found)
    assert notice.code == Code.ACCENTS
    assert notice.params == {"word": "peche", "spellings": (("pêche", 2), ("péché", 1))}
    assert notice.undo == "=peche thon"


def test_left_out_spellings_are_offered_with_counts(ask: Callable[..., Resolution]) -> None:
    notice = only(ask("péché"))
    assert notice.code == Code.OTHER_SPELLINGS
    assert notice.params == {"word": "péché", "spellings": (("pêche", 2),)}
    assert notice.offers == (("pêche", "pêche"),)


def test_readings_list_every_spelling_with_its_count(ask: Callable[..., Resolution]) -> None:
    (reading,) = ask("travaux").readings
    assert reading.word == "travaux"
    assert reading.spellings == (("travail", 1), ("travaux", 1))


def test_typed_spelling_weighs_more_than_its_inflections(ask: Callable[..., Resolution]) -> None:
    (group,) = ask("travaux").plan.words
    assert isinstance(group, Group)
    assert {s.form: s.weight for s in group.spellings} == {
        "travaux": weights.TYPED,
        "travail": weights.INFLECTION,
    }


def test_the_wider_circle_shares_the_stem(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of(
        "Il a déclaré la guerre.", "Des déclarations de 1907.", "Un décret de 1997."
    )
    group = resolve(parse("déclarer")[0], lexicon, TODAY).plan.words[0]
    assert isinstance(group, Group)
    assert [spelling.form for spelling in group.wider] == ["déclarations"]
    year = lexicon.entry("1907")
    assert year is not None
    assert [entry.form for entry in lexicon.by_stem(year.stem)] == ["1907"]


def test_function_words_are_left_out_and_said(ask: Callable[..., Resolution]) -> None:
    found = ask("la vigne au thon")
    undo = "+la vigne +au thon"
    assert only(found) == Notice(Code.STOP_WORDS, {"words": ("la", "au")}, undo=undo)
    assert [forms(node) for node in found.plan.words] == [["vigne"], ["thon"]]


def test_only_function_words_are_a_phrase(ask: Callable[..., Resolution]) -> None:
    found = ask("à la une")
    assert said(found) == [Code.ONLY_STOP_WORDS]
    assert only(found).params == {"words": ("à", "la", "une")}
    (phrase,) = found.plan.words
    assert isinstance(phrase, Phrase)
    assert slots(phrase) == [
        ["à"], ["la", "là"], ["une"],
    ]  # fmt: skip


def test_lone_function_word_offers_its_accented_namesake(ask: Callable[..., Resolution]) -> None:
    found = ask("mais")
    assert [forms(node) for node in found.plan.words] == [["mais"]]
    only_words = next(n for n in found.notices if n.code == Code.ONLY_STOP_WORDS)
    assert only_words.offers == (("maïs", "maïs"),)


@pytest.mark.parametrize(("text", "unknown"), [("zébulon", "zébulon"), ('"pêche zébu"', "zébu")])
def test_unknown_word_is_said(ask: Callable[..., Resolution], text: str, unknown: str) -> None:
    assert Notice(Code.UNKNOWN_WORD, {"word": unknown}) in ask(text).notices


@pytest.mark.parametrize("text", ["titre:zébulon date:zébulon thon", "zébulon thon zébulon"])
def test_a_word_that_is_nowhere_is_said_once(ask: Callable[..., Resolution], text: str) -> None:
    unknown = [one for one in ask(text).notices if one.code is Code.UNKNOWN_WORD]
    assert unknown == [Notice(Code.UNKNOWN_WORD, {"word": "zébulon"}, undo="thon")]


def test_unknown_word_is_left_out_by_a_link(ask: Callable[..., Resolution]) -> None:
    assert only(ask("zébulon thon")) == Notice(Code.UNKNOWN_WORD, {"word": "zébulon"}, undo="thon")


def test_what_is_said_back_is_what_was_understood(ask: Callable[..., Resolution]) -> None:
    understood = ask("la VIGNE peche -Thon").understood
    assert print_query(understood) == "VIGNE pêche -Thon"


def test_excluded_word_is_said_and_put_back(ask: Callable[..., Resolution]) -> None:
    found = ask("thon -vigne")
    assert only(found) == Notice(Code.EXCLUDED, {"word": "vigne"}, undo="thon")
    assert isinstance(found.plan.root, And)
    assert isinstance(found.plan.root.nodes[1], Not)
    assert [group.word for group in found.plan.words if isinstance(group, Group)] == ["thon"]
    assert found.plan.near == found.plan.root.nodes[1]


def test_excluded_accents_are_not_said(ask: Callable[..., Resolution]) -> None:
    assert said(ask("thon -peche")) == [Code.EXCLUDED]


def test_any_word_is_said(ask: Callable[..., Resolution]) -> None:
    found = ask("thon vigne", "any")
    assert said(found) == [Code.ANY_WORD]
    assert isinstance(found.plan.root, Or)
    assert said(ask("thon", "any")) == []


def test_hyphenated_word_is_a_phrase_of_inflections(ask: Callable[..., Resolution]) -> None:
    (phrase,) = ask("portes-paroles").plan.words
    assert isinstance(phrase, Phrase)
    assert slots(phrase) == [
        ["porte"], ["parole"],
    ]  # fmt: skip


def test_a_question_s_inverted_subject_is_left_out(ask: Callable[..., Resolution]) -> None:
    assert forms(ask("parle-t-elle").plan.words[0]) == ["parle"]
    assert forms(ask("dort-il").plan.words[0]) == ["dort"]
    (hyphenated,) = ask("porte-parole").plan.words
    assert isinstance(hyphenated, Phrase)


def test_quoted_words_are_not_inflected(ask: Callable[..., Resolution]) -> None:
    (phrase,) = ask('"pêche"').plan.words
    assert isinstance(phrase, Phrase)
    assert slots(phrase) == [["pêche"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 000 euros", [["1000"], ["euros"]]),
        ("loreal", [["oréal"]]),
        ("st etienne", [["saint"], ["étienne"]]),
        ("=peche", [[]]),
        ("=pêche", [["pêche"]]),
    ],
)
def test_words_stand_for_spellings(
    ask: Callable[..., Resolution], text: str, words: list[list[str]]
) -> None:
    assert [forms(node) for node in ask(text).plan.words] == words


@pytest.mark.parametrize(
    ("text", "terms"),
    [("", 0), ("la pêche", 2), ('"à la une" -sage-femme', 5), ("l’été", 1), ("... ?", 0)],
)
def test_terms_are_counted(text: str, terms: int) -> None:
    assert count_terms(parse(text)[0]) == terms


def test_only_plain_words_loosen(ask: Callable[..., Resolution]) -> None:
    assert ask("pêche thon").plan.near == Everything()
    quoted = ask('"pêche" thon').plan
    assert quoted.near == quoted.words[0]
    either = ask("(pêche OU péché) thon").plan
    assert either.near == Or(either.words[:2])
    assert ask('"pêche"').plan.near is None
    assert ask("pêche ET thon").plan.near == Everything()
    assert ask("pêche thon", "any").plan.near is None


def test_an_unknown_word_offers_the_name_it_resembles(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of(*["Le pont des Tanneurs est tombé."] * 5)
    found = resolve(parse("tanneur")[0], lexicon, TODAY)
    assert only(found).code == Code.UNKNOWN_WORD
    assert only(found).offers == (("Tanneurs", "tanneurs"),)


def test_a_repeated_word_is_said_once(ask: Callable[..., Resolution]) -> None:
    assert len(ask("peche peche peche").notices) == len(ask("peche").notices)
    assert len(ask("thon thon").readings) == 1


def test_an_excluded_function_word_excludes_nothing(ask: Callable[..., Resolution]) -> None:
    found = ask("thon -la")
    assert said(found) == [Code.STOP_WORDS]
    assert found.plan.root == ask("thon").plan.root


def test_what_no_text_is_cut_into_is_no_spelling(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of("Elle salue Mme Dupont.")
    assert not resolve(parse("Mme")[0], lexicon, TODAY).notices
