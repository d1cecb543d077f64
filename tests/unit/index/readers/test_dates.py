from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.dates import from_timestamp, lone_day, opening_day, parse_date

TODAY = dt.date(2024, 11, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19.06.2024", "2024-06-19"),
        ("19/06/2024", "2024-06-19"),
        ("19-6-2024", "2024-06-19"),
        ("19 juin 2024", "2024-06-19"),
        ("Publié le mercredi 19 juin 2024 à 14h30", "2024-06-19"),
        ("1er mai 2023", "2023-05-01"),
        ("Le 1ᵉʳ mai 2023", "2023-05-01"),
        ("Wed, 19 Jun 2024 23:30:00 -0500", "2024-06-19"),
        ("Wed, 19 Jun 24 23:30:00 GMT", "2024-06-19"),
        ("2024-06-19T00:30:00+02:00", "2024-06-19"),
        ("2024-06-19T23:59:59.000Z", "2024-06-19"),
        ("2024-04-30 16:00:34 +02:00", "2024-04-30"),
        ("20230830", "2023-08-30"),
        ("20230830T101112Z", "2023-08-30"),
        ("30/04/2024 - 16:00", "2024-04-30"),
        ("04.05.2015 à 13h36", "2015-05-04"),
        ("12.12.2019, 07h36", "2019-12-12"),
        ("22 mai 2012. - Prévu samedi", "2012-05-22"),
        ("June 19, 2024", "2024-06-19"),
        ("3 févr. 2021", "2021-02-03"),
        ("15 août 2020", "2020-08-15"),
        ("15 AOUT 2020", "2020-08-15"),
        ("19/06/24", "2024-06-19"),
        ("19/06/85", "1985-06-19"),
        ("Mis à jour le 21 juin 2024, publié le 19 juin 2024", "2024-06-19"),
        ("Publié le 19 juin 2024, mis à jour le 21 juin 2024", "2024-06-19"),
        ("14 juillet 1789", "1789-07-14"),
        # No year, relative, impossible, far ahead, or no date at all.
        ("19 juin", None),
        ("publié le 2 mars", None),
        ("19 juin 14h30", None),
        ("il y a 3 heures", None),
        ("hier", None),
        ("31.02.2020", None),
        ("2024-13-01", None),
        ("06/19/2024", None),
        ("19 juin 2044", None),
        ("juin 2024", None),
        ("2024", None),
        ("1.234.567", None),
        ("0000-00-00", None),
        ("", None),
    ],
)
def test_parse_date(text: str, expected: str | None) -> None:
    assert parse_date(text, TODAY) == (expected and dt.date.fromisoformat(expected))


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (1718791200, "2024-06-19"),
        (1718791200000, "2024-06-19"),
        (0, None),
        (1e30, None),
        (-5, None),
    ],
)
def test_from_timestamp(seconds: float, expected: str | None) -> None:
    assert from_timestamp(seconds, TODAY) == (expected and dt.date.fromisoformat(expected))


@given(st.text(max_size=500))
def test_no_text_makes_it_fail(text: str) -> None:
    day = parse_date(text, TODAY)
    assert day is None or dt.date(1631, 1, 1) <= day <= TODAY + dt.timedelta(days=366)


@given(st.dates(min_value=dt.date(1700, 1, 1), max_value=TODAY))
def test_every_day_is_read_as_printed(day: dt.date) -> None:
    for pattern in ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y%m%d", "%a, %d %b %Y 10:00:00 GMT"):
        assert parse_date(day.strftime(pattern), TODAY) == day


@given(st.floats(allow_nan=False))
def test_no_number_makes_it_fail(seconds: float) -> None:
    from_timestamp(seconds, TODAY)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("22 mai 2012. - Prévu initialement samedi", True),
        ("Paris, 22 mai 2012 (AFP) - Le ministre", True),
        ("Saint-Denis (La Réunion), le 22 mai 2012 – Le ministre", True),
        ("Le 22 mai 2012, la guerre finit - enfin", False),
        ("22 mai 2012, la guerre finit", False),
        ("Né le 22 mai 2012", False),
    ],
)
def test_opening_day(text: str, dated: bool) -> None:
    assert opening_day(text, TODAY) == (dt.date(2012, 5, 22) if dated else None)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("22/05/2012", True),
        ("Le mardi 22 mai 2012 à 10h30", True),
        ("Publié le 22 mai 2012 à 10:30 | Mis à jour le 23 mai 2012", True),
        ("La guerre du 22 mai 2012", False),
        ("22 mai 2012 : la grève", False),
    ],
)
def test_lone_day(text: str, alone: bool) -> None:
    assert lone_day(text, TODAY) == (dt.date(2012, 5, 22) if alone else None)
