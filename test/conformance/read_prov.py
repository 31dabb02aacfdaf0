"""Reads `JSON N`, a document as PROV-JSON and as PROV-N, by the prov library; prints {"json": statements, "n": statements, "equal": whether both say the same}."""
import json
import sys

from prov.model import ProvDocument

a = ProvDocument.deserialize(sys.argv[1], format="json")
b = ProvDocument.deserialize(sys.argv[2], format="provn")
print(json.dumps({"json": len(a.get_records()), "n": len(b.get_records()), "equal": a == b}))
