"""Queries and filters that nobody would write, over HTTP: `python -m tests.torture.queries`.

They are asked of the application in this process, at every address it has, over the sample.
"""

from __future__ import annotations

import collections
import json
import os
import time
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate

from benchmarks.memory import status
from search.answers import Request
from tests.fuzz.addresses import addresses
from tests.torture.command import command
from tests.torture.ledger import Measured
from tests.torture.quiet import sample_site
from web.site import site

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

_WARM = 0.25
"""Share of the requests after which memory is expected to be flat."""

_LATE = "deadline-exceeded"


def torture(seed: int, runs: int) -> Measured:
    """Ask so many addresses; none is answered 5xx but for the deadline, and memory is bounded."""
    with sample_site() as app:
        return _asked(app, seed, runs)


def _asked(app: Flask, seed: int, runs: int) -> Measured:
    client = app.test_client()
    statuses: collections.Counter[int] = collections.Counter()
    warm, begun = 0, time.process_time()
    for number, address in enumerate(addresses(app, _names(app), runs, seed)):
        if number == int(runs * _WARM):
            warm = _resident()
        response = client.get(address)
        statuses[response.status_code] += 1
        fault = _fault(response)
        assert not fault, f"{number}: {address!r}: {fault}"
    return Measured(
        "{asked:,} addresses: {found:,} answered 200, {refused:,} refused (4xx), {late} past the "
        "deadline (503), no other 5xx; memory {growth:+} MB over that of the first quarter "
        "({warm} MB); {ms} ms of processor each",
        {
            "asked": runs,
            "found": statuses[200],
            "refused": sum(count for code, count in statuses.items() if 400 <= code < 500),
            "late": statuses[503],
            "warm": round(warm / 1e6),
            "growth": round((_resident() - warm) / 1e6, 1),
            "ms": round((time.process_time() - begun) / runs * 1000, 1),
            "statuses": json.dumps(dict(sorted(statuses.items()))),
        },
    )


def _names(app: Flask) -> list[str]:
    """Return the public ids of some articles."""
    with app.app_context():
        return [hit.id for hit in site().searcher.answer(Request(size=5)).hits]


def _resident() -> int:
    return status(os.getpid())["VmRSS"]


def _fault(response: TestResponse) -> str:
    """Return what is wrong with an answer, nothing if it is as it must be."""
    if response.status_code >= 500 and not _is_late(response):
        return f"{response.status} {response.text[:300]}"
    if response.status_code == 503 and not response.headers.get("Retry-After"):
        return "503 without Retry-After"
    if "Set-Cookie" in response.headers:
        return "a cookie"
    return _unreadable(response)


def _is_late(response: TestResponse) -> bool:
    said = response.text
    return response.status_code == 503 and (_LATE in said or "La réponse a demandé" in said)


def _unreadable(response: TestResponse) -> str:
    """Return why a body is not what its type says."""
    text = response.data.decode("utf-8")
    try:
        match response.mimetype:
            case "application/json" | "application/problem+json" | "application/x-suggestions+json":
                json.loads(text)
            case "application/x-ndjson":
                for line in text.split("\n")[:-1]:
                    json.loads(line)
            case "application/atom+xml" | "application/opensearchdescription+xml":
                ParserCreate().Parse(text, True)
            case "text/html":
                _Page().feed(text)
    except (ValueError, ExpatError) as error:
        return f"{response.mimetype}: {error}"
    return ""


class _Page(HTMLParser):
    """A page that holds no script but the site's own, and no handler."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        names = {name for name, _ in attrs}
        if any(name.startswith("on") for name in names) or (tag == "script" and "src" not in names):
            message = f"<{tag}> with {sorted(names)}"
            raise ValueError(message)


run = command("queries", torture, small=1_000, full=100_000)

if __name__ == "__main__":
    run()
