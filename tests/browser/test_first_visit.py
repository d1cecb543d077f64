"""A first visit, as a reader makes it: search, narrow, read, go back; with and without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(
    params=[(DESKTOP, True), (DESKTOP, False), (PHONE, True), (PHONE, False)],
    ids=["desktop", "desktop-no-js", "phone", "phone-no-js"],
)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    viewport, scripts = request.param
    context = browser.new_context(viewport=viewport, java_script_enabled=scripts, locale="fr-FR")
    yield context.new_page()
    context.close()


def count(page: Page) -> int:
    said = page.locator("h1").inner_text()
    found = re.match(r"[\d\u202f]+", said)
    return int(found[0].replace("\u202f", "")) if found else 0


def open_filters(page: Page) -> None:
    summary = page.locator(".filters > details > summary")
    if summary.is_visible():
        summary.click()


def test_first_visit(page: Page, site: str) -> None:
    page.goto(site)
    expect(page.locator("h1")).to_contain_text("articles")

    page.locator("#q").fill("présidents coreens")
    page.get_by_role("button", name="Rechercher").click()
    expect(page).to_have_title(re.compile("^présidents coreens"))
    everything = count(page)
    assert everything > 1
    expect(page.locator(".found > .hits .hit mark").first).to_be_visible()

    open_filters(page)
    page.locator(".dates a").first.click()
    open_filters(page)
    month = page.locator(".dates li li a").first
    name = month.locator(".value").inner_text()
    held = int(re.sub(r"\D", "", month.locator(".count").inner_text().split(" ")[0]))
    month.click()
    expect(page.locator(".chips li").first).to_contain_text(name)
    assert count(page) == held < everything
    narrowed = page.url

    title = page.locator(".hit h3 a").first.inner_text()
    page.locator(".hit h3 a").first.click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("article mark").first).to_be_visible()

    page.get_by_role("link", name="Retour aux résultats").click()
    assert page.url == narrowed
    page.locator(".chips a").first.click()
    assert count(page) == everything


def test_facets_stand_open_beside_the_articles_only_where_there_is_room(
    browser: Browser, site: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/search?q=maire")
    expect(page.locator(".dates a").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".dates a").first).to_be_hidden()
    summary = page.locator(".filters > details > summary").bounding_box()
    first = page.locator(".hit").first.bounding_box()
    assert summary is not None
    assert first is not None
    assert summary["y"] < first["y"]
    page.close()
