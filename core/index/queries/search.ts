/** What can be searched, read out of the index once: texts by group, each with what a hit shows. */
import type { SqlDatabase } from '../../ports';
import { keyPrefixRanges } from '../key-bytes';
import { kindNumbers } from '../schema';
import { kindOfNumber, lidOfBytes, type NodeKind, titleOfLid } from './nodes';
import { all } from './rows';

export interface Searchable {
  /** Texts that are searched, the most telling first. */
  texts: string[];
  node: number | null;
  kind: NodeKind | null;
  lid: string | null;
  value: string;
  title: string;
  detail: string;
  count: number | null;
}

type NodeColumns = [number, Uint8Array, number, string, string];

function ofNode([id, key, kind, title, detail]: NodeColumns, texts: (string | null)[], value?: string): Searchable {
  const lid = lidOfBytes(key);
  return {
    texts: texts.filter((one): one is string => one !== null && one !== ''),
    node: id,
    kind: kindOfNumber(kind),
    lid,
    value: value ?? lid,
    title: title || titleOfLid(lid),
    detail,
    count: null,
  };
}

const node = 'n.id, n.key, n.kind, n.title, n.detail';
const text = (column: string) => `(SELECT text FROM string WHERE id = ${column})`;

export function searchableRuns(db: SqlDatabase): Searchable[] {
  const rows = all<[...NodeColumns, ...(string | null)[]]>(
    db,
    `SELECT ${node}, ${['r.name', 'r.session', 'r.pipeline', 'r.repository', 'r.revision', 'r.user'].map(text).join(', ')}, h.name, h.session, h.time FROM node n LEFT JOIN run r ON r.node = n.id
     LEFT JOIN history h ON h.node = n.id WHERE r.node IS NOT NULL OR h.node IS NOT NULL GROUP BY n.id`,
  );
  return rows.map(([id, key, kind, title, detail, ...texts]) => {
    const historyName = texts[6] ?? '';
    return ofNode([id, key, kind, title || historyName, detail || (texts[8] ?? '')], texts.slice(0, 8));
  });
}

export function searchableTasks(db: SqlDatabase): Searchable[] {
  return all<[...NodeColumns, string]>(db, `SELECT ${node}, s.text FROM task t JOIN node n ON n.id = t.node JOIN string s ON s.id = t.name`).map(
    ([id, key, kind, title, detail, name]) => ofNode([id, key, kind, title, detail], [name]),
  );
}

export function searchableFiles(db: SqlDatabase): Searchable[] {
  const files = all<[...NodeColumns, string, string | null]>(db, `SELECT ${node}, ${text('f.name')}, ${text('f.path')} FROM file f JOIN node n ON n.id = f.node`);
  const outside = all<NodeColumns>(db, `SELECT ${node} FROM node n WHERE n.kind = ${kindNumbers.External}`);
  return [
    ...files.map(([id, key, kind, title, detail, name, path]) => ofNode([id, key, kind, title, detail], [name, title, path])),
    ...outside.map((row) => ofNode(row, [row[3], row[4]])),
  ];
}

/** Checksum values: of files, of outside files as tasks name them, and of the code of tasks. */
export function searchableChecksums(db: SqlDatabase): Searchable[] {
  const rows = all<[...NodeColumns, string, string]>(
    db,
    `SELECT ${node}, s.text, 'recorded checksum' FROM file f JOIN node n ON n.id = f.node JOIN string s ON s.id = f.checksum
     UNION SELECT ${node}, s.text, 'recorded by a task that read it' FROM outside u JOIN node n ON n.id = u.node JOIN string s ON s.id = u.checksum
     UNION SELECT ${node}, s.text, 'checksum of the code' FROM task t JOIN node n ON n.id = t.node JOIN string s ON s.id = t.code_checksum`,
  );
  return rows.map(([id, key, kind, title, detail, checksum, what]) => ofNode([id, key, kind, title, `${what} · ${detail}`], [checksum], checksum));
}

export function searchableFingerprints(db: SqlDatabase): Searchable[] {
  const rows = all<[...NodeColumns, string, string]>(db, `SELECT ${node}, p.sha256, p.kind FROM fingerprint p JOIN node n ON n.id = p.node`);
  return rows.map(([id, key, kind, title, detail, sha256, of]) =>
    ofNode([id, key, kind, title, `SHA-256, our first fingerprint${of === 'folder' ? ' of what is inside' : ''} · ${detail}`], [sha256], sha256),
  );
}

/** Values that many records carry: labels, containers, commits. */
export function searchableValues(db: SqlDatabase, of: 'labels' | 'containers' | 'commits'): Searchable[] {
  const [table, column, word] = ({ labels: ['label', 'label', 'record'], containers: ['task', 'container', 'task'], commits: ['run', 'commit_id', 'run'] } as const)[of];
  const rows = all<[string, number]>(db, `SELECT s.text, count(*) FROM ${table} x JOIN string s ON s.id = x.${column} GROUP BY s.id`);
  return rows.map(([value, count]) => ({ texts: [value], node: null, kind: null, lid: null, value, title: value, detail: `${count} ${word}${count === 1 ? '' : 's'}`, count }));
}

/** Nodes whose LID starts with this key prefix, by key. */
export function nodesWithPrefix(db: SqlDatabase, prefix: string): Searchable[] {
  return keyPrefixRanges(prefix).flatMap(({ from, to }) =>
    all<NodeColumns>(db, `SELECT ${node} FROM node n WHERE n.key >= ? AND n.key < ? ORDER BY n.key`, [from, to]).map((row) => ofNode(row, [])),
  );
}
