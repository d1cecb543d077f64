"""What a reader does on the results, once with scripts and once without, ends the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def titles(page: Page) -> list[str]:
    return page.locator(".hits").first.locator("h3").all_inner_texts()


def test_two_sources_are_chosen_and_taken_away(either: Page, site: str) -> None:
    either.goto(f"{site}/search?q=maire")
    sources = either.locator(".facet", has=either.get_by_role("heading", name="Source"))
    held = 0
    for at in (0, 1):
        line = sources.locator("li a").nth(at)
        held += int(re.sub(r"\D", "", line.locator(".count").inner_text()))
        line.click()
        expect(sources.locator("[aria-current]")).to_have_count(at + 1)
        expect(either.locator("h1")).to_contain_text(re.compile(rf"^\s*{held} articles"))
    assert len(asked(either)["source"]) == 2
    sources.locator("[aria-current]").first.click()
    expect(either.locator(".chips li")).to_have_count(1)
    either.go_back()
    either.get_by_role("link", name="Retirer tous les filtres").click()
    assert asked(either) == {"q": ["maire"]}


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_follow_one_another_and_repeat_nothing(either: Page, site: str, width: int) -> None:
    either.set_viewport_size({"width": width, "height": 900})
    either.goto(f"{site}/search?sort=oldest")
    pages = either.get_by_role("navigation", name="Pages")
    seen = titles(either)
    pages.get_by_role("link", name="Suivante").click()
    expect(pages.locator("[aria-current]")).to_have_text("Page 2")
    seen += titles(either)
    pages.get_by_role("link", name="Page 3", exact=True).click()
    seen += titles(either)
    assert len(set(seen)) == len(seen) == 30
    pages.get_by_role("link", name="Précédente").click()
    assert titles(either) == seen[10:20]
    assert asked(either) == {"sort": ["oldest"], "page": ["2"]}


def test_the_order_is_chosen(either: Page, site: str) -> None:
    either.goto(f"{site}/search?q=maire&size=50")
    order = either.get_by_role("navigation", name="Tri")
    for name, backwards in (("récents", True), ("anciens", False)):
        order.get_by_role("link", name=name).click()
        expect(order.locator("[aria-current]")).to_have_text(name)
        days = (
            either.locator(".hits")
            .first.locator("time")
            .evaluate_all("times => times.map((time) => time.dateTime)")
        )
        assert len(set(days)) > 2
        assert days == sorted(days, reverse=backwards)


def test_the_language_is_changed_and_kept(either: Page, site: str) -> None:
    either.goto(f"{site}/search?q=maire&year=2021")
    found = len(titles(either))
    either.get_by_role("link", name="English").click()
    expect(either.locator("html")).to_have_attribute("lang", "en")
    assert asked(either) == {"q": ["maire"], "year": ["2021"], "lang": ["en"]}
    assert len(titles(either)) == found
    either.locator("#q").fill("pont")
    either.get_by_role("button", name="Search").click()
    expect(either.locator("html")).to_have_attribute("lang", "en")
    either.locator(".hit h3 a").first.click()
    expect(either.locator("html")).to_have_attribute("lang", "en")
    either.get_by_role("link", name="Français").click()
    expect(either.locator("html")).to_have_attribute("lang", "fr")
    expect(either.locator("article mark").first).to_be_visible()
