"""Whoosh over our segments, against Whoosh over its own and against a plain scan."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from whoosh import query
from whoosh.qparser import QueryParser

from search.document import Document, public_id
from search.engines.matching import Deadline, Want
from search.engines.open import open_engine
from search.engines.whoosh_engine.codec import open_index
from search.errors import NoIndex
from search.plan.resolve import resolve
from search.query.parser import parse
from search.settings import Settings
from tests.oracle.asker import Asker, compare, same_scores
from tests.oracle.indexes import build, press, scanned_of
from tests.oracle.plain_scan import bm25
from tests.oracle.stock import exact_lengths, stock_index
from tests.oracle.translate import to_whoosh
from tests.oracle.whoosh_queries import Questions

if TYPE_CHECKING:
    from pathlib import Path

    from whoosh.reading import IndexReader

    from search.engines.whoosh_engine.codec.index import ManchetteIndex
    from tests.oracle.plain_scan import Scanned

TODAY = dt.date(2024, 6, 19)

pytestmark = pytest.mark.golden

QUERIES = 2100
SEED = 20240619
WORDS = ("title", "text")


def differences(index: ManchetteIndex, number: int = QUERIES, *, scores: bool) -> list[str]:
    scanned = scanned_of(index)
    questions = Questions(scanned, SEED).ask(number)
    stock = stock_index(scanned)
    with index.searcher() as ours, stock.searcher(weighting=exact_lengths(scanned)) as theirs:
        return compare(Asker(ours), Asker(theirs), scanned, questions, scores=scores)


@pytest.fixture(scope="module")
def index(sample_index: Path) -> ManchetteIndex:
    return open_index(sample_index)


@pytest.fixture(scope="module")
def scanned(index: ManchetteIndex) -> list[Scanned]:
    return scanned_of(index)


@pytest.fixture(scope="module")
def reader(index: ManchetteIndex) -> IndexReader:
    return index.reader()


@pytest.fixture(scope="module")
def articles(shared_data: Path) -> list[Document]:
    return press(shared_data / "press.jsonl.gz", 1200)


def test_sample_like_the_default_codec_and_a_scan(index: ManchetteIndex) -> None:
    assert differences(index, scores=True) == []


def test_press_like_the_default_codec_and_a_scan(articles: list[Document], tmp_path: Path) -> None:
    assert differences(build(tmp_path / "index", articles[:1000]), scores=True) == []


def test_several_segments_with_deleted_documents(articles: list[Document], tmp_path: Path) -> None:
    # Deleted documents count in the idf until a segment is rewritten: no scores.
    update = [*articles[:1000:10], *articles[1000:1100]]
    index = build(tmp_path / "index", articles[:1000], update)
    with index.searcher() as searcher:
        assert len(searcher.leafreaders) == 2
        assert (searcher.doc_count(), searcher.doc_count_all()) == (1100, 1200)
    assert differences(index, QUERIES // 3, scores=False) == []


def test_scores_are_bm25(index: ManchetteIndex, scanned: list[Scanned]) -> None:
    chance = Questions(scanned, SEED)
    with index.searcher() as searcher:
        asker = Asker(searcher)
        for _ in range(200):
            asked = chance.term().query
            expected = bm25(scanned, asked.fieldname, asked.text)
            assert same_scores(asker.scores(asked), expected), asked


def test_the_best_ten_are_the_first_ten_of_all(articles: list[Document], tmp_path: Path) -> None:
    # A limit makes Whoosh leave out what cannot be among the best, by the matchers' quality.
    index = build(tmp_path / "index", articles, articles[::4])
    chance = Questions(scanned_of(index), SEED)
    with index.searcher() as searcher:
        assert searcher.reader().has_deletions()
        asker = Asker(searcher)
        for _ in range(150):
            for asked in (chance.term().query, chance.both().query, chance.either().query):
                best = list(asker.scores(asked, limit=10).values())
                assert best == pytest.approx(list(asker.scores(asked).values())[:10]), asked


def test_terms_and_their_facts(reader: IndexReader, scanned: list[Scanned]) -> None:
    for field in WORDS:
        lists = [one.fields[field] for one in scanned]
        forms = sorted({form.encode() for one in lists for form in one})
        assert list(reader.lexicon(field)) == forms
        assert reader.field_length(field) == sum(map(len, lists))
        for form in forms[::7]:
            holding = [one for one in lists if form.decode() in one]
            counts = [one.count(form.decode()) for one in holding]
            info = reader.term_info(field, form)
            assert (info.weight(), info.doc_frequency()) == (sum(counts), len(holding))
            assert (info.min_length(), info.max_length()) == (
                min(map(len, holding)),
                max(map(len, holding)),
            )
            assert info.max_weight() == max(counts)


def test_matchers_walk_and_skip(reader: IndexReader, scanned: list[Scanned]) -> None:
    walk = reader.postings("text", "de")
    expected = [
        (number, [at for at, form in enumerate(one.fields["text"]) if form == "de"])
        for number, one in enumerate(scanned)
        if "de" in one.fields["text"]
    ]
    assert list(walk.copy().items_as("positions")) == expected
    assert list(walk.all_ids()) == [number for number, _ in expected]
    for number, positions in expected[::5]:
        walk.skip_to(number)
        assert [span.start for span in walk.spans()] == positions
        assert walk.value_as("frequency") == walk.weight() == len(positions)
        assert walk.format.decode_positions(walk.value()) == positions
    walk.skip_to(len(scanned))
    assert not walk.is_active()
    walk.reset()
    assert walk.id() == expected[0][0]


def test_counts_and_positions_that_do_not_fit_their_byte(tmp_path: Path) -> None:
    # A title's count is one byte in the file, a position two.
    title = " ".join(["mot"] * 300 + ["fin"])
    text = " ".join(["autre"] * 70_000 + ["mot", "fin"])
    index = build(tmp_path / "index", [Document(key="long", title=title, text=text)])
    with index.searcher() as searcher:
        counts = [searcher.frequency(field, "mot") for field in WORDS]
        places = list(searcher.reader().postings("text", "mot").items_as("positions"))
        assert counts == [300, 1]
        assert places == [(0, [70_000])]
        for field in WORDS:
            assert len(searcher.search(query.Phrase(field, ["mot", "fin"]))) == 1
        assert not searcher.search(query.Phrase("text", ["fin", "autre"]))
        assert list(searcher.lexicon("title")) == [b"fin", b"mot"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ManchetteIndex:
    sea = Document(
        key="sea",
        title="À la mer",
        text="Un été à la mer, avec le sel.",
        date=dt.date(2024, 6, 19),
        source="Courrier",
        authors=("Ana Ruiz", "Paul Lenoir"),
    )
    port = Document(
        key="port",
        title="Un port",
        text="Le porte-parole du port, la mer.",
        date=dt.date(2023, 12, 31),
        authors=("Ana Ruiz",),
    )
    undated = Document(key="undated", title="Sans date", text="Rien.")
    return build(tmp_path_factory.mktemp("small") / "index", [sea, port, undated])


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("l'été", "sea"),
        ("Été", "sea"),
        ("porte-parole", "port"),
        ('"un été à la mer"', "sea"),
        ("title:mer OR text:port", "sea port"),
        ("mer NOT été", "port"),
        ("ét*", "sea"),
        ("date:2024", "sea"),
        ("date:[20230101 to 20231231]", "port"),
        ("source:Courrier", "sea"),
        ('author:"Ana Ruiz"', "sea port"),
        (f"id:{public_id('undated')}", "undated"),
        ("inconnu", ""),
    ],
)
def test_whoosh_s_own_parser(small: ManchetteIndex, typed: str, keys: str) -> None:
    with small.searcher() as searcher:
        found = searcher.search(QueryParser("text", small.schema).parse(typed), limit=None)
        assert {hit["key"] for hit in found} == set(keys.split())


def test_stored_fields_sorting_groups_and_fuzzy_words(small: ManchetteIndex) -> None:
    with small.searcher() as searcher:
        found = searcher.search(query.Every(), sortedby="date", groupedby="source")
        assert [hit["key"] for hit in found][:2] == ["port", "sea"]
        assert {name: len(numbers) for name, numbers in found.groups("source").items()} == {
            "Courrier": 1,
            None: 2,
        }
        assert found[1].fields()["date"] == dt.datetime.combine(dt.date(2024, 6, 19), dt.time())
        assert found[1]["author"] == ["Ana Ruiz", "Paul Lenoir"]
        assert searcher.document(source="Courrier")["key"] == "sea"
        fuzzy = searcher.search(query.FuzzyTerm("text", "étée"))
        assert [hit["key"] for hit in fuzzy] == ["sea"]


def test_read_only(small: ManchetteIndex) -> None:
    for write in (
        small.writer,
        lambda: small.delete_by_term("id", "x"),
        small.reader().segment().delete_document,
    ):
        with pytest.raises(TypeError, match="manchette rebuild"):
            write()


def test_a_generation_stays_and_refresh_moves_on(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with pytest.raises(NoIndex):
        open_index(folder)
    old = build(folder, [Document(key="a", title="Un", text="mot")])
    searcher = old.searcher()
    assert old.up_to_date()
    assert old.refresh() is old
    new = build(folder, [])
    assert new.is_empty()
    assert new.doc_count() == 0
    assert not new.searcher().search(query.Term("text", "mot"))
    assert not old.up_to_date()
    assert old.refresh().is_empty()
    assert len(searcher.search(query.Term("text", "mot"))) == 1


def test_the_executor_finds_what_whoosh_finds(sample_index: Path, scanned: list[Scanned]) -> None:
    engine = open_engine(Settings(index=sample_index))
    wrong = []
    with open_index(sample_index).searcher() as searcher, engine.snapshot() as snapshot:
        asker = Asker(searcher)
        for typed in Questions(scanned, SEED).typed(400):
            plan = resolve(parse(typed)[0], snapshot.lexicon, TODAY).plan
            found = snapshot.search(plan, Want(limit=1000, facets=False), Deadline(60))
            if {hit.id for hit in found.top} != asker.scores(to_whoosh(plan.root)).keys():
                wrong.append(typed)
    assert not wrong
