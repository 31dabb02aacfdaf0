#!/usr/bin/env python3
"""Checks an evidence bundle with Python 3.8 or later and nothing else: what holds, what that rests on, what it cannot show.

    python3 verify.py [BUNDLE]          a folder or a zip; without it, the folder that this file lies in
      --file PATH                       is this file one whose content was checked? May be given several times
      --checkpoint FILE                 a checkpoint that you were given earlier, or by somebody else
      --key KEY                         the public key (name+id+key) that you know by another way, or a file with it

Ends with 0 where all holds and all that was asked is shown, 1 where something does not hold or is not shown,
2 where it could not do its work. Reads the bundle alone, follows no link, runs nothing of it, writes nothing.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import stat
import sys
import zipfile

FORMAT = "lineage-evidence-bundle"
PREDICATE = "https://lineage-audit-workbench.invalid/run-evidence/v1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
SEEN = ("first-seen", "changed", "reappeared", "retagged")
HEX64 = re.compile(r"^[0-9a-f]{64}$")
NUMBER = re.compile(r"^(0|[1-9][0-9]{0,15})$")
SMALL = 64 << 20  # bytes: no file that is read whole has more, but the report


class Fault(Exception):
    """Something in the bundle does not hold."""


class Unable(Exception):
    """The work could not be done."""


def shown(value):
    """Text of a bundle may hold anything: nothing of it may act on a terminal."""
    text = value if isinstance(value, str) else json.dumps(value)
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii") for c in text)[:400]


# --- The bundle's files -------------------------------------------------------------------------------------------


class Folder:
    """A bag in a folder: its regular files by their path in it. Links and other things are a fault, and are not opened."""

    def __init__(self, root):
        self.root = root
        self.sizes = {}
        try:
            self._walk("")
        except OSError as error:
            raise Unable("%s cannot be read: %s" % (shown(root), error))

    def _walk(self, below):
        with os.scandir(os.path.join(self.root, *below.split("/")) if below else self.root) as entries:
            found = list(entries)
        for entry in found:
            path = below + "/" + entry.name if below else entry.name
            if entry.is_symlink():
                raise Fault("%s is a link: a bundle has none" % shown(path))
            if entry.is_dir(follow_symlinks=False):
                if path.count("/") > 3:
                    raise Fault("%s lies deeper than any file of a bundle" % shown(path))
                self._walk(path)
            elif entry.is_file(follow_symlinks=False):
                self.sizes[path] = entry.stat(follow_symlinks=False).st_size
            else:
                raise Fault("%s is no regular file" % shown(path))

    def open(self, path):
        if path not in self.sizes:
            raise Fault("%s is not there" % shown(path))
        handle = os.open(os.path.join(self.root, *path.split("/")), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise Fault("%s is no regular file" % shown(path))
        return os.fdopen(handle, "rb")


class Zip:
    """A bag in a zip, read without unpacking it. All entries lie in one folder."""

    def __init__(self, path):
        try:
            self.zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise Unable("%s cannot be read: %s" % (shown(path), error))
        self.sizes = {}
        self.members = {}
        tops = set()
        for member in self.zip.infolist():
            top, _, rest = member.filename.partition("/")
            tops.add(top)
            if rest in self.members:
                raise Fault("%s is in the zip twice" % shown(member.filename))
            if rest == "" or rest.endswith("/") or member.compress_type != zipfile.ZIP_STORED:
                raise Fault("%s is no entry of a bundle" % shown(member.filename))
            self.members[rest] = member
            self.sizes[rest] = member.file_size
        if len(tops) != 1:
            raise Fault("the entries of the zip do not lie in one folder")

    def open(self, path):
        if path not in self.members:
            raise Fault("%s is not there" % shown(path))
        return self.zip.open(self.members[path])


def read(bag, path):
    if bag.sizes.get(path, 0) > SMALL:
        raise Fault("%s is larger than such a file can be" % shown(path))
    with bag.open(path) as handle:
        return handle.read()


def text_of(data, what):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Fault("%s is not UTF-8" % shown(what))


def digests(handle, names):
    hashes = [hashlib.new(name) for name in names]
    for part in iter(lambda: handle.read(1 << 20), b""):
        for one in hashes:
            one.update(part)
    return [one.hexdigest() for one in hashes]


def lines_of(bag, path):
    """The lines of a file without their line feeds; each must have one."""
    with bag.open(path) as handle:
        while True:
            line = handle.readline(SMALL + 1)
            if line == b"":
                return
            if not line.endswith(b"\n"):
                raise Fault("%s ends in the middle of a line" % shown(path))
            yield line[:-1]


def parse(data, what):
    """JSON without duplicate names, whose meaning would depend on who reads it."""

    def unique(pairs):
        found = dict(pairs)
        if len(found) != len(pairs):
            raise Fault("%s names something twice" % shown(what))
        return found

    try:
        return json.loads(data, object_pairs_hook=unique)
    except (ValueError, RecursionError):
        raise Fault("%s is not JSON" % shown(what))


def plain(value):
    """Equal for equal JSON, and for nothing else."""
    return json.dumps(value, sort_keys=True)


def decoded(text, what, size=None):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, AttributeError):
        raise Fault("%s is not base64" % shown(what))
    if base64.b64encode(data).decode("ascii") != text or (size is not None and len(data) != size):
        raise Fault("%s is not base64 of its length" % shown(what))
    return data


def need(condition, words):
    if not condition:
        raise Fault(words)


# --- Ed25519 (RFC 8032), verification alone ------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # a square root of -1


def unpacked(data):
    """The point that 32 bytes stand for, in extended coordinates; None where they stand for none."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT % P
    if (x * x - square) % P != 0 or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def added(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number, point):
    result = (0, 1, 1, 0)
    while number > 0:
        if number & 1:
            result = added(result, point)
        point = added(point, point)
        number >>= 1
    return result


BASE = unpacked((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def verified(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    point, commitment = unpacked(key), unpacked(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if point is None or commitment is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(scalar, BASE), added(commitment, times(challenge, point))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- The tree of RFC 6962, signed notes, proofs ---------------------------------------------------------------------


def leaf_hash(line):
    return hashlib.sha256(b"\x00" + line).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hash_, index, size, path):
    """Where the path of an inclusion proof leads (RFC 9162, 2.1.3.2); None where it has not the right length."""
    node, last = index, size - 1
    for sibling in path:
        if last == 0:
            return None
        if node % 2 == 1 or node == last:
            hash_ = node_hash(sibling, hash_)
            while node % 2 == 0 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            hash_ = node_hash(hash_, sibling)
        node, last = node >> 1, last >> 1
    return hash_ if last == 0 else None


def extends(old_size, old_root, size, root, path):
    """Whether a consistency proof holds (RFC 9162, 2.1.4.2); 0 < old_size < size."""
    nodes = ([old_root] if old_size & (old_size - 1) == 0 else []) + path
    if not nodes:
        return False
    node, last = old_size - 1, size - 1
    while node % 2 == 1:
        node, last = node >> 1, last >> 1
    old = new = nodes[0]
    for sibling in nodes[1:]:
        if last == 0:
            return False
        if node % 2 == 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while node % 2 == 0 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old == old_root and new == root


class Key:
    def __init__(self, line):
        match = re.match(r"^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$", line)
        need(match, "%s is no public key in the form name+id+key" % shown(line))
        data = decoded(match.group(3), "the public key", 33)
        self.line, self.name, self.id, self.public = line, match.group(1), match.group(2), data[1:]
        need(data[0] == 1 and hashlib.sha256((self.name + "\n").encode() + data).hexdigest()[:8] == self.id, "%s: its id is not that of an Ed25519 key" % shown(line))

    def fingerprint(self):
        return "SHA-256 %s" % hashlib.sha256(self.public).hexdigest()


class Checkpoint:
    """A C2SP checkpoint: a signed note of origin, size and root."""

    def __init__(self, data, what):
        text = text_of(data, what)
        body, found, tail = text.rpartition("\n\n")
        need(found and tail.endswith("\n"), "%s is no signed checkpoint" % shown(what))
        self.data, self.text, self.signatures = data, (body + "\n").encode(), []
        lines = body.split("\n")
        need(len(lines) >= 3 and NUMBER.match(lines[1]), "%s is no signed checkpoint" % shown(what))
        self.origin, self.size, self.root = lines[0], int(lines[1]), decoded(lines[2], what, 32)
        for line in tail[:-1].split("\n"):
            match = re.match("^\u2014 ([^\\s+]+) (\\S+)$", line)
            need(match, "%s is no signed checkpoint" % shown(what))
            signed = decoded(match.group(2), what)
            self.signatures.append((match.group(1), signed[:4].hex(), signed[4:]))

    def signer(self, keys):
        """The one of the keys that signed it; None where none did. A signature under a key's name and id that is not its signature is a fault."""
        signer = None
        for name, id_, signature in self.signatures:
            for key in keys:
                if (key.name, key.id) == (name, id_) and key.name == self.origin:
                    need(verified(key.public, self.text, signature), "the checkpoint bears a signature that is not of its text")
                    signer = signer or key
        return signer


def proof_of(data, what):
    """Head lines, hashes and checkpoint of a proof."""
    head, found, note = text_of(data, what).partition("\n\n")
    need(found, "%s is no proof" % shown(what))
    return head.split("\n"), note.encode()


def hashes_of(lines, what):
    need(len(lines) <= 128, "%s has more hashes than any tree" % shown(what))
    return [decoded(line, what, 32) for line in lines]


# --- What is checked, one after the other ---------------------------------------------------------------------------


class Check:
    def __init__(self, bag):
        self.bag = bag
        self.leaves = {}
        self.hidden = set()
        self.keys = []
        self.failed = False

    def say(self, ok, words):
        self.failed = self.failed or not ok
        print(("ok    " if ok else "FAIL  ") + words)

    def step(self, act):
        """Each step says what it shows; what it needs of earlier ones is there, or it fails too."""
        try:
            for words in act():
                self.say(True, words)
            return True
        except BrokenPipeError:
            raise
        except Fault as fault:
            self.say(False, str(fault))
        except (KeyError, TypeError, AttributeError, ValueError, IndexError, RecursionError) as error:
            self.say(False, "%s: the bundle is not made as one is (%s)" % (act.__name__.replace("_", " "), shown(repr(error))))
        except (OSError, zipfile.BadZipFile, NotImplementedError, EOFError) as error:
            self.say(False, "%s: it cannot be read (%s)" % (act.__name__.replace("_", " "), shown(str(error))))
        return False

    def the_bag(self):
        sizes = self.bag.sizes
        need(read(self.bag, "bagit.txt") == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt is not that of a BagIt 1.0 bag")
        names = ("sha256", "sha512")
        tag_manifests = {"tagmanifest-%s.txt" % name for name in names}
        groups = (
            ("manifest", {path for path in sizes if path.startswith("data/")}),
            ("tagmanifest", {path for path in sizes if not path.startswith("data/")} - tag_manifests),
        )
        for kind, present in groups:
            listed = [self.manifest("%s-%s.txt" % (kind, name), length) for name, length in zip(names, (64, 128))]
            for found in listed:
                for path in sorted(present ^ set(found)):
                    raise Fault("%s is %s" % (shown(path), "there but in no manifest" if path in present else "in a manifest but not there"))
            for path in sorted(present):
                with self.bag.open(path) as handle:
                    for name, digest, found in zip(names, digests(handle, names), listed):
                        need(found[path] == digest, "%s has another %s than its manifest says" % (shown(path), name))
        payload = groups[0][1]
        info = text_of(read(self.bag, "bag-info.txt"), "bag-info.txt").split("\n")
        need("Payload-Oxum: %d.%d" % (sum(sizes[path] for path in payload), len(payload)) in info, "the payload has another size than bag-info.txt says")
        yield "the bag is whole: %d files have the SHA-256 and SHA-512 of its manifests, and no other is there" % len(sizes)

    def manifest(self, name, length):
        found = {}
        for line in lines_of(self.bag, name):
            match = re.match(r"^([0-9a-f]{%d})  (\S+)$" % length, text_of(line, name))
            need(match, "%s is no manifest" % name)
            need(match.group(2) not in found, "%s lists %s twice" % (name, shown(match.group(2))))
            found[match.group(2)] = match.group(1)
        return found

    def the_checkpoint(self):
        self.info = parse(read(self.bag, "data/bundle.json"), "data/bundle.json")
        info = self.info
        need(info["format"] == FORMAT and info["version"] == 1, "data/bundle.json is not of a form that this program knows")
        self.keys = [Key(text_of(line, "data/keys.txt")) for line in lines_of(self.bag, "data/keys.txt")]
        self.checkpoint = checkpoint = Checkpoint(read(self.bag, "data/checkpoint"), "data/checkpoint")
        said = info["checkpoint"]
        need((info["origin"], said["size"], said["root"]) == (checkpoint.origin, checkpoint.size, base64.b64encode(checkpoint.root).decode()), "data/bundle.json speaks of another checkpoint than is in it")
        signer = checkpoint.signer(self.keys)
        need(signer, "the checkpoint is signed by none of the keys in data/keys.txt")
        self.signer = signer
        identity = hashlib.sha256(("%s\n%d\n%s\n%s\n" % (info["origin"], said["number"], said["root"], info["run"])).encode("utf-8", "surrogatepass"))
        need(info["id"] == "lineage-evidence-" + identity.hexdigest()[:16], "the id of the bundle is not that of its checkpoint and run")
        yield "the checkpoint of the log %s over %d entries is signed by the key %s" % (shown(checkpoint.origin), checkpoint.size, shown(signer.id))

    def the_entries_of_the_log(self):
        info, last = self.info, -1
        for number, raw in enumerate(lines_of(self.bag, "data/leaves.jsonl")):
            one = parse(raw, "data/leaves.jsonl")
            index = one["index"]
            hidden = "line" not in one  # left out of a redacted bundle: known by its hash alone
            need(not hidden or info["completeness"] == "redacted", "entry %s is left out of a bundle that calls itself complete" % shown(index))
            line = None if hidden else one["line"].encode("utf-8")
            need(type(index) is int and last < index < self.checkpoint.size, "data/leaves.jsonl: entry %d is out of order" % number)
            last = index
            path = "data/proofs/%d.tlog-proof" % index
            head, note = proof_of(read(self.bag, path), path)
            expected = ["c2sp.org/tlog-proof@v1"] + ([] if hidden else ["extra " + base64.b64encode(line).decode()]) + ["index %d" % index]
            need(head[: len(expected)] == expected, "%s is not of the entry %d" % (path, index))
            need(note == self.checkpoint.data, "%s is of another checkpoint" % path)
            need(root_of(decoded(one["leafHash"], path, 32) if hidden else leaf_hash(line), index, self.checkpoint.size, hashes_of(head[len(expected):], path)) == self.checkpoint.root, "entry %d is not in the tree that the checkpoint signs" % index)
            if hidden:
                self.hidden.add(index)
            else:
                self.leaves[index] = parse(line, "entry %d" % index)
        proofs = {path for path in self.bag.sizes if path.startswith("data/proofs/")}
        need(proofs == {"data/proofs/%d.tlog-proof" % index for index in list(self.leaves) + list(self.hidden)}, "there are proofs without an entry")
        head = self.leaves.get(self.checkpoint.size - 1)
        need(head is not None and head["type"] == "journal-head", "the last entry before the checkpoint is missing")
        need(head["at"] == self.info["checkpoint"]["dated"] and head["checkpoints"] + 1 == self.info["checkpoint"]["number"], "data/bundle.json gives the checkpoint another date or number than the log")
        self.head = head
        enrolled = [leaf for leaf in self.leaves.values() if leaf["type"] == "signer-enrolled"]
        need([(one["name"], one["publicKey"]) for one in enrolled] == [(key.name, base64.b64encode(key.public).decode()) for key in self.keys], "data/keys.txt does not hold the keys that the log enrolled")
        yield "%d entries of the log are in the tree that the checkpoint signs, the keys that signed it among them" % len(self.leaves)
        if self.hidden:
            yield "%d more are in it that were left out here: what they say is not shown" % len(self.hidden)

    def older_checkpoints(self):
        self.older = {}
        handed = {(leaf["size"], leaf["root"]) for leaf in self.leaves.values() if leaf["type"] == "checkpoint-handed-out"}
        paths = {path for path in self.bag.sizes if path.startswith("data/consistency/")}
        for size, root in sorted(handed):
            if not 0 < size < self.checkpoint.size:
                continue
            path = "data/consistency/%d.txt" % size
            need(path in paths, "%s is not there, though such a checkpoint was handed out" % path)
            paths.discard(path)
            head, note = proof_of(read(self.bag, path), path)
            need(head[0] == "old %d" % size and note == self.checkpoint.data, "%s is of another checkpoint" % path)
            need(extends(size, decoded(root, path, 32), self.checkpoint.size, self.checkpoint.root, hashes_of(head[1:], path)), "the log does not extend the checkpoint of %d entries that was handed out" % size)
            self.older[size] = root
        need(not paths, "there are proofs of older checkpoints that nobody was given")
        if self.older:
            yield "the log extends the checkpoints that were handed out before, of %s entries" % ", ".join(str(size) for size in self.older)

    def contents(self, folder, named):
        """Held against their names; each is named by an entry."""
        for path in self.bag.sizes:
            if path.startswith("data/%s/" % folder):
                name = path[len("data/%s/" % folder):]
                need(HEX64.match(name) and name in named, "%s is named by no entry of the log" % shown(path))
                with self.bag.open(path) as handle:
                    need(digests(handle, ["sha256"]) == [name], "%s has another SHA-256 than its name" % shown(path))

    def the_records(self):
        named = {}
        for index, leaf in self.leaves.items():
            if leaf["type"] in SEEN and leaf["sha256"] is not None:
                named.setdefault(leaf["sha256"], set()).add(index)
        self.contents("records", named)
        info, sizes = self.info, self.bag.sizes
        left = {one["sha256"]: one for one in info["leftOut"]}
        need(len(left) == len(info["leftOut"]) and info["completeness"] in ("redacted", "complete"), "data/bundle.json contradicts itself on whether it is complete")
        redacted = info["completeness"] == "redacted"
        need(redacted or not left, "data/bundle.json calls itself complete and says what is left out")
        self.left, lists = left, self.named_lists()
        for sha256, one in left.items():
            need(one["leaf"] in self.hidden or one["leaf"] in named.get(sha256, ()) or one["leaf"] in lists.get(sha256, ()), "%s is said to be left out, and entry %s does not name it" % (shown(sha256), shown(one["leaf"])))
        for sha256, indexes in named.items():
            there = "data/records/" + sha256 in sizes
            need(there != (sha256 in left), "the record %s of entry %d is %s" % (shown(sha256), min(indexes), "there though it is said to be left out" if there else "missing"))
        self.records = sum(sha256 not in left for sha256 in named)
        yield "%d records have the SHA-256 that proven entries name, and %s" % (self.records, "the bytes of %d contents that they name were left out: the bundle is REDACTED" % len(left) if redacted else "none that they name is missing: the bundle is complete")

    def named_lists(self):
        named = {}
        for index, leaf in self.leaves.items():
            if leaf["type"] == "baseline-imported":
                named.setdefault(leaf["list"]["sha256"], set()).add(index)
            elif leaf["type"] == "openlineage-imported":
                named.setdefault(leaf["file"]["sha256"], set()).add(index)
            elif leaf["type"] == "checked" and leaf["check"].get("folder"):
                named.setdefault(leaf["check"]["folder"]["sha256"], set()).add(index)
        return named

    def the_lists(self):
        named = self.named_lists()
        self.contents("lists", named)
        for sha256, indexes in named.items():
            need(("data/lists/" + sha256 in self.bag.sizes) != (sha256 in self.left), "the list %s of entry %d is missing" % (shown(sha256), min(indexes)))
        self.lists = sum(sha256 not in self.left for sha256 in named)
        if named:
            yield "%d lists that results rest on, or files of OpenLineage events, have the SHA-256 that proven entries name" % len(named)

    def the_results(self):
        found = {}
        for raw in lines_of(self.bag, "data/checks.jsonl"):
            one = parse(raw, "data/checks.jsonl")
            need(one["leaf"] not in found, "data/checks.jsonl gives entry %s twice" % shown(one["leaf"]))
            found[one["leaf"]] = one
        wanted = {index: leaf for index, leaf in self.leaves.items() if leaf["type"] in ("checked", "code-checked")}
        need(set(found) == set(wanted), "data/checks.jsonl holds other results than the log")
        for index, leaf in wanted.items():
            said = {"leaf": index, "type": leaf["type"], "record": leaf["record"], "check": leaf["check"]}
            need(plain(found[index]) == plain(said), "data/checks.jsonl says otherwise than entry %d of the log" % index)
        yield "%d results of checks are word by word those of proven entries" % len(found)

    def the_journal(self):
        prev, count, left = "0" * 64, 0, 0
        for line in lines_of(self.bag, "data/journal.jsonl"):
            act = parse(line, "data/journal.jsonl")
            count += 1
            if act.get("leftOut") is True:
                need(self.info["completeness"] == "redacted" and act["seq"] == count and HEX64.match(act["sha256"]), "the journal is broken at line %d" % count)
                prev = act["sha256"]
                left += 1
                continue
            need(act["seq"] == count and act["prev"] == prev, "the journal is broken at line %d" % count)
            prev = hashlib.sha256(line).hexdigest()
        need((count, prev) == (self.head["seq"], self.head["lineSha256"]), "the journal does not lead to the line that the log names")
        counts = {"records": self.records, "lists": self.lists, "leaves": len(self.leaves) + len(self.hidden), "checks": sum(leaf["type"] in ("checked", "code-checked") for leaf in self.leaves.values()), "journal": count}
        need(plain(self.info["counts"]) == plain(counts), "data/bundle.json counts otherwise than what is there")
        yield "%d acts in the journal are chained up to the line that the log names" % count + (", %d of them left out here" % left if left else "")

    def the_statement(self):
        envelope = parse(read(self.bag, "data/statement.dsse.json"), "data/statement.dsse.json")
        need(envelope["payloadType"] == PAYLOAD_TYPE, "the statement is not of the type of in-toto")
        body = decoded(envelope["payload"], "the statement")
        signed = b"DSSEv1 %d %s %d " % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(body)) + body
        signatures = [decoded(one["sig"], "the signature of the statement") for one in envelope["signatures"]]
        signer = next((key for key in self.keys for one in signatures if verified(key.public, signed, one)), None)
        need(signer, "the statement is signed by none of the keys that the log enrolled")
        self.statement = statement = parse(body, "the statement")
        need(statement["_type"] == "https://in-toto.io/Statement/v1" and statement["predicateType"] == PREDICATE, "the statement is not of a type that this program knows")
        said = statement["predicate"]
        need(said["bundle"]["id"] == self.info["id"] and said["run"]["lid"] == self.info["run"], "the statement is of another bundle or run")
        need(plain(said["checkpoint"]) == plain(dict(self.info["checkpoint"], origin=self.info["origin"])), "the statement is of another checkpoint")
        single = {path for path in self.bag.sizes if re.match(r"^data/[^/]+$", path)} - {"data/statement.dsse.json"}
        stated = {one["name"]: one["digest"]["sha256"] for one in said["bundle"]["files"]}
        need(len(stated) == len(said["bundle"]["files"]) and set(stated) == single, "the statement speaks of other files than are in the bundle")
        for path in sorted(single):
            with self.bag.open(path) as handle:
                need(digests(handle, ["sha256"]) == [stated[path]], "%s has another SHA-256 than the statement says" % shown(path))
        self.stated_files(said, statement["subject"], stated["data/bundle.json"])
        yield "the statement is signed by the key %s and fits the bundle: %s" % (shown(signer.id), self.verdicts(said["verdicts"]))

    def stated_files(self, said, subjects, own):
        """Each verdict is that of the entry it names, and each digest one that was computed over bytes that were verified."""
        counts = {"total": len(said["files"])}
        expected = [("data/bundle.json", own)]
        results = {}
        for index, leaf in sorted(self.leaves.items()):
            if leaf["type"] == "checked":
                results.setdefault(leaf["check"]["lid"] or leaf["check"]["path"], []).append((index, leaf["check"]))
        for one in said["files"]:
            name = one["path"] if one["lid"] is None else one["lid"]
            counts[one["verdict"]] = counts.get(one["verdict"], 0) + 1
            if one["leaf"] is None:
                need(one["verdict"] == "not-checked" and one["sha256"] is None, "%s: a verdict without a result" % shown(name))
                continue
            check = dict(results.get(name, ())).get(one["leaf"])
            need(check is not None and check["verdict"] == one["verdict"], "%s: its verdict is not that of entry %s" % (shown(name), shown(one["leaf"])))
            later = [index for index, other in results[name] if index > one["leaf"] and other["verdict"] not in ("not-checked", one["verdict"])]
            need(not later, "%s: the later result of entry %s says otherwise than the statement" % (shown(name), later[:1]))
            if one["sha256"] is not None:
                need(check["verdict"] == "content-verified" and not check.get("folder") and check["sha256"] == one["sha256"], "%s: its SHA-256 was not computed over verified content" % shown(name))
                expected.append((name, one["sha256"]))
        need([(one["name"], one["digest"]["sha256"]) for one in subjects] == expected, "the subjects of the statement are not its files")
        need(plain(counts) == plain(said["verdicts"]), "the statement counts its verdicts wrongly")

    def verdicts(self, counts):
        parts = ["%d %s" % (count, shown(verdict)) for verdict, count in sorted(counts.items()) if verdict != "total"]
        return "of %d published files %s" % (counts["total"], ", ".join(parts) or "none")

    # What was asked for beside.

    def given_key(self, key):
        given = keys_in(key)

        def the_key():
            need(self.checkpoint.signer(given), "the checkpoint is signed by another key than the one you gave")
            yield "the checkpoint is signed by the key you gave"

        self.step(the_key)

    def given_checkpoint(self, path):
        data = from_outside(path)

        def the_other_checkpoint():
            other, own = Checkpoint(data, path), self.checkpoint
            need(other.origin == own.origin, "your checkpoint is of another log, %s" % shown(other.origin))
            need(other.signer(self.keys), "your checkpoint is signed by another key than those of this bundle: one of the two is not what it seems")
            if other.size == own.size:
                need(other.root == own.root, "your checkpoint has another root: the log was rewritten")
                yield "your checkpoint is the very one that this bundle is of"
                return
            root = self.older.get(other.size)
            need(root is not None, "your checkpoint of %d entries is signed by the same key; that one log extends the other cannot be told from this bundle. Ask for: lineage-audit evidence prove --since FILE" % other.size)
            need(root == base64.b64encode(other.root).decode(), "your checkpoint has another root than the one handed out: the log was rewritten")
            yield "the log extends your checkpoint of %d entries: nothing before it was changed" % other.size

        self.step(the_other_checkpoint)

    def given_file(self, path):
        try:
            with open(path, "rb") as handle:
                (sha256,) = digests(handle, ["sha256"])
        except OSError as error:
            raise Unable("%s cannot be read: %s" % (shown(path), error))

        def the_file():
            looks = [leaf["check"] for _, leaf in sorted(self.leaves.items()) if leaf["type"] == "checked" and leaf["check"].get("sha256") == sha256 and not leaf["check"].get("folder")]
            proven = [check for check in looks if check["verdict"] == "content-verified"]
            need(looks, "%s (SHA-256 %s) is no file that was read for this bundle" % (shown(path), sha256))
            check = (proven or looks)[-1]
            name = shown(check["lid"] or check["path"])
            need(proven, "%s has the bytes that were read of %s on %s, and these were NOT verified against the record: %s" % (shown(path), name, shown(check["at"]), shown(check["verdict"])))
            yield "%s has, byte for byte, the content of %s that was verified on %s (SHA-256 %s)" % (shown(path), name, shown(check["at"]), sha256)

        self.step(the_file)


def from_outside(path):
    try:
        with open(path, "rb") as handle:
            data = handle.read(1_000_001)
    except OSError as error:
        raise Unable("%s cannot be read: %s" % (shown(path), error))
    if len(data) > 1_000_000:
        raise Unable("%s is larger than such a file can be" % shown(path))
    return data


def keys_in(text):
    if not re.match(r"^[^\s+]+\+[0-9a-f]{8}\+\S+$", text):
        text = from_outside(text).decode("utf-8", "replace")
    try:
        return [Key(line) for line in text.split("\n") if line.strip()]
    except Fault as fault:
        raise Unable(str(fault))


def run(arguments):
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="Exit codes: 0 all holds, 1 something does not hold or is not shown, 2 could not do its work.")
    options.add_argument("bundle", nargs="?", default=os.path.dirname(os.path.abspath(__file__)), help="a folder or a zip")
    options.add_argument("--file", action="append", default=[], metavar="PATH", help="is this file one whose content was checked?")
    options.add_argument("--checkpoint", metavar="FILE", help="a checkpoint that you were given earlier")
    options.add_argument("--key", help="the public key that you know by another way, or a file with it")
    asked = options.parse_args(arguments)
    if not os.path.exists(asked.bundle):
        raise Unable("%s is not there" % shown(asked.bundle))
    try:
        bag = Folder(asked.bundle) if os.path.isdir(asked.bundle) else Zip(asked.bundle)
    except Fault as fault:
        print("FAIL  %s\n\nThis bundle does NOT hold." % fault)
        return 1
    if "bagit.txt" not in bag.sizes:
        raise Unable("%s is no bundle: there is no bagit.txt in it" % shown(asked.bundle))

    return examine(bag, asked.key, asked.checkpoint, asked.file)


def examine(bag, key, checkpoint, files):
    check = Check(bag)
    check.step(check.the_bag)
    if check.step(check.the_checkpoint):
        if key is not None:
            check.given_key(key)
        if check.step(check.the_entries_of_the_log):
            for step in (check.older_checkpoints, check.the_records, check.the_lists, check.the_results, check.the_journal, check.the_statement):
                check.step(step)
            if checkpoint is not None:
                check.given_checkpoint(checkpoint)
            for path in files:
                check.given_file(path)
    if check.failed:
        print("\nNOT all of this holds: see FAIL above.")
        return 1
    info = check.info
    print(
        """
All of this holds for %s, the run %s,
as it was known at checkpoint %d, dated %s by the clock of the computer that kept it.

It rests on the key. The key itself is vouched for by nobody here: compare its fingerprint with one you got by another way.
%s
It does not show that records were true when they were written, or unchanged before they were first seen; that the run
succeeded; that nothing was rewritten before the checkpoint left that computer, whose owner holds the key; or that there is
no more on this run than is in here. Where a result is not "content-verified", the content of that file was not verified."""
        % (
            shown(info["id"]),
            shown(info["run"]),
            info["checkpoint"]["number"],
            shown(info["checkpoint"]["dated"]),
            "".join("  %s  %s\n" % (shown(key.line), key.fingerprint()) for key in check.keys),
        )
    )
    if info["completeness"] == "redacted":
        print("It is REDACTED: the bytes of %d records and lists and %d entries of the log were left out. What they hold is not shown." % (len(info["leftOut"]), len(check.hidden)))
    return 0


def main():
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return run(sys.argv[1:])
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: nothing more is said
        return 2
    except Unable as problem:
        print("verify.py could not do its work: %s" % problem, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
