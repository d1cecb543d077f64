"""The words of searches that found nothing."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from search.answers import Request
from tests.unit.web.fake_searcher import FakeSearcher
from web.logs import request_log
from web.nothing_found import NothingFound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask.testing import FlaskClient

TODAY = dt.date(2026, 3, 31)


def kept(folder: Path) -> list[Any]:
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


@pytest.mark.parametrize("path", ["/search", "/api/search"])
def test_words_are_kept_and_nothing_else(
    path: str, tmp_path: Path, make_client: Callable[..., FlaskClient]
) -> None:
    client = make_client(nothing_found_log=tmp_path / "kept")
    place = {"REMOTE_ADDR": "203.0.113.5"}
    for query in (
        "zythum Abricotier",
        "corée",
        "zythum 0612345678 a1b2c3 anticonstitutionnellements jean@exemple.fr",
        "98 765",
    ):
        client.get(path, query_string={"q": query}, environ_overrides=place)
    assert kept(tmp_path / "kept") == [{"words": ["abricotier", "zythum"]}, {"words": ["zythum"]}]


def test_files_are_removed_after_some_days(tmp_path: Path) -> None:
    day = TODAY
    log = NothingFound(tmp_path, 30, request_log(), lambda: day)
    answer = FakeSearcher().answer(Request(text="zythum"))
    (tmp_path / "notes.jsonl").touch()
    log.note(answer)
    day = TODAY + dt.timedelta(days=30)
    log.note(answer)
    assert len(kept(tmp_path)) == 2
    day = TODAY + dt.timedelta(days=31)
    log.note(answer)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["2026-04-30.jsonl", "2026-05-01.jsonl", "notes.jsonl"]


def test_a_folder_that_cannot_be_written_is_logged_and_the_answer_given(
    tmp_path: Path, make_client: Callable[..., FlaskClient], capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    client = make_client(nothing_found_log=blocked)
    assert client.get("/search?q=zythum").status_code == 200
    assert "nothing_found_not_kept" in capsys.readouterr().out


def test_nothing_is_kept_unless_asked_for(
    tmp_path: Path, make_client: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make_client().get("/search?q=zythum")
    assert not list(tmp_path.rglob("*.jsonl"))
