"""Files that nobody should be handed: broken, immense, deep, or something else than they say.

Each recipe takes a source of chance and how large the largest may be, in bytes, and returns the
end of a name and what the file holds.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "articles"
SECRET = "secret-d-un-autre-fichier"  # noqa: S105  # what no article may hold
SUFFIXES = (".txt", ".html", ".json", ".jsonl", ".csv", ".tsv", ".xml", ".rss", ".atom", "", ".htm")
TEXT = "La travée du pont s’est effondrée dans la Lorne, a dit le maire à l’œil du cœur. "
CHARACTERS = (
    *("\x00", "\x01", "\x07", "\x1b[2J", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe"),
    *("\u202e", "\u2066", "\u200b", "\u00ad", "\u0301" * 300, "\ud800", "\udfff", "\U0010ffff"),
    *("💥", "\r", "\r\n", "\n\r", "\t", "\v", "\f", "\u00a0", "ﷺ", "İ", "ẞ", "\x1a", "\x1c"),
)
DATES = (
    *("0000-00-00", "9999-12-31", "32/13/2024", "-1", "1e10", "99999999999999", "2024-02-30", "😀"),
    *("il y a 999999999999 ans", "lundi 99 mars 20244", "0001-01-01T00:00:00+99:99", "\x00", "[]"),
)


def _sample(chance: random.Random) -> Path:
    return chance.choice(sorted(path for path in SAMPLE.rglob("*") if path.is_file()))


def cut(chance: random.Random, most: int) -> tuple[str, bytes]:
    """Return a good file that ends too early."""
    path = _sample(chance)
    data = path.read_bytes()[:most]
    return path.suffix, data[: chance.randrange(len(data) + 1)]


def mutated(chance: random.Random, most: int) -> tuple[str, bytes]:
    """Return a good file with bytes lost, doubled and exchanged."""
    path = _sample(chance)
    data = bytearray(path.read_bytes()[:most])
    for _ in range(chance.choice((1, 10, 100))):
        at, other = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : min(other, at + 40)]
            case 2:
                data[at:at] = data[at : min(other, at + 40)]
            case _:
                data[at:at] = chance.choice(CHARACTERS).encode("utf-8", "surrogatepass")
        if not data:
            data += b"\n"
    return path.suffix, bytes(data)


def under_another_name(chance: random.Random, most: int) -> tuple[str, bytes]:
    """Return a good file, or noise, under the suffix of another kind."""
    data = _sample(chance).read_bytes() if chance.randrange(3) else chance.randbytes(3_000)
    return chance.choice(SUFFIXES), data[:most]


def in_another_encoding(chance: random.Random, _: int) -> tuple[str, bytes]:
    """Return a text whose encoding is not the one that it declares, with a mark or without."""
    said = chance.choice(
        ("utf-8", "utf-16", "utf-7", "iso-2022-jp", "x-nul", "\x00", "rot13", "hex")
    )
    real = chance.choice(
        ("utf-8", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman", "cp850")
    )
    mark = chance.choice((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00"))
    body = f"<html><head><meta charset='{said}'><title>Un pont</title></head><p>{TEXT * 5}</html>"
    text = body if chance.randrange(2) else f"Un pont\n\n{TEXT * 5}"
    return chance.choice((".html", ".txt")), mark + text.encode(real, "replace")


def strange_characters(chance: random.Random, _: int) -> tuple[str, bytes]:
    """Return an article strewn with control characters, marks of direction, lone surrogates."""
    words = [
        word + chance.choice(CHARACTERS) if not chance.randrange(3) else word
        for word in (TEXT * 8).split(" ")
    ]
    text = " ".join(words)
    kind = chance.choice((".txt", ".html", ".jsonl", ".csv", ".rss"))
    if kind == ".jsonl":
        escaped = bool(chance.randrange(2))
        line = json.dumps({"title": text[:90], "text": text, "url": text}, ensure_ascii=escaped)
        return kind, line.encode("utf-8", "surrogatepass")
    if kind == ".csv":
        text = f'title,text\n"{text[:60]}","{text}"\n'
    elif kind == ".rss":
        text = f"<rss><channel><item><title>{text[:60]}</title><description>{text}</description>"
    elif kind == ".html":
        text = f"<h1>{text[:60]}</h1><p>{text}</p>"
    return kind, text.encode("utf-8", "surrogatepass")


def deep(chance: random.Random, most: int) -> tuple[str, bytes]:
    """Return what is nested as deep as its size allows."""
    suffix, opened, closed, inside = chance.choice(
        (
            (".html", b"<div>", b"</div>", b"<p>Un pont.</p>"),
            (".html", b"<b><i><table><tr><td>", b"", b"Un pont."),
            (".html", b"<!--", b"", b"Un pont."),
            (".html", b"<svg><math><template>", b"", b"Un pont."),
            (".json", b"[", b"]", b"1"),
            (".json", b'{"text":', b"}", b'"Un pont."'),
            (".jsonl", b'[{"a":', b"}]", b"1"),
            (".rss", b"<item><title>", b"</title></item>", b"Un pont."),
            (".rss", b"<![CDATA[", b"", b"Un pont."),
            (".txt", b"((((", b"))))", b" pont "),
        )
    )
    times = chance.choice((100, 5_000, min(most, 2_000_000) // (len(opened) + len(closed))))
    head = b"<rss><channel>" if suffix == ".rss" else b""
    return suffix, head + opened * times + inside + closed * times


def immense(chance: random.Random, most: int) -> tuple[str, bytes]:
    """Return one thing repeated until the file is as large as it may be."""
    start, piece, end = chance.choice(
        (
            (b"", b"a", b""),
            (b"", b"a ", b""),
            (b"", b"Un pont.\n\n", b""),
            (b"", b"\n", b""),
            (b"", b"\xc3\xa9-", b""),
            (b"<p ", b"a=1 ", b">Un pont.</p>"),
            (b"<p class='", b"x ", b"'>Un pont.</p>"),
            (b"<h1>Pont</h1>", b"<p>Un pont.</p>", b""),
            (b"<title>", b"&eacute;", b"</title><p>Un pont."),
            (b"<!--", b"-", b"--><p>Un pont.</p>"),
            (b'{"title":"', b"a", b'"}'),
            (b'{"n":', b"9", b"}"),
            (b"[", b'{"title":"Pont","text":"Un pont."},', b"{}]"),
            (b"[", b"1,", b"1]"),
            (b"title,text\n", b"a,b\n", b""),
            (b"title,text\n", b'"', b""),
            (b"title", b",c", b"\nUn pont"),
            (b"<rss><channel>", b"<item><title>Pont</title></item>", b"</channel></rss>"),
            (b"<rss ", b"xmlns:a='b' ", b"><channel/></rss>"),
        )
    )
    suffix = chance.choice((".txt", ".html", ".json", ".jsonl", ".csv", ".rss", ""))
    return suffix, start + piece * (most // len(piece)) + end


def xml_bomb(chance: random.Random, _: int) -> tuple[str, bytes]:
    """Return a feed whose entities grow, or read other files."""
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    declared = chance.choice(
        (
            f"<!ENTITY l0 'ha'>{laughs}<!ENTITY x '&l9;'>",
            f"<!ENTITY x '{'a' * 50_000}'>",
            "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
            f"<!ENTITY x SYSTEM '{SECRET}.txt'>",
            "<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x.dtd'>%p;",
            "<!ENTITY x '&x;'>",
        )
    )
    padding = "<!-- -->" * chance.choice((0, 10_000))
    times = chance.choice((1, 1_000))
    feed = (
        f"<?xml version='1.0'?>{padding}<!DOCTYPE rss [{declared}]><rss version='2.0'><channel>"
        f"<title>Le Pont</title><item><title>Un pont &x;</title><description>{'&x;' * times}"
        "</description></item></channel></rss>"
    )
    return chance.choice((".xml", ".rss", ".html")), feed.encode()


def wrong_fields(chance: random.Random, _: int) -> tuple[str, bytes]:
    """Return records whose fields are of every kind but the right one."""
    odd: tuple[object, ...] = (
        *(
            None,
            True,
            0,
            -1.5,
            1e308,
            [],
            {},
            "",
            " ",
            "\x00",
            "\ud800",
            ["a", ["b", {}]],
            "x" * 9_000,
        ),
        *({"name": {"name": []}}, [None], [[[]]], "javascript:alert(1)", "http://[::1", *DATES),
    )
    names = ("id", "title", "text", "date", "source", "url", "authors", "section", "titre", "body")
    records = [
        {name: chance.choice((*odd, TEXT)) for name in chance.sample(names, chance.randint(0, 9))}
        for _ in range(8)
    ]
    if chance.randrange(2):
        return ".json", json.dumps(records).encode()
    return ".jsonl", "\n".join(json.dumps(one) for one in records).encode()


def absurd_dates(chance: random.Random, _: int) -> tuple[str, bytes]:
    """Return an article of a day that is none."""
    date = chance.choice(DATES)
    page = (
        f"<html><head><meta property='article:published_time' content='{date}'></head>"
        "<h1>Un pont</h1>"
        f"<time datetime='{date}'>{date}</time><p>{TEXT * 4}</p></html>"
    )
    text = f"Un pont\n\nPublié le {date}\n\n{TEXT * 4}"
    feed = (
        f"<rss><channel><item><title>Pont</title><pubDate>{date}</pubDate></item></channel></rss>"
    )
    suffix, said = chance.choice(((".html", page), (".txt", text), (".rss", feed)))
    return suffix, said.encode()


def packed(chance: random.Random, most: int) -> tuple[str, bytes]:
    """Return something compressed: a bomb, cut, wrong, twice, or what we do not unpack."""
    body = (f"Un pont\n\n{TEXT * 9}\n").encode()
    whole = gzip.compress(body)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("a.txt", body)
    data = chance.choice(
        (
            gzip.compress(b"a" * most, 9),
            gzip.compress(b'{"title":"Pont"}\n' * (most // 17)),
            whole[: chance.randrange(len(whole))],
            whole[:-8] + b"\0" * 8,
            whole + b"garbage",
            whole * 50,
            gzip.compress(whole),
            gzip.compress(b""),
            archive.getvalue(),
            b"<rss><channel><item><title>Pont</title><description>" + archive.getvalue(),
        )
    )
    return chance.choice((".txt", ".txt.gz", ".jsonl.gz", ".json.gz", ".html.gz", ".rss", "")), data


def nothing(chance: random.Random, _: int) -> tuple[str, bytes]:
    """Return a file that holds nothing to read."""
    data = (b"", b" ", b"\n" * 99, b"\xef\xbb\xbf", b"\x00" * 99, b"[]", b"{}", b"null", b"title\n")
    pages = (b"<html></html>", b"<rss></rss>", b"<rss><channel/></rss>", b"<!doctype html>", b"---")
    return chance.choice(SUFFIXES), chance.choice((*data, *pages))


RECIPES: tuple[Callable[[random.Random, int], tuple[str, bytes]], ...] = (
    *(cut, mutated, mutated, under_another_name, in_another_encoding, strange_characters),
    *(wrong_fields, absurd_dates, xml_bomb, packed, deep, nothing),
)


def files(count: int, seed: int, most: int, large: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents, the same for the same seed.

    Args:
        count: how many.
        seed: of the choices.
        most: bytes of the largest of most files.
        large: bytes of one of a hundred, which is immense.
    """
    chance = random.Random(seed)
    for number in range(count):
        recipe = RECIPES[number % len(RECIPES)]
        if number % 100 == 7:
            suffix, data = immense(chance, large)
            yield f"{number:05}-immense{suffix}", data
        else:
            suffix, data = recipe(chance, most)
            yield f"{number:05}-{recipe.__name__}{suffix}", data
