#!/usr/bin/env python3
"""Checks a report with Python 3.8 or later, openssl 3 and poppler (pdfdetach, pdftotext): what holds, and what that rests on.

    python3 verify-report.py REPORT.pdf
      --key KEY           the public key of the log (name+id+key) that you know by another way, or a file with such lines
      --store FOLDER      the folder of the store: each record must have the digest that the report gives
      --files FROM=TO     what the report calls FROM lies at TO: each output there must have the digest that the report gives
      --checkpoint FILE   a checkpoint that you were given earlier, or by somebody else: it must be the one that is embedded

Ends with 0 where all that was looked at holds, 1 where something does not, 2 where it could not do its work. What was not
looked at is said. It runs nothing of the report and writes into a temporary folder alone.
"""

import argparse
import base64
import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile

FORMAT = "lineage-audit-report/1"
PROOFS = "lineage-audit-report-proofs/1"
PREDICATE = "https://lineage-audit-workbench.invalid/report/v1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
MASK = "[masked: "
HEX64 = re.compile(r"^[0-9a-f]{64}$")
PREFIX = bytes.fromhex("302a300506032b6570032100")  # an Ed25519 key as DER (RFC 8410)
LARGEST = 1 << 30


class Unable(Exception):
    """The work could not be done."""


def shown(value):
    """Text of a report may hold anything: nothing of it may act on a terminal."""
    text = value if isinstance(value, str) else json.dumps(value)
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii") for c in text)[:400]


class Verdict:
    """What held and what did not, printed as it is found."""

    def __init__(self):
        self.faults = 0

    def hold(self, ok, what):
        print("%s %s" % ("ok   " if ok else "FAULT", what))
        self.faults += 0 if ok else 1
        return ok

    def note(self, what):
        print("note  %s" % what)


def run(*command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    except FileNotFoundError:
        raise Unable("%s is not installed here" % command[0])
    if done.returncode != 0:
        raise Unable("%s failed: %s" % (command[0], shown(done.stderr.decode("utf-8", "replace").strip())))
    return done.stdout


def digest(data):
    return hashlib.sha256(data).hexdigest()


def digest_of(path):
    state = hashlib.sha256()
    with open(path, "rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            state.update(part)
    return state.hexdigest()


def openssl_verifies(key, message, signature):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("key", "message", "signature")]
        for path, data in zip(paths, (PREFIX + key, message, signature)):
            with open(path, "wb") as file:
                file.write(data)
        try:
            run("openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths[0], "-rawin", "-in", paths[1], "-sigfile", paths[2])
            return True
        except Unable as error:
            if "not installed" in str(error):
                raise
            return False


# --- What is embedded -------------------------------------------------------------------------------------------------


def attachments(report):
    """The embedded files by name; one that two have is a fault of the file."""
    listed = run("pdfdetach", "-list", report).decode("utf-8", "replace")
    names = [match.group(2) for match in re.finditer(r"^(\d+): (.*)$", listed, re.M)]
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        for at, name in enumerate(names, 1):
            if not re.match(r"^[A-Za-z0-9._-]{1,100}$", name) or name in files:
                raise Unable("the embedded file %d has the name %s, which no report gives, or gives twice" % (at, shown(name)))
            path = os.path.join(folder, str(at))
            run("pdfdetach", "-save", str(at), "-o", path, report)
            if os.path.getsize(path) > LARGEST:
                raise Unable("%s is too large" % name)
            with open(path, "rb") as file:
                files[name] = file.read()
    return files


def parsed(name, data, verdict):
    try:
        value = json.loads(data.decode("utf-8"))
        if isinstance(value, dict):
            return value
    except ValueError:
        pass
    verdict.hold(False, "%s is no JSON object" % name)
    return {}


def listed(value, name):
    found = value.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


# --- The checks, in the order of the section "How to verify this yourself" --------------------------------------------


def check_pages(report, evidence, verdict):
    """Every page prints the digest of evidence.json."""
    pages = run("pdftotext", "-layout", report, "-").decode("utf-8", "replace").split("\f")
    pages = [page for page in pages if page.strip()]
    found = [set(re.findall(r"[0-9a-f]{64}", re.sub(r"\s+", " ", page.replace("evidence.json, SHA-256", "evidence.json,SHA-256 ")))) for page in pages]
    with_it = sum(1 for one in found if digest(evidence) in one)
    verdict.hold(len(pages) > 0 and with_it == len(pages), "evidence.json has the SHA-256 %s, which %d of %d pages print" % (digest(evidence), with_it, len(pages)))


def check_attached(files, evidence, verdict):
    verdict.hold(evidence.get("format") == FORMAT, "evidence.json is of the format %s" % FORMAT)
    for one in listed(evidence, "attached"):
        name, wanted = str(one.get("name")), one.get("sha256")
        if name not in files:
            verdict.hold(False, "%s, which evidence.json names, is not embedded" % shown(name))
        else:
            verdict.hold(digest(files[name]) == wanted, "%s has the SHA-256 that evidence.json gives" % shown(name))


def keys_of(given):
    """(name, id, 32 bytes) of each verifier key."""
    keys = []
    for one in given:
        lines = [one]
        if os.path.isfile(one):
            with open(one, encoding="utf-8") as file:
                lines = [line.strip() for line in file if line.strip()]
        for line in lines:
            match = re.match(r"^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$", line)
            data = b""
            try:
                data = base64.b64decode(match.group(3), validate=True) if match else b""
            except ValueError:
                pass
            if len(data) != 33 or data[0] != 1 or digest((match.group(1) + "\n").encode() + data)[:8] != match.group(2):
                raise Unable("%s is no Ed25519 verifier key (name+id+key)" % shown(line))
            keys.append((match.group(1), match.group(2), data[1:]))
    return keys


def check_checkpoint(note, evidence, keys, other, verdict):
    """(size, root) as signed; None where the note is none."""
    text, cut, tail = note.decode("utf-8", "replace").rpartition("\n\n")
    lines = text.split("\n")
    named = evidence.get("outline", {}).get("checkpoint") if isinstance(evidence.get("outline"), dict) else None
    if not cut or len(lines) < 3 or not re.match(r"^\d{1,16}$", lines[1]) or not isinstance(named, dict):
        verdict.hold(False, "checkpoint.txt is a checkpoint, and evidence.json says of which one the report is")
        return None
    origin, size, root = lines[0], int(lines[1]), lines[2]
    same = origin == named.get("origin") and size == named.get("size") and root == named.get("root")
    verdict.hold(same, "checkpoint.txt is the checkpoint that the report says it is of: log %s, %d leaves, root %s" % (shown(origin), size, shown(root)))
    signed = (text + "\n").encode("utf-8")
    known = [key for key in keys if key[0] == origin]
    good = False
    for line in tail.strip("\n").split("\n"):
        match = re.match(r"^\u2014 ([^\s+]+) (\S+)$", line)
        try:
            data = base64.b64decode(match.group(2), validate=True) if match else b""
        except ValueError:
            data = b""
        for name, identity, key in known:
            if match and match.group(1) == name and data[:4].hex() == identity and openssl_verifies(key, signed, data[4:]):
                good = True
    if keys:
        verdict.hold(good, "checkpoint.txt is signed with the key given")
    else:
        verdict.note("no key was given (--key), so it is not checked who signed the checkpoint")
    if other is not None:
        with open(other, "rb") as file:
            verdict.hold(file.read().rpartition(b"\n\n")[0] == note.rpartition(b"\n\n")[0], "checkpoint.txt says what the checkpoint in %s says" % shown(other))
    return size, root


def root_from(leaf_hash, index, size, path):
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return None
    node, last, root = index, size - 1, leaf_hash
    for sibling in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            root = hashlib.sha256(b"\x01" + sibling + root).digest()
            while not node & 1 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            root = hashlib.sha256(b"\x01" + root + sibling).digest()
        node, last = node >> 1, last >> 1
    return root if last == 0 else None


def holds(proof, size, root):
    try:
        leaf_hash = base64.b64decode(proof["leafHash"], validate=True)
        path = [base64.b64decode(one, validate=True) for one in proof["path"]]
        index, leaf = proof["index"], proof["leaf"]
        if type(index) is not int or len(path) > 64:
            return False
        if leaf is not None:
            event = json.loads(leaf)
            if hashlib.sha256(b"\x00" + leaf.encode("utf-8")).digest() != leaf_hash or event.get("sha256") != proof["sha256"]:
                return False
            if event.get("path") != proof["lid"][len("lid://"):] + "/.data.json":
                return False
        reached = root_from(leaf_hash, index, size, path)
        return reached is not None and base64.b64encode(reached).decode() == root
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def record_digests(evidence):
    """({LID: SHA-256}, LIDs that had vanished from the store) of the section of record digests."""
    found, vanished = {}, set()
    outline = evidence.get("outline")
    for section in listed(outline, "sections") if isinstance(outline, dict) else []:
        for table in listed(section, "blocks") if section.get("id") == "digests" else []:
            for row in table.get("rows") if isinstance(table.get("rows"), list) else []:
                cells = [cell for cell in row if isinstance(cell, dict)] if isinstance(row, list) else []
                texts = [str(cell.get("text")) for cell in cells]
                lids = [cell["lid"] for cell in cells if isinstance(cell.get("lid"), str) and cell["lid"].startswith("lid://")]
                digests = [text for text in texts if HEX64.match(text)]
                if lids and digests:
                    found[lids[0]] = digests[0]
                    if any(text.endswith(", vanished from the store") for text in texts):
                        vanished.add(lids[0])
    return found, vanished


def check_proofs(data, records, signed, verdict):
    proof = parsed("proof.json", data, verdict)
    verdict.hold(proof.get("format") == PROOFS, "proof.json is of the format %s" % PROOFS)
    proofs = listed(proof, "records")
    bad = 0
    for one in proofs:
        if records.get(one.get("lid")) != one.get("sha256") or signed is None or not holds(one, *signed):
            bad += 1
            verdict.hold(False, "the proof of %s does not lead from its digest in the report to the root that the checkpoint signs" % shown(one.get("lid")))
    if bad == 0:
        verdict.hold(True, "%d proofs lead from record digests of the report to the root that the checkpoint signs" % len(proofs))
    hidden = sum(1 for one in proofs if one.get("leaf") is None)
    if hidden:
        verdict.note("%d leaves hold what is masked: that they tell of these records cannot be seen here" % hidden)
    missing = len(records) - len({one.get("lid") for one in proofs})
    if missing:
        verdict.note("%d of the %d record digests have no proof in this file" % (missing, len(records)))


def check_statement(data, files, keys, origin, verdict):
    envelope = parsed("statement.dsse.json", data, verdict)
    try:
        payload = base64.b64decode(envelope["payload"], validate=True)
        statement = json.loads(payload.decode("utf-8"))
        subjects = {one["name"]: one["digest"]["sha256"] for one in statement["subject"]}
        fits = statement["predicateType"] == PREDICATE and envelope["payloadType"] == PAYLOAD_TYPE
    except (KeyError, TypeError, ValueError):
        verdict.hold(False, "statement.dsse.json is a statement over a report")
        return
    others = {name: digest(content) for name, content in files.items() if name != "statement.dsse.json"}
    verdict.hold(fits and subjects == others, "statement.dsse.json is over each file that is embedded, by its SHA-256")
    signatures = listed(envelope, "signatures")
    if not signatures:
        verdict.note("the statement is not signed: %s" % shown(envelope.get("notSigned") or "no reason is given"))
    elif not keys:
        verdict.note("no key was given (--key), so it is not checked who signed the statement")
    else:
        signed = b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)
        good = False
        for one in signatures:
            try:
                signature = base64.b64decode(one["sig"], validate=True)
            except (KeyError, TypeError, ValueError):
                continue
            good = good or any(openssl_verifies(key, signed, signature) for name, _, key in keys if origin is None or name == origin)
        verdict.hold(good, "statement.dsse.json is signed with the key given")


def tell_masking(evidence, verdict):
    """What is masked is not in the report, so it can be held against nothing here; digests are of the records as they are."""
    by = (evidence.get("outline") or {}).get("masking") or {}
    count = json.dumps(evidence, ensure_ascii=False).count(MASK)
    if count:
        verdict.note(
            "%d masks stand in evidence.json (rules %s, key %s): what they stand for cannot be seen or computed here; digests of records are of the records without masks"
            % (count, shown(by.get("rules") or "not named"), shown(by.get("key") or "not named"))
        )


def check_store(folder, records, vanished, verdict):
    if not os.path.isdir(folder):
        raise Unable("%s is no folder" % shown(folder))
    bad = read = 0
    for lid, wanted in sorted(records.items()):
        if lid in vanished:
            verdict.note("%s had vanished from the store by then, says the report" % shown(lid))
            continue
        if MASK in lid:
            verdict.note("%s is looked for nowhere: a part of its LID is masked" % shown(lid))
            continue
        parts = lid[len("lid://"):].split("/")
        if ".." in parts or "" in parts:
            verdict.note("%s is looked for nowhere: its LID is no path" % shown(lid))
            continue
        path = os.path.join(folder, *parts, ".data.json")
        read += 1
        try:
            ok, why = digest_of(path) == wanted, "has another SHA-256 than the report gives"
        except OSError as error:
            ok, why = False, "cannot be read (%s)" % error.strerror
        if not ok:
            bad += 1
            verdict.hold(False, "the record %s %s" % (shown(lid), why))
    if bad == 0:
        verdict.hold(True, "%d records of the store have the SHA-256 that the report gives" % read)


def check_files(mapped, data, verdict):
    start, sign, target = mapped.partition("=")
    if not sign:
        raise Unable("--files is FROM=TO")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    column = "SHA-256 of what lay there when checked"
    checked = bad = without = masked = 0
    for row in rows:
        path, wanted = row.get("path") or "", row.get(column) or ""
        if not HEX64.match(wanted):
            without += 1
            continue
        if MASK in path:
            masked += 1
            continue
        if not path.startswith(start):
            continue
        checked += 1
        try:
            ok, why = digest_of(target + path[len(start):]) == wanted, "has another SHA-256 than the report gives"
        except OSError as error:
            ok, why = False, "cannot be read (%s)" % error.strerror
        if not ok:
            bad += 1
            verdict.hold(False, "the output %s %s" % (shown(path), why))
    if bad == 0:
        verdict.hold(checked > 0 or masked > 0, "%d outputs have the SHA-256 that the report gives" % checked)
    if masked:
        verdict.note("%d outputs were not looked for: a part of their path is masked" % masked)
    if without:
        verdict.note("%d outputs of the report have no SHA-256: nobody read them" % without)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report")
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--store")
    parser.add_argument("--files", action="append", default=[])
    parser.add_argument("--checkpoint")
    asked = parser.parse_args()
    verdict = Verdict()
    keys = keys_of(asked.key)
    files = attachments(asked.report)
    if "evidence.json" not in files:
        raise Unable("%s holds no evidence.json: it is no report of this program" % shown(asked.report))
    check_pages(asked.report, files["evidence.json"], verdict)
    evidence = parsed("evidence.json", files["evidence.json"], verdict)
    check_attached(files, evidence, verdict)
    records, vanished = record_digests(evidence)
    tell_masking(evidence, verdict)
    signed = None
    origin = None
    if "checkpoint.txt" in files:
        origin = files["checkpoint.txt"].decode("utf-8", "replace").split("\n")[0]
        signed = check_checkpoint(files["checkpoint.txt"], evidence, keys, asked.checkpoint, verdict)
    elif keys or asked.checkpoint:
        verdict.hold(False, "checkpoint.txt is embedded")
    else:
        verdict.note("no checkpoint is embedded: the report is of none, and nothing in it is signed by a log")
    if "proof.json" in files:
        check_proofs(files["proof.json"], records, signed, verdict)
    if "statement.dsse.json" in files:
        check_statement(files["statement.dsse.json"], files, keys, origin, verdict)
    if asked.store:
        check_store(asked.store, records, vanished, verdict)
    else:
        verdict.note("no store was given (--store), so no record was read")
    for mapped in asked.files:
        if "outputs.csv" in files:
            check_files(mapped, files["outputs.csv"], verdict)
        else:
            verdict.hold(False, "outputs.csv is embedded")
    print("%s" % ("All that was looked at holds." if verdict.faults == 0 else "%d faults." % verdict.faults if verdict.faults > 1 else "1 fault."))
    return 0 if verdict.faults == 0 else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Unable as error:
        print("verify-report.py: %s" % error, file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print("verify-report.py: %s: %s" % (error.strerror, shown(str(error.filename))), file=sys.stderr)
        sys.exit(2)
