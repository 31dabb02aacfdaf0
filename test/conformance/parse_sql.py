"""Parses every file of a folder by the grammar of a dialect, `DIALECT FOLDER`; prints {file: kinds of its statements}. Fails on the first that the grammar has no place for."""
import json
import pathlib
import sys

import sqlglot

dialect, folder = sys.argv[1], pathlib.Path(sys.argv[2])
parsed = {}
for file in sorted(folder.glob("*.sql")):
    statements = sqlglot.parse(file.read_text(encoding="utf-8"), read=dialect, error_level=sqlglot.ErrorLevel.RAISE)
    parsed[file.name] = [type(one).__name__ for one in statements if one is not None]
print(json.dumps(parsed))
