"""Validates JSON by the schemas that lie here. `bco FILE`: IEEE 2791. `openlineage FILE`: each line and each facet by the schema that it names. Prints each fault on a line; exits 1 where there is one."""
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator, Draft7Validator
from referencing import Registry, Resource

kind, path = sys.argv[1:]
schemas = [json.loads(file.read_text()) for file in (Path(__file__).parent / "schemas").rglob("*.json") if "$id" in file.read_text()]
schemas = [schema for schema in schemas if "$id" in schema]
registry = Registry().with_resources([(schema["$id"], Resource.from_contents(schema)) for schema in schemas])
faults = []


def check(value, schema, where, draft):
    validator = draft(schema, registry=registry, format_checker=draft.FORMAT_CHECKER)
    faults.extend(f"{where}{error.json_path[1:]}: {error.message[:300]}" for error in validator.iter_errors(value))


def facets(value, where):
    if isinstance(value, dict):
        if "_schemaURL" in value:
            check(value, {"$ref": value["_schemaURL"]}, where, Draft202012Validator)
        for name, one in value.items():
            facets(one, f"{where}.{name}")
    elif isinstance(value, list):
        for at, one in enumerate(value):
            facets(one, f"{where}[{at}]")


if kind == "bco":
    check(json.loads(Path(path).read_text()), {"$ref": "https://w3id.org/ieee/ieee-2791-schema/2791object.json"}, "object", Draft7Validator)
else:
    for number, line in enumerate(Path(path).read_text().rstrip("\n").split("\n"), 1):
        event = json.loads(line)
        check(event, {"$ref": event["schemaURL"]}, f"line {number}", Draft202012Validator)
        check(event, {"$ref": "https://openlineage.io/spec/2-0-2/OpenLineage.json"}, f"line {number}", Draft202012Validator)
        facets(event, f"line {number}")
print("\n".join(faults))
sys.exit(1 if faults else 0)
