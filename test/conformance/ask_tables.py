"""In the folder of an export of tables: makes its tables and views by the files for DuckDB, runs the questions that stdin names as {name: {placeholder: value}}
(a list of several asks each), and counts; prints {"counts": {table: rows}, "answers": {name: [[{column: value}]]}}."""
import json
import sys

import duckdb

asked = json.load(sys.stdin)
connection = duckdb.connect()
for file in ("0-tables", "1-views"):
    connection.execute(open(f"sql/duckdb/{file}.sql", encoding="utf-8").read())


def rows(sql):
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]


answers = {}
for name, questions in asked["questions"].items():
    text = open(f"sql/duckdb/{name}.sql", encoding="utf-8").read()
    answers[name] = []
    for question in questions:
        sql = text
        for placeholder, value in question.items():
            literal = f"'{placeholder}'"  # in the lines that explain it stands without quotes
            assert literal in sql, placeholder
            sql = sql.replace(literal, "'" + value.replace("'", "''") + "'")
        answers[name].append(rows(sql))
counts = {table: rows(f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in asked["tables"]}
print(json.dumps({"counts": counts, "answers": answers}, default=str))
