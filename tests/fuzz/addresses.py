"""Addresses that nobody would write: every path of the site, with parameters that are nearly right.

A query is one of `questions`; a filter is a value of the right kind, one at its limit, or anything.
Then bytes of the address are lost, doubled and exchanged, so that some of it is no text at all.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_from_bytes

from tests.fuzz.questions import questions
from web.parameters import PageParameters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Flask

NAMES = (
    *(field.alias or name for name, field in PageParameters.model_fields.items()),
    *("by", "utm_source", "", "q[]", "Q", "é"),
)
RIGHT = {
    "match": ("all", "any"),
    "from": ("2019", "2020-06", "2021-02-28"),
    "to": ("2022", "2024-06", "9999-12-31"),
    "year": ("2024", "2019", "undated"),
    "month": ("2024-06", "2021-02"),
    "day": ("2024-06-19", "2021-02-28"),
    "source": ("Le Courrier de Valmore", "nul journal"),
    "section": ("Sciences", "Sport"),
    "author": ("Fatou N’Diaye",),
    "sort": ("relevance", "newest", "oldest"),
    "scale": ("count", "share"),
    "by": ("year", "month", "day"),
    "page": ("1", "2", "20"),
    "size": ("1", "10", "50"),
    "lang": ("fr", "en"),
}
VALUES = (
    *("0000", "9999", "1000-01-01", "2024-13", "19/06/2024", "20240619", "0", "51", "101", "-1"),
    *("1e3", "9" * 30, "٣", "²", "NaN", "", " ", "a" * 201, "x" * 3000, "%00", "{{7*7}}", "\ud800"),
    *("<script>alert(1)</script>", "'\"><svg/onload=alert(1)>", "../../etc/passwd", "=1+1"),
    *("javascript:alert(1)", "\u202egnp", "\u0000", "\r\nSet-Cookie: a=b", "💥" * 40),
)
DEEP = (
    *("(" * 400, "-" * 500, '"' * 511, "a " * 256, "mot " * 33, "a*" * 200, "x OU " * 100),
    *("é" * 512, "(a OU " * 80, "PROCHE " * 70, "titre:" * 85, "date:2019..2021 " * 30),
    *("=" * 300 + "a", "*" * 512),
)
_MOST_PARAMETERS = 7


def addresses(app: Flask, names: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Yield addresses of an application, the same for the same seed.

    Args:
        app: whose paths are asked, but for those of static files.
        names: of articles that it has.
        count: how many.
        seed: of the choices.
    """
    chance = random.Random(seed)
    texts = questions(count, seed)
    rules = [rule.rule for rule in app.url_map.iter_rules() if "/static/" not in rule.rule]
    for text in texts:
        path = _path(chance.choice(rules), names, chance)
        yield f"{path}?{_query(text, chance)}"


def _path(rule: str, names: Sequence[str], chance: random.Random) -> str:
    """Return a path of a rule; its variable is mostly an article's name."""
    before, opened, after = rule.partition("<")
    if not opened:
        return rule
    name = chance.choice((*names[:5], *names[:5], *VALUES, "x" * 20))
    return f"{before}{_encoded(name, chance)}{after.partition('>')[2]}"


def _query(text: str, chance: random.Random) -> str:
    if not chance.randrange(20):
        text = chance.choice(DEEP) + text
    pairs = [("q", text)] if chance.randrange(10) else []
    for name in chance.choices(NAMES, k=chance.choice((0, 0, 1, 2, _MOST_PARAMETERS))):
        right = RIGHT.get(name, VALUES)
        pairs += [(name, chance.choice(right if chance.randrange(8) else (*VALUES, text)))]
    if not chance.randrange(200):
        pairs += [("source", str(number)) for number in range(chance.choice((49, 60, 900)))]
    chance.shuffle(pairs)
    query = "&".join(f"{_encoded(name, chance)}={_encoded(value, chance)}" for name, value in pairs)
    return _mutated(query, chance) if not chance.randrange(5) else query


def _encoded(text: str, chance: random.Random) -> str:
    """Return a text as it stands in an address: mostly UTF-8, sometimes what it should not be."""
    raw = text.encode("utf-8", "surrogatepass")
    if not chance.randrange(50):
        return quote(text.encode("latin-1", "replace"))
    return quote_from_bytes(raw, safe=chance.choice(("", "", ":*()=+'")))


def _mutated(query: str, chance: random.Random) -> str:
    """Return a query string with some signs lost, doubled or exchanged."""
    signs = list(query)
    for _ in range(chance.randint(1, 4)):
        if signs:
            at = chance.randrange(len(signs))
            signs[at] = chance.choice(("", signs[at] * 2, "%", "&", "=", "+", "%ff", "%C3", ";"))
    return "".join(signs)
