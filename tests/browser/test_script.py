"""What the site's one script adds to the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/", "/search?q=maire", "/aide"])
def test_a_slash_leads_to_the_search_field(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    field = page.locator("#q")
    expect(field).not_to_be_focused()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    before = field.input_value()
    assert page.evaluate("getSelection().toString()") == before
    page.keyboard.press("End")
    page.keyboard.press("/")
    expect(field).to_have_value(f"{before}/")


@pytest.mark.parametrize("key", ["Control+/", "Alt+/", "Meta+/"])
def test_a_slash_with_another_key_is_the_browser_s(page: Page, site: str, key: str) -> None:
    page.goto(f"{site}/search?q=maire")
    page.keyboard.press(key)
    expect(page.locator("#q")).not_to_be_focused()


def test_a_slash_typed_in_another_field_stays_there(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=maire&from=2020-01-01")
    page.locator(".between summary").click()
    page.locator("#from").focus()
    page.keyboard.press("/")
    expect(page.locator("#from")).to_be_focused()
