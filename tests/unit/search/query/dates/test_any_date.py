"""What holds of any expression, on any day of reading."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, get_args

from hypothesis import given
from hypothesis import strategies as st

from search.french import day_in_words, month_in_words
from search.query.dates import DateOperator, Period, find_period, found, period_of, read_period
from web.messages.periods import range_in_words

if TYPE_CHECKING:
    import pytest

OPERATORS: tuple[DateOperator, ...] = get_args(DateOperator)
ONE_DAY = dt.timedelta(days=1)

VOCABULARY = """
le la de du au à l’ en entre et .. … - depuis avant jusqu’à ce cette dernier dernière derniers
il y a trois 3 10 jours mois semaine ans année années an début mi- fin trimestre semestre T1
juin mars février août hiver été lundi dimanche week-end hier aujourd’hui avant-hier 1er 19 29 31
premier deuxième 2024 2023 0001 9999 0000 24 00 99 -2025 29/02/00 31/12/9999 2024-06 06/2024
XXe siècle 90s last ago June between from to quatre-vingt
"""
WORDS = VOCABULARY.split()

any_day = st.dates()
common_day = st.dates(dt.date(1000, 1, 1), dt.date(9000, 1, 1))
any_expression = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
any_words = st.text() | any_expression
any_operator = st.sampled_from(OPERATORS)
printed_day = st.dates(min_value=dt.date(1000, 1, 1))


def is_in_order(period: Period) -> bool:
    return period.start is None or period.end is None or period.start <= period.end


@given(any_operator, any_words, any_day)
def test_any_text_is_read_or_refused(operator: DateOperator, text: str, today: dt.date) -> None:
    period = period_of(operator, text, today)
    assert period is None or is_in_order(period)
    assert period is None or period.start or period.end


@given(any_operator, any_expression, any_day, any_day)
def test_the_day_of_reading_does_not_decide_whether_it_is_understood(
    operator: DateOperator, text: str, one: dt.date, other: dt.date
) -> None:
    understood = [period_of(operator, text, today) is not None for today in (one, other)]
    assert understood[0] == understood[1]


@given(st.text(alphabet="0123456789/.- ", max_size=12), any_day, any_day)
def test_nor_does_it_for_figures(text: str, one: dt.date, other: dt.date) -> None:
    assert (read_period(text, one) is None) == (read_period(text, other) is None)


@given(any_expression, any_day)
def test_before_ends_where_since_begins(text: str, today: dt.date) -> None:
    before, since = period_of("before", text, today), period_of("since", text, today)
    if before and since and since.start != dt.date.min:
        assert before.end
        assert before.end + ONE_DAY == since.start


@given(printed_day, any_day)
def test_every_day_is_read_as_printed(day: dt.date, today: dt.date) -> None:
    for text in (day_in_words(day), day.isoformat(), day.strftime("%d/%m/%Y")):
        period = read_period(text, today)
        assert period is not None
        assert (period.start, period.end) == (day, day)


@given(printed_day, any_day)
def test_every_month_is_read_as_printed(day: dt.date, today: dt.date) -> None:
    period = read_period(month_in_words(day.year, day.month), today)
    assert period is not None
    assert period.start == day.replace(day=1)
    assert period.end == dt.date.max or (period.end or day) + ONE_DAY == _next_month(day)


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + 31 * ONE_DAY).replace(day=1)


@given(st.none() | printed_day, st.none() | printed_day, any_day)
def test_what_the_page_says_of_a_period_is_read(
    start: dt.date | None, end: dt.date | None, today: dt.date
) -> None:
    if (start or end) and (start is None or end is None or start <= end):
        period = read_period(range_in_words(start, end), today)
        assert period is not None
        assert (period.start, period.end) == (start, end)


@given(st.sampled_from(("juin", "24 juin", "29 février", "hiver", "lundi", "mi-mars")), common_day)
def test_what_has_no_year_is_the_last_one_begun(text: str, day: dt.date) -> None:
    period, tomorrow = read_period(text, day), read_period(text, day + ONE_DAY)
    assert period is not None
    assert tomorrow is not None
    assert period.start
    assert period.start <= day
    assert tomorrow in (period, Period(day + ONE_DAY, tomorrow.end))


@given(st.lists(st.sampled_from((*WORDS, "crise", "Mars", "en", "2015")), max_size=12), any_day)
def test_what_is_found_is_read_and_has_both_ends(words: list[str], today: dt.date) -> None:
    offered = find_period(words, today)
    if offered is not None:
        chosen = [words[n] for n in offered.words]
        assert chosen
        assert offered.period == read_period(" ".join(chosen), today)
        assert offered.period.start
        assert offered.period.end


@given(st.lists(st.text(), max_size=8), any_day)
def test_any_words_are_searched_for_dates(words: list[str], today: dt.date) -> None:
    find_period(words, today)


def test_work_is_linear_in_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr(found, "read_period", lambda text, _today: tried.append(text))
    find_period(["en", "2015", "mars"] * 100, dt.date(2024, 9, 10))
    assert 0 < len(tried) <= 300 * found.MOST_WORDS


def test_a_long_text_is_no_expression() -> None:
    assert read_period("2024" + " " * 100_000, dt.date(2024, 9, 10)) is None
