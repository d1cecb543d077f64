"""Sixteen clients of a real server with two workers, while its index is replaced again and again.

Every answer must be a 200, of one generation alone: the total, the counts by date and source and
the titles of its articles are those of the generation that it names.
"""

from __future__ import annotations

import datetime as dt
import http.client
import json
import random
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from search.document import Document
from tests.browser.site import running_site
from tests.torture.command import command, time_left
from tests.torture.corpus import engine_over, scratch
from tests.torture.ledger import Measured

if TYPE_CHECKING:
    from pathlib import Path

CLIENTS = 16
REQUESTS_A_SWAP = 400
SMALLEST, LARGEST = 20, 60
PATHS = (
    "/api/search?q=sommet&size=3",
    "/api/search?q=somet&size=3&sort=newest",
    "/api/search?q=%22un+sommet%22&size=2&sort=oldest",
    "/api/search?q=&size=1",
)


class Swapper:
    """Publishes generations that tell themselves apart by how many articles they hold.

    Attributes:
        sizes: articles of each generation.
    """

    def __init__(self, index: Path, chance: random.Random) -> None:
        self._index, self._chance = index, chance
        self.sizes: dict[str, int] = {}

    def swap(self) -> None:
        """Publish one more, noted before anybody can see it."""
        size = self._chance.randint(SMALLEST, LARGEST)
        self.sizes[f"{len(self.sizes) + 1:06d}"] = size
        with engine_over(self._index).draft("empty") as draft:
            draft.put(
                Document(
                    key=f"{size}-{number}",
                    title=f"Le sommet de {size}",
                    text=f"Un sommet, le {number}e.",
                    date=dt.date(2024, 1, 1) + dt.timedelta(number),
                    source="Le Courrier",
                )
                for number in range(size)
            )
            assert draft.publish().generation == f"{len(self.sizes):06d}"


class Clients:
    """Clients that ask without end.

    Attributes:
        answered: answers so far.
        renewed: connections that the server ended between two answers, as HTTP lets it.
        seen: generations that answered.
        wrong: answers that are not what they should be.
    """

    def __init__(self, address: str, swapper: Swapper) -> None:
        self._address, self._swapper = urlsplit(address).netloc, swapper
        self._stop, self._lock = threading.Event(), threading.Lock()
        self.answered = self.renewed = 0
        self.seen: set[str] = set()
        self.wrong: list[str] = []
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(CLIENTS)]

    def __enter__(self) -> Clients:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, number: int) -> None:
        chance = random.Random(number)
        connection = http.client.HTTPConnection(self._address, timeout=120)
        asked = 0  # on this connection
        while not self._stop.is_set() and not self.wrong:
            try:
                connection.request("GET", chance.choice(PATHS))
                response = connection.getresponse()
                body = response.read()
            except (http.client.RemoteDisconnected, ConnectionError) as error:
                connection.close()
                if not asked:
                    self.wrong.append(f"no answer: {error!r}")
                asked = 0
                self.renewed += 1
                continue
            asked += 1
            problem = self._problem(response.status, body)
            with self._lock:
                self.answered += 1
                if problem:
                    self.wrong.append(problem)

    def _problem(self, status: int, body: bytes) -> str:
        if status != 200:
            return f"{status}: {body[:200]!r}"
        answer: dict[str, Any] = json.loads(body)
        size = self._swapper.sizes[answer["generation"]]
        self.seen.add(answer["generation"])
        facets = answer["facets"]
        counts = {
            answer["total"],
            facets["undated"] + sum(year["count"] for year in facets["date"]),
            sum(source["count"] for source in facets["source"]),
        }
        titles = {hit["title"] for hit in answer["hits"]}
        if counts != {size} or titles != {f"Le sommet de {size}"}:
            return f"{answer['generation']} has {size} articles: {counts}, {titles}"
        return ""


def torture(seed: int, runs: int) -> Measured:
    """Replace the index so often under clients, each time after so many more answers."""
    with scratch() as place:
        swapper = Swapper(place / "index", random.Random(seed))
        swapper.swap()
        swaps = 0
        with (
            running_site(place / "index", place / "log", WEB_CONCURRENCY="2") as address,
            Clients(address, swapper) as clients,
        ):
            while swaps < runs and time_left() and not clients.wrong:
                swapper.swap()
                swaps += 1
                while clients.answered < swaps * REQUESTS_A_SWAP and not clients.wrong:
                    time.sleep(0.01)
        assert not clients.wrong, clients.wrong[:3]
    figures = {
        "clients": CLIENTS,
        "swaps": swaps,
        "answers": clients.answered,
        "generations": len(clients.seen),
        "renewed": clients.renewed,
    }
    return Measured(
        "{clients} clients, {swaps} swaps, {answers:,} answers, all 200, each whole and of one of "
        "{generations} generations; {renewed} connections ended by the server between two answers",
        figures,
    )


run = command("swap", torture, small=4, full=500)

if __name__ == "__main__":
    run()
