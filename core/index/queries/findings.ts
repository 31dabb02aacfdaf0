/** Findings: what syncs found, and what follows from the records as they are now. */
import { type Finding, findingTypes } from '../../contract/workspaces';
import type { SqlDatabase, SqlValue } from '../../ports';
import { lidOfKey } from '../../record/lid';
import { type ClockFacts, clockWords } from '../../verify/clock-words';
import { bytesOfHex, hexOf, keyText } from '../key-bytes';
import { kindNumbers, objectClasses, objectStates } from '../schema';
import { clockSelects } from './clocks';
import { contradicts } from './own-records';

type FindingType = Finding['type'];
const { present } = objectStates;

/** One select a type, each with the columns: key, object path, detail, sync, at, sha256. */
const selects: Record<FindingType, string> = {
  'store-repinned': `SELECT NULL, 'the store', 'another store was taken for the one that was pinned, by ' || json_extract(body, '$.by') || ', who said: ' || json_extract(body, '$.reason'),
    sync, at, NULL FROM store_event WHERE type = 'store-repinned'`,
  changed: found('changed'),
  vanished: found('vanished'),
  reappeared: found('reappeared'),
  'record-contradicts-itself': `SELECT n.key, o.path, 'the recorded checksum ' || coalesce((SELECT text FROM string WHERE id = f.checksum), '') || ' is not that of path '
      || coalesce((SELECT text FROM string WHERE id = f.path), '') || ', size ' || f.size || ' and time ' || f.modified
      || ', which the same record states: it was edited, its label is wrong, or something else than Nextflow made it', NULL, NULL, v.sha256
    FROM file f JOIN node n ON n.id = f.node JOIN object o ON o.id = n.object LEFT JOIN version v ON v.id = o.version WHERE f.own > 1 AND (${contradicts}) AND o.state = ${present}`,
  quarantined: found('quarantined', `AND o.class = ${objectClasses.quarantined} AND f.id = (SELECT max(id) FROM finding g WHERE g.object = f.object AND g.type = 'quarantined')`),
  'unknown-record': `SELECT n.key, o.path, o.reason, NULL, NULL, v.sha256 FROM object o JOIN node n ON n.id = o.node LEFT JOIN version v ON v.id = o.version
    WHERE o.class = ${objectClasses.record} AND o.reason IS NOT NULL AND o.state = ${present}`,
  dangling: `SELECT n.key, NULL, 'named by ' || count(*) || ' record' || CASE count(*) WHEN 1 THEN '' ELSE 's' END || ', first by ' || min(t.title), NULL, NULL, NULL
    FROM node n JOIN edge e ON e.source = n.id JOIN node t ON t.id = e.target WHERE n.kind = ${kindNumbers.Missing} GROUP BY n.id`,
  'null-run': `SELECT n.key, o.path, 'names its run as lid:// alone: the run record was never written', NULL, NULL, v.sha256 FROM null_run r
    JOIN node n ON n.id = r.node JOIN object o ON o.id = n.object LEFT JOIN version v ON v.id = o.version WHERE o.state = ${present}`,
  'run-without-record': `SELECT n.key, o.path, 'the history names run ' || h.name || ' of ' || h.time || ', and no record of it is in the store', NULL, NULL, v.sha256 FROM history h
    JOIN object o ON o.id = h.object JOIN node n ON n.id = h.node LEFT JOIN version v ON v.id = o.version WHERE n.kind = ${kindNumbers.Missing} AND o.state = ${present}`,
  ...clockSelects,
  'run-without-history': `SELECT n.key, o.path, 'a run record that no line of the run history names', NULL, NULL, v.sha256 FROM run r JOIN node n ON n.id = r.node
    JOIN object o ON o.id = n.object LEFT JOIN version v ON v.id = o.version
    WHERE o.state = ${present} AND NOT EXISTS (SELECT 1 FROM history h JOIN object ho ON ho.id = h.object WHERE h.node = n.id AND ho.state = ${present})`,
};

function found(type: FindingType, more = ''): string {
  return `SELECT n.key, o.path, f.detail, f.sync, s.began, v.sha256 FROM finding f JOIN object o ON o.id = f.object LEFT JOIN node n ON n.id = o.node
    LEFT JOIN sync s ON s.id = f.sync LEFT JOIN version v ON v.id = o.version WHERE f.type = '${type}' ${more}`;
}

export function findingCounts(db: SqlDatabase): Partial<Record<FindingType, number>> {
  const counts: Partial<Record<FindingType, number>> = {};
  for (const type of findingTypes) {
    const [count] = rowsOf(db, `SELECT count(*) FROM (${selects[type]})`)[0] ?? [0];
    if (typeof count === 'number' && count > 0) counts[type] = count;
  }
  return counts;
}

/** A page of findings; the gravest types first, in the order of `findingTypes`. */
export function findings(db: SqlDatabase, type: FindingType | undefined, offset: number, limit: number) {
  const counts = findingCounts(db);
  const types: readonly FindingType[] = type === undefined ? findingTypes : [type];
  const total = types.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  const list: Finding[] = [];
  let skip = offset;
  for (const one of types) {
    const count = counts[one] ?? 0;
    if (skip >= count) skip -= count;
    else if (list.length < limit) {
      list.push(...rowsOf(db, `${selects[one]} ORDER BY 4 DESC, 1, 2 LIMIT ${limit - list.length} OFFSET ${skip}`).map((row) => toFinding(one, row)));
      skip = 0;
    }
  }
  return { findings: list, total, counts };
}

function toFinding(type: FindingType, [key, path, detail, sync, at, sha]: SqlValue[]): Finding {
  const text = key instanceof Uint8Array ? keyText(key) : null;
  return {
    type,
    key: text ?? String(path),
    lid: text === null ? null : lidOfKey(text),
    detail: type in clockSelects ? clockDetail(String(detail)) : String(detail),
    sync: typeof sync === 'number' ? sync : null,
    at: typeof at === 'string' ? at : null,
    sha256: sha instanceof Uint8Array ? hexOf(sha) : null,
  };
}

function clockDetail(json: string): string {
  const facts = JSON.parse(json) as ClockFacts;
  return clockWords({ ...facts, example: lidOfKey(keyText(bytesOfHex(facts.example.toLowerCase()))) });
}

function rowsOf(db: SqlDatabase, sql: string): SqlValue[][] {
  const statement = db.prepare(sql);
  const rows = statement.all();
  statement.free();
  return rows;
}
