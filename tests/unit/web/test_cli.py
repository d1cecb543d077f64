from __future__ import annotations

import dataclasses
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from rich.console import Console

from search.answers import Request
from search.errors import NoIndex, PlanTooCostly
from search.results import Span
from tests.unit.web.fake_searcher import FakeSearcher
from web import cli
from web.cli import search
from web.terminal import print_answer

if TYPE_CHECKING:
    from click.testing import Result
    from flask.testing import FlaskClient

    from search.errors import ManchetteError


@pytest.fixture
def searcher(monkeypatch: pytest.MonkeyPatch) -> FakeSearcher:
    fake = FakeSearcher()
    monkeypatch.setattr(cli, "open_searcher", lambda _settings: fake)
    return fake


def run(*arguments: str) -> Result:
    return CliRunner().invoke(search, arguments)


@pytest.mark.usefixtures("searcher")
def test_an_answer_reads_well_without_colours() -> None:
    result = run("sommet coree", "--size", "1")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "3 articles contenant *sommet* et *coree* (page 1 sur 3)"
    assert "Que sait-on des livraisons d’armes de la *Corée* du Nord ?" in lines
    assert any("28 juin 2024 · L’Écho des Ports · Enquête" in line for line in lines)
    assert "  Trois cargos ont quitté la *Corée* de nuit, transpondeurs éteints." in lines
    assert "\x1b" not in result.output


@pytest.mark.usefixtures("searcher")
def test_nothing_found_is_no_failure() -> None:
    result = run("zzz")
    assert result.exit_code == 0
    assert "Aucun article" in result.output


def test_several_arguments_are_one_query(searcher: FakeSearcher) -> None:
    for arguments in (["pont", "-maire"], ["pont -maire"], ["-maire", "--size", "1", "pont"]):
        assert run(*arguments).exit_code == 0
    assert [request.text for request in searcher.asked] == [
        "pont -maire",
        "pont -maire",
        "-maire pont",
    ]


def test_a_terminal_wants_dates_once_and_the_endpoint_facets(searcher: FakeSearcher) -> None:
    run("pont")
    run("pont", "--page", "2")
    run("pont", "--json", "--page", "2")
    assert [(asked.facets, asked.days) for asked in searcher.asked] == [
        (True, True),
        (False, True),
        (True, False),
    ]


@pytest.mark.usefixtures("searcher")
def test_dates_are_one_plain_line_where_there_is_no_terminal() -> None:
    lines = run("le").output.splitlines()
    (dates,) = [line for line in lines if line.startswith("Articles par ")]
    assert re.fullmatch(r"Articles par mois : mai 2022 \(1\), .*", plain(dates))
    assert "Articles par" not in run("le", "--page", "2").output


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("columns", [20, 80, 200])
def test_a_terminal_gets_bars_and_lines_of_its_width(searcher: FakeSearcher, columns: int) -> None:
    output = io.StringIO()
    console = Console(file=output, force_terminal=True, width=columns, color_system=None)
    print_answer(searcher.answer(Request(text="le", days=True)), console)
    lines = output.getvalue().splitlines()
    assert max(map(len, lines)) <= min(columns, 100)
    assert any("█" in line for line in lines)
    assert "*" not in output.getvalue()


@pytest.mark.usefixtures("searcher")
def test_csv_is_the_file_of_the_export(client: FlaskClient) -> None:
    printed = run("sommet coree", "--csv", "--sort", "newest")
    assert printed.stdout_bytes == client.get("/search.csv?q=sommet+coree&sort=newest").data
    assert run("pont", "--csv", "--size", "3").exit_code == 2
    assert run("pont", "--csv", "--page", "2").exit_code == 2


@pytest.mark.usefixtures("searcher")
def test_a_page_past_the_end_is_said() -> None:
    result = run("sommet coree", "--page", "9")
    assert "La page 9 n’existe pas\u00a0: il n’y a qu’une page." in result.output
    assert "page 9 sur" not in result.output


@pytest.mark.usefixtures("searcher")
def test_what_to_try_is_what_applies() -> None:
    assert "d’autres mots" in run("zzz").output
    assert run("zzz").output.count("Aucun article") == 1
    assert "Avec un des mots au moins (--match any)" in run("zzz sommet").output
    assert "Sans «\u00a0zzz\u00a0»\u00a0: " in run("zzz sommet").output
    assert "--match any" not in run("zzz yyy", "--match", "any").output
    assert "De toutes les périodes" in run("sommet", "--year", "1990").output


def test_near_articles_are_as_many_as_asked_for(searcher: FakeSearcher) -> None:
    answer = searcher.answer(Request(text="sommet", size=2))
    near = (dataclasses.replace(answer.hits[0], missing=("x",)),) * 5
    output = io.StringIO()
    print_answer(dataclasses.replace(answer, near=near), Console(file=output, width=80))
    assert output.getvalue().count("il manque") == 2


def test_options_are_the_parameters_of_the_address(searcher: FakeSearcher) -> None:
    arguments = [
        "--from",
        "2023",
        "--to",
        "2024-06",
        "--source",
        "A",
        "--source",
        "B",
        "--year",
        "undated",
        "--sort",
        "oldest",
        "--match",
        "any",
        "--page",
        "2",
        "--size",
        "5",
    ]
    assert run("x", *arguments).exit_code == 0
    [request] = searcher.asked
    assert request.filters.of("source") == ("A", "B")
    assert request.filters.undated
    assert (request.sort, request.match, request.page, request.size) == ("oldest", "any", 2, 5)


def test_json_is_that_of_the_endpoint(searcher: FakeSearcher, client: FlaskClient) -> None:
    del searcher
    printed = json.loads(run("sommet coree", "--year", "2024", "--json").output)
    served = json.loads(client.get("/api/search?q=sommet+coree&year=2024").data)
    for answer in (printed, served):
        answer.pop("took_ms")
    assert printed == served


@pytest.mark.usefixtures("searcher")
@pytest.mark.parametrize(
    "arguments",
    [
        ["--size", "0"],
        ["--size", "51"],
        ["--from", "juin"],
        ["--sort", "date"],
        ["--inconnu", "pont"],
        ["x" * 513],
        ["\udce9"],
        ["--from", "2024", "--to", "2023"],
    ],
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "error",
    [NoIndex("Il n’y a pas encore d’index."), PlanTooCostly("de", "« de » est trop fréquent.")],
)
def test_no_answer_exits_1(searcher: FakeSearcher, error: ManchetteError) -> None:
    searcher.broken = error
    result = run("x")
    assert result.exit_code == 1
    assert str(error) in result.output


def test_articles_cannot_drive_the_terminal(searcher: FakeSearcher) -> None:
    answer = searcher.answer(Request(text="sommet"))
    hit = answer.hits[0]
    evil = (Span("\x1b[31m[bold]\u202erouge\x07"),)
    object.__setattr__(hit, "title", evil)
    for terminal in (True, False):
        output = io.StringIO()
        print_answer(answer, Console(file=output, force_terminal=terminal, width=80))
        assert "\x1b[31m" not in output.getvalue()
        assert "\u202e" not in output.getvalue()
        assert "[bold]" in output.getvalue()
