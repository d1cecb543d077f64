"""Reading an article that a question led to: from mark to mark and from result to result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(1280, True), (390, False)], ids=["desktop", "phone-no-js"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scripts = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 700}, java_script_enabled=scripts
    )
    yield context.new_page()
    context.close()


def test_from_mark_to_mark(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=pont+tanneurs")
    page.locator(".hit h3 a").first.click()
    marks = page.locator(".body mark").count()
    assert marks > 2
    expect(page.locator(".step:visible")).to_have_count(0)
    page.get_by_role("link", name="Voir la première").click()
    for number in range(1, marks + 1):
        expect(page.locator(".step:visible")).to_have_count(1)
        expect(page.locator(".step:visible span")).to_have_text(f"{number} sur {marks}")
        expect(page.locator(f"#m{number}")).to_be_in_viewport()
        if number < marks:
            page.get_by_role("link", name="Occurrence suivante").click()
    page.get_by_role("link", name="Occurrence précédente").click()
    expect(page.locator(".step:visible span")).to_have_text(f"{marks - 1} sur {marks}")


def test_the_keyboard_goes_on_from_a_mark(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=pont+tanneurs")
    page.locator(".hit h3 a").first.click()
    page.get_by_role("link", name="Voir la première").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Occurrence suivante")).to_be_focused()


def test_from_result_to_result_and_back(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=pont+tanneurs&size=2")
    titles = page.locator(".hit h3").all_inner_texts()
    page.locator(".hit h3 a").first.click()
    expect(page.locator("h1")).to_have_text(titles[0])
    for number in (2, 3):
        page.get_by_role("link", name="Article suivant").first.click()
        expect(page.locator(".back")).to_contain_text(re.compile(rf"\b{number} sur "))
    page.get_by_role("link", name="Retour aux résultats").click()
    assert "page=2" in page.url


def test_the_reference_is_copied_by_a_button(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/search?q=pont&size=1")
    page.locator(".hit h3 a").first.click()
    page.get_by_role("button", name="Copier").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    shown = " ".join(page.locator(".reference").inner_text().split())
    assert page.evaluate("navigator.clipboard.readText()") == shown
    context.close()
