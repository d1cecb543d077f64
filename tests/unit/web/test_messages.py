"""Every notice has its sentence; every question its echo."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.notices import Code, Notice
from search.plan.nodes import Filters
from tests.unit.web.fake_searcher import FakeSearcher
from web.messages.echo import echo
from web.messages.notices import WORDINGS, full_text, sentence, undo_label

if TYPE_CHECKING:
    from search.answers import Answer
    from search.notices import Parameter

FORMS = (("pêche", 1203), ("pèche", 12))
PARAMS: dict[Code, dict[str, Parameter]] = {
    Code.ACCENTS: {"word": "peche", "spellings": FORMS},
    Code.OTHER_SPELLINGS: {"word": "péché", "spellings": FORMS},
    Code.STOP_WORDS: {"words": ("le", "de")},
    Code.ONLY_STOP_WORDS: {"words": ("être", "ou")},
    Code.UNKNOWN_WORD: {"word": "zzz"},
    Code.CORRECTED: {"word": "Macorn", "correction": "Macron"},
    Code.SUGGESTED: {"word": "Marcon"},
    Code.NAME_VARIANTS: {"word": "Poutine", "spellings": FORMS},
    Code.UNCLOSED_QUOTE: {"quote": "«"},
    Code.EXCLUDED: {"word": "maire"},
    Code.PREFIX_CUT: {"word": "con*", "left_out": 1203},
    Code.ANY_WORD: {},
    Code.UNBALANCED: {},
    Code.TOO_DEEP: {},
    Code.OPERATOR_AS_WORD: {"word": "OU"},
    Code.CAPITAL_OPERATORS: {},
    Code.NEAR_OPERAND: {},
    Code.SHORT_PREFIX: {"word": "co*"},
    Code.BAD_DATE: {"word": "zzz"},
    Code.PHRASE_FORMS: {"word": "président russe", "more": 3},
    Code.PHRASE_PARTED: {"word": "président russe"},
    Code.PERIOD: {"word": "juin 2024"},
}
BAD_SPACE = re.compile(r" [;:!?»]|« |'")


@pytest.mark.parametrize("code", list(Code))
def test_every_notice_has_a_sentence_in_printed_french(code: Code) -> None:
    notice = Notice(code, PARAMS[code], undo="x", offers=(("pêche", "pêche"),))
    undo = [undo_label(notice)] if WORDINGS[code].undo else []
    for text in (sentence(notice), full_text(notice), *undo):
        assert text
        assert not BAD_SPACE.search(text), text
        assert "{" not in text
    for value in PARAMS[code].values():
        if isinstance(value, str) and code is not Code.UNCLOSED_QUOTE:
            assert value in full_text(notice)


def test_no_wording_is_left_of_a_notice_that_is_gone() -> None:
    assert set(WORDINGS) == set(Code) == set(PARAMS)


def test_one_function_word_is_singular() -> None:
    assert "ce mot est" in sentence(Notice(Code.STOP_WORDS, {"words": ("le",)}))
    assert "ces mots sont" in sentence(Notice(Code.STOP_WORDS, {"words": ("le", "de")}))


def test_counts_are_given_with_the_spellings() -> None:
    notice = Notice(Code.OTHER_SPELLINGS, PARAMS[Code.OTHER_SPELLINGS])
    assert full_text(notice).endswith("Aussi\u00a0: pêche (1\u202f203), pèche (12).")


def test_a_readers_braces_and_spaces_stay_as_typed() -> None:
    assert "«\u00a0{word} ?\u00a0»" in sentence(Notice(Code.UNKNOWN_WORD, {"word": "{word} ?"}))


def answer(text: str, total: int, filters: Filters, match: str = "all") -> Answer:
    request = Request(text=text, filters=filters, match="any" if match == "any" else "all")
    return dataclasses.replace(FakeSearcher().answer(request), total=total)


@pytest.mark.parametrize(
    ("text", "total", "filters", "expected"),
    [
        ("", 8000, Filters(), "8 000 articles"),
        ("sommet", 1, Filters(), "1 article contenant *sommet*"),
        (
            "sommet « Corée du Nord »",
            42,
            Filters(months=((2024, 6),)),
            "42 articles contenant *sommet* et l’expression *« Corée du Nord »*, "
            "publiés en juin 2024",
        ),
        (
            "a b c",
            0,
            Filters(years=(2024, 2023)),
            "Aucun article contenant *a*, *b* et *c*, publié en 2023 ou 2024",
        ),
        ("=a -b -c", 2, Filters(), "2 articles contenant exactement *a* sans *b* ni *c*"),
        ("-b", 2, Filters(), "2 articles sans *b*"),
        ("", 3, Filters(undated=True), "3 articles sans date"),
        (
            "",
            3,
            Filters(undated=True, values={"source": ("L’Écho",)}),
            "3 articles sans date publiés par L’Écho",
        ),
        ("", 3, Filters(years=(2024,), undated=True), "3 articles publiés en 2024 ou sans date"),
        (
            "",
            1,
            Filters(values={"source": ("A", "B"), "author": ("X",), "section": ("Monde",)}),
            "1 article publié par A ou B, signé X, rubrique « Monde »",
        ),
        (
            "",
            2,
            Filters(months=((2024, 6),), days=(dt.date(2024, 6, 1),)),
            "2 articles publiés le 1er juin 2024",
        ),
        (
            "",
            2,
            Filters(start=dt.date(2024, 1, 1)),
            "2 articles publiés depuis le 1er janvier 2024",
        ),
    ],
)
def test_echo(text: str, total: int, filters: Filters, expected: str) -> None:
    said = str(echo(answer(text, total, filters)))
    assert re.sub("[\u00a0\u202f]", " ", said) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("crise OU grève Paris", "contenant (*crise* ou *grève*) et *Paris*"),
        ("crise OU grève", "contenant *crise* ou *grève*"),
        ("a SAUF (b OU c)", "contenant *a* sans *b* ni *c*"),
        ("a PROCHE/5 b", "contenant *a* et *b* à 5 mots au plus"),
        ("constit* +le", "contenant un mot commençant par *constit* et *le*"),
        ("titre:corée du", "contenant *corée* dans le titre et *du*"),
        ("titre:(a b)", "contenant (*a* et *b*) dans le titre"),
        ("a source:monde", "contenant *a*, source *monde*"),
        ("auteur:(a OU b)", "auteur (*a* ou *b*)"),
        ("a OU -b", "contenant *a* ou pas *b*"),
        ("a date:2024", "contenant *a*, publiés en 2024"),
        ("date:juin 2024", "publiés en juin 2024"),
        ('date:"mars..juin 2021" -a', "sans *a*, publiés de mars à juin 2021"),
        ("date:2019..2021", "publiés de 2019 à 2021"),
        ("avant:2020", "publiés jusqu’au 31 décembre 2019"),
    ],
)
def test_echo_of_operators(text: str, expected: str) -> None:
    said = str(echo(answer(text, 2, Filters())))
    assert re.sub("[\u00a0\u202f]", " ", said) == f"2 articles {expected}"


def test_any_word_is_said_in_the_echo() -> None:
    assert str(echo(answer("a b", 2, Filters(), "any"))) == "2 articles contenant *a* ou *b*"
