"""Scripts in every field of articles, and in addresses: `python -m tests.torture.markup`.

Each page is read by libxml2's parser of HTML, and by Chromium, which is told to pass over the
site's own policy: it is the pages that hold no script, not the policy that keeps them from running.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from lxml import etree, html  # type: ignore[import-untyped]  # lxml ships no annotations
from playwright.sync_api import sync_playwright

from search.answers import Request
from search.settings import Settings
from tests.browser.chromium import CHROMIUM, launch
from tests.browser.site import running_site
from tests.fuzz.markup import VECTORS, documents
from tests.torture.command import command
from tests.torture.corpus import engine_over
from tests.torture.ledger import Measured
from tests.torture.quiet import unheard
from web.app import create_app
from web.site import site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Dialog

_FORBIDDEN = {"iframe", "object", "embed", "base", "applet", "frame", "math", "foreignobject"}
_ADDRESSED = {"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href"}
_MARKS = re.compile(r"</?mark>")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_PAGE = 50
_BROWSED = 40

_FAULTS_IN_CHROMIUM = """() => [...document.querySelectorAll('*')].filter(one =>
    FORBIDDEN.includes(one.localName)
    || (one.localName == 'script' && !one.src.startsWith(location.origin + '/static/'))
    || (one.localName == 'form' && !one.action.startsWith(location.origin))
    || (one.localName == 'meta' && one.httpEquiv)
    || [...one.attributes].some(a => a.name.startsWith('on')
        || (ADDRESSED.includes(a.name) && /^[^/?#]*:/.test(a.value)
            && !/^(https?:\\/\\/|data:image\\/svg)/.test(a.value)))
).map(one => one.outerHTML.slice(0, 200))""".replace(
    "FORBIDDEN", json.dumps(sorted(_FORBIDDEN))
).replace("ADDRESSED", json.dumps(sorted(_ADDRESSED)))


def torture(seed: int, runs: int) -> Measured:
    """Print every vector in every place, so many pages in Chromium too; none runs or breaks out."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        with engine_over(index).draft("empty") as draft:
            draft.put(documents())
            draft.publish()
        with unheard():
            app = create_app(Settings(index=index, deadline_seconds=60))
            with app.app_context():
                ids = [
                    one.hit.id
                    for batch in site().searcher.batches(Request(), 10_000)
                    for one in batch.found
                ]
            pages = list(_pages(ids))
            random.Random(seed).shuffle(pages)
            client = app.test_client()
            for page in pages:
                check_page(page, client.get(page).data)
            rows = _check_files(client)
        browsed = _browse(index, Path(folder) / "log", pages[:runs])
    return Measured(
        "{vectors} vectors in title, text, source, section, authors, address and query: {pages:,} "
        "pages and {rows:,} rows of files and JSON read, {browsed:,} of the pages in Chromium "
        "without the site's policy; no script, no attribute, no address but http(s), no formula",
        {"vectors": len(VECTORS), "pages": len(pages), "rows": rows, "browsed": browsed},
    )


def _pages(ids: Sequence[str]) -> Iterator[str]:
    """Yield the addresses of every page that prints something of an article or of an address."""
    for at in range(1, len(ids) // _PAGE + 2):
        yield f"/search?size={_PAGE}&page={at}&q=pont"
        yield f"/search?size={_PAGE}&page={at}&sort=newest&lang=en"
    yield from ("/", "/?lang=en", "/a-propos", "/search/dates", "/search/dates?q=pont&lang=en")
    for number, vector in enumerate(VECTORS):
        text = quote(vector, safe="")
        language = "&lang=en" if number % 2 else ""
        yield f"/documents/{ids[number]}?q=pont{language}"
        yield f"/search?q={text}{language}"
        yield (
            f"/search?source={text}{language}",
            f"/search?q=pont&section={text}&author={text}{language}",
            f"/search?q=%22{text}%22&match=any{language}",
            f"/search?q=titre:{text}&sort={text}{language}",
            f"/search?q={text}&page={text}{language}",
            f"/search/dates?q={text}{language}",
            f"/documents/{ids[number]}?q={text}{language}",
            f"/documents/{text}?q={text}{language}",
            f"/{text}?lang={text}",
            f"/aide?q={text}&{text}={text}",
        )[number % 10]


def check_page(address: str, data: bytes) -> None:
    """Check that a page has no element and no attribute that an article could have brought."""
    for element in html.fromstring(data).iter(etree.Element):
        faults = list(_faults(element))
        assert not faults, f"{address}: <{element.tag}> {faults}"


def _faults(element: Any) -> Iterator[str]:
    """Yield what an element must not be or have."""
    if element.tag in _FORBIDDEN or (element.tag == "meta" and element.get("http-equiv")):
        yield str(element.tag)
    if element.tag == "script" and not element.get("src", "").startswith("/static/"):
        yield "a script of its own"
    if element.tag == "form" and not element.get("action", "").startswith("/"):
        yield "a form for elsewhere"
    for name, value in element.attrib.items():
        if str(name).startswith("on"):
            yield f"{name}={value}"
        scheme = urlsplit(str(value)).scheme if name in _ADDRESSED else ""
        if scheme not in {"", "http", "https"} and not str(value).startswith("data:image/svg"):
            yield f"{name}={value}"


def _check_files(client: FlaskClient) -> int:
    """Read every file and JSON of all articles; return how many rows."""
    rows = 0
    for line in csv.reader(io.StringIO(client.get("/search.csv?q=pont").text.lstrip("\ufeff"))):
        rows += 1
        assert not [cell for cell in line if cell.startswith(_FORMULA)], line
    for at in range(1, len(VECTORS) // _PAGE + 2):
        answer = client.get(f"/api/search?q=pont&size={_PAGE}&page={at}")
        assert answer.mimetype == "application/json"
        for hit in json.loads(answer.data)["hits"]:
            rows += 1
            for text in (hit["title_html"], *hit["snippets"]):
                assert "<" not in _MARKS.sub("", text), text
    feed = etree.fromstring(client.get("/search.atom?q=pont").data)
    for link in feed.iter("{*}link"):
        rows += 1
        assert urlsplit(link.get("href")).scheme in {"http", "https"}, link.get("href")
    for one in client.get("/search.jsonl?q=pont").text.rstrip("\n").split("\n"):
        rows += json.loads(one)["id"] != ""
    return rows


def _browse(index: Path, log: Path, pages: Sequence[str]) -> int:
    """Read pages in Chromium; return how many."""
    assert CHROMIUM.exists(), f"there is no Chromium at {CHROMIUM}"
    with running_site(index, log) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            _look_at(browser, [address + page for page in pages])
        finally:
            browser.close()
    return len(pages)


def _look_at(browser: Browser, addresses: Sequence[str]) -> None:
    page = browser.new_context(bypass_csp=True).new_page()
    ran: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        ran.append(page.url)
        dialog.dismiss()

    page.on("dialog", dismiss)
    for address in addresses:
        page.goto(address)
        faults = page.evaluate(_FAULTS_IN_CHROMIUM)
        assert not faults, f"{address}: {faults}"
        assert page.url.startswith(address.partition("?")[0][:20]), f"{address} led to {page.url}"
        assert not ran, f"a script ran on {ran}"


run = command("markup", torture, small=_BROWSED, full=1_000)

if __name__ == "__main__":
    run()
