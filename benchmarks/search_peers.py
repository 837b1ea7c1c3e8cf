"""The same searches in SQLite (FTS5, GROUP BY) and PostgreSQL (tsvector, ts_rank, GROUP BY).

Both get the terms that Samlad's index holds, so that totals and counts must be the same; each
answers a question in one statement: total, counts of every facet, the first page.
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from benchmarks.search_corpus import FACETS
from samlad.portal.finding.asked import Wanted
from samlad.portal.finding.compounds import Compounds
from samlad.portal.finding.documents import Document
from samlad.portal.finding.question import read_question
from samlad.portal.finding.terms import group_of, terms_of
from samlad.portal.finding.vocabulary import words_of

#: total, facet → code → hits, how many keys the page has
Answer = tuple[int, dict[str, dict[str, int]], int]


class Peer(Protocol):
    name: str

    def fill(self, documents: Sequence[Document]) -> None: ...
    def find(self, wanted: Wanted) -> Answer: ...
    def size(self) -> int: ...


@dataclass(frozen=True)
class Row:
    number: int
    first: int
    last: int
    heading: str
    body: str
    codes: dict[str, tuple[str, ...]]


def rows(documents: Sequence[Document]) -> Iterator[Row]:
    """Documents in the order of their numbers, with the terms of Samlad's index."""
    often: dict[str, int] = {}
    for document in documents:
        for word in {
            w for t in (*document.heading.values(), *document.body.values()) for w in words_of(t)
        }:
            often[word] = often.get(word, 0) + 1
    compounds = Compounds(often, len(documents))
    for number, document in enumerate(documents):
        when = document.date
        yield Row(
            number,
            when.first_day.toordinal() if when else 10**7,
            when.last_day.toordinal() if when else -1,
            *(
                " ".join(
                    _plain(term)
                    for language, text in texts.items()
                    for term in terms_of(words_of(text), language, compounds)
                )
                for texts in (document.heading, document.body)
            ),
            {facet: tuple(dict.fromkeys(document.codes.get(facet, ()))) for facet in FACETS},
        )


def _plain(term: str) -> str:
    """A term of letters and digits only, which every engine takes as it is."""
    return term.replace("+", "xp").replace("en:", "xe")


def asked_terms(wanted: Wanted) -> list[list[str]]:
    """The terms of each asked word."""
    asked = read_question(wanted.query, wanted.language)
    return [[_plain(t) for t in group_of(name, wanted.language).terms] for name in asked.must]


def _days(wanted: Wanted) -> tuple[int, int]:
    since = date.fromisoformat(wanted.since) if wanted.since else date.min
    until = date.fromisoformat(wanted.until) if wanted.until else date.max
    return since.toordinal(), until.toordinal()


def _answer(found: list[tuple[str, Any, int]]) -> Answer:
    counts: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    total = page = 0
    for what, code, hits in found:
        if what == "total":
            total = hits
        elif what == "page":
            page += 1
        else:
            counts[what][code] = hits
    return total, counts, page


class SQLite:
    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "peer.sqlite3"
        self._db = sqlite3.connect(self._path)
        self._db.execute("PRAGMA cache_size=-1000000")
        self._db.execute("PRAGMA temp_store=MEMORY")

    def fill(self, documents: Sequence[Document]) -> None:
        db = self._db
        db.execute("CREATE TABLE item (number INTEGER PRIMARY KEY, first INT, last INT)")
        db.execute(
            "CREATE VIRTUAL TABLE said USING fts5(heading, body, content='', detail='column', "
            "tokenize='unicode61 remove_diacritics 0')"
        )
        for facet in FACETS:
            db.execute(
                f"CREATE TABLE of_{facet} "
                "(number INT, code TEXT, PRIMARY KEY (number, code)) WITHOUT ROWID"
            )
        for row in rows(documents):
            db.execute("INSERT INTO item VALUES (?,?,?)", (row.number, row.first, row.last))
            db.execute(
                "INSERT INTO said (rowid, heading, body) VALUES (?,?,?)",
                (row.number, row.heading, row.body),
            )
            for facet, codes in row.codes.items():
                db.executemany(
                    f"INSERT INTO of_{facet} VALUES (?,?)", [(row.number, c) for c in codes]
                )
        for facet in FACETS:
            db.execute(f"CREATE INDEX by_{facet} ON of_{facet} (code, number)")
        db.execute("INSERT INTO said (said) VALUES ('optimize')")
        db.execute("ANALYZE")
        db.commit()

    def find(self, wanted: Wanted) -> Answer:
        values: dict[str, Any] = dict(zip(("since", "until"), _days(wanted), strict=True))
        terms = asked_terms(wanted)
        ranked = wanted.sort == "relevance" and terms
        conditions = []
        if wanted.since or wanted.until:
            conditions.append("i.last >= :since AND i.first <= :until")
        source = "item i"
        if terms:
            values["words"] = " AND ".join(f"({' OR '.join(map(_quoted, of))})" for of in terms)
            source = "said s JOIN item i ON i.number = s.rowid"
            conditions.append("said MATCH :words")
        has = {}
        for facet, codes in wanted.chosen.items():
            values |= {f"{facet}{n}": code for n, code in enumerate(codes)}
            names = ", ".join(f":{facet}{n}" for n in range(len(codes)))
            has[facet] = f"number IN (SELECT number FROM of_{facet} WHERE code IN ({names}))"
        rank = "bm25(said, 3.0, 1.0)" if ranked else "0"
        parts = [
            f"WITH found AS MATERIALIZED (SELECT i.number, {rank} AS fit FROM {source}"
            + (f" WHERE {' AND '.join(conditions)}" if conditions else "")
            + ")",
            f", hits AS MATERIALIZED (SELECT * FROM found{_where(has.values())})",
            "SELECT 'total', NULL, count(*) FROM hits",
        ]
        for facet in FACETS:
            others = [condition for other, condition in has.items() if other != facet]
            table = f"(SELECT number FROM found{_where(others)})" if facet in has else "hits"
            parts.append(
                f"UNION ALL SELECT '{facet}', code, count(*) FROM {table} "
                f"JOIN of_{facet} USING (number) GROUP BY code"
            )
        parts.append(
            "UNION ALL SELECT 'page', number, 1 FROM "
            "(SELECT number FROM hits ORDER BY fit, number LIMIT 20)"
        )
        return _answer(self._db.execute("\n".join(parts), values).fetchall())

    def size(self) -> int:
        return self._path.stat().st_size


class PostgreSQL:
    name = "PostgreSQL"

    def __init__(self, address: str, folder: Path) -> None:
        import psycopg

        self._folder = folder
        self._db = psycopg.connect(address, autocommit=True)
        self._db.execute("SET work_mem = '512MB'")

    def fill(self, documents: Sequence[Document]) -> None:
        columns = ", ".join(f"{facet} text[]" for facet in FACETS)
        self._db.execute(
            "CREATE TABLE item (number int PRIMARY KEY, first int, last int, "
            f"{columns}, words tsvector)"
        )
        self._db.execute(
            "CREATE TEMP TABLE raw (number int, first int, last int, "
            f"{columns}, heading text, body text)"
        )
        with self._db.cursor().copy("COPY raw FROM STDIN") as copy:
            for row in rows(documents):
                copy.write_row(
                    (
                        row.number,
                        row.first,
                        row.last,
                        *(list(row.codes[f]) for f in FACETS),
                        row.heading,
                        row.body,
                    )
                )
        self._db.execute(
            f"INSERT INTO item SELECT number, first, last, {', '.join(FACETS)}, "
            "setweight(to_tsvector('simple', heading), 'A') || "
            "setweight(to_tsvector('simple', body), 'D') FROM raw"
        )
        self._db.execute("CREATE INDEX ON item USING gin (words)")
        self._db.execute("CREATE INDEX ON item (first, last)")
        for facet in FACETS:
            self._db.execute(f"CREATE INDEX ON item USING gin ({facet})")
        self._db.execute("VACUUM ANALYZE item")

    def find(self, wanted: Wanted) -> Answer:
        since, until = _days(wanted)
        values: dict[str, Any] = {"since": since, "until": until}
        terms = asked_terms(wanted)
        ranked = wanted.sort == "relevance" and terms
        conditions = []
        if wanted.since or wanted.until:
            conditions.append("last >= %(since)s AND first <= %(until)s")
        if terms:
            values["words"] = " & ".join(f"({' | '.join(of)})" for of in terms)
            conditions.append("words @@ %(words)s::tsquery")
        has = {}
        for facet, codes in wanted.chosen.items():
            values[facet] = list(codes)
            has[facet] = f"{facet} && %({facet})s::text[]"
        rank = "-ts_rank('{0.1,0.2,0.4,0.3}', words, %(words)s::tsquery)" if ranked else "0"
        parts = [
            f"WITH found AS MATERIALIZED (SELECT number, {', '.join(FACETS)}, {rank} AS fit "
            "FROM item" + _where(conditions) + ")",
            f", hits AS MATERIALIZED (SELECT * FROM found{_where(has.values())})",
            "SELECT 'total', NULL, count(*) FROM hits",
        ]
        for facet in FACETS:
            others = [condition for other, condition in has.items() if other != facet]
            parts.append(
                f"UNION ALL SELECT '{facet}', code, count(*) FROM "
                f"{'found' if facet in has else 'hits'}, unnest({facet}) AS code"
                f"{_where(others) if facet in has else ''} GROUP BY code"
            )
        parts.append(
            "UNION ALL (SELECT 'page', number::text, 1 FROM hits ORDER BY fit, number LIMIT 20)"
        )
        return _answer(self._db.execute("\n".join(parts), values).fetchall())

    def size(self) -> int:
        row = self._db.execute("SELECT pg_total_relation_size('item')").fetchone()
        return int(row[0]) if row else 0


def _quoted(term: str) -> str:
    return f'"{term}"'


def _where(conditions: Any) -> str:
    joined = " AND ".join(conditions)
    return f" WHERE {joined}" if joined else ""


@contextmanager
def postgresql(parent: Path) -> Iterator[PostgreSQL | None]:
    """A cluster of its own on loopback, gone afterwards; None where PostgreSQL is not there."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        yield None
        return
    bin_ = found[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="peer-", dir=parent))
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_postgres:
        shutil.chown(folder, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run([*as_postgres, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")

    data = str(folder / "data")
    run(f"{bin_}/initdb", "-D", data, "-A", "trust", "-U", "peer", "--locale=C.UTF-8", "-E", "UTF8")
    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 "
        "-c shared_buffers=1GB -c fsync=off -c max_wal_size=8GB"
    )
    run(f"{bin_}/pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield PostgreSQL(f"host=127.0.0.1 port={port} user=peer dbname=postgres", folder)
    finally:
        run(f"{bin_}/pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
