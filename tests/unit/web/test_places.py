"""Who is given a place to search in, and when."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.settings import Settings
from tests.unit.web.fake_searcher import FakeSearcher
from web.admission import AdmittedSearcher
from web.places import Busy, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from search.answers import Batch
    from web.places import Line

PATIENCE = 600.0


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.001)


class Waiters:
    """Threads that wait in the lines of one place, and what they were given."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.served: list[str] = []
        self.threads: list[threading.Thread] = []

    def come(self, name: str, line: Line) -> None:
        """Let one more wait, until it does."""

        def wait() -> None:
            with self.places.one(line, 9, PATIENCE):
                self.served.append(name)

        self.threads.append(threading.Thread(target=wait))
        ahead = self.places.waiting(line)
        self.threads[-1].start()
        wait_until(lambda: self.places.waiting(line) > ahead)

    def leave(self) -> None:
        for thread in self.threads:
            thread.join()


def test_places_go_to_who_came_first_in_two_lines_by_turns() -> None:
    waiters = Waiters(Places(1))
    with waiters.places.one("questions", 0, 0.0):
        for name in ("q1", "q2", "q3", "q4"):
            waiters.come(name, "questions")
        for name in ("t1", "t2"):
            waiters.come(name, "transfers")
    waiters.leave()
    assert waiters.served == ["q1", "t1", "q2", "t2", "q3", "q4"]


def test_nobody_waits_where_the_line_is_full_or_longer_than_it_may() -> None:
    places = Places(1)
    with places.one("questions", 1, 0.0):
        with pytest.raises(Busy), places.one("transfers", 0, PATIENCE):
            pass
        with pytest.raises(Busy), places.one("transfers", 1, 0.01):
            pass
        assert places.waiting("transfers") == 0
    with places.one("questions", 0, 0.0):  # it is free again
        pass


def test_places_that_many_take_are_all_free_in_the_end() -> None:
    places, inside, most = Places(2), threading.Semaphore(2), 40

    def take(number: int) -> None:
        for _ in range(50):
            with places.one("questions" if number % 2 else "transfers", most, PATIENCE):
                assert inside.acquire(blocking=False)
                inside.release()

    threads = [threading.Thread(target=take, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with places.one("questions", 0, 0.0), places.one("questions", 0, 0.0):
        assert places.waiting("questions") == places.waiting("transfers") == 0


class Long(FakeSearcher):
    """A searcher whose exports have many batches."""

    def batches(self, request: Request, most: int) -> Generator[Batch, None, None]:
        [batch] = super().batches(request, most)
        for _ in range(5):
            yield batch


def test_exports_begin_only_while_those_under_way_get_on() -> None:
    settings = Settings(concurrent_searches=1, deadline_seconds=PATIENCE, threads=40)
    admitted = AdmittedSearcher(Long(), settings)
    under_way = [admitted.batches(Request(), 100) for _ in range(5)]
    for export in under_way[:4]:
        next(export)
    place = admitted._places.one("questions", 1, PATIENCE)
    with place:
        threads = [threading.Thread(target=list, args=(one,)) for one in under_way[:3]]
        for thread in threads:
            thread.start()
        wait_until(lambda: admitted._places.waiting("transfers") == 3)
        with pytest.raises(Busy):
            next(under_way[4])
        threads.append(threading.Thread(target=list, args=(under_way[3],)))
        threads[-1].start()  # one that is half sent still waits
        wait_until(lambda: admitted._places.waiting("transfers") == 4)
    for thread in threads:
        thread.join()
    assert len(list(admitted.batches(Request(), 100))) == 5
