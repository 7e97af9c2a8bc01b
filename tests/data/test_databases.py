"""SQLite and DuckDB databases as metric files: what a query reads, and all that it can't do."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration
from reportgen.data.databases.query_text import check_query
from reportgen.data.loader import LoadedDataset, load_dataset
from reportgen.ledger.readers.finished_file import open_finished
from reportgen.limits import Limits, in_force
from reportgen.pipeline import BuildOptions, build_brief
from reportgen.verify.check_data import check_data

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic

_QUERY = "SELECT month, n FROM visits ORDER BY month"


def _database(path: Path, *, journal: str = "delete") -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("CREATE TABLE visits (month TEXT, site TEXT, n REAL)")
        rows = [(f"2024-{month:02}", "North", month + 0.125) for month in range(12, 0, -1)]
        connection.executemany("INSERT INTO visits VALUES (?, ?, ?)", rows)
        connection.execute("CREATE TABLE people (name TEXT)")
        connection.commit()
    return path


def _load(folder: Path, query: str | None, *, file: str = "numbers.sqlite") -> LoadedDataset:
    path = folder / "config.yaml"
    given = "" if query is None else f"    query: {json.dumps(query)}\n"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nmetrics:\n  m:\n    kind: level\n"
        f"    file: {file}\n    date: month\n    value: n\n{given}",
        encoding="utf-8",
    )
    loaded = load_configuration(path)
    assert loaded.configuration is not None, loaded.diagnostics
    return load_dataset(loaded.configuration)


def _only(loaded: LoadedDataset) -> Diagnostic:
    assert loaded.dataset is None
    (found,) = loaded.diagnostics
    return found


def test_the_rows_of_a_query_are_the_series(tmp_path: Path) -> None:
    data = _database(tmp_path / "numbers.sqlite").read_bytes()
    loaded = _load(tmp_path, _QUERY)
    assert loaded.dataset is not None, loaded.diagnostics
    series = loaded.dataset.series["m"]
    assert [item.value for item in series.observations] == [n + 0.125 for n in range(1, 13)]
    assert series.observations[0].first == date(2024, 1, 1)
    assert [item.rows for item in series.observations][:2] == [(2,), (3,)]
    assert loaded.dataset.files["numbers.sqlite"].sha256 == hashlib.sha256(data).hexdigest()
    assert (tmp_path / "numbers.sqlite").read_bytes() == data
    assert sorted(item.name for item in tmp_path.iterdir()) == ["config.yaml", "numbers.sqlite"]


def test_the_query_and_the_hash_of_its_rows_are_kept(tmp_path: Path) -> None:
    _database(tmp_path / "numbers.sqlite")
    loaded = _load(tmp_path, f"{_QUERY} LIMIT 2")
    assert loaded.dataset is not None
    found = loaded.dataset.queries["m"]
    rows = '[["month","n"],["2024-01","1.1250"],["2024-02","2.1250"]]'
    assert found.sha256 == hashlib.sha256(rows.encode()).hexdigest()
    assert (found.file, found.query, found.rows) == ("numbers.sqlite", f"{_QUERY} LIMIT 2", 2)


def test_a_database_closed_in_write_ahead_mode_is_read_without_new_files(tmp_path: Path) -> None:
    _database(tmp_path / "numbers.sqlite", journal="wal")
    assert _load(tmp_path, _QUERY).dataset is not None
    assert sorted(item.name for item in tmp_path.iterdir()) == ["config.yaml", "numbers.sqlite"]


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("ATTACH 'other.sqlite' AS other", "DAT093", "found `ATTACH`"),
        ("PRAGMA writable_schema = ON", "DAT093", "found `PRAGMA`"),
        ("INSERT INTO visits VALUES ('2025-01', 'x', 1)", "DAT093", "found `INSERT`"),
        ("DROP TABLE visits", "DAT093", "found `DROP`"),
        ("VACUUM INTO 'copy.sqlite'", "DAT093", "found `VACUUM`"),
        ("EXPLAIN SELECT 1", "DAT093", "found `EXPLAIN`"),
        ("SELECT 1; DROP TABLE visits", "DAT093", "found 2 statements"),
        ("SELECT 1;;SELECT 2", "DAT093", "found 2 statements"),
        ("-- nothing", "DAT093", "found none"),
        ("SELECT load_extension('evil.so') AS n, '2024-01' AS month", "DAT093", "load_extension"),
        ("SELECT fts3_tokenizer('x') AS n, '2024-01' AS month", "DAT093", "fts3_tokenizer"),
        ("WITH x AS (SELECT 1) DELETE FROM visits", "DAT093", "DELETE"),
        ("WITH x AS (SELECT 1) INSERT INTO people SELECT 'x'", "DAT093", "INSERT"),
        ("WITH x AS (SELECT 1) UPDATE visits SET n = 0", "DAT093", "UPDATE"),
        ("SELECT * FROM pragma_database_list", "DAT093", "`pragma_database_list`"),
        ("SELECT readfile('/etc/passwd') AS n", "DAT09", "readfile"),
        ("SELECT writefile('x', 'y') AS n", "DAT09", "writefile"),
        ("SELECT date('now') AS month, 1 AS n", "DAT096", "`'now'`"),
        ("SELECT CURRENT_DATE AS month, 1 AS n", "DAT096", "`CURRENT_DATE`"),
        ("SELECT month, random() AS n FROM visits", "DAT096", "`random(`"),
        ("SELECT month, n FORM visits", "DAT094", 'near "visits"'),
        ("SELECT month, m FROM visits", "DAT094", "no such column: m"),
        ("SELECT month, n FROM visit", "DAT094", "no such table: visit"),
        (f"SELECT {'(' * 300}1{')' * 300}", "DAT094", ""),
        ("SELECT month, zeroblob(900000000) AS n FROM visits", "DAT094", "too big"),
        ("SELECT month, site FROM visits", "DAT020", "no column `n`"),
    ],
)
def test_what_a_query_can_not_do(tmp_path: Path, query: str, code: str, words: str) -> None:
    data = _database(tmp_path / "numbers.sqlite").read_bytes()
    found = _only(_load(tmp_path, query))
    assert found.code.startswith(code)
    assert words in found.message
    assert (tmp_path / "numbers.sqlite").read_bytes() == data
    assert sorted(item.name for item in tmp_path.iterdir()) == ["config.yaml", "numbers.sqlite"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT month, n FROM visits -- ; DROP TABLE visits",
        "/* the museum's; own */ SELECT month, n FROM visits;",
        "SELECT month, n, 'a;b' AS \"random()\" FROM visits",
        "WITH x AS (SELECT * FROM visits) SELECT month, n FROM x",
        "select month, n, 'bought now' as [uuid()] from visits",
    ],
)
def test_what_a_query_can_say(query: str) -> None:
    assert check_query(query, None) is None


_ENDLESS = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT {} FROM t"


def test_a_recursive_bomb_is_stopped_by_its_rows_or_the_clock(tmp_path: Path) -> None:
    _database(tmp_path / "numbers.sqlite")
    with in_force(Limits(table_rows=1000)):
        found = _only(_load(tmp_path, _ENDLESS.format("n, '2024-01' AS month")))
    assert (found.code, found.message) == ("DAT010", "the query returns more than 1000 rows")
    with in_force(Limits(query_seconds=0.2)):
        found = _only(_load(tmp_path, _ENDLESS.format("count(*) AS n")))
    assert (found.code, found.message) == ("DAT095", "the query was stopped after 0.2 seconds")
    with in_force(Limits(query_seconds=0.01)):
        slow = "SELECT month, printf('%.90000000c', 'x') AS n FROM visits"
        assert _only(_load(tmp_path, slow)).code == "DAT095"


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(table_columns=1), "1 columns"),
        (Limits(table_cells=5), "5 values"),
        (Limits(table_bytes=20), "20 characters"),
    ],
)
def test_the_rows_of_a_query_are_limited_like_a_table(
    tmp_path: Path, limits: Limits, words: str
) -> None:
    _database(tmp_path / "numbers.sqlite")
    with in_force(limits):
        found = _only(_load(tmp_path, _QUERY))
    assert (found.code, found.message) == ("DAT010", f"the query returns more than {words}")


def test_the_size_of_a_database_is_limited(tmp_path: Path) -> None:
    _database(tmp_path / "numbers.sqlite")
    with in_force(Limits(database_bytes=100)):
        assert _only(_load(tmp_path, _QUERY)).code == "DAT010"


@pytest.mark.parametrize(
    ("view", "code"),
    [
        ("SELECT load_extension('evil.so') AS n, '2024-01' AS month", "DAT094"),
        (_ENDLESS.format("count(*) AS n"), "DAT095"),
        ("SELECT name AS n, '2024-01' AS month FROM pragma_database_list", "DAT094"),
    ],
)
def test_what_a_view_of_a_database_can_not_do(tmp_path: Path, view: str, code: str) -> None:
    path = _database(tmp_path / "numbers.sqlite")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE VIEW evil AS {view}")
        connection.commit()
    with in_force(Limits(query_seconds=0.3)):
        assert _only(_load(tmp_path, "SELECT * FROM evil")).code == code


def test_a_fault_in_a_query_is_at_its_word(tmp_path: Path) -> None:
    _database(tmp_path / "numbers.sqlite")
    found = _only(_load(tmp_path, "SELECT month, n FROM visit"))
    assert found.place is not None
    assert found.place.text[(found.place.column or 0) - 1 :].startswith('visit"')
    assert (found.place.line, found.place.width) == (9, 5)
    assert found.note == "its tables are `people`, `visits`"


def test_a_fault_in_a_query_of_several_lines_is_on_its_line(tmp_path: Path) -> None:
    _database(tmp_path / "numbers.sqlite")
    path = tmp_path / "config.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nmetrics:\n  m:\n    kind: level\n"
        "    file: numbers.sqlite\n    date: month\n    value: n\n    query: |\n"
        "      SELECT month, n\n      FROM visit\n",
        encoding="utf-8",
    )
    loaded = load_configuration(path)
    assert loaded.configuration is not None
    found = _only(load_dataset(loaded.configuration))
    assert found.place is not None
    assert found.place.line == 11
    assert "line 2 of the query: `FROM visit`" in found.message


def test_a_database_without_a_query_lists_its_tables(tmp_path: Path) -> None:
    _database(tmp_path / "numbers.db")
    found = _only(_load(tmp_path, None, file="numbers.db"))
    assert found.code == "DAT090"
    assert found.note == "its tables are `people`, `visits`"


@pytest.mark.parametrize(
    "content", [b"", b"month,n\n2024-01,1\n", b"SQLite format 3\0" + b"x" * 99]
)
def test_what_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "numbers.sqlite").write_bytes(content)
    assert _only(_load(tmp_path, _QUERY)).code == "DAT091"


def test_a_damaged_database_is_said_to_be(tmp_path: Path) -> None:
    path = _database(tmp_path / "numbers.sqlite")
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    assert _only(_load(tmp_path, _QUERY)).code == "DAT091"


def test_a_csv_file_has_no_query(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("month,n\n2024-01,1\n", encoding="utf-8")
    assert _only(_load(tmp_path, _QUERY, file="data.csv")).code == "DAT091"


def test_a_locked_database_is_said_to_be(tmp_path: Path) -> None:
    path = _database(tmp_path / "numbers.sqlite")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        found = _only(_load(tmp_path, _QUERY))
        assert found.code == "DAT092"
        connection.execute("ROLLBACK")


def test_changes_that_are_in_a_journal_alone_are_an_error(tmp_path: Path) -> None:
    path = _database(tmp_path / "numbers.sqlite", journal="wal")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO visits VALUES ('2025-01', 'x', 1)")
        connection.commit()
        found = _only(_load(tmp_path, _QUERY))
    assert found.code == "DAT092"
    assert "numbers.sqlite-wal has changes" in found.message


@pytest.mark.parametrize(
    "name", ["numbers.sqlite-wal", "numbers.sqlite-journal", "n.db-shm", "n.duckdb.wal"]
)
def test_a_journal_is_not_the_database(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    found = _only(_load(tmp_path, _QUERY, file=name))
    assert found.code == "DAT091"
    assert found.help.startswith("name the database itself: `n")


@pytest.mark.parametrize("more", ['sheet: "1"', "source: x_account_overview"])
def test_a_query_has_no_keys_of_other_files_next_to_it(tmp_path: Path, more: str) -> None:
    path = tmp_path / "config.yaml"
    _database(tmp_path / "numbers.sqlite")
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nmetrics:\n"
        f"  m: {{kind: level, file: numbers.sqlite, date: month, value: n, query: {_QUERY!r}, "
        f"{more}}}\n",
        encoding="utf-8",
    )
    assert [item.code for item in load_configuration(path).diagnostics] == ["CFG068"]


_BRIEF = """\
reportgen: 1
organization: {name: River Club}
brief: {kind: board, report_date: 2025-01-31, attach_data: true}
metrics:
  m:
    kind: count
    unit: visits
    file: numbers.sqlite
    date: month
    value: n
    query: SELECT month, CAST(n AS INTEGER) AS n FROM visits ORDER BY month
"""


def test_a_brief_recomputes_from_its_database_and_does_not_carry_it(tmp_path: Path) -> None:
    _database(tmp_path / "numbers.sqlite")
    (tmp_path / "club.yaml").write_text(_BRIEF, encoding="utf-8")
    options = BuildOptions(output=tmp_path / "out", formats=("html",))
    made = build_brief(tmp_path / "club.yaml", options)
    file = open_finished(next(path for path in made.files if path.suffix == ".html"))
    assert file.attached == {}
    checked = check_data(file, data=tmp_path, configuration=None)
    assert checked.findings == ()
    with closing(sqlite3.connect(tmp_path / "numbers.sqlite")) as connection:
        connection.execute("UPDATE visits SET n = 500 WHERE month = '2024-03'")
        connection.commit()
    checked = check_data(file, data=tmp_path, configuration=None)
    found = {item.subject: item.message for item in checked.findings}
    assert "m of 2024-03-01 revised (row 4)" in found["numbers.sqlite"]
    assert "m.observed.all.total" in found


def _duckdb(path: Path) -> None:
    import duckdb

    connection = duckdb.connect(str(path))
    connection.execute("CREATE TABLE visits (month DATE, n DECIMAL(9, 3))")
    connection.execute("INSERT INTO visits VALUES ('2024-01-01', 1.125), ('2024-02-01', 2.5)")
    connection.close()


def test_the_rows_of_a_duckdb_query_are_the_series(tmp_path: Path) -> None:
    _duckdb(tmp_path / "numbers.duckdb")
    query = "SELECT strftime(month, '%Y-%m') AS month, n FROM visits ORDER BY month"
    loaded = _load(tmp_path, query, file="numbers.duckdb")
    assert loaded.dataset is not None, loaded.diagnostics
    values = [item.value for item in loaded.dataset.series["m"].observations]
    assert values == [1.125, 2.5]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT * FROM read_csv('config.yaml')", "DAT093"),
        ("SELECT * FROM 'config.yaml'", "DAT09"),
        ("SELECT * FROM read_text('/etc/hostname')", "DAT093"),
        ("SELECT * FROM glob('*')", "DAT093"),
        ("FROM visits; DROP TABLE visits", "DAT093"),
        ("COPY visits TO 'copy.csv'", "DAT093"),
        ("INSTALL httpfs", "DAT093"),
        ("SELECT now() AS month, 1 AS n", "DAT096"),
        ("SELECT month, m FROM visits", "DAT094"),
        ("SELECT month, n FROM visit", "DAT094"),
        ("SELECT month, repeat('x', 60000000) AS n FROM visits", "DAT010"),
    ],
)
def test_what_a_duckdb_query_can_not_do(tmp_path: Path, query: str, code: str) -> None:
    _duckdb(tmp_path / "numbers.duckdb")
    found = _only(_load(tmp_path, query, file="numbers.duckdb"))
    assert found.code.startswith(code), found
    assert sorted(item.name for item in tmp_path.iterdir()) == ["config.yaml", "numbers.duckdb"]


def test_an_endless_duckdb_query_is_stopped(tmp_path: Path) -> None:
    _duckdb(tmp_path / "numbers.duckdb")
    with in_force(Limits(query_seconds=0.3)):
        found = _only(_load(tmp_path, _ENDLESS.format("count(*) AS n"), file="numbers.duckdb"))
    assert found.code == "DAT095"


def test_a_duckdb_database_without_its_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    (tmp_path / "numbers.duckdb").write_bytes(b"12345678DUCK" + b"x" * 99)
    found = _only(_load(tmp_path, _QUERY, file="numbers.duckdb"))
    assert found.code == "DAT097"
    assert "pip install duckdb" in found.help
