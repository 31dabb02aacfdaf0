/** The tables of the index: a cache that is made from the evidence alone and made anew whenever in doubt. */

/** Raise it with any change of a table or of what is written into one: an index with another number is rebuilt. */
export const schemaNumber = 17;

/** Numbers stand for kinds in the index; the order never changes within a schema number. */
export const kindNumbers = {
  Missing: 0,
  WorkflowRun: 1,
  WorkflowOutput: 2,
  TaskRun: 3,
  TaskOutput: 4,
  FileOutput: 5,
  AgentRun: 6,
  Unknown: 7,
  External: 8,
  OutsideRun: 9,
  OutsideData: 10,
  Withdrawn: 11,
} as const;

export const relationNumbers = {
  read: 1,
  produced: 2,
  published: 3,
  executed: 4,
  parameter: 5,
  reported: 6,
  listed: 7,
  'same-path': 8,
  inside: 9,
  'told-read': 10,
  'told-produced': 11,
  // These are made with the graph and written into no table.
  'told-within': 12,
  'told-into': 13,
} as const;

/** Bits of run.marks. */
export const runMarkBits = { stub: 1, preview: 2, resumed: 4 } as const;

/** file.own: whether a record's checksum follows from its own path, size and time; `not-standard`: it does not, and its label or none leaves open a hash of the content. */
export const ownNumbers = { unknown: 0, consistent: 1, contradicts: 2, 'not-standard': 3 } as const;

export const objectStates = { present: 1, vanished: 2 } as const;
export const objectClasses = { record: 1, history: 2, quarantined: 3, ignored: 4 } as const;

/**
 * Columns named name, session, repository, revision, commit_id, pipeline, user, container, conda, spack, architecture,
 * code_checksum, path (of file), checksum, algorithm, mode and label hold ids of `string`; run, task, source, node, source
 * and target of edge hold ids of `node`. edge.source is upstream of edge.target. output: the #output records (TaskOutput has a task, WorkflowOutput
 * none). null_run: records that name their run as `lid://` alone. version.last_sync is 0 while that version is the current
 * one of a present object. file.name is the text id of the last part of the path. file_check.body is the FileCheck as JSON, its
 * `version` the version of the record that was checked against (another current version: the check is stale).
 * outside: an outside file (node, External) as a task or run (user, a node too) names it, with the checksum recorded there, if any.
 * file_check.recorded is the recorded checksum value that was checked, or an empty text: one outside path can have had several.
 * fingerprint: the SHA-256 that later readings of the file of a node are held against: kind `file`, or `folder` (of its manifest); origin as in
 * verdict.ts; list and line: where an imported one stands; locked: the baseline_lock that signed it off. past_fingerprint: those it replaced.
 * kept: bytes other than records' that the ledger names by SHA-256 (imported lists, manifests of folders), and where they lie in the packs.
 * code_check: the newest CodeCheck of a run as JSON, with the version of the run's record that it was made against.
 * Columns named …_ms are the recorded time beside them in milliseconds since 1970 UTC, null where it is none; history.early_ms and late_ms bound
 * the line's time, as its zone may have a name that is not known. file.own: ownNumbers. run.metadata_only: written by a Nextflow that records no hash of
 * the content of a FileOutput, whatever the label.
 * verification: scope is what was asked for; first the number of the one that the row of interrupted ones began with; done counts results
 * kept and taken over: fewer than total, and it was interrupted or is under way.
 * store_event: each StoreEvent of the ledger as JSON, in order: the last one says what the next sync is held against.
 * finding: what a sync found; sha256 and was: of the bytes that it read, and that were read before. acknowledgement: finding is the id of one, body the rest of it
 * as it was then. oddity: what the bytes of a record show in themselves, detail as JSON. folded: keys of records whose fold (core/findings/fold-key.ts)
 * is another text. history.odd: why the line does not fit its file's name.
 * node: whatever the graph can speak of: records, LIDs that records name but no record has (kind Missing), outside files
 *   (External, key = recorded path without file://). `key` is made by key-bytes.ts. title/detail are what a box shows; a detail that is NULL is the path of `file`.
 *   Of OpenLineage events: OutsideRun, and OutsideData for a dataset that no record of Nextflow names; Withdrawn: one of these, its imports removed: no part of the graph.
 * object: everything ever listed; `other_path` is its path below the store where that does not follow from the key of its node (object-path.ts); `version` is the bytes seen last.
 * parameter: of each run that has a record; run is its node, name and value ids of `string`, the value its JSON text with secrets masked, as those of repositories, labels of Platform and oddities are (core/redact/facts.ts);
 *   meta `mask` names the key of the digits in these masks.
 * platform_label: labels that Seqera Platform had on a run as its record was written; run is its node, label an id of `string`.
 * named_path: paths (ids of `string`) that a record holds as mere text: in the inputs of a task, or in a list of outputs; they are in no edge.
 * version: each distinct content seen under a path, in order; pack and offset find the bytes; pack 0: they are lost (damaged in the packs).
 * string: interned texts.
 * outside_import: files of OpenLineage events; refused is JSON; `removed` is when it was taken out again. outside_event: the events that count, of a run (node, OutsideRun);
 *   `at` is the line. outside_link: what each import tells of who read or produced what; edges of these relations stand as long as one import tells them.
 * tag: as the tags of this workbench stand; item is of tag_item, change of tag_change, which has every change of one.
 * tag_item: what ever carried one; node is null for labels, containers and commits.
 */
export const schema = `
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE string(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE node(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL, title TEXT NOT NULL, detail TEXT, object INTEGER);
CREATE INDEX node_kind ON node(kind);
CREATE TABLE object(id INTEGER PRIMARY KEY, other_path TEXT, class INTEGER NOT NULL, state INTEGER NOT NULL, size INTEGER NOT NULL,
  tag TEXT NOT NULL, version INTEGER, node INTEGER, reason TEXT);
CREATE UNIQUE INDEX object_other_path ON object(other_path) WHERE other_path IS NOT NULL;
CREATE TABLE version(id INTEGER PRIMARY KEY, object INTEGER NOT NULL, sha256 BLOB NOT NULL, size INTEGER NOT NULL, pack INTEGER NOT NULL, offset INTEGER NOT NULL,
  first_sync INTEGER NOT NULL, last_sync INTEGER NOT NULL);
CREATE INDEX version_object ON version(object);
CREATE INDEX version_sha256 ON version(substr(sha256, 1, 4));
CREATE INDEX version_lost ON version(object) WHERE pack = 0;
CREATE TABLE run(node INTEGER PRIMARY KEY, name INTEGER, session INTEGER, start TEXT, start_ms INTEGER, metadata_only INTEGER NOT NULL, repository INTEGER, revision INTEGER, commit_id INTEGER, pipeline INTEGER,
  user INTEGER, marks INTEGER NOT NULL);
CREATE TABLE parameter(run INTEGER NOT NULL, name INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY(run, name, value)) WITHOUT ROWID;
CREATE INDEX parameter_name ON parameter(name, value);
CREATE TABLE history(object INTEGER PRIMARY KEY, node INTEGER NOT NULL, time TEXT NOT NULL, early_ms INTEGER, late_ms INTEGER, name TEXT NOT NULL, session TEXT NOT NULL, line TEXT NOT NULL, odd TEXT);
CREATE INDEX history_node ON history(node);
CREATE TABLE task(node INTEGER PRIMARY KEY, name INTEGER NOT NULL, run INTEGER, container INTEGER, conda INTEGER, spack INTEGER, architecture INTEGER,
  code_checksum INTEGER);
CREATE INDEX task_run ON task(run);
CREATE INDEX task_container ON task(container) WHERE container IS NOT NULL;
CREATE TABLE file(node INTEGER PRIMARY KEY, path INTEGER, name INTEGER NOT NULL, size INTEGER, created TEXT, created_ms INTEGER, modified TEXT, modified_ms INTEGER,
  own INTEGER NOT NULL, checksum INTEGER, algorithm INTEGER, mode INTEGER, source INTEGER, run INTEGER, task INTEGER);
CREATE INDEX file_run ON file(run);
CREATE INDEX file_task ON file(task) WHERE task IS NOT NULL;
CREATE INDEX file_checksum ON file(checksum) WHERE checksum IS NOT NULL;
CREATE INDEX file_path ON file(path) WHERE path IS NOT NULL;
CREATE INDEX file_name ON file(name);
CREATE INDEX file_own ON file(own) WHERE own > 1;
CREATE TABLE output(node INTEGER PRIMARY KEY, run INTEGER, task INTEGER, created TEXT, created_ms INTEGER);
CREATE INDEX output_run ON output(run);
CREATE INDEX output_task ON output(task) WHERE task IS NOT NULL;
CREATE TABLE null_run(node INTEGER PRIMARY KEY);
CREATE TABLE label(node INTEGER NOT NULL, label INTEGER NOT NULL, PRIMARY KEY(node, label)) WITHOUT ROWID;
CREATE INDEX label_label ON label(label);
CREATE TABLE platform_label(run INTEGER NOT NULL, label INTEGER NOT NULL, PRIMARY KEY(run, label)) WITHOUT ROWID;
CREATE INDEX platform_label_label ON platform_label(label);
CREATE TABLE named_path(node INTEGER NOT NULL, path INTEGER NOT NULL, PRIMARY KEY(node, path)) WITHOUT ROWID;
CREATE TABLE edge(source INTEGER NOT NULL, target INTEGER NOT NULL, relation INTEGER NOT NULL, PRIMARY KEY(source, target, relation)) WITHOUT ROWID;
CREATE INDEX edge_target ON edge(target);
CREATE TABLE sync(id INTEGER PRIMARY KEY, began TEXT NOT NULL, result TEXT);
CREATE TABLE finding(id INTEGER PRIMARY KEY, type TEXT NOT NULL, object INTEGER, sync INTEGER NOT NULL, detail TEXT NOT NULL, sha256 BLOB, was BLOB);
CREATE INDEX finding_object ON finding(object);
CREATE TABLE acknowledgement(id INTEGER PRIMARY KEY, finding TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX acknowledgement_finding ON acknowledgement(finding);
CREATE TABLE oddity(node INTEGER NOT NULL, type TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY(node, type)) WITHOUT ROWID;
CREATE TABLE folded(fold BLOB NOT NULL, node INTEGER NOT NULL, PRIMARY KEY(fold, node)) WITHOUT ROWID;
CREATE TABLE outside(node INTEGER NOT NULL, user INTEGER NOT NULL, checksum INTEGER, algorithm INTEGER, mode INTEGER, PRIMARY KEY(node, user)) WITHOUT ROWID;
CREATE TABLE file_check(node INTEGER NOT NULL, recorded TEXT NOT NULL, verdict TEXT NOT NULL, version INTEGER, verification INTEGER, body TEXT NOT NULL,
  PRIMARY KEY(node, recorded));
CREATE TABLE verification(id INTEGER PRIMARY KEY, scope TEXT NOT NULL, began TEXT NOT NULL, by TEXT NOT NULL, first INTEGER NOT NULL, total INTEGER NOT NULL,
  done INTEGER NOT NULL);
CREATE INDEX verification_scope ON verification(scope);
CREATE TABLE fingerprint(node INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, origin TEXT NOT NULL, by TEXT NOT NULL,
  list INTEGER, line INTEGER, locked INTEGER);
CREATE TABLE past_fingerprint(id INTEGER PRIMARY KEY, node INTEGER NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, origin TEXT NOT NULL, by TEXT NOT NULL,
  list INTEGER, until TEXT NOT NULL, until_by TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX past_fingerprint_node ON past_fingerprint(node);
CREATE TABLE baseline_list(id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, taken INTEGER NOT NULL, agree INTEGER NOT NULL);
CREATE TABLE baseline_conflict(list INTEGER NOT NULL, node INTEGER NOT NULL, sha256 TEXT NOT NULL, line INTEGER NOT NULL, had TEXT NOT NULL, PRIMARY KEY(list, node)) WITHOUT ROWID;
CREATE TABLE baseline_lock(id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL, scope TEXT NOT NULL, digest TEXT NOT NULL, files INTEGER NOT NULL,
  without INTEGER NOT NULL);
CREATE TABLE kept(sha256 BLOB PRIMARY KEY, pack INTEGER NOT NULL, offset INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE store_event(id INTEGER PRIMARY KEY, type TEXT NOT NULL, sync INTEGER NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE outside_import(id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, name TEXT NOT NULL, sha256 BLOB NOT NULL, size INTEGER NOT NULL, unit TEXT,
  events INTEGER NOT NULL, repeated INTEGER NOT NULL, refused TEXT NOT NULL, refused_count INTEGER NOT NULL, removed TEXT, removed_by TEXT, reason TEXT);
CREATE TABLE outside_event(import INTEGER NOT NULL, at INTEGER NOT NULL, node INTEGER NOT NULL, type TEXT NOT NULL, time TEXT NOT NULL, time_ms INTEGER NOT NULL, namespace TEXT NOT NULL,
  job TEXT NOT NULL, sender TEXT NOT NULL, PRIMARY KEY(import, at)) WITHOUT ROWID;
CREATE INDEX outside_event_node ON outside_event(node);
CREATE TABLE outside_link(source INTEGER NOT NULL, target INTEGER NOT NULL, relation INTEGER NOT NULL, import INTEGER NOT NULL, PRIMARY KEY(source, target, relation, import)) WITHOUT ROWID;
CREATE INDEX outside_link_import ON outside_link(import);
CREATE TABLE tag_act(id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, reason TEXT, undoes INTEGER);
CREATE TABLE tag_item(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, node INTEGER, UNIQUE(kind, text));
CREATE TABLE tag_change(id INTEGER PRIMARY KEY, act INTEGER NOT NULL, item INTEGER NOT NULL, key TEXT NOT NULL, was TEXT, now TEXT);
CREATE INDEX tag_change_act ON tag_change(act);
CREATE INDEX tag_change_item ON tag_change(item);
CREATE TABLE tag(item INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, change INTEGER NOT NULL, PRIMARY KEY(item, key)) WITHOUT ROWID;
CREATE INDEX tag_key ON tag(key, value);
CREATE TABLE code_check(node INTEGER PRIMARY KEY, version INTEGER, body TEXT NOT NULL);
`;
