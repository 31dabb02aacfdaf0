/** What the question "what did this reach?" asks of the index: where to begin, and the facts of every node beside its links. */
import { growingInt32 } from '../../graph/growing';
import type { ImpactRows, Rows } from '../../graph/impact/facts';
import type { WrittenFiles } from '../../graph/impact/paths';
import type { SqlDatabase, SqlValue } from '../../ports';
import { createByteColumn, inOrder } from '../../text-column';
import { pathBytes } from '../key-bytes';
import { kindNumbers, objectClasses, relationNumbers } from '../schema';
import { eachByKey, eachPathText, portions } from './adjacency';
import { all, each } from './rows';
import { lastNode } from './search';

/** Key bytes of a file that a run published: they begin with those of its run and a slash; `null/` where no run is named. */
export const isPublished = `CASE WHEN f.run IS NULL THEN substr(n.key, 1, 6) = x'006e756c6c2f' ELSE substr(n.key, 1, length(r.key)) = r.key AND substr(n.key, length(r.key) + 1, 1) = x'2f' END`;

/** What `plainPath` takes off a path that begins with a slash. */
const schemes = "(SELECT '' AS scheme UNION ALL SELECT 'file:' UNION ALL SELECT 'file:/' UNION ALL SELECT 'file://')";
const filesOfTexts = (texts: string) =>
  `SELECT f.node, s.text FROM (${texts}) w CROSS JOIN string s ON s.text > w.low AND s.text < w.high CROSS JOIN file f ON f.path = s.id JOIN node n ON n.id = f.node WHERE n.kind = ${kindNumbers.FileOutput}
   UNION ALL SELECT f.node, s.text FROM (${texts}) w CROSS JOIN string s ON s.text = w.low CROSS JOIN file f ON f.path = s.id JOIN node n ON n.id = f.node WHERE n.kind = ${kindNumbers.FileOutput} ORDER BY 1`;

/** FileOutputs by plain paths without a slash at their end, however many their records write there. */
export function writtenFiles(db: SqlDatabase): WrittenFiles {
  const itself = `SELECT scheme || value AS low, scheme || value AS high FROM json_each(?1), ${schemes} UNION ALL SELECT scheme || value || '/', scheme || value || '/0' FROM json_each(?1), ${schemes}`;
  const below = `SELECT scheme || ?1 || '/' AS low, scheme || ?1 || '0' AS high FROM ${schemes}`;
  return {
    at: (paths) => all<[number, string]>(db, filesOfTexts(itself), [JSON.stringify(paths)]),
    below: (path) => all<[number, string]>(db, filesOfTexts(below), [path]),
  };
}

/** Ids that are read in one turn: some 30 ms; fewer of what has paths, which are looked up in many ways. */
const rowPortion = 20_000;
const pathPortion = 5000;

/** All of them, to be read in turns. */
export function impactRows(db: SqlDatabase): ImpactRows {
  const end = lastNode(db) + 1;
  const rows = <Row extends readonly SqlValue[]>(sql: string, atOnce = rowPortion): Rows<Row> =>
    function* (visit) {
      for (let from = 0; from < end; from += atOnce) {
        each(db, sql, [from, from + atOnce], (row) => visit(row as SqlValue[] & Row));
        yield;
      }
    };
  return {
    files: rows(
      `SELECT f.node, f.run, f.checksum, ${isPublished}, f.path IS NOT NULL FROM file f JOIN node n ON n.id = f.node LEFT JOIN node r ON r.id = f.run WHERE f.node >= ? AND f.node < ?`,
    ),
    tasks: rows('SELECT node, run FROM task WHERE node >= ? AND node < ?'),
    outputs: rows('SELECT node, run, task FROM output WHERE node >= ? AND node < ?'),
    nullRun: all<[number]>(db, 'SELECT node FROM null_run').map(([node]) => node),
    history: all<[number]>(db, 'SELECT DISTINCT node FROM history').map(([node]) => node),
    uses: rows('SELECT node, user, checksum FROM outside WHERE node >= ? AND node < ? ORDER BY node, user'),
    *labels(visit) {
      for (const [label] of all<[number]>(db, 'SELECT DISTINCT label FROM label ORDER BY label')) {
        each<[number, number]>(db, 'SELECT node, label FROM label WHERE label = ? ORDER BY node', [label], visit);
        yield;
      }
    },
    paths: {
      outside: rows(
        `SELECT n.id, CAST(substr(n.key, 2) AS TEXT), EXISTS (SELECT 1 FROM edge e WHERE e.source = n.id AND e.relation IN (${relationNumbers.read}, ${relationNumbers.listed})) FROM node n
         WHERE n.id >= ? AND n.id < ? AND +n.kind = ${kindNumbers.External}`,
        pathPortion,
      ),
      named: rows(
        'SELECT p.node, s.text, o.node IS NOT NULL FROM named_path p JOIN string s ON s.id = p.path LEFT JOIN output o ON o.node = p.node WHERE p.node >= ? AND p.node < ?',
        pathPortion,
      ),
      files: (visit) => eachPathText(db, visit),
    },
    changed: all<[number]>(
      db,
      `SELECT o.node FROM (SELECT object FROM version GROUP BY object HAVING count(*) > 1) v JOIN object o ON o.id = v.object WHERE o.node IS NOT NULL AND o.class <> ${objectClasses.history}`,
    ).map(([node]) => node),
  };
}

/** Records that could not be interpreted, gone ones among them, and that no node stands for: [path below the store, why]. */
export function unreadRecords(db: SqlDatabase): [string, string][] {
  return all<[string, string]>(db, `SELECT other_path, coalesce(reason, '') FROM object WHERE class = ${objectClasses.quarantined} AND node IS NULL ORDER BY other_path`);
}

export function textsById(db: SqlDatabase, ids: Iterable<number>): Map<number, string> {
  return new Map(all<[number, string]>(db, 'SELECT id, text FROM string WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify([...ids])]));
}

/** The ids of all nodes in the order in which people look for names: as `ORDER BY title COLLATE NOCASE, key` has them, whose sorting would take a multiple of the memory. In turns. */
export function* nodesByTitle(db: SqlDatabase): Generator<void, Int32Array> {
  const titles = createByteColumn();
  const byKey = growingInt32();
  yield* eachByKey(db, (id) => byKey.push(id));
  const places = new Int32Array(lastNode(db) + 1);
  for (const [from, to] of portions(db)) {
    each<[number, Uint8Array]>(db, 'SELECT id, CAST(title AS BLOB) FROM node WHERE id >= ? AND id < ?', [from, to], ([id, title]) => {
      places[id] = titles.length;
      titles.add(asNocase(title));
    });
    yield;
  }
  return yield* inOrder(byKey.values(), (a, b) => titles.compare(places[a] ?? 0, places[b] ?? 0));
}

/** What compares by its bytes as the title does by NOCASE (sqlite3_strnicmp): letters of ASCII are one in either case, and behind a zero that two have in common their lengths alone count. */
function asNocase(title: Uint8Array): Uint8Array {
  const lower = title.map(lowerCase);
  const zero = lower.indexOf(0);
  if (zero < 0) return lower;
  const compared = new Uint8Array(zero + 5);
  compared.set(lower.subarray(0, zero));
  new DataView(compared.buffer).setUint32(zero + 1, title.length);
  return compared;
}

const lowerCase = (byte: number) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

const nodes = (db: SqlDatabase, sql: string, values: string[] = []) => all<[number]>(db, sql, values).map(([node]) => node);
const id = '(SELECT id FROM string WHERE text = ?)';

export function tasksInContainer(db: SqlDatabase, container: string): number[] {
  return nodes(db, `SELECT node FROM task WHERE container = ${id} ORDER BY node`, [container]);
}

/** Runs of a commit, whole or abbreviated; several commits where an abbreviation is not enough. */
export function runsOfCommit(db: SqlDatabase, commit: string): { commit: string; run: number }[] {
  return all<[string, number]>(
    db,
    'SELECT s.text, r.node FROM run r JOIN string s ON s.id = r.commit_id WHERE s.text = ?1 OR (length(?1) >= 7 AND substr(s.text, 1, length(?1)) = ?1) ORDER BY r.node',
    [commit],
  ).map(([text, run]) => ({ commit: text, run }));
}

/** `repository` null: of any. */
export function runsOfVersion(db: SqlDatabase, repository: string | null, revision: string): number[] {
  return repository === null
    ? nodes(db, `SELECT node FROM run WHERE revision = ${id} ORDER BY node`, [revision])
    : nodes(db, `SELECT node FROM run WHERE revision = ${id} AND repository = ${id} ORDER BY node`, [revision, repository]);
}

/** Runs whose record holds no such value. */
export function runsWithout(db: SqlDatabase, what: 'commit' | 'version'): number[] {
  return nodes(db, `SELECT node FROM run WHERE ${what === 'commit' ? 'commit_id IS NULL' : 'revision IS NULL OR repository IS NULL'} ORDER BY node`);
}

export interface AtPath {
  /** The outside file of this path; null where no record names one. */
  outside: number | null;
  /** FileOutputs written there, with the id of their checksum. */
  files: { node: number; checksum: number | null }[];
}

/** `path` without `file://`. */
export function atPath(db: SqlDatabase, path: string): AtPath {
  const [outside = null] = all<[number]>(db, `SELECT id FROM node WHERE key = ? AND kind = ${kindNumbers.External}`, [pathBytes(path)]).map(([node]) => node);
  const files = all<[number, number | null]>(
    db,
    "SELECT f.node, f.checksum FROM string s JOIN file f ON f.path = s.id WHERE s.text IN (?1, 'file://' || ?1, 'file:' || ?1) ORDER BY f.node",
    [path],
  );
  return { outside, files: files.map(([node, checksum]) => ({ node, checksum })) };
}

/** The recorded path of a FileOutput; null where it has none. */
export function pathOfFile(db: SqlDatabase, node: number): string | null {
  return all<[string]>(db, 'SELECT s.text FROM file f JOIN string s ON s.id = f.path WHERE f.node = ?', [node])[0]?.[0] ?? null;
}

/** The id of this text; 0 where the index has it nowhere. */
export function textId(db: SqlDatabase, text: string): number {
  return all<[number]>(db, 'SELECT id FROM string WHERE text = ?', [text])[0]?.[0] ?? 0;
}

/** Who holds a recorded checksum: files, tasks by their code, and outside files by who read them. */
export function withChecksum(db: SqlDatabase, checksum: string): { files: number[]; code: number[]; uses: { outside: number; user: number }[] } {
  return {
    files: nodes(db, `SELECT node FROM file WHERE checksum = ${id} ORDER BY node`, [checksum]),
    code: nodes(db, `SELECT node FROM task WHERE code_checksum = ${id} ORDER BY node`, [checksum]),
    uses: all<[number, number]>(db, `SELECT node, user FROM outside WHERE checksum = ${id} ORDER BY node, user`, [checksum]).map(([outside, user]) => ({ outside, user })),
  };
}

/** Nodes whose texts hold `text`: letters A–Z in either case are one. A record that several of its texts hold it in is in each. */
export function holdingText(db: SqlDatabase, text: string): { tasks: number[]; names: number[]; paths: number[]; labels: number[]; outside: number[] } {
  const holds = 'SELECT id FROM string WHERE instr(lower(text), lower(?)) > 0';
  return {
    tasks: nodes(db, `SELECT node FROM task WHERE name IN (${holds}) ORDER BY node`, [text]),
    names: nodes(db, `SELECT node FROM file WHERE name IN (${holds}) ORDER BY node`, [text]),
    paths: nodes(db, `SELECT node FROM file WHERE path IN (${holds}) ORDER BY node`, [text]),
    labels: nodes(db, `SELECT coalesce(o.task, l.node) FROM label l LEFT JOIN output o ON o.node = l.node WHERE l.label IN (${holds}) ORDER BY 1`, [text]),
    outside: nodes(db, `SELECT id FROM node WHERE kind = ${kindNumbers.External} AND (instr(lower(title), lower(?1)) > 0 OR instr(lower(detail), lower(?1)) > 0) ORDER BY id`, [
      text,
    ]),
  };
}
