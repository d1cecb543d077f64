"""axe-core finds no violation on any page, in either colour scheme, at any width."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.pages import ARTICLE, PAGES, in_english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1400)
AXE = Axe()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(locale="fr-FR")
    yield page
    page.close()


def violations(page: Page) -> list[str]:
    """Return what axe-core holds against the page as it stands: the rule, and where."""
    found = AXE.run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def in_every_light(page: Page) -> dict[str, list[str]]:
    """Return the violations by width and colour scheme, where there are any."""
    found = {}
    for width, dark in itertools.product(WIDTHS, (False, True)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        if broken := violations(page):
            found[f"{width} px, {'dark' if dark else 'light'}"] = broken
    return found


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_a_rule(page: Page, site: str, name: str) -> None:
    page.goto(site + PAGES[name])
    assert in_every_light(page) == {}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_a_rule_in_english(page: Page, site: str, name: str) -> None:
    page.set_viewport_size({"width": 768, "height": 900})
    page.goto(site + in_english(PAGES[name]))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert violations(page) == []


def test_a_site_without_an_index_breaks_no_rule(page: Page, empty_site: str) -> None:
    page.goto(empty_site)
    expect(page.locator("pre")).to_be_visible()
    assert in_every_light(page) == {}


def test_what_opens_breaks_no_rule(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=maire")
    page.set_viewport_size({"width": 320, "height": 900})
    page.locator(".filters summary").click()
    page.locator(".between summary").click()
    assert in_every_light(page) == {}
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("pont")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert in_every_light(page) == {}


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("image-alt", "document.querySelector('h1').append(document.createElement('img'))"),
        ("color-contrast", "document.querySelector('h1').style.color = 'silver'"),
        ("link-name", "document.querySelector('.name a').textContent = ''"),
        ("html-has-lang", "document.documentElement.removeAttribute('lang')"),
    ],
)
def test_a_fault_is_found(page: Page, site: str, rule: str, fault: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(site + ARTICLE)
    page.evaluate(fault)
    assert any(one.startswith(f"{rule}: ") for one in violations(page))
