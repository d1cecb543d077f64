"""Sources, authors and sections: chosen beside one another, found by their letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def test_sources_are_found_by_their_letters_and_chosen(either: Page, site: str) -> None:
    either.goto(f"{site}/facets/source?q=maire")
    field = either.get_by_role("searchbox", name="Filtrer les sources")
    field.press_sequentially("GAZ")
    field.press("Enter")
    expect(either.locator(".values li")).to_have_count(1)
    either.locator(".values a").click()
    expect(either.locator(".chips li")).to_have_text(["Retirer le filtre La Gazette du Rhin"])
    expect(either.get_by_role("searchbox", name="Filtrer les sources")).to_have_value("GAZ")
    either.go_back()
    expect(either.locator(".chips")).to_have_count(0)
    either.go_forward()
    either.get_by_role("link", name="Retour aux résultats").click()
    expect(either.locator(".chips li").first).to_contain_text("La Gazette du Rhin")
    sources = either.locator(".facet", has=either.get_by_role("heading", name="Source"))
    expect(sources.locator("[aria-current]")).to_have_count(1)
    assert sources.locator("li").count() > 1


def test_the_list_narrows_while_letters_are_typed(browser: Browser, site: str) -> None:
    page = browser.new_page(locale="fr-FR")
    page.goto(f"{site}/facets/source")
    every = page.locator(".values li").count()
    field = page.get_by_role("searchbox", name="Filtrer les sources")
    field.press_sequentially("gazet")
    expect(page.locator(".values li")).to_have_count(1)
    expect(page.locator("#compte")).to_have_text(f"1 source sur {every}")
    expect(field).to_be_focused()
    assert page.url == f"{site}/facets/source?contains=gazet"
    page.reload()
    expect(page.locator(".values li")).to_have_count(1)
    page.locator("#contains").fill("")
    expect(page.locator(".values li")).to_have_count(every)
    page.close()
