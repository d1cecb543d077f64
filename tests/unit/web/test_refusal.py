"""What those who come when the site is full are sent, without a thread."""

from __future__ import annotations

import contextlib
import functools
import json
import threading
import time
from typing import TYPE_CHECKING

import pytest

from search.settings import Settings
from tests.unit.web.fake_searcher import FakeSearcher
from web.app import create_app
from web.refusal import refusal_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from search.answers import Answer, Request
    from web.refusal import Refusal


class Slow(FakeSearcher):
    """A searcher that answers once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.leave = threading.Semaphore(0), threading.Event()

    def answer(self, request: Request) -> Answer:
        self.inside.release()
        self.leave.wait(600)
        return super().answer(request)


@contextlib.contextmanager
def full(app: Flask, searcher: Slow) -> Iterator[None]:
    """Let one search run and one wait, which is all that four threads have room for."""
    ask = functools.partial(app.test_client().get, "/search", base_url="http://b.example")
    asking = [threading.Thread(target=ask) for _ in range(2)]
    for one in asking:
        one.start()
    assert searcher.inside.acquire(timeout=10)
    for _ in range(1_000):
        if refusal_of(app).answer(b"GET / HTTP/1.1\r\n\r\n"):
            break
        time.sleep(0.01)
    yield
    searcher.leave.set()
    for one in asking:
        one.join()


@pytest.fixture
def searcher() -> Slow:
    return Slow()


@pytest.fixture
def app(searcher: Slow) -> Flask:
    settings = Settings(
        threads=4,
        concurrent_searches=1,
        deadline_seconds=600,  # who waits is not to leave, however busy the machine is
        trusted_hosts="presse.example, b.example",
    )
    return create_app(settings, searcher)


@pytest.fixture
def refusal(app: Flask, searcher: Slow) -> Iterator[Refusal]:
    with full(app, searcher):
        yield refusal_of(app)


def asking(refusal: Refusal, target: str, method: str = "GET") -> tuple[dict[str, str], str]:
    """Return the headers, in lower case, and the body of a refusal; nothing where there is none."""
    answer = refusal.answer(f"{method} {target} HTTP/1.1\r\nHost: presse.example\r\n\r\n".encode())
    if answer is None:
        return {}, ""
    head, _, body = answer.decode().partition("\r\n\r\n")
    status, *lines = head.split("\r\n")
    assert status == "HTTP/1.1 503 SERVICE UNAVAILABLE"
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    assert int(headers["content-length"]) == len(body.encode())
    return headers, body


@pytest.mark.parametrize("target", ["/", "/?q=secret", "/search?q=secret", "/documents/1?q=secret"])
def test_people_get_the_page_of_the_site(refusal: Refusal, target: str) -> None:
    headers, body = asking(refusal, target)
    assert headers["retry-after"] == "5"
    assert headers["connection"] == "close"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "Trop de recherches à la fois." in body
    assert "secret" not in body


def test_readers_of_english_get_it_in_english(refusal: Refusal) -> None:
    headers, body = asking(refusal, "/search?q=x&lang=en")
    assert headers["content-language"] == "en"
    assert '<html lang="en"' in body
    assert asking(refusal, "/search?lang=de")[0]["content-language"] == "fr"


@pytest.mark.parametrize("target", ["/api/search?q=x", "/api/suggest", "/search.csv"])
def test_programs_get_a_problem(refusal: Refusal, target: str) -> None:
    headers, body = asking(refusal, target)
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["type"] == "urn:manchette:problem:busy"


@pytest.mark.parametrize("target", ["/readyz", "/static/manchette.css", "/aide", ""])
def test_what_does_not_search_is_not_refused(refusal: Refusal, target: str) -> None:
    assert asking(refusal, target) == ({}, "")


def test_who_watches_the_site_is_told_that_it_is_up(refusal: Refusal) -> None:
    answer = refusal.answer(b"GET /healthz HTTP/1.0\r\nHost: x\r\n\r\n")
    assert answer
    head, _, body = answer.decode().partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 200 OK\r\nDate: ")
    assert json.loads(body) == {"status": "ok"}


def test_other_methods_are_left_to_the_application(refusal: Refusal) -> None:
    assert asking(refusal, "/search", "POST") == ({}, "")


def test_nobody_is_refused_when_there_is_room(app: Flask, searcher: Slow) -> None:
    with full(app, searcher):
        pass
    assert asking(refusal_of(app), "/search") == ({}, "")


def test_those_refused_are_counted_in_the_log(
    refusal: Refusal, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal.tell()
    before = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sum(line["count"] for line in before if line["event"] == "refused") >= 1
