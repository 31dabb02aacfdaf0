/** Reads the columns of LIDs out of the tables. */
import type { SqlDatabase } from '../../ports';
import type { LidColumns } from '../lids';
import { meta, runsNamed } from '../meta';
import { kindNumbers, objectClasses, objectStates } from '../schema';
import { lidsOfBytes } from './nodes';
import { recordsStamp } from './objects';
import { all, each, one } from './rows';
import { lastNode } from './search';

/** Keys that are held as bytes. */
const atOnce = 2000;
const present = `FROM node n CROSS JOIN object o ON o.id = n.object WHERE o.state = ${objectStates.present} AND o.class = ${objectClasses.record} AND +n.kind <> ${kindNumbers.Withdrawn}`;

/** Another text whenever a record may have come, gone or changed. That is so within a sync alone; null within one, as it goes on under the same number. */
export function lidsContent(db: SqlDatabase): string | null {
  const [sync, ended] = one<[number, number]>(db, 'SELECT id, result IS NOT NULL FROM sync ORDER BY id DESC LIMIT 1') ?? [0, 1];
  return ended === 1 ? `${sync} ${recordsStamp(db)}` : null;
}

/** How many objects were ever listed. */
export function objectCount(db: SqlDatabase): number {
  return one<[number | null]>(db, 'SELECT max(id) FROM object')?.[0] ?? 0;
}

/** In turns. Null where records have to be read for an answer, since they are of kinds that we do not know. */
export function* lidColumns(db: SqlDatabase): Generator<void, LidColumns | null> {
  if (one(db, `SELECT 1 ${present} AND n.kind = ${kindNumbers.Unknown} LIMIT 1`) !== undefined) return null;
  const ids: number[] = [];
  const lids: string[] = [];
  let keys: Uint8Array[] = [];
  const named = () => {
    for (const lid of lidsOfBytes(keys)) lids.push(lid);
    keys = [];
  };
  const kindOf = new Uint8Array(lastNode(db) + 1);
  each<[number, Uint8Array, number]>(db, `SELECT n.id, n.key, n.kind ${present}`, [], ([id, key, kind]) => {
    ids.push(id);
    kindOf[id] = kind;
    if (keys.push(key) === atOnce) named();
  });
  named();
  yield;
  const order = lids.map((_, at) => at).sort((a, b) => ((lids[a] ?? '') < (lids[b] ?? '') ? -1 : 1));
  yield;
  const runs = runsOf(db, kindOf.length);
  if (runs === null) return null;
  yield;
  const { setOf, labelSets } = labelsOf(db, kindOf.length);
  yield;
  const ends = new Int32Array(order.length);
  let text = '';
  for (const [row, at] of order.entries()) {
    text += lids[at];
    ends[row] = text.length;
  }
  const column = (of: Uint8Array | Int32Array) => order.map((at) => of[ids[at] ?? 0] ?? 0);
  return {
    text,
    ends,
    kinds: Uint8Array.from(column(kindOf)),
    runs: Int32Array.from(column(runs.runOf)),
    runLids: runs.runLids,
    labels: Int32Array.from(column(setOf)),
    labelSets,
  };
}

/** Null where the tables name two for one record. */
function runsOf(db: SqlDatabase, nodes: number): { runOf: Int32Array; runLids: string[] | null } | null {
  const runOf = new Int32Array(nodes).fill(-1);
  const places = new Map<number, number>();
  let several = false;
  each<[number, number]>(
    db,
    'SELECT node, run FROM task WHERE run IS NOT NULL UNION ALL SELECT node, run FROM file WHERE run IS NOT NULL UNION ALL SELECT node, run FROM output WHERE run IS NOT NULL',
    [],
    ([node, run]) => {
      const place = places.get(run) ?? places.size;
      places.set(run, place);
      several ||= runOf[node] !== -1 && runOf[node] !== place;
      runOf[node] = place;
    },
  );
  if (several) return null;
  if (meta(db, runsNamed.name) !== runsNamed.plain) return { runOf, runLids: null };
  const keys = new Map(all<[number, Uint8Array]>(db, 'SELECT id, key FROM node WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify([...places.keys()])]));
  return { runOf, runLids: lidsOfBytes([...places.keys()].map((run) => keys.get(run) ?? new Uint8Array())) };
}

function labelsOf(db: SqlDatabase, nodes: number): { setOf: Int32Array; labelSets: string[][] } {
  const texts = new Map(all<[number, string]>(db, 'SELECT id, text FROM string WHERE id IN (SELECT label FROM label)'));
  const setOf = new Int32Array(nodes);
  /** By the set that it goes on from, and the label that comes to it. */
  const grown = new Map<string, number>();
  const labelSets: string[][] = [[]];
  each<[number, number]>(db, 'SELECT node, label FROM label ORDER BY node, label', [], ([node, label]) => {
    const before = setOf[node] ?? 0;
    const step = `${before} ${label}`;
    let set = grown.get(step);
    if (set === undefined) {
      set = labelSets.length;
      grown.set(step, set);
      labelSets.push([...(labelSets[before] ?? []), texts.get(label) ?? '']);
    }
    setOf[node] = set;
  });
  return { setOf, labelSets };
}
