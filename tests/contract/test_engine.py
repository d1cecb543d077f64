"""What every engine promises: one suite, a fixture for each adapter."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest

from search.document import Document, public_id
from search.engines.keeping import Provenance
from search.engines.matching import Deadline, Neighbours, Want
from search.engines.open import open_engine
from search.engines.whoosh_engine.build.runs import Budget
from search.engines.whoosh_engine.engine import WhooshEngine
from search.engines.whoosh_engine.execute.costing import PASSES
from search.errors import BackupDamaged, DeadlineExceeded, IndexBusy, NoIndex, UnknownDocument
from search.plan.nodes import (
    And,
    DateRange,
    Everything,
    FacetWords,
    Filters,
    Group,
    In,
    Near,
    Not,
    Or,
    Phrase,
    Plan,
    Prefix,
    Spelling,
)
from search.plan.resolve import resolve
from search.plan.weights import NEAR_SHARE
from search.query.parser import parse
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Literal

    from search.engines.interface import Engine
    from search.engines.matching import Match, Matches, Sort
    from search.plan.nodes import Node

TODAY = dt.date(2024, 6, 19)

pytestmark = pytest.mark.golden

ARTICLES = (
    Document(
        key="a",
        title="Sommet à Séoul",
        text="Le président coréen reçoit la presse. Les présidents se parlent.",
        date=dt.date(2024, 6, 19),
        source="Le Courrier",
        url="https://courrier.example/a",
        authors=("Ana Ruiz", "Paul Lenoir"),
        section="Monde",
        origin="/in/a.txt",
    ),
    Document(
        key="b",
        title="La pêche au thon",
        text="Le port attend les bateaux. La pêche a été bonne.",
        date=dt.date(2024, 6, 20),
        source="La Gazette",
        authors=("Ana Ruiz",),
        section="Économie",
        origin="/in/b.txt",
    ),
    Document(
        key="c",
        title="Le péché du préfet",
        text="Une comédie où le président d’un port s’ennuie.",
        date=dt.date(2023, 12, 31),
        source="Le Courrier",
        section="Culture",
        origin="/in/b.txt",
    ),
    Document(key="d", title="Sans date", text="Un port, une porte-parole, un port encore."),
)


@pytest.fixture(params=["whoosh", "whoosh in blocks"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Engine]:
    """Open one more engine over the same index, one adapter a parameter."""
    settings = Settings(index=tmp_path / "index")
    budget = Budget(settings.build_memory_bytes, settings.build_processes)
    openings: dict[str, Callable[[], Engine]] = {
        "whoosh": lambda: open_engine(settings),
        "whoosh in blocks": lambda: WhooshEngine(settings.index, budget, block=3),
    }
    return openings[request.param]


@pytest.fixture
def engine(make: Callable[[], Engine]) -> Engine:
    built = make()
    with built.draft("empty") as draft:
        draft.put(ARTICLES)
        draft.publish()
    return built


def search(
    engine: Engine,
    text: str,
    want: Want | None = None,
    filters: Filters | None = None,
    match: Literal["all", "any"] = "all",
) -> Matches:
    with engine.snapshot() as snapshot:
        plan = resolve(parse(text)[0], snapshot.lexicon, TODAY, match, filters or Filters()).plan
        return snapshot.search(plan, want or Want(), Deadline(60))


def keys(engine: Engine, matches: Matches) -> list[str]:
    return keys_of(engine, matches.top)


def keys_of(engine: Engine, matches: Sequence[Match]) -> list[str]:
    with engine.snapshot() as snapshot:
        passages = snapshot.passages([match.id for match in matches])
        return [passage.document.key for passage in passages]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("président", {"a", "c"}),
        ("presidents coreens", {"a"}),
        ("pêche", {"b"}),
        ("péché", {"c"}),
        ("peche", {"b", "c"}),
        ("port -pêche", {"c", "d"}),
        ("-port", {"a"}),
        ('"le port"', {"b"}),
        ('"la pêche a été"', {"b"}),
        ('"a été pêche"', set()),
        ("porte-parole", {"d"}),
        ("=présidents", {"a"}),
        ("inconnu", set()),
        ("", {"a", "b", "c", "d"}),
    ],
)
def test_finds_what_the_plan_means(engine: Engine, text: str, expected: set[str]) -> None:
    matches = search(engine, text)
    assert set(keys(engine, matches)) == expected
    assert matches.total == len(expected)


def word(*forms: str) -> Group:
    return Group(forms[0], tuple(Spelling(form, 1.0, 1) for form in forms))


def phrase(text: str) -> Phrase:
    return Phrase(text, tuple(word(form).spellings for form in text.split()))


def near(distance: int, *operands: Group | Prefix | Phrase | Or) -> Near:
    return Near("près", operands, distance)


def prefix(beginning: str) -> Prefix:
    return Prefix(f"{beginning}*", beginning)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (prefix("presid"), {"a", "c"}),
        (prefix("pech"), {"b", "c"}),
        (prefix("pêch"), {"b"}),
        (prefix("xyz"), set()),
        (Not(prefix("por")), {"a"}),
        (And((prefix("por"), Not(prefix("comed")))), {"b", "d"}),
        (Phrase("le prés*", (word("le").spellings, prefix("prés"))), {"a", "c"}),
        (Phrase("pre* attend", (prefix("por"), word("attend").spellings)), {"b"}),
        (near(2, word("port"), word("attend")), {"b"}),
        (near(2, word("attend"), word("port")), {"b"}),
        (near(1, word("président"), word("port")), set()),
        (near(2, word("président"), word("port")), {"c"}),
        (near(4, word("port"), word("port")), set()),
        (near(6, word("port"), word("port")), {"d"}),
        (near(200, word("thon"), word("port")), set()),
        (near(1, phrase("le port"), word("attend")), {"b"}),
        (near(2, phrase("le port"), word("bateaux")), set()),
        (near(3, prefix("port"), Or((word("thon"), phrase("les bateaux")))), {"b"}),
        (near(3, word("la"), word("pêche"), word("été")), {"b"}),
        (near(2, word("la"), word("pêche"), word("été")), set()),
        (In("title", word("pêche")), {"b"}),
        (In("title", word("port")), set()),
        (In("text", word("thon")), set()),
        (In("text", prefix("prés")), {"a", "c"}),
        (In("title", prefix("pré")), {"c"}),
        (In("title", phrase("pêche au thon")), {"b"}),
        (In("text", phrase("pêche au thon")), set()),
        (In("title", near(3, word("thon"), word("pêche"))), {"b"}),
        (In("text", near(3, word("thon"), word("pêche"))), set()),
        (In("title", Or((word("thon"), And((word("sommet"), Not(word("port"))))))), {"a", "b"}),
        (DateRange(dt.date(2023, 12, 31), dt.date(2024, 6, 19)), {"a", "c"}),
        (DateRange(dt.date(2024, 6, 20), None), {"b"}),
        (DateRange(None, dt.date(2024, 6, 19)), {"a", "c"}),
        (DateRange(None, None), {"a", "b", "c"}),
        (DateRange(dt.date(2025, 1, 1), dt.date(2024, 1, 1)), set()),
        (Not(DateRange(dt.date(2024, 1, 1), None)), {"c", "d"}),
        (FacetWords("source", ("courrier",)), {"a", "c"}),
        (FacetWords("source", ("le", "courrier")), {"a", "c"}),
        (FacetWords("source", ("courrier", "le")), set()),
        (FacetWords("author", ("ruiz",)), {"a", "b"}),
        (FacetWords("author", ("lenoir",)), {"a"}),
        (FacetWords("author", ("ruiz", "paul")), set()),
        (FacetWords("section", ("economie",)), {"b"}),
        (Or((FacetWords("section", ("culture",)), word("thon"))), {"b", "c"}),
        (And((word("port"), Not(FacetWords("author", ("ana", "ruiz"))))), {"c", "d"}),
    ],
)
def test_finds_the_documents_of_a_node(engine: Engine, node: Node, expected: set[str]) -> None:
    with engine.snapshot() as snapshot:
        matches = snapshot.search(Plan(node), Want(), Deadline(60))
    assert set(keys(engine, matches)) == expected
    assert matches.total == len(expected)


def test_a_prefix_is_scored_as_one_word_of_its_forms(engine: Engine) -> None:
    begun, spelt = prefix("présid"), word("président", "présidents")
    in_text: list[Node] = [In("text", begun), In("text", spelt)]
    with engine.snapshot() as snapshot:
        plans = [Plan(begun, (begun,)), Plan(spelt, (spelt,)), *map(Plan, in_text)]
        found = [snapshot.search(plan, Want(), Deadline(60)).top for plan in plans]
    assert found[0] == found[1]
    assert found[2] == found[3]


def test_an_occurrence_in_the_title_counts_in_the_title_alone(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        scores = {}
        for field in ("title", "text"):
            limited = In("title" if field == "title" else "text", word("pêche"))
            (match,) = snapshot.search(Plan(limited, (limited,)), Want(), Deadline(60)).top
            scores[field] = match.score
    assert scores["title"] > scores["text"] > 0


def test_a_family_ranks_and_changes_no_set(engine: Engine) -> None:
    port = word("port")
    strange, related = (
        dataclasses.replace(port, family=(Spelling(form, 0.5, 1),)) for form in ("zébus", "bateaux")
    )
    with engine.snapshot() as snapshot:
        alone, wider = (
            snapshot.search(Plan(one, (one,)), Want(near=20), Deadline(60))
            for one in (strange, related)
        )
    scores = {match.id: match.score for match in alone.top}
    risen = {match.id for match in wider.top if match.score > scores[match.id]}
    assert risen == {public_id("b")}
    assert scores.keys() == {match.id for match in wider.top}
    assert wider.near == ()


def test_words_that_stand_together_score_more(make: Callable[[], Engine]) -> None:
    texts = {
        "apart": "grève " + "mot " * 20 + "hôpital",
        "near": "hôpital mot mot mot mot mot grève " + "mot " * 15,
        "ordered": "grève mot mot hôpital " + "mot " * 18,
    }
    built = make()
    with built.draft("empty") as draft:
        draft.put(Document(key=key, title="Titre", text=text) for key, text in texts.items())
        draft.publish()
    assert keys(built, search(built, "grève hôpital")) == ["ordered", "near", "apart"]


def test_any_word(engine: Engine) -> None:
    assert set(keys(engine, search(engine, "thon comédie", match="any"))) == {"b", "c"}


def test_sorts_and_breaks_ties_by_date_then_id(engine: Engine) -> None:
    assert keys(engine, search(engine, "", Want(sort="newest"))) == ["b", "a", "c", "d"]
    assert keys(engine, search(engine, "", Want(sort="oldest"))) == ["c", "a", "b", "d"]
    assert keys(engine, search(engine, "")) == ["b", "a", "c", "d"]
    scores = [match.score for match in search(engine, "port").top]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_pages_are_slices_of_one_order(engine: Engine) -> None:
    whole = [match.id for match in search(engine, "port président", match="any").top]
    parts = [
        match.id
        for offset in range(len(whole))
        for match in search(engine, "port président", Want(offset, 1), match="any").top
    ]
    assert parts == whole


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(years=(2024,)), {"a", "b"}),
        (Filters(years=(2023, 2024)), {"a", "b", "c"}),
        (Filters(months=((2024, 6),)), {"a", "b"}),
        (Filters(years=(2023,), months=((2024, 6),)), set()),
        (Filters(days=(dt.date(2024, 6, 19),)), {"a"}),
        (Filters(undated=True), {"d"}),
        (Filters(years=(2023,), undated=True), {"c", "d"}),
        (Filters(start=dt.date(2024, 6, 20)), {"b"}),
        (Filters(start=dt.date(2023, 12, 31), end=dt.date(2024, 6, 19)), {"a", "c"}),
        (Filters(values={"source": ("Le Courrier",)}), {"a", "c"}),
        (Filters(values={"source": ("Le Courrier", "La Gazette")}), {"a", "b", "c"}),
        (Filters(values={"author": ("Ana Ruiz",), "source": ("La Gazette",)}), {"b"}),
        (Filters(values={"section": ("Culture",)}), {"c"}),
        (Filters(values={"source": ("Inconnue",)}), set()),
    ],
)
def test_filters_narrow(engine: Engine, filters: Filters, expected: set[str]) -> None:
    assert set(keys(engine, search(engine, "", filters=filters))) == expected


def test_a_generation_says_when_it_was_published(make: Callable[[], Engine]) -> None:
    built = make()
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    with built.draft("empty") as draft:
        draft.put(ARTICLES)
        draft.publish()
    with built.snapshot() as snapshot:
        assert before <= snapshot.published <= dt.datetime.now(dt.UTC)


@pytest.mark.parametrize("text", ["", "port", "port président", "le port"])
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_neighbours_are_those_of_the_list(engine: Engine, text: str, sort: Sort) -> None:
    more = [
        Document(key=f"n{n}", title="Port", text="Le port du président", date=dt.date(2024, 6, 19))
        for n in range(3)
    ]
    for one in more:
        with engine.draft("current") as draft:
            draft.put([one, Document(key=f"u{one.key}", title="Sans date", text="un port")])
            draft.publish()
    with engine.snapshot() as snapshot:
        plan = resolve(parse(text)[0], snapshot.lexicon, TODAY, "any").plan
        ids = [match.id for match in snapshot.search(plan, Want(sort=sort), Deadline(60)).top]
        found = [snapshot.neighbours(plan, sort, one, Deadline(60)) for one in ids]
    assert len(ids) > 3
    assert [one.before for one in found] == [None, *ids[:-1]]
    assert [one.after for one in found] == [*ids[1:], None]
    assert [one.rank for one in found] == list(range(1, len(ids) + 1))
    assert {one.total for one in found} == {len(ids)}


def test_what_is_not_found_has_no_neighbours(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        plan = Plan(word("thon"))
        for name in ("a", "nowhere"):
            found = snapshot.neighbours(plan, "relevance", public_id(name), Deadline(60))
            assert found == Neighbours(total=1)


def test_a_facet_is_not_shrunk_by_its_own_selection(engine: Engine) -> None:
    chosen = Filters(months=((2024, 6),), values={"source": ("Le Courrier",)})
    facets = search(engine, "", filters=chosen).facets
    assert facets is not None
    assert {f.value: f.count for f in facets.of("source")} == {"Le Courrier": 1, "La Gazette": 1}
    assert {f.value: f.count for f in facets.date} == {"2024": 1, "2023": 1}
    days = {f.value: f.count for year in facets.date for m in year.children for f in m.children}
    assert days == {"2024-06-19": 1}
    assert facets.undated == 0
    assert {f.value: f.count for f in facets.of("author")} == {"Ana Ruiz": 1, "Paul Lenoir": 1}


def test_a_range_of_days_shrinks_the_dates_but_not_the_timeline(engine: Engine) -> None:
    june = Filters(start=dt.date(2024, 6, 1), end=dt.date(2024, 6, 30))
    facets = search(engine, "", filters=june).facets
    assert facets is not None
    assert {f.value for f in facets.date} == {"2024"}
    whole = search(engine, "").facets
    assert whole is not None
    assert {f.value: f.count for f in facets.timeline.years} == {
        f.value: f.count for f in whole.date
    }
    assert facets.timeline.undated == whole.undated == whole.timeline.undated == 1
    days = [day.value for y in facets.timeline.years for m in y.children for day in m.children]
    assert days == ["2024-06-19", "2024-06-20"]


def test_the_days_of_every_month_are_counted_where_they_are_wanted(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        plan = Plan(Everything())
        wanted = snapshot.search(plan, Want(limit=0, days=True), Deadline(60)).facets
    assert wanted is not None
    months = [month for year in wanted.date for month in year.children]
    assert all(sum(day.count for day in m.children) == m.count > 0 for m in months)
    assert sum(year.count for year in wanted.date) + wanted.undated == 4


def test_undated_documents_are_counted_apart(engine: Engine) -> None:
    facets = search(engine, "port").facets
    assert facets is not None
    assert facets.undated == 1
    assert sum(year.count for year in facets.date) == 2


def test_near_documents_are_the_best_others_and_say_what_is_missing(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        plan = resolve(parse("président port thon")[0], snapshot.lexicon, TODAY).plan
        matches = snapshot.search(plan, Want(near=20), Deadline(60))
        found = keys_of(engine, matches.near)
    assert matches.total == 0
    assert [len(match.missing) for match in matches.near] == [1, 1, 2]
    assert set(found[:2]) == {"b", "c"}
    scores = [match.score for match in matches.near]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] >= NEAR_SHARE * scores[0]


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("président port thon -comédie", {"a", "b"}),
        ('"le port attend" thon comédie', {"b"}),
        ("titre:préfet thon", {"c"}),
        ('"le port attend"', set()),
    ],
)
def test_operators_never_loosen(engine: Engine, question: str, near: set[str]) -> None:
    assert set(keys_of(engine, search(engine, question, Want(near=20)).near)) == near


def test_passages_give_back_what_was_stored(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        ids = [document.id for document in ARTICLES]
        assert tuple(passage.document for passage in snapshot.passages(ids)) == ARTICLES
        assert sorted(d.key for d in snapshot.documents()) == ["a", "b", "c", "d"]
        assert {(e.key, e.origin) for e in snapshot.entries()} == {
            (document.key, document.origin) for document in ARTICLES
        }
        with pytest.raises(UnknownDocument):
            snapshot.passages([public_id("nowhere")])


def test_cost_is_known_before_a_posting_is_read(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        plan = resolve(parse("port pêche")[0], snapshot.lexicon, TODAY).plan
        cost = snapshot.cost(plan)
        assert cost.dearest == "port"
        assert snapshot.search(plan, Want(), Deadline(60)).postings_read <= cost.postings


@pytest.mark.parametrize(
    ("node", "dearest", "positions"),
    [
        (And((word("thon"), Not(word("port")))), "port", 0),
        # Positions tell the text's occurrences from the title's, where the title has many.
        (Or((word("pêche"), In("text", prefix("por")))), "por*", 5),
        (phrase("le port"), "le port", 4 + 4),
        (And((In("title", phrase("le port")), phrase("le port"))), "le port", 2 * (4 + 4)),
        (near(3, word("thon"), Or((word("port"), phrase("au thon")))), "près", 1 + 4 + 1 + 1),
        (DateRange(None, None), "", 0),
    ],
)
def test_a_cost_names_the_dearest_word_and_is_not_exceeded(
    engine: Engine, node: Node, dearest: str, positions: int
) -> None:
    with engine.snapshot() as snapshot:
        cost = snapshot.cost(Plan(node))
        assert cost.dearest == dearest
        assert cost.positions in (positions, PASSES * positions)
        found = snapshot.search(Plan(node), Want(), Deadline(60))
        assert found.postings_read <= cost.postings
        assert found.positions_read <= cost.positions


def test_a_passed_deadline_is_said(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        plan = resolve(parse("port")[0], snapshot.lexicon, TODAY).plan
        with pytest.raises(DeadlineExceeded):
            snapshot.search(plan, Want(), Deadline(-1))


def test_nothing_published_yet(make: Callable[[], Engine]) -> None:
    with pytest.raises(NoIndex):
        make().snapshot()


def test_an_empty_generation_answers(make: Callable[[], Engine]) -> None:
    built = make()
    with built.draft("empty") as draft:
        draft.publish()
    assert search(built, "port").total == 0
    assert search(built, "").total == 0
    with built.snapshot() as snapshot:
        assert snapshot.inventory().documents == 0


def test_leaving_a_draft_without_publish_changes_nothing(engine: Engine) -> None:
    with engine.draft("current") as draft:
        draft.put([Document(key="e", title="Brouillon", text="Un port de plus")])
        draft.delete([public_id("a")])
    assert search(engine, "").total == 4


def test_the_last_document_with_an_id_wins(make: Callable[[], Engine]) -> None:
    built = make()
    with built.draft("empty") as draft:
        draft.put([Document(key="x", title="Un", text="premier")])
        draft.put([Document(key="y", title="Autre", text="second")])
        draft.put([Document(key="x", title="Deux", text="dernier")])
        receipt = draft.publish()
    assert receipt.duplicates == ("x",)
    assert receipt.documents == 2
    assert search(built, "premier").total == 0
    assert keys(built, search(built, "dernier")) == ["x"]


def test_update_replaces_adds_and_deletes(make: Callable[[], Engine], engine: Engine) -> None:
    before = engine.snapshot()
    with engine.draft("current") as draft:
        draft.put([Document(key="a", title="Sommet", text="Le port de Séoul")])
        draft.put([Document(key="e", title="Nouveau", text="Un port neuf")])
        draft.delete([public_id("c")])
        receipt = draft.publish()
    assert (receipt.documents, receipt.added, receipt.replaced, receipt.removed) == (4, 1, 1, 1)
    other = make()
    assert set(keys(other, search(other, ""))) == {"a", "b", "d", "e"}
    assert set(keys(other, search(other, "port"))) == {"a", "b", "d", "e"}
    assert search(other, "président").total == 0
    with before:
        plan = Plan(resolve(parse("président")[0], before.lexicon, TODAY).plan.root)
        assert before.search(plan, Want(), Deadline(60)).total == 2


def test_an_open_engine_moves_to_the_new_generation(engine: Engine) -> None:
    assert search(engine, "port").total == 3
    with engine.draft("empty") as draft:
        draft.put([Document(key="z", title="Un", text="port")])
        generation = draft.publish().generation
    with engine.snapshot() as snapshot:
        while snapshot.generation != generation:
            with engine.snapshot() as snapshot:
                pass
    assert search(engine, "port").total == 1


def test_one_writer_at_a_time(make: Callable[[], Engine], engine: Engine) -> None:
    with engine.draft("current"), pytest.raises(IndexBusy), make().draft("current"):
        pass


def test_forgotten_documents_are_gone_and_stay_gone(
    make: Callable[[], Engine], engine: Engine
) -> None:
    receipt = engine.forget([public_id("a")])
    assert (receipt.documents, receipt.removed) == (3, 1)
    assert search(make(), "Séoul").total == 0
    with engine.draft("empty") as draft:
        draft.put(ARTICLES)
        again = draft.publish()
    assert again.refused == ("a",)
    assert search(make(), "").total == 3


def test_forgetting_an_unknown_document_changes_nothing(engine: Engine) -> None:
    with pytest.raises(UnknownDocument):
        engine.forget([public_id("a"), public_id("nowhere")])
    assert search(engine, "").total == 4


def test_a_generation_keeps_what_was_left_out_of_it(make: Callable[[], Engine]) -> None:
    engine = make()
    first = Provenance(files=3, articles=9, skipped={"empty": 1}, leftovers={"share": 7})
    then = Provenance(files=1, undatable=2, skipped={"empty": 1, "binary": 1})
    with engine.draft("empty") as draft:
        draft.put([document("a", "A"), document("b", "B"), document("a", "Z")])
        draft.publish(first)
    backup = io.BytesIO()
    make().backup(backup, untold)
    first += Provenance(duplicates=1)
    assert provenance(make()) == first
    with engine.draft("current") as draft:
        draft.put([document("c", "C")])
        draft.publish(then)
    assert provenance(make()) == first + then
    assert provenance(make()).skipped == {"empty": 2, "binary": 1}
    engine.forget([public_id("b")])
    assert provenance(make()) == first + then
    with engine.draft("empty") as draft:
        draft.put([document("d", "D")])
        draft.publish()
    assert provenance(make()) == Provenance()
    backup.seek(0)
    make().restore(backup, untold)
    assert provenance(make()) == first


def document(key: str, title: str) -> Document:
    return Document(key=key, title=title, text="")


def provenance(engine: Engine) -> Provenance:
    with engine.snapshot() as snapshot:
        return snapshot.inventory().provenance


def test_verify_finds_every_file_sound(engine: Engine) -> None:
    findings = list(engine.verify())
    assert findings
    assert all(finding.sound for finding in findings)


def test_updates_fold_small_segments_and_keep_every_document(
    make: Callable[[], Engine], engine: Engine
) -> None:
    for number in range(12):
        with engine.draft("current") as draft:
            draft.put([Document(key=f"n{number}", title="Brève", text=f"Le thon numéro {number}")])
            draft.publish()
    other = make()
    assert search(other, "").total == 16
    assert search(other, "thon").total == 13
    with other.snapshot() as snapshot:
        assert snapshot.inventory().segments <= 4


def test_counting_alone_returns_no_documents(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        for text in ("port", "port pêche", '"un port"', ""):
            plan = resolve(parse(text)[0], snapshot.lexicon, TODAY).plan
            counted = snapshot.search(plan, Want(limit=0, facets=False), Deadline(60))
            assert counted.total == snapshot.search(plan, Want(), Deadline(60)).total
            assert counted.top == ()


def untold(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def test_a_backup_gives_back_the_same_answers(make: Callable[[], Engine], engine: Engine) -> None:
    before = {text: search(engine, text) for text in ("", "port", "président", "pêche")}
    kept = io.BytesIO()
    with engine.draft("current") as draft:
        generation = engine.backup(kept, untold)
        draft.put([Document(key="e", title="Depuis", text="Un port neuf")])
        draft.publish()
    kept.seek(0)
    receipt = engine.restore(kept, untold)
    assert (receipt.documents, receipt.refused) == (4, ())
    assert receipt.generation > generation
    restored = make()
    assert {text: search(restored, text) for text in before} == before
    assert all(finding.sound for finding in restored.verify())


def test_what_was_forgotten_since_a_backup_stays_forgotten(
    make: Callable[[], Engine], engine: Engine
) -> None:
    kept = io.BytesIO()
    engine.backup(kept, untold)
    proof = engine.forget([public_id("a")]).proof
    assert len(proof) == 64
    kept.seek(0)
    receipt = engine.restore(kept, untold)
    assert (receipt.documents, receipt.refused) == (3, ("a",))
    assert search(make(), "Séoul").total == 0
    with make().snapshot() as snapshot:
        assert snapshot.forgot(ARTICLES[0])
        assert not snapshot.forgot(ARTICLES[1])


def test_half_a_backup_changes_nothing(engine: Engine) -> None:
    kept = io.BytesIO()
    engine.backup(kept, untold)
    with pytest.raises(BackupDamaged, match="Rien n’a changé"):
        engine.restore(io.BytesIO(kept.getvalue()[:-9]), untold)
    assert search(engine, "").total == 4
