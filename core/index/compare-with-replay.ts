/** Holds an index against one made anew from the evidence, row by row: its image is sealed by a plain SHA-256, which whoever rewrites it can compute as well. */
import type { Progress } from '../contract/shared';
import type { FramePosition } from '../evidence/frame';
import { emptyLog, type LogState, logToJson } from '../evidence/log-state';
import { pause } from '../pause';
import type { Ports, SqlDatabase, SqlValue } from '../ports';
import { type Index, type IndexSource, replayIndex } from './open-index';
import { schema } from './schema';

export interface IndexComparison {
  /** Held against those that follow from the evidence. */
  tables: number;
  rows: number;
  /** In words, each naming its table. */
  differences: string[];
}

interface Content {
  applied: FramePosition;
  log: LogState;
  tables: Map<string, { rows: number; sha256: string }>;
  problems: string[];
}

const pageRows = 1000;
/** As often a comparison begins again when the index grows meanwhile; then it does not pause any more, so that nothing can. */
const attempts = 3;

/**
 * Every row of every table, the definitions of the tables, their look-ups and what is known of the log. Left out is `meta`, which says how
 * far the image had come. Beside `index` there is one more in memory. `events`: how many the ledger is known to hold, for the progress.
 * Throws `evidence-damaged` where the evidence cannot be replayed.
 */
export async function* compareWithReplay(source: IndexSource, index: Index, events: number, signal: AbortSignal): AsyncGenerator<Progress, IndexComparison> {
  const definitions = expectedDefinitions(source.ports);
  const found = yield* contentOf(source.ports, index, definitions, signal);
  const replay = replayIndex(source, found.applied);
  let expected: Content;
  let fresh: Index | null = null;
  try {
    for (;;) {
      const step = replay.next();
      if (step.done) {
        fresh = step.value;
        break;
      }
      yield* pause({ phase: 'index', done: step.value, total: Math.max(events, step.value) }, signal);
    }
    expected = yield* contentOf(source.ports, fresh, definitions, signal);
  } finally {
    replay.return(undefined as never);
    fresh?.close();
  }
  const differences = [...found.problems];
  if (found.applied.segment !== expected.applied.segment || found.applied.offset !== expected.applied.offset)
    differences.push(
      `it says that it knows the ledger to byte ${found.applied.offset} of file ${found.applied.segment}, where no entry ends (one ends at byte ${expected.applied.offset} of file ${expected.applied.segment})`,
    );
  let rows = 0;
  for (const [table, { rows: count, sha256 }] of expected.tables) {
    rows += count;
    const its = found.tables.get(table);
    if (its === undefined || its.sha256 === sha256) continue; // one that could not be read is told of
    differences.push(
      its.rows === count
        ? `table ${table}: of its ${count} rows some are others than the evidence gives`
        : `table ${table}: it has ${its.rows} rows, and the evidence gives ${count}`,
    );
  }
  if (!sameLog(found.log, expected.log)) differences.push('table meta: what it says of the log, its keys and its checkpoints is not what the ledger says');
  return { tables: expected.tables.size, rows, differences };
}

async function* contentOf(ports: Ports, index: Index, expected: Definitions, signal: AbortSignal): AsyncGenerator<Progress, Content> {
  for (let attempt = 1; ; attempt++) {
    const applied = index.applied();
    const content = yield* readContent(ports, index, expected, attempt <= attempts, signal);
    if (index.applied() === applied) return content;
  }
}

async function* readContent(ports: Ports, index: Index, expected: Definitions, pausing: boolean, signal: AbortSignal): AsyncGenerator<Progress, Content> {
  const content: Content = { applied: index.applied(), log: index.log(), tables: new Map(), problems: [] };
  const { db } = index;
  try {
    if (definitionsOf(db) !== expected.text) content.problems.push('the definitions of its tables, look-ups or triggers are not those of this program');
  } catch (error) {
    content.problems.push(`the definitions of its tables cannot be read: ${wordsOf(error)}`);
  }
  // What is defined otherwise may be a view of anything, which is not run.
  if (content.problems.length > 0) return content;
  let done = 0;
  for (const table of expected.tables) {
    const { problems } = content;
    try {
      const [said] = all(db, `PRAGMA integrity_check("${table}")`).flat();
      if (said !== 'ok') {
        problems.push(`table ${table}: its rows and its look-ups do not fit together: ${said}`);
        continue;
      }
      const hash = ports.sha256();
      let rows = 0;
      for (const page of pagesOf(db, table)) {
        hash.update(new TextEncoder().encode(page.join('\n')));
        rows += page.length;
        done += page.length;
        if (pausing) yield* pause({ phase: 'rows of the index', done, total: null }, signal);
      }
      content.tables.set(table, { rows, sha256: hash.hex() });
    } catch (error) {
      if (signal.aborted) throw error;
      problems.push(`table ${table}: it cannot be read: ${wordsOf(error)}`);
    }
  }
  content.log = index.log();
  return content;
}

interface Definitions {
  text: string;
  tables: string[];
}

function expectedDefinitions(ports: Ports): Definitions {
  const db = ports.openSql(null);
  db.exec(schema);
  const tables = all(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta' ORDER BY name").map(([name]) => String(name));
  const text = definitionsOf(db);
  db.close();
  return { text, tables };
}

function definitionsOf(db: SqlDatabase): string {
  return JSON.stringify(all(db, 'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name'));
}

/**
 * Each row as the type and the bytes of its values, in the order of the primary key; no statement stays open between pages, as the
 * index may be saved meanwhile. Throws where a key is one that no page can go on from.
 */
function* pagesOf(db: SqlDatabase, table: string): Generator<string[]> {
  const columns = all(db, `SELECT name, pk FROM pragma_table_info('${table}') ORDER BY cid`).map(([name, pk]) => ({ name: `"${name}"`, pk: pk as number }));
  const key = columns
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => name);
  const row = columns.map(({ name }) => `typeof(${name}) || ' ' || hex(${name})`).join(" || ',' || ");
  const select = (where: string) => `SELECT ${row}, ${key.join(', ')} FROM ${table} ${where} ORDER BY ${key.join(', ')} LIMIT ${pageRows}`;
  let left = Number(all(db, `SELECT count(*) FROM ${table}`)[0]?.[0]);
  let page = all(db, select(''));
  while (page.length > 0) {
    left -= page.length;
    if (left < 0) throw new Error('rows of it have keys that this program never writes');
    yield page.map(([text]) => String(text));
    page = all(db, select(`WHERE (${key.join(', ')}) > (${key.map(() => '?').join(', ')})`), page.at(-1)?.slice(1));
  }
}

/** `expected` knows the ledger alone: the newest checkpoint in `found` must be one of its heads, and the heads behind it the others. */
function sameLog(found: LogState, expected: LogState): boolean {
  const { last } = found;
  const ofLedger = (state: LogState, heads: LogState['heads']) =>
    logToJson({ ...emptyLog, frontier: state.frontier, signers: state.signers, handedOut: state.handedOut, journalSeq: state.journalSeq, heads });
  const behind = expected.heads.filter(({ size }) => size > (last?.size ?? 0));
  return (
    ofLedger(found, found.heads) === ofLedger(expected, behind) &&
    (last === null || expected.heads.some(({ size, root, at }) => size === last.size && root === last.root && at === last.at))
  );
}

function all(db: SqlDatabase, sql: string, values?: SqlValue[]): SqlValue[][] {
  const statement = db.prepare(sql);
  try {
    return statement.all(values);
  } finally {
    statement.free();
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
