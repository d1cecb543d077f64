"""The commands, run as a person runs them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import index.cli
from search.cli import info
from search.document import public_id
from search.engines.whoosh_engine import versions
from search.engines.whoosh_engine.engine import WhooshEngine
from search.engines.whoosh_engine.format import arrays
from search.errors import IndexBusy

if TYPE_CHECKING:
    from collections.abc import Callable

REBUILD, UPDATE, FORGET, VERIFY, BACKUP, RESTORE = index.cli.COMMANDS


@pytest.fixture(autouse=True)
def _index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANCHETTE_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("MANCHETTE_READER_PROCESSES", "1")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("Un titre\n\nUn texte.")
    return path


def run(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments])  # type: ignore[arg-type]


def test_rebuild_update_forget(article: Path) -> None:
    result = run(REBUILD, article)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("1 article lu dans 1 fichier.")
    assert run(UPDATE, article).exit_code == 0
    assert run(REBUILD, "--from-index").exit_code == 0
    result = run(FORGET, "a.txt")
    assert result.exit_code == 0
    assert result.stdout.startswith("1 article oublié")
    assert "refusé" in run(UPDATE, article).stdout


def test_forget_takes_public_ids(article: Path) -> None:
    run(REBUILD, article)
    assert run(FORGET, public_id("a.txt")).exit_code == 0


def test_forget_of_an_unknown_article_changes_nothing(article: Path) -> None:
    run(REBUILD, article)
    result = run(FORGET, "a.txt", "rien")
    assert result.exit_code == 1
    assert "« rien »".replace(" ", "\u00a0") in result.stderr
    assert run(FORGET, "a.txt").exit_code == 0


def test_skipped_inputs_end_with_3(article: Path, tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    result = run(REBUILD, article, tmp_path / "b.pdf")
    assert result.exit_code == 3
    assert "b.pdf" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [(), ("--inconnu",), ("--from-index", "x"), ("x", "--map", "foo=bar"), ("x", "--map", "x")],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert run(REBUILD, *arguments).exit_code == 2


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        (REBUILD, ("rien-ici",), "n’existe pas"),
        (REBUILD, ("--from-index",), ""),
        (FORGET, ("x",), ""),
    ],
)
def test_errors_are_one_french_line(command: object, arguments: tuple[str, ...], said: str) -> None:
    result = run(command, *arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("Erreur\u00a0: ")
    assert result.stdout == ""


def test_errors_of_the_engine(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise IndexBusy("Un autre programme écrit dans l’index.")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/x")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    for failing, code, said in (
        (busy, 1, "Un autre programme"),
        (full, 1, "plus de place sur le disque (/x)"),
        (interrupted, 130, "Interrompu\u00a0: rien n’a changé."),
    ):
        monkeypatch.setattr(index.cli, "open_engine", failing)
        result = run(REBUILD, article)
        assert result.exit_code == code
        assert said in result.stderr
        assert "Traceback" not in result.output


def test_an_interrupted_forget_says_what_is_done(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(REBUILD, article)
    monkeypatch.setattr(WhooshEngine, "forget", _forget_and_interrupt(WhooshEngine.forget))
    result = run(FORGET, "a.txt")
    assert result.exit_code == 130
    assert "oubliés et ne répondent plus" in result.stderr
    assert run(FORGET, "a.txt").exit_code == 1


def _forget_and_interrupt(forget: Callable[..., object]) -> Callable[..., object]:
    def interrupted(*arguments: object) -> None:
        forget(*arguments)
        raise KeyboardInterrupt

    return interrupted


@pytest.mark.usefixtures("article")
def test_verbose_names_all_that_is_left_out(tmp_path: Path) -> None:
    for n in range(9):
        (tmp_path / f"{n}.pdf").write_bytes(b"%PDF")
    (tmp_path / "z.jsonl").write_text('{"title": "Titre", "text": "Texte", "date": "hier"}')
    result = run(REBUILD, "--verbose", tmp_path)
    assert result.exit_code == 3
    lines = result.stderr.splitlines()
    assert "8.pdf\u00a0: fichier d’un type inconnu" in lines
    assert "z.jsonl (ligne 1)\u00a0: date illisible («\u00a0hier\u00a0»)" in lines
    assert len(lines) == 10
    assert "Articles gardés sans date\u00a0: 1 date illisible\u00a0: z.jsonl (ligne 1)." in (
        result.stdout
    )


def test_a_wrong_setting_is_named(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANCHETTE_PORT", "abc")
    result = run(REBUILD, article)
    assert result.exit_code == 1
    assert result.stderr == (
        "Erreur\u00a0: MANCHETTE_PORT vaut «\u00a0abc\u00a0»\u00a0: "
        "il faut un nombre entier de 0 à 65535.\n"
    )


READING = 3
"""Processes of the command once it reads: itself, what buries for it, a reader."""


def living(group: int) -> list[str]:
    """Return the processes of a group that still run; in a container nobody buries the dead."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            stat = path.read_text()
            state, _, pgrp, *_ = stat.rpartition(")")[2].split()
            found += [stat] if pgrp == str(group) and state != "Z" else []
    return found


def test_ctrl_c_ends_the_readers_and_changes_nothing(article: Path, tmp_path: Path) -> None:
    run(REBUILD, article)
    line = '{"title": "Titre", "id": "%d", "text": "' + "mot " * 300 + '"}\n'
    (tmp_path / "b.jsonl").write_text("".join(line % n for n in range(30_000)))
    code = "import sys, index.cli; sys.argv = ['x', *sys.argv[1:]]; index.cli.rebuild_command()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "b.jsonl")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while len(living(process.pid)) < READING:
        assert process.poll() is None
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert "Interrompu\u00a0: rien n’a changé." in errors
    assert "Traceback" not in errors
    while living(process.pid):  # those that it started end by themselves
        time.sleep(0.1)
    assert run(FORGET, "a.txt").exit_code == 0


def test_backup_restore_and_verify_inputs(article: Path, tmp_path: Path) -> None:
    run(REBUILD, article)
    kept = tmp_path / "kept.manchette"
    assert run(BACKUP, kept).stdout.startswith("Génération 000001 gardée dans ")
    assert [path.name for path in tmp_path.glob("kept*")] == [kept.name]
    taken = run(BACKUP, kept)
    assert taken.exit_code == 1
    assert "--force" in taken.stderr
    assert run(BACKUP, "--force", kept).exit_code == 0
    assert run(VERIFY, "--inputs", article).exit_code == 0
    article.write_text("Un titre\n\nUn autre texte.")
    (tmp_path / "b.txt").write_text("Deux\n\nUn texte encore.")
    differing = run(VERIFY, "--inputs", article, tmp_path / "b.txt")
    assert differing.exit_code == 1
    assert "1 manque dans l’index\u00a0: b.txt." in differing.stdout
    assert "1 diffère de son entrée\u00a0: a.txt." in differing.stdout
    run(REBUILD, tmp_path / "b.txt")
    assert "1 n’est dans aucune entrée" in run(VERIFY, "--inputs", article).stdout
    assert "génération 000003" in run(RESTORE, kept).stdout
    article.write_text("Un titre\n\nUn texte.")
    assert run(VERIFY, "--inputs", article).exit_code == 0
    assert run(VERIFY, article).exit_code == 2


def test_an_article_forgotten_is_not_missing(article: Path) -> None:
    run(REBUILD, article)
    (article.parent / "b.txt").write_text("Deux\n\nUn texte encore.")
    run(UPDATE, article.parent / "b.txt")
    receipt = run(FORGET, "a.txt").stdout
    assert "Reçu\u00a0: " in receipt
    compared = run(VERIFY, "--inputs", article, article.parent / "b.txt")
    assert compared.exit_code == 0
    assert "1 oublié" in compared.stdout


def test_what_is_no_backup_is_refused(article: Path) -> None:
    run(REBUILD, article)
    result = run(RESTORE, article)
    assert result.exit_code == 1
    assert "La sauvegarde ne peut pas être restaurée" in result.stderr
    assert run(RESTORE, "nowhere").exit_code == 1


def test_an_index_of_another_version_is_not_damaged_but_to_be_rebuilt(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    with monkeypatch.context() as older:
        older.setattr(arrays, "VERSION", 1)
        older.setattr(versions, "FORMAT", "1")
        assert run(REBUILD, article).exit_code == run(BACKUP, kept).exit_code == 0
    for command in (
        run(info),
        run(UPDATE, article),
        run(FORGET, "a.txt"),
        run(REBUILD, "--from-index"),
    ):
        assert command.exit_code == 1
        assert "index a été écrit par une autre version de Manchette (format 1" in command.stderr
        assert "Reconstruisez-le\u00a0: « manchette rebuild DOSSIER »." in command.stderr
    refused = run(RESTORE, kept)
    assert refused.exit_code == 1
    assert "elle vient d’une autre version de Manchette (format 1" in refused.stderr
    assert run(REBUILD, article).exit_code == run(info).exit_code == 0
