/** Narrows a question to the records that the index cannot rule out: the rest is decided by the record itself. */
import type { SqlDatabase, SqlValue } from '../../ports';
import { isLid, keyOfLid } from '../../record/lid';
import { keyBytes } from '../key-bytes';
import { isDecided, numberOfKind } from '../lids';
import { meta, runsNamed } from '../meta';
import { kindNumbers, objectClasses, objectStates } from '../schema';
import { lidOfBytes, lidsOfBytes } from './nodes';
import { all } from './rows';

const text = '(SELECT id FROM string WHERE text = ?)';
/** A kind that we do not know has no facts in the index: it is always a candidate. */
const unknown = `n.kind = ${kindNumbers.Unknown}`;
const known = `n.kind <> ${kindNumbers.Unknown}`;

/** Per field a condition that every record that holds the value meets. */
const conditions: Record<string, (value: string) => { sql: string; values: SqlValue[] } | null> = {
  type: (value) => ({ sql: 'n.kind = ?', values: [numberOfKind(value)] }),
  kind: (value) => ({ sql: 'n.kind = ?', values: [numberOfKind(value)] }),
  labels: (value) => ({ sql: `n.id IN (SELECT node FROM label WHERE label = ${text})`, values: [value] }),
  container: (value) => (value === '' ? null : { sql: `n.id IN (SELECT node FROM task WHERE container = ${text})`, values: [value] }),
  path: (value) => (value === '' ? null : { sql: `n.id IN (SELECT node FROM file WHERE path = ${text})`, values: [value] }),
  'checksum.value': (value) => (value === '' ? null : { sql: `n.id IN (SELECT node FROM file WHERE checksum = ${text})`, values: [value] }),
  'workflow.commitId': (value) => (value === '' ? null : { sql: 'n.kind = ?', values: [kindNumbers.WorkflowRun] }),
  workflowRun: (value) => {
    const key = isLid(value) ? keyOfLid(value) : '';
    if (key === '' || key === 'null') return null;
    const run = '(SELECT id FROM node WHERE key = ?)';
    return {
      sql: `n.id IN (SELECT node FROM task WHERE run = ${run} UNION ALL SELECT node FROM file WHERE run = ${run} UNION ALL SELECT node FROM output WHERE run = ${run})`,
      values: [keyBytes(key), keyBytes(key), keyBytes(key)],
    };
  },
};

/** Records present in the store: the LIDs of `sure` ones, which hold every term, and by node those that may. */
export function candidates(db: SqlDatabase, terms: readonly { key: string; value: string }[]): { sure: string[]; unsure: { id: number; lid: string }[] } {
  const narrowed = terms.flatMap((term) => (Object.hasOwn(conditions, term.key) ? (conditions[term.key]?.(term.value) ?? []) : []));
  const values = narrowed.flatMap((one) => one.values);
  const runsArePlain = meta(db, runsNamed.name) === runsNamed.plain;
  const decided = isDecided(terms, runsArePlain);
  /** Nodes first, as what is asked is of them: of one in five an object is looked up. */
  const ask = <Row extends SqlValue[]>(columns: string, where: string[], bound: SqlValue[]) =>
    all<Row>(
      db,
      `SELECT ${columns} FROM node n CROSS JOIN object o ON o.id = n.object
        WHERE ${[`o.state = ${objectStates.present}`, `o.class = ${objectClasses.record}`, `+n.kind <> ${kindNumbers.Withdrawn}`, ...where].join(' AND ')}`,
      bound,
    );
  const those = narrowed.map(({ sql }) => `(${sql})`);
  const sure = decided ? ask<[Uint8Array]>('n.key', [...those, `+${known}`], values) : [];
  const unsure = decided
    ? ask<[number, Uint8Array]>('n.id, n.key', [unknown], [])
    : ask<[number, Uint8Array]>(
        'n.id, n.key',
        those.map((sql) => `(${sql} OR ${unknown})`),
        values,
      );
  return { sure: lidsOfBytes(sure.map(([key]) => key)), unsure: unsure.map(([id, key]) => ({ id, lid: lidOfBytes(key) })) };
}
