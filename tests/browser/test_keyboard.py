"""Every page by the keyboard alone: all is reached, in the order it is seen, and seen there."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STOPS = """() => {
  const every = document.querySelectorAll("a[href], button, input, summary, [tabindex]");
  window.stops = [...every].filter((one) =>
    one.tabIndex >= 0 && one.type !== "hidden" && one.checkVisibility());
  return window.stops.length;
}"""
"""Keep what the Tab key has to reach, in the order of the document; return how many."""

FOCUSED = """() => {
  const one = document.activeElement;
  const [line] = one.getClientRects();
  const { outlineStyle } = getComputedStyle(one);
  const bar = one.querySelector(".place");
  const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
  const on = document.elementFromPoint(x, y);
  return {
    stop: window.stops.indexOf(one),
    said: one.outerHTML.slice(0, 100),
    outlined: bar ? getComputedStyle(bar).stroke !== "none" : outlineStyle !== "none",
    uncovered: on !== null && (one.contains(on) || on.contains(one)),
    passing: one.matches(".skip, .pass"),
    top: line.top + scrollY,
    bottom: line.bottom + scrollY,
    left: line.left,
    right: line.right,
  };
}"""
"""Say where the keyboard is: which stop, and whether a reader sees that it is there."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(locale="fr-FR")
    yield page
    page.close()


def walked(page: Page) -> list[dict[str, Any]]:
    """Return every place that Tab leads to from the top of the page, until it begins again."""
    places: list[dict[str, Any]] = []
    for _ in range(page.evaluate(STOPS) + 1):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        places.append(page.evaluate(FOCUSED))
    begins_again = len(places) > 1 and places[-1]["stop"] == places[0]["stop"]
    return places[:-1] if begins_again else places


def goes_back_up(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Tell whether a place lies above the one before it, in the same column."""
    beside = after["left"] >= before["right"] or after["right"] <= before["left"]
    return bool(after["bottom"] <= before["top"] and not beside)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_tab_leads_everywhere_in_the_order_that_is_seen(
    page: Page, site: str, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + PAGES[name].partition("#")[0])
    places = walked(page)
    reached = [place["stop"] for place in places]
    assert sorted(reached) == list(range(page.evaluate("window.stops.length")))
    assert [place["said"] for place in places if not place["outlined"]] == []
    assert [place["said"] for place in places if not place["uncovered"]] == []
    still = [place for place in places if not place["passing"]]
    steps = itertools.pairwise(still)
    assert [after["said"] for before, after in steps if goes_back_up(before, after)] == []


def test_the_step_to_the_next_mark_hides_nothing(page: Page, site: str) -> None:
    page.goto(site + PAGES["article"])
    expect(page.locator(".step").filter(visible=True)).to_have_count(1)
    assert [place["said"] for place in walked(page) if not place["uncovered"]] == []


@pytest.mark.parametrize("name", ["resultats", "article", "a-propos", "erreur-404"])
def test_the_content_is_one_key_away(page: Page, site: str, name: str) -> None:
    page.goto(site + PAGES[name].partition("#")[0])
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_the_bars_are_passed_at_once(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=maire")
    page.locator(".pass").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".found :focus")).to_have_count(1)


def test_the_dates_are_chosen_by_the_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=maire")
    page.locator(".between summary").press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#from")).to_be_focused()
    reached = page.get_by_role("button", name="Appliquer")
    page.locator("#to").focus()
    for _ in range(6):  # a date field has a stop for the day, the month, the year and its calendar
        page.keyboard.press("Tab")
        if reached.evaluate("(button) => button === document.activeElement"):
            break
    expect(reached).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".between :focus")).to_have_count(0)


def test_tab_leaves_the_suggestions(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("#q").press_sequentially("pont")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_role("button", name="Rechercher")).to_be_focused()
