"""The site on the press corpus: a page in process, then requests through gunicorn.

    python -m benchmarks.serving

The client runs on the same two cores as the two workers it asks.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import functools
import gc
import http.client
import io
import os
import statistics
import subprocess
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from werkzeug.test import create_environ, run_wsgi_app

from benchmarks.classes import classes
from benchmarks.corpus import PRESS, read
from benchmarks.memory import children, private, processor
from benchmarks.peers.manchette import Manchette
from benchmarks.questions import questions
from benchmarks.workspace import FOLDER, ROOT, Workspace, record
from search.answers import Request
from search.engines.open import open_engine
from search.settings import Settings
from web.app import create_app, open_searcher
from web.cli import gunicorn_command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from wsgiref.types import WSGIApplication

ARTICLES = 8_000
WORKERS = 2
CONNECTIONS = 4
SECONDS = 12
ROUNDS = 3
ENDPOINT = "/api/search"


def main() -> None:
    workspace = Workspace(ARTICLES)
    assert sum(1 for _ in read(PRESS)) == ARTICLES  # noqa: S101
    workspace.opened(Manchette())
    index = workspace.folder / "manchette"
    asked = questions(classes(workspace.counted()))
    every = [text for texts in asked.values() for text in texts]
    result: dict[str, Any] = {"pages": _pages(index, asked)}
    print(result, flush=True)
    with _gunicorn(_empty()) as (address, master):
        _load(address, every)
        result["private_empty"] = statistics.mean(map(private, children(master)))
    with _gunicorn(index) as (address, master):
        _load(address, every)
        spent = -sum(map(processor, children(master)))
        rounds = [_load(address, every) for _ in range(ROUNDS)]
        spent += sum(map(processor, children(master)))
        result["private"] = statistics.mean(map(private, children(master)))
    middle = sorted(rounds, key=lambda one: float(one["a_second"]))[ROUNDS // 2]
    answered = sum(one["answered"] for one in rounds)
    result["gunicorn"] = middle | {"rounds": [one["a_second"] for one in rounds]}
    result["gunicorn"]["processor_ms"] = round(spent / answered * 1000, 2)
    result["gunicorn"] |= {"workers": WORKERS, "connections": CONNECTIONS}
    print(result["gunicorn"], flush=True)
    record("serving", result)


def _pages(index: Path, asked: dict[str, list[str]]) -> dict[str, Any]:
    """Return CPU milliseconds of a page of ten results with snippets and facets, by class.

    `first` is an answer whose words nobody asked for before, the others are asked again.
    """
    settings = Settings(index=index)
    searcher = open_searcher(settings)
    app = create_app(settings)
    ways: dict[str, Callable[[str], Callable[[], object]]] = {
        "answer": lambda text: functools.partial(searcher.answer, Request(text=text)),
        "json": lambda text: _call(app, ENDPOINT, text),
        "page": lambda text: _call(app, "/search", text),
    }
    with contextlib.redirect_stdout(io.StringIO()):  # the lines of the log
        for ask in ways.values():
            ask("")()
        gc.freeze()  # as a worker does once it has started
        times = {kind: _times(ways, texts) for kind, texts in asked.items()}
    rows = {
        kind: {way: round(statistics.median(taken), 3) for way, taken in of_kind.items()}
        for kind, of_kind in times.items()
    }
    ways_timed = ("first", *ways)
    whole = {way: [one for of_kind in times.values() for one in of_kind[way]] for way in ways_timed}
    return rows | {"all": {way: round(statistics.median(taken), 3) for way, taken in whole.items()}}


def _times(
    ways: dict[str, Callable[[str], Callable[[], object]]], texts: list[str]
) -> dict[str, list[float]]:
    """Return CPU milliseconds of each way to ask some questions."""
    times: dict[str, list[float]] = {way: [] for way in ("first", *ways)}
    for turn in range(4):
        for text in texts:
            for way, ask in ways.items():
                call = ask(text)
                started = time.process_time()
                call()
                taken = (time.process_time() - started) * 1000
                if turn or way == "answer":
                    times[way if turn else "first"].append(taken)
    return times


def _call(app: WSGIApplication, path: str, text: str) -> Callable[[], object]:
    """Return what asks the application as a server does, its request being read already."""
    environ = create_environ(path, query_string={"q": text})
    return lambda: run_wsgi_app(app, dict(environ), buffered=True)


def _empty() -> Path:
    """Return an index that holds nothing."""
    folder = FOLDER / "empty"
    with open_engine(Settings(index=folder)).draft("empty") as draft:
        draft.publish()
    return folder


@contextlib.contextmanager
def _gunicorn(index: Path) -> Iterator[tuple[str, int]]:
    """Serve an index as the product does; yield the address and gunicorn's process."""
    port = 8471
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "MANCHETTE_INDEX": str(index),
        "MANCHETTE_PORT": str(port),
        "WEB_CONCURRENCY": str(WORKERS),
    }
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        gunicorn_command(), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(address)
            yield address, server.pid
        finally:
            server.terminate()


def _wait(address: str) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            _connect(address).request("GET", "/healthz")
            return
        time.sleep(0.2)
    raise RuntimeError("the site did not start")


def _connect(address: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)


def _load(address: str, texts: Sequence[str]) -> dict[str, Any]:
    """Ask for some seconds over kept connections, one process each; return what came back."""
    with concurrent.futures.ProcessPoolExecutor(CONNECTIONS) as pool:
        asking = [
            pool.submit(_ask, address, texts[shift::CONNECTIONS]) for shift in range(CONNECTIONS)
        ]
        parts = [one.result() for one in asking]
    times = sorted(taken for part in parts for taken in part[0])
    refused = sum(part[1] for part in parts)
    cuts = statistics.quantiles(times, n=100)
    return {
        "answered": len(times),
        "a_second": round(len(times) / SECONDS),
        "refused": refused,
        "client_cpu": round(sum(part[2] for part in parts) / SECONDS, 2),
        **{f"p{share}": round(cuts[share - 1], 2) for share in (50, 95, 99)},
    }


def _ask(address: str, texts: Sequence[str]) -> tuple[list[float], int, float]:
    """Return milliseconds of each answer, how many were refused, and the client's own seconds."""
    connection = _connect(address)
    paths = [f"{ENDPOINT}?q={quote(text)}" for text in texts]
    times: list[float] = []
    refused, number = 0, 0
    until = time.monotonic() + SECONDS
    cpu = time.process_time()
    while time.monotonic() < until:
        started = time.perf_counter()
        connection.request("GET", paths[number % len(paths)])
        response = connection.getresponse()
        response.read()
        if response.status == http.client.OK:
            times.append((time.perf_counter() - started) * 1000)
        else:
            refused += 1
        number += 1
    return times, refused, time.process_time() - cpu


if __name__ == "__main__":
    main()
