from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store import Store, remove_older, tombstones
from search.errors import IndexDamaged, NoIndex, StillHeld

if TYPE_CHECKING:
    from collections.abc import Callable

    Publish = Callable[..., str]

STONE = tombstones.encode(tombstones.Forgotten(keys=frozenset({"a"})))


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.then: Callable[[], object] = lambda: None

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)
        self.then()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_removes_every_older_generation_at_once(
    store: Store, publish: Publish, clock: Clock
) -> None:
    publish("a")
    publish("b")
    remove_older(store, clock=clock.read, sleep=clock.sleep)
    assert store.layout.listed() == ["000002"]
    assert [path.read_text() for path in store.path.rglob("words.bin")] == ["b"]
    assert clock.slept == []


def test_waits_for_those_who_read(store: Store, publish: Publish, clock: Clock) -> None:
    publish("a")
    held = store.current()
    publish("b", forget=STONE)

    def release() -> None:
        if clock.now >= 1:
            held.release()

    clock.then = release
    remove_older(store, clock=clock.read, sleep=clock.sleep)
    assert clock.slept == [0.25] * 4
    assert store.layout.listed() == ["000002"]


def test_gives_up_naming_who_holds_and_the_next_writer_erases(
    store: Store, publish: Publish, clock: Clock
) -> None:
    publish("a")
    held = store.current()
    publish("b", forget=STONE)
    with pytest.raises(StillHeld) as caught:
        remove_older(store, timeout=2.0, poll=0.5, clock=clock.read, sleep=clock.sleep)
    message = str(caught.value)
    assert "Oublié des résultats, mais pas encore effacé du disque" in message
    assert f"processus {os.getpid()} («" in message
    assert "génération 000001" in message
    assert "prochaine écriture" in message
    assert clock.now == 2.0
    held.release()
    with store.writer():
        assert store.layout.listed() == ["000002"]
        assert [path.read_text() for path in store.path.rglob("words.bin")] == ["b"]


def test_a_generation_published_since_does_not_matter(
    store: Store, publish: Publish, clock: Clock
) -> None:
    publish("a")
    than = publish("b", forget=STONE)
    publish("c")
    remove_older(store, than=than, clock=clock.read, sleep=clock.sleep)
    assert store.layout.listed() == ["000002", "000003"]


def test_another_writer_is_waited_for_and_named(
    store: Store, publish: Publish, clock: Clock
) -> None:
    publish("a")
    publish("b")
    with store.writer(), pytest.raises(StillHeld, match="Un autre programme écrit"):
        remove_older(store, timeout=1.0, clock=clock.read, sleep=clock.sleep)
    writer = store.writer()
    writer.__enter__()
    clock.then = lambda: writer.__exit__(None, None, None)
    remove_older(store, clock=clock.read, sleep=clock.sleep)
    assert store.layout.listed() == ["000002"]


def test_says_when_it_cannot_know(store: Store, publish: Publish) -> None:
    with pytest.raises(NoIndex):
        remove_older(store)
    publish("a")
    store.layout.manifest("000001").write_bytes(b"lost")
    with pytest.raises(IndexDamaged):
        remove_older(store)
