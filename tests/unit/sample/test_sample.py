"""The bundled sample: complete, readable in every format, and holding the traps it promises."""

import csv
import datetime as dt
import gzip
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from search.french import MONTHS, WEEKDAYS

SAMPLE = Path(__file__).resolve().parents[3] / "sample"
ARTICLES = SAMPLE / "articles"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ENCODINGS = {
    "2020-02-05-valmore-le-jour-d-apres.txt": "cp1252",
    "2021-09-07-maternite-sages-femmes.txt": "utf-16",
    "2023-05-01-papeterie-cooperative-un-an.txt": "utf-8-sig",
    "2022-08-12-villages-ravitailles-citernes.html": "iso-8859-1",
}
MISREAD = "2022-08-05-secheresse-valmore-eau.txt"
FULL_DATE = re.compile(
    rf"({'|'.join(WEEKDAYS)}) (\d\d?|1er) ({'|'.join(MONTHS)}) (\d{{4}})", re.IGNORECASE
)
# In ASCII escapes: what cannot be seen cannot be proofread.
TRAPS = {
    "typographic apostrophe": r"\w\u2019\w",
    "straight apostrophe": r"\w'\w",
    "guillemets with no-break spaces": r"«\u00a0[^»]+\u00a0»",
    "guillemets with narrow no-break spaces": r"«\u202f[^»]+\u202f»",
    "curly quotes": r"\u201c[^\u201d]+\u201d",
    "soft hyphen inside a word": r"\w\u00ad\w",
    "decomposed accent": r"e\u0301",
    "œ": r"cœur.*œuvre|œuvre.*cœur",
    "oe": r"\bcoeur\b",
    "État": r"\bÉtat\b",
    "Etat": r"\bEtat\b",
    "états": r"\bétats\b",
    "A for À": r"(^|\n)A Valmore",
    "capitals": r"VIDÉO.*LIBERTÉ|LIBERTÉ.*VIDÉO",
    "O.N.U.": r"O\.N\.U\.",
    "ONU": r"\bONU\b",
    "grouped by a no-break space": r"\b\d{1,3}\u00a0\d{3}\b",
    "grouped by a narrow space": r"\b\d{1,3}\u202f\d{3}\b",
    "grouped by a point": r"\b\d{1,2}\.\d{3}\b",
    "decimal comma": r"\b1,5\b",
    "porte-parole": r"porte-parole",
    "sages-femmes": r"sages-femmes",
    "sage-femme": r"\bsage-femme\b",
    "Saint-Étienne": r"Saint-Étienne",
    "St-Étienne": r"St-Étienne",
    "Kim Jong-un": r"Kim Jong-un",
    "maïs and mais": r"maïs.*\bmais\b",
    "pêche": r"\bpêche\b",
    "péché": r"\bpéché\b",
    "pécher": r"\bpécher\b",
    "côte, côté, cote": r"\bcôte\b.*\bcôté\b.*\bcote\b",
    "élève": r"\bélève\b",
    "élevé": r"\bélevé\b",
    "parti": r"\bparti\b",
    "partie": r"\bpartie\b",
    "partir": r"\bpartir\b",
    "travail": r"\btravail\b",
    "travaux": r"\btravaux\b",
    "œil": r"\bœil\b",
    "yeux": r"\byeux\b",
    "jeu": r"\bjeu\b",
    "jeux": r"\bjeux\b",
    "directrice": r"\bdirectrice\b",
    "directeur": r"\bdirecteur\b",
    "public": r"\bpublic\b",
    "publique": r"\bpublique\b",
    "aujourd'hui": r"aujourd['\u2019]hui",
    "presqu'île": r"presqu['\u2019]île",
    "prud'hommes": r"prud['\u2019]hommes",
    "d'après": r"d['\u2019]après",
    "jusqu'à": r"jusqu['\u2019]à",
    "L'Haÿ": r"L['\u2019]Haÿ",
    "N'Goré": r"N['\u2019]Goré",
    "O'Kearney": r"O['\u2019]Kearney",
    "incise": r"\u00a0», (?:a déclaré|explique|raconte)",
}


def _decoded(path: Path) -> str:
    text = path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8"))
    return text.encode("cp1252").decode("utf-8") if path.name == MISREAD else text


def _paths(folder: str, suffix: str) -> list[Path]:
    return sorted((ARTICLES / folder).glob(f"*{suffix}"))


def _rows(lines: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in lines.splitlines()]


def _feed(name: str) -> ET.Element:
    return ET.fromstring((ARTICLES / "flux" / name).read_bytes())  # noqa: S314 - our own file


@cache
def _articles() -> dict[str, list[str]]:
    """Each article's text by kind of input; for pages, the whole page."""
    archives = ARTICLES / "archives"
    dispatches = _rows(_decoded(archives / "depeches.jsonl"))
    gazette = _rows(gzip.decompress((archives / "gazette-2021.jsonl.gz").read_bytes()).decode())
    with (archives / "courrier.csv").open(encoding="utf-8", newline="") as stream:
        courrier = list(csv.DictReader(stream, delimiter=";"))
    rss = _feed("echo-des-ports.rss.xml")
    atom = _feed("matin.atom.xml")
    return {
        "txt": [_decoded(path) for path in _paths("textes", ".txt")],
        "html": [_decoded(path) for path in _paths("pages", ".html")],
        "jsonl": [f"{row['title']}\n{row['text']}" for row in dispatches],
        "jsonl.gz": [f"{row['titre']}\n{row['texte']}" for row in gazette],
        "csv": [f"{row['titre']}\n{row['texte']}" for row in courrier],
        "rss": ["\n".join(item.itertext()) for item in rss.iter("item")],
        "atom": ["\n".join(entry.itertext()) for entry in atom.iter(f"{ATOM}entry")],
    }


def test_every_kind_of_input_is_there_in_number() -> None:
    counts = {kind: len(texts) for kind, texts in _articles().items()}
    assert counts == {
        "txt": 21, "html": 15, "jsonl": 15, "jsonl.gz": 8, "csv": 6, "rss": 5, "atom": 4,
    }  # fmt: skip
    assert sum(counts.values()) >= 64


def test_compressed_archive_is_the_same_on_every_machine() -> None:
    header = (ARTICLES / "archives/gazette-2021.jsonl.gz").read_bytes()[:10]
    assert header[:4] == b"\x1f\x8b\x08\x00", "no file name in the header"
    assert header[4:8] == b"\0\0\0\0", "no time stamp"


def test_records_carry_the_fields_of_their_format() -> None:
    archives = ARTICLES / "archives"
    for row in _rows(_decoded(archives / "depeches.jsonl")):
        assert set(row) == {"id", "title", "text", "date", "source", "author", "section"}
        dt.datetime.fromisoformat(row["date"])
    for row in _rows(gzip.decompress((archives / "gazette-2021.jsonl.gz").read_bytes()).decode()):
        assert set(row) == {"titre", "texte", "date", "journal", "auteur", "rubrique"}
        assert dt.date.fromisoformat(row["date"]).year == 2021
    with (archives / "courrier.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream, delimiter=";"):
            assert list(line) == ["titre", "date", "source", "auteur", "texte"]
            assert re.fullmatch(r"\d\d/\d\d/\d{4}", line["date"])


def test_feeds_carry_whole_articles() -> None:
    for item in _feed("echo-des-ports.rss.xml").iter("item"):
        for tag in ("title", "link", "guid", "pubDate", CREATOR, CONTENT):
            assert item.findtext(tag), tag
    for entry in _feed("matin.atom.xml").iter(f"{ATOM}entry"):
        for name in ("title", "id", "published", "updated", "summary"):
            assert entry.findtext(f"{ATOM}{name}"), name
        assert entry.find(f"{ATOM}content") is not None


def test_json_ld_parses_and_agrees_with_the_page() -> None:
    found = 0
    for page in _articles()["html"]:
        for block in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL
        ):
            data = json.loads(block)
            things = data if isinstance(data, list) else data.get("@graph", [data])
            (article,) = [thing for thing in things if thing["@type"] == "NewsArticle"]
            assert f"<h1>{article['headline']}</h1>" in page
            dt.datetime.fromisoformat(article["datePublished"])
            assert article["author"]
            assert article["articleSection"]
            assert article["publisher"]["name"]
            found += 1
    assert found == 9


def test_weekdays_are_right() -> None:
    dates = [
        match for texts in _articles().values() for match in FULL_DATE.findall("\n".join(texts))
    ]
    assert len(dates) >= 10
    for weekday, day, month, year in dates:
        number = MONTHS.index(month.lower()) + 1
        date = dt.date(int(year), number, int(day.removesuffix("er")))
        assert WEEKDAYS[date.weekday()] == weekday.lower(), (weekday, date)


def test_one_text_is_stored_misread() -> None:
    assert "SÃ©cheresse" in (ARTICLES / "textes" / MISREAD).read_text(encoding="utf-8")


@pytest.mark.parametrize("trap", TRAPS)
def test_trap_is_there(trap: str) -> None:
    everything = "\n".join(text for texts in _articles().values() for text in texts)
    assert re.search(TRAPS[trap], everything, re.DOTALL), trap


def test_suggested_searches_have_something_to_find() -> None:
    searches = json.loads((SAMPLE / "searches.json").read_text(encoding="utf-8"))
    assert len(searches) == 5
    assert all(set(search) == {"q", "why"} for search in searches)
    assert all(search["why"]["fr"] and search["why"]["en"] for search in searches)
    texts = [
        unicodedata.normalize("NFC", re.sub(r"<aside.*?</aside>", "", text, flags=re.DOTALL))
        for kind in _articles().values()
        for text in kind
    ]

    def holding(*patterns: str) -> int:
        return sum(all(re.search(one, text, re.IGNORECASE) for one in patterns) for text in texts)

    assert holding(r"\bprésidents?\b", r"\bcoréen(?:ne)?s?\b") >= 3
    assert holding(r"\b(?:œil|oeil|yeux)\b") >= 3
    assert holding(r"\bpont des Tanneurs\b") >= 3
    assert holding(r"\bsages?-femmes?\b") >= 3
    names = [path.name for path in (*_paths("textes", ".txt"), *_paths("pages", ".html"))]
    august = [name for name in names if name.startswith("2022-08")]
    assert len(august) >= 3
