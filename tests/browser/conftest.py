from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import CHROMIUM, launch
from tests.browser.site import running_site
from tests.conftest import missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def site(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample, served by the product's own command."""
    with running_site(sample_index, tmp_path_factory.mktemp("site") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose index was never built."""
    folder = tmp_path_factory.mktemp("empty")
    with running_site(folder / "index", folder / "log") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing(f"there is no Chromium at {CHROMIUM}: sudo apt install chromium")
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a desktop."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    yield page
    page.close()


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def either(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a desktop, once with scripts and once without: both must do the same."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=request.param, locale="fr-FR"
    )
    yield context.new_page()
    context.close()
