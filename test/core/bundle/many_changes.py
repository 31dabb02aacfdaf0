"""Runs verify.py on many changed copies of one bag, held in memory: a line of JSON for each. Arguments: verify.py, the bag; changes on stdin."""

import contextlib
import hashlib
import importlib.util
import io
import json
import sys
from pathlib import Path

spec = importlib.util.spec_from_file_location("verify", sys.argv[1])
verify = importlib.util.module_from_spec(spec)
sys.dont_write_bytecode = True
spec.loader.exec_module(verify)
root = Path(sys.argv[2])
whole = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


class Memory:
    def __init__(self, files):
        self.files = files
        self.sizes = {path: len(data) for path, data in files.items()}

    def open(self, path):
        if path not in self.files:
            raise verify.Fault("%s is not there" % path)
        return io.BytesIO(self.files[path])


def rebagged(files):
    """Manifests written anew, as anybody can."""
    files = dict(files)
    payload = sorted(path for path in files if path.startswith("data/"))
    lines = files["bag-info.txt"].decode().split("\n")
    oxum = "Payload-Oxum: %d.%d" % (sum(len(files[path]) for path in payload), len(payload))
    files["bag-info.txt"] = "\n".join(oxum if line.startswith("Payload-Oxum") else line for line in lines).encode()
    for kind, chosen in (("manifest", lambda path: path.startswith("data/")), ("tagmanifest", lambda path: not path.startswith(("data/", "tagmanifest-")))):
        listed = sorted(path for path in files if chosen(path))
        for name in ("sha256", "sha512"):
            files["%s-%s.txt" % (kind, name)] = "".join("%s  %s\n" % (hashlib.new(name, files[path]).hexdigest(), path) for path in listed).encode()
    return files


for line in sys.stdin:
    change = json.loads(line)
    data = change["text"].encode() if "text" in change else bytearray(whole[change["path"]])
    if "text" not in change:
        data[len(data) // 2] ^= 1
    files = dict(whole, **{change["path"]: bytes(data)})
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = verify.examine(Memory(rebagged(files) if change["again"] else files), None, None, [])
    print(json.dumps({"status": status, "said": said.getvalue()}), flush=True)
