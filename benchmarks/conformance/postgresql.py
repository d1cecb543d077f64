"""PostgreSQL with its `french` text search configuration, in a cluster that lives as long as this.

The cluster listens on a socket in its own folder and on nothing else. PostgreSQL refuses to run as
root: there it runs as the user that Debian's package makes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from benchmarks.conformance.interface import CLOSE, OPEN, Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.conformance.interface import Part, Question

DEBIAN = Path("/usr/lib/postgresql")
USER = "postgres"

TABLE = "create table articles (number int primary key, text text, words tsvector)"
INSERT = "insert into articles values (%s, %s, to_tsvector('french', %s))"
FOUND = "select number from articles where words @@ websearch_to_tsquery('french', %s)"
MARKED = """
    select ts_headline('french', text, websearch_to_tsquery('french', %s), %s)
    from articles where number = %s
"""
WHOLE = f"HighlightAll=true, StartSel={OPEN}, StopSel={CLOSE}"


class Postgresql:
    """PostgreSQL; a question goes through its own parser of web searches."""

    name = "PostgreSQL"
    highlights = True

    def __init__(self) -> None:
        """Find the server's programs.

        Raises:
            Unavailable: there are none.
        """
        self._programs = _programs()
        self._user = USER if os.geteuid() == 0 else None
        self.version = f"{self._run('postgres', '--version').split()[2]}, french"
        self._cluster: Path | None = None

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Start a cluster in the folder and fill one table."""
        if self._user:
            shutil.chown(folder, self._user)
        self._cluster = folder / "cluster"
        self._run(
            "initdb",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--auth=trust",
            "-U",
            USER,
            str(self._cluster),
        )
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        log = str(folder / "log")
        self._run("pg_ctl", "start", "-w", "-D", str(self._cluster), "-l", log, "-o", options)
        self._connection = psycopg.connect(host=str(folder), user=USER, dbname=USER)
        with self._connection.cursor() as cursor:
            cursor.execute(TABLE)
            rows = ((number, text, text) for number, text in enumerate(texts))
            cursor.executemany(INSERT, rows)
        self._connection.commit()

    def found(self, question: Question) -> set[int]:
        """Return every row that matches."""
        rows = self._connection.execute(FOUND, [_web_search(question)])
        return {number for (number,) in rows}

    def marked(self, question: Question, number: int) -> str:
        """Return what `ts_headline` prints of the whole text."""
        row = self._connection.execute(MARKED, [_web_search(question), WHOLE, number]).fetchone()
        return str(row[0]) if row else ""

    def close(self) -> None:
        """Stop the cluster."""
        if self._cluster is not None and (self._cluster / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(self._cluster))

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [self._programs / program, *arguments],
            user=self._user,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            cwd="/",
        )
        return done.stdout


def _programs() -> Path:
    """Return the folder of the newest PostgreSQL server, as Debian lays it out, else the path's."""
    versions = [path for path in DEBIAN.glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise Unavailable("no PostgreSQL server (apt-get install postgresql)")


def _web_search(question: Question) -> str:
    wanted = (_quoted(part) for part in question.wanted)
    return " ".join([*wanted, *(f"-{_quoted(part)}" for part in question.excluded)])


def _quoted(part: Part) -> str:
    """Return a part as PostgreSQL reads web searches, where a bare `or` is an operator."""
    bare = not part.quoted and part.text.lower() != "or"
    return part.text if bare else f'"{part.text}"'
