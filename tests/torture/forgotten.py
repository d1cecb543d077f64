"""Articles forgotten, and looked for everywhere.

Each has words, a name, a source, an author, a section, an address and an input that nobody else
has. When `forget` has returned none of them is in an answer of the site (results, counts, other
spellings, completions, related articles, exports, feed, the article's own page), nor in a byte of
a file under the index, decompressed where texts are; nor after they were handed in again under
another name, rebuilt and restored from a backup of before.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import random
from typing import TYPE_CHECKING

from search.document import Document, public_id
from search.engines.whoosh_engine.segment import Segment
from search.searcher import Searcher
from search.settings import Settings
from tests.torture.command import command, time_left
from tests.torture.corpus import article, articles, engine_over, scratch
from tests.torture.ledger import Measured
from tests.torture.quiet import unheard
from web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

HELD = 60
_LETTERS = "bcdfglmnprstv"


class Secret:
    """An article whose every word and name is its own, among others that print what all print."""

    def __init__(self, number: int, chance: random.Random) -> None:
        def word(letter: str) -> str:
            return letter + "".join(chance.choices(_LETTERS, k=6)) + chance.choice("aeiou") + "x"

        self.words = [word("q"), word("z")]
        self.source, self.author, self.section = (word(letter).capitalize() for letter in "wjk")
        self.number = number
        self.document = Document(
            key=f"secret-{word('y')}",
            title=f"Le pont de {self.words[0].capitalize()}",
            text=f"{article(number, chance).text}\n\nPar {self.words[1]}, maire de Valmore.",
            date=dt.date(2023, 5, 4),
            source=self.source,
            url=f"https://presse.example/{word('h')}",
            authors=(self.author,),
            section=self.section,
            origin=f"/entrées/{word('v')}.txt",
        )

    @property
    def traces(self) -> list[str]:
        """What must be nowhere."""
        one = self.document
        path = one.url.rpartition("/")[2], one.origin.rpartition("/")[2].removesuffix(".txt")
        names = (self.source, self.author, self.section, one.key, one.id)
        return [name.casefold() for name in (*self.words, *names, *path)]

    def again(self) -> list[Document]:
        """Return it as it may come back: the same, under another key, moved, set otherwise."""
        one = self.document
        text = one.text.replace(" ", "\u00a0 ").replace("é", "e\u0301")
        return [
            one,
            Document(key="renamed", title=one.title, text=one.text),
            Document(key="moved", title="Autre titre", text="Autre texte.", url=one.url),
            Document(key="set-otherwise", title=one.title, text=f"  {text}\n"),
        ]


def addresses(secret: Secret) -> Iterator[str]:
    """Yield what a reader could ask to find it, with nothing of it in the address."""
    yield from ("/", "/search?q=", "/search?q=pont+maire", "/api/search?q=pont&size=50")
    yield from ("/search.csv?q=", "/search.jsonl?q=", "/search.bib?q=", "/search.ris?q=")
    yield from ("/search.atom?q=", "/aide", "/readyz", "/api/search?q=&sort=oldest&size=50")
    for word in (*secret.words, secret.source, secret.author):
        yield f"/api/suggest?q={word[:2]}"
    yield f"/documents/{public_id(f'article-{secret.number}')}"


def total_of(client: FlaskClient, **parameters: str) -> int:
    """Return how many articles a question finds."""
    answer = client.get("/api/search", query_string=parameters).get_json()
    return int(answer["total"])


def found_by_name(client: FlaskClient, secret: Secret) -> Iterator[str]:
    """Yield what still answers to its names."""
    for word in (*secret.words, secret.words[0][:-1] + "s"):
        if total := total_of(client, q=word):
            yield f"{word}: {total}"
    for name, value in (("source", secret.source), ("author", secret.author)):
        if total_of(client, **{"q": "", name: value}):
            yield value
    for name in (secret.document.id, secret.document.key):
        if client.get(f"/documents/{name}").status_code != 404:
            yield name


def bytes_of(index: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file's name and content in lower case, and each text that is stored compressed."""
    for path in index.rglob("*"):
        if path.is_file():
            content = path.read_bytes().decode("latin-1").lower()
            yield path.name, path.name.encode() + content.encode("latin-1")
    for folder in (index / "segments").iterdir():
        segment = Segment(folder, None)  # what was deleted too
        for number in range(len(segment)):
            yield f"{folder.name} {number}", repr(segment.texts[number]).casefold().encode()


def look(index: Path, secrets: list[Secret]) -> int:
    """Check that nothing of them is left; return how many places were looked at."""
    engine = engine_over(index)
    settings = Settings(index=index, deadline_seconds=60)
    client = create_app(settings, Searcher(engine, settings)).test_client()
    places = 0
    for secret in secrets:
        assert not list(found_by_name(client, secret))
        for address in addresses(secret):
            said = client.get(address).text.casefold()
            places += 1
            left = [trace for trace in secret.traces if trace in said]
            assert not left, f"{address}: {left}"
    for name, content in bytes_of(index):
        places += 1
        for secret in secrets:
            left = [trace for trace in secret.traces if trace.encode() in content]
            assert not left, f"{name}: {left}"
    engine.close()
    return places


def torture(seed: int, runs: int) -> Measured:
    """Forget so many articles, a few at a time, and look for them."""
    chance = random.Random(seed)
    gone: list[Secret] = []
    places = rounds = 0
    with scratch() as place, contextlib.ExitStack() as stack:
        index = place / "index"
        stack.enter_context(unheard())
        while len(gone) < runs and time_left():
            few = min(chance.randint(1, 3), runs - len(gone))
            secrets = [Secret(len(gone) + number, chance) for number in range(few)]
            engine = engine_over(index)
            with engine.draft("empty" if rounds % 5 == 0 else "current") as draft:
                draft.put(articles(rounds * 10, HELD, seed))
                draft.put(one.document for one in secrets)
                draft.publish()
            before = io.BytesIO()
            engine.backup(before, lambda *_: None)
            assert any(secrets[0].traces[0].encode() in data for _, data in bytes_of(index))
            assert engine.forget([one.document.id for one in secrets]).proof
            gone += secrets
            places += look(index, secrets)
            with engine.draft("current") as draft:
                draft.put(document for one in secrets for document in one.again())
                assert len(draft.publish().refused) == 4 * few
            places += look(index, secrets)
            before.seek(0)
            engine.restore(before, lambda *_: None)
            engine.close()
            with engine_over(index).draft("current") as draft:
                draft.publish()  # the next writer collects what the restored one replaced
            places += look(index, gone[-9:])
            rounds += 1
    figures = {"articles": len(gone), "forgets": rounds, "places": places}
    return Measured(
        "{articles} articles forgotten in {forgets} times, each handed in again under four names "
        "and restored from a backup of before: nothing of them in {places:,} answers and files",
        figures,
    )


run = command("forgotten", torture, small=3, full=200)

if __name__ == "__main__":
    run()
