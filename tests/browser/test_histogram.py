"""The histogram above the results: bars that are links, ranges by dragging and by the keyboard."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def count(page: Page) -> int:
    found = re.match(r"\d+", page.locator("h1").inner_text())
    return int(found[0]) if found else 0


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def middle(page: Page, first_day: str) -> tuple[float, float]:
    box = page.locator(f'.place[data-first="{first_day}"]').bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_from_years_to_months_to_days_and_back_up(either: Page, site: str) -> None:
    either.goto(f"{site}/search?q=maire")
    everything = count(either)
    for unit in ("an", "mois", "jour"):
        expect(either.locator("#histogramme")).to_contain_text(f"Articles par {unit}")
        bar = either.locator(".bars a").first
        said = re.search(r": (\d+) article", bar.text_content() or "")
        bar.locator(".place").click()
        assert said is not None
        assert count(either) == int(said[1])
    expect(either.locator(".bars [aria-current]")).to_have_count(1)
    either.get_by_role("link", name="toutes les années").click()
    assert count(either) == everything


def test_a_range_is_dragged_over_the_bars(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=maire")
    page.mouse.move(*middle(page, "2022-01-01"))
    page.mouse.down()
    page.mouse.move(*middle(page, "2021-01-01"), steps=3)
    page.mouse.move(*middle(page, "2020-01-01"), steps=3)
    expect(page.locator(".chart output")).to_have_text(re.compile("2020.2022"))
    expect(page.locator(".within")).to_have_count(3)
    with page.expect_navigation():
        page.mouse.up()
    assert asked(page) == {"q": ["maire"], "from": ["2020-01-01"], "to": ["2022-12-31"]}
    expect(page.locator(".bars a[aria-current]")).to_have_count(3)
    page.go_back()
    expect(page.locator(".within")).to_have_count(0)


def test_a_drag_given_up_asks_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=maire")
    before = page.url
    page.mouse.move(*middle(page, "2020-01-01"))
    page.mouse.down()
    page.mouse.move(*middle(page, "2022-01-01"), steps=3)
    page.keyboard.press("Escape")
    expect(page.locator(".within")).to_have_count(0)
    page.mouse.up()
    assert page.url == before


def test_a_range_is_chosen_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=maire")
    page.locator(".bars a").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".chart output")).to_have_text(re.compile("2020.2022"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert asked(page) == {"q": ["maire"], "from": ["2020-01-01"], "to": ["2022-12-31"]}


def test_a_range_given_up_with_the_keyboard_leaves_the_link(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=maire")
    page.locator(".bars a").first.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".within")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".within")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".chips")).to_contain_text("2020")
    assert asked(page) == {"q": ["maire"], "year": ["2020"]}
    page.locator(".bars a").first.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(".bars a").first).to_be_focused()


def test_the_bars_are_one_stop_of_the_tab_key(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=maire")
    page.locator(".pass").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".bars a").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".tools a").first).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/search/dates?q=maire"])
def test_arrows_walk_over_the_bars_of_other_pages_too(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    page.locator(".bars a").first.focus()
    page.keyboard.press("End")
    expect(page.locator(".bars a").last).to_be_focused()
    expect(page.locator(".tip")).to_have_text(page.locator(".bars a").last.text_content() or "?")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".bars a").nth(-2)).to_be_focused()


def test_two_plain_date_fields_choose_a_range(either: Page, site: str) -> None:
    either.goto(f"{site}/search?q=maire&source=Le+Courrier+de+Valmore&scale=share&year=2022")
    either.locator(".between summary").click()
    either.locator("#from").fill("2020-02-01")
    either.locator("#to").fill("2020-06-30")
    either.get_by_role("button", name="Appliquer").click()
    assert asked(either) == {
        "q": ["maire"],
        "source": ["Le Courrier de Valmore"],
        "scale": ["share"],
        "from": ["2020-02-01"],
        "to": ["2020-06-30"],
    }
    expect(either.locator("#histogramme")).to_contain_text("pour mille")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize(
    "question", ["q=maire", "year=2020", "month=2020-02", "q=pont&from=2020-01&to=2021-12"]
)
def test_names_under_the_bars_never_meet(page: Page, site: str, width: int, question: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/search?{question}")
    boxes = page.locator(".tick:visible").evaluate_all(
        "ticks => ticks.map((tick) => [tick.getBoundingClientRect().left,"
        " tick.getBoundingClientRect().right])"
    )
    assert len(boxes) >= 2
    for (_, right), (left, _) in itertools.pairwise(boxes):
        assert left - right >= 3
    assert boxes[0][0] >= 0
    assert boxes[-1][1] <= width
