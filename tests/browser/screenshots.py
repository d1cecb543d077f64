"""Pictures of the pages on the bundled sample: `python -m tests.browser.screenshots [FOLDER]`."""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch
from tests.browser.site import ROOT, running_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTHS = {320: 640, 390: 844, 768: 1024, 1280: 900}
SHOWN_WHOLE = (390, 1280)
"""Widths at which an article and the pages below are pictured too."""
SHOWN = {
    "accueil": "/",
    "dates": "/search/dates?q=maire&year=2020&year=2021",
    "a-propos": "/a-propos",
    "sources": "/facets/source?q=maire&source=La+Gazette+du+Rhin",
}
SCHEMES = ("light", "dark")
QUERY = "présidents coreens"
TYPED = "président"


def main(folder: Path) -> None:
    """Index the sample, serve it, and take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        index = Path(temporary) / "index"
        manchette = Path(sys.executable).with_name("manchette")
        subprocess.run(
            [manchette, "rebuild", "--index", index, ROOT / "sample" / "articles"], check=True
        )
        with (
            running_site(index, Path(temporary) / "log") as site,
            sync_playwright() as playwright,
        ):
            browser = launch(playwright)
            for width, scheme in itertools.product(WIDTHS, SCHEMES):
                _pictures(browser, site, folder, width, scheme)
            browser.close()


def _pictures(browser: Browser, site: str, folder: Path, width: int, scheme: str) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="fr-FR",
    )
    page.goto(f"{site}/search?{urlencode({'q': QUERY})}")
    page.screenshot(path=folder / f"resultats-{width}-{scheme}.png")
    if width in SHOWN_WHOLE:
        page.locator(".hit h3 a").nth(1).click()
        page.screenshot(path=folder / f"article-{width}-{scheme}.png")
        for name, path in SHOWN.items():
            page.goto(site + path)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
        page.goto(site)
        page.locator("#q").press_sequentially(TYPED)
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.screenshot(path=folder / f"suggestions-{width}-{scheme}.png")
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
