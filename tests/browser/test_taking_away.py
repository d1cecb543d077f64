"""What can be taken away stands beside the articles, or after them, and is a file."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_table_is_downloaded(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/search?q=pont+tanneurs")
    said = re.match(r"\d+", page.locator("h1").inner_text())
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "pont-tanneurs.csv"
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert said is not None
    assert len(rows) == int(said[0])
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_it_never_stands_before_the_articles(browser: Browser, site: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{site}/search?q=maire")
    expect(page.get_by_role("heading", name="Emporter")).to_be_visible()
    taken = page.locator(".take").bounding_box()
    last = page.locator(".hit").last.bounding_box()
    first = page.locator(".hit").first.bounding_box()
    assert taken is not None
    assert first is not None
    assert last is not None
    if width > 1000:
        assert taken["x"] > first["x"] + first["width"]
        assert taken["y"] < last["y"]
    else:
        assert taken["y"] > last["y"]
    page.close()
