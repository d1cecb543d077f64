"""What holds for every page: nothing moves, overflows or comes from elsewhere; it prints well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.pages import ARTICLE, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

WATCH_FOR_SHIFTS = (
    "window.moved = 0; new PerformanceObserver((list) => list.getEntries()"
    ".forEach((entry) => { window.moved += entry.value; }))"
    ".observe({type: 'layout-shift', buffered: true});"
)
THREE_FRAMES = (
    "async () => { for (let at = 0; at < 3; at++) await new Promise(requestAnimationFrame); }"
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LETTERS_A_LINE = """(paragraphs) => paragraphs.flatMap((one) => {
  const lines = new Map();
  const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    for (let at = 0; at < texts.currentNode.length; at++) {
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + 1);
      const { bottom } = range.getBoundingClientRect();
      lines.set(bottom, (lines.get(bottom) ?? 0) + 1);
    }
  }
  return [...lines.values()].slice(0, -1);
})"""
"""The letters on each line of paragraphs but their last."""
FOR_A_SCREEN = (
    "form, nav, button, summary, .skip, .pass, .filters, .take, .chips .clear, .undo, .colophon"
)


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH_FOR_SHIFTS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_while_a_page_loads(page: Page, site: str, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + PAGES[name])
    page.evaluate(THREE_FRAMES)
    assert page.evaluate("window.moved") == 0


def test_what_moves_is_seen(page: Page, site: str) -> None:
    page.goto(f"{site}/aide")
    page.evaluate(THREE_FRAMES)
    page.evaluate("document.querySelector('h1').style.paddingTop = '200px'")
    page.evaluate(THREE_FRAMES)
    assert page.evaluate("window.moved") > 0


@pytest.mark.parametrize("name", PAGES)
def test_nothing_overflows(page: Page, site: str, name: str) -> None:
    page.goto(site + PAGES[name])
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERFLOW) <= 0, f"at {width} px"


@pytest.mark.parametrize("name", PAGES)
def test_one_style_sheet_one_script_and_nothing_from_elsewhere(
    page: Page, site: str, name: str
) -> None:
    asked: list[tuple[str, str]] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(site + PAGES[name], wait_until="networkidle")
    assert answer is not None
    kinds = [kind for kind, _ in asked]
    assert kinds.count("document") == kinds.count("stylesheet") == kinds.count("script") == 1
    assert set(kinds) <= {"document", "stylesheet", "script", "image", "other"}
    assert all(address.startswith((f"{site}/", "data:")) for _, address in asked)
    if answer.ok:
        assert complaints == []
    else:
        assert all(f"with a status of {answer.status}" in one for one in complaints)


def test_a_script_in_the_page_is_refused_and_told(page: Page, site: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(site)
    page.evaluate(
        "() => { const script = document.createElement('script');"
        " script.textContent = 'window.ran = true'; document.body.append(script); }"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in one for one in complaints)


@pytest.mark.parametrize("name", PAGES)
def test_what_only_a_screen_needs_is_not_printed(page: Page, site: str, name: str) -> None:
    page.goto(site + PAGES[name])
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(FOR_A_SCREEN).filter(visible=True)).to_have_count(0)


def test_an_article_is_printed_with_its_reference_and_its_marks(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}?q=pont+tanneurs#m2")
    address = page.locator(".original a").get_attribute("href")
    page.emulate_media(media="print")
    assert address is not None
    expect(page.locator(".reference")).to_contain_text(address)
    expect(page.locator(".step").filter(visible=True)).to_have_count(0)
    for mark in page.locator(".body mark").all():
        expect(mark).to_have_css("text-decoration-line", "underline")
        expect(mark).to_have_css("color", "rgb(0, 0, 0)")


def test_lines_are_of_a_length_that_is_easily_read(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    lengths = page.locator(".body p").evaluate_all(LETTERS_A_LINE)
    assert len(lengths) >= 10
    assert 60 <= sum(lengths) / len(lengths) <= 75
