"""What is suggested under the search field: by keyboard, by pointer, while composing, or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    page.goto(site)
    yield page
    page.close()


def field_of(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Rechercher dans les articles")


def options_of(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def typed(page: Page, text: str) -> Locator:
    """Type as a reader does; return the options once they are there."""
    field_of(page).press_sequentially(text)
    expect(options_of(page).first).to_be_visible()
    return options_of(page)


def test_the_arrows_walk_through_words_and_titles_and_back(page: Page) -> None:
    field = field_of(page)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("listbox")).to_have_count(0)
    options = typed(page, "le pont")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("group", name="Mots").get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("group", name="Articles").get_by_role("option")).to_have_count(4)
    expect(page.get_by_role("status")).to_have_text("6 suggestions")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    for at in (0, 1):
        page.keyboard.press("ArrowDown")
        expect(field).to_have_attribute("aria-activedescendant", f"q-option-{at}")
        expect(options.nth(at)).to_have_attribute("aria-selected", "true")
        expect(field).to_be_focused()
    assert page.locator("[aria-selected=true]").count() == 1
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))


def test_a_word_completes_the_question_and_a_second_enter_asks_it(page: Page) -> None:
    typed(page, "présidents cor")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field_of(page)).to_have_value("présidents Corvin")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=pr%C3%A9sidents\+Corvin$"))


def test_a_title_opens_its_article(page: Page) -> None:
    options = typed(page, "tanneurs")
    title = options.last.locator("span").first.inner_text()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/documents/\w+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_enter_without_a_choice_asks_what_was_typed(page: Page) -> None:
    typed(page, "pont")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=pont$"))


def test_escape_closes_the_list_before_it_empties_the_field(page: Page) -> None:
    field = field_of(page)
    typed(page, "pont")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("pont")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options_of(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


@pytest.mark.parametrize(("key", "place"), [("Home", 0), ("End", 4)])
def test_home_and_end_are_the_field_s(page: Page, key: str, place: int) -> None:
    typed(page, "pont")
    page.keyboard.press("ArrowDown")
    page.keyboard.press(key)
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    assert field_of(page).evaluate("field => field.selectionStart") == place


def test_a_click_chooses_and_leaves_the_cursor_in_the_field(page: Page) -> None:
    typed(page, "tann").first.click()
    expect(field_of(page)).to_have_value("Tanneurs")
    expect(field_of(page)).to_be_focused()
    expect(page.get_by_role("listbox")).to_have_count(0)
    options = typed(page, " ")
    options.last.click()
    page.wait_for_url(re.compile(r"/documents/"))


def test_leaving_the_field_closes_the_list(page: Page) -> None:
    typed(page, "pont")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_role("button", name="Rechercher")).to_be_focused()


def test_one_answer_a_pause_and_an_overtaken_one_is_never_shown(page: Page) -> None:
    held: list[Route] = []
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.rpartition("=")[2])
        if asked[-1] == "pont":
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/suggest*", answer)
    field = field_of(page)
    field.press_sequentially("pon")
    field.press_sequentially("t")
    while not held:
        page.wait_for_timeout(20)
    field.fill("hôpital")
    expect(options_of(page).first).to_contain_text("hôpital")
    assert asked[-2:] == ["pont", "h%C3%B4pital"]
    assert len(asked) <= 3
    held[0].continue_()
    expect(options_of(page).first).to_contain_text("hôpital")


def test_nothing_is_asked_while_a_letter_is_being_composed(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    field = field_of(page)
    field.evaluate(
        """field => {
          field.focus();
          field.dispatchEvent(new CompositionEvent("compositionstart"));
          field.value = "tan";
          field.dispatchEvent(new InputEvent("input", { isComposing: true }));
          const down = { key: "ArrowDown", isComposing: true };
          field.dispatchEvent(new KeyboardEvent("keydown", down));
        }"""
    )
    page.wait_for_timeout(400)
    assert not [address for address in asked if "/api/suggest" in address]
    field.evaluate("field => field.dispatchEvent(new CompositionEvent('compositionend'))")
    expect(options_of(page).first).to_contain_text("Tanneurs")


def test_a_server_that_fails_suggests_nothing(page: Page) -> None:
    page.route("**/api/suggest*", lambda route: route.fulfill(status=503, body="{}"))
    with page.expect_response("**/api/suggest*"):
        field_of(page).press_sequentially("pont")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=pont$"))


def test_the_list_speaks_the_language_of_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}/?lang=en")
    page.get_by_role("combobox", name="Search the articles").press_sequentially("pont")
    expect(page.get_by_role("group", name="Words").get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("option").last).to_contain_text(re.compile(r"\d+ [A-Z]\w+ 20\d\d"))
    page.get_by_role("option").last.click()
    page.wait_for_url(re.compile(r"/documents/\w+\?lang=en$"))


def test_without_a_script_it_is_a_plain_field(browser: Browser, site: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(site)
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.get_by_role("searchbox").fill("pont")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=pont$"))
    page.close()
