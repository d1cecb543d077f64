"""Pictures of every page on the bundled sample: `python -m tests.browser.screenshots [FOLDER]`."""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch
from tests.browser.pages import PAGES
from tests.browser.site import ROOT, running_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = {390: 844, 1280: 900}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ALIKE = frozenset({"suite", "periode"})
"""Pages that look like others."""
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
                page = browser.new_page(
                    viewport={"width": width, "height": WIDTHS[width]},
                    color_scheme=scheme,
                    locale="fr-FR",
                )
                _pictures(page, site, folder, f"{width}-{scheme}.png")
                page.close()
            browser.close()


def _pictures(page: Page, site: str, folder: Path, ending: str) -> None:
    for name in PAGES.keys() - ALIKE:
        page.goto(site + PAGES[name])
        page.screenshot(path=folder / f"{name}-{ending}")
    page.goto(site)
    page.locator("#q").press_sequentially(TYPED)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.screenshot(path=folder / f"suggestions-{ending}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
