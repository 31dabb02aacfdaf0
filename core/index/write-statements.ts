/** The statements that write the index, prepared once, each named for what it does. */
import type { VerificationBegan } from '../evidence/ledger';
import type { WholeListing } from '../findings/back-dated';
import type { SqlDatabase, SqlStatement, SqlValue } from '../ports';
import type { HistoryLine } from '../record/history';
import { plainPath } from '../record/lid';
import { classify } from '../store/classify';
import { bytesOfHex, hexOf, keyBytes, pathBytes, toldRunBytes } from './key-bytes';
import { createNewness } from './newness';
import { objectAt, otherPath } from './object-path';
import { kindNumbers, relationNumbers } from './schema';

export interface ObjectRow {
  id: number;
  version: number | null;
  node: number | null;
  state: number;
  /** Empty where it could not be read when last seen. */
  tag: string;
}

interface NodeRow {
  key: Uint8Array;
  kind: number;
  title: string;
  detail: string | null;
  object: number | null;
}

/** Ids of texts, and of nodes, that are kept at hand. */
const mostAtHand = 200_000;
const mostWaiting = 10_000;
/** Two names with any of these may be the same key in bytes. */
const ambiguous = /[\ufffd\ud800-\udfff]/;
const updateNode = 'UPDATE node SET kind = ?, title = ?, detail = ?, object = ? WHERE id = ?';
const insertNode = 'INSERT INTO node(id, key, kind, title, detail, object) VALUES (?, ?, ?, ?, ?, ?)';
/** Of a node that does not wait. */
const ofOneNode = new Set([updateNode, insertNode]);

export type Statements = ReturnType<typeof createStatements>;

export function createStatements(db: SqlDatabase) {
  /** Nodes that have no row yet, by id: one that is named first and described later is written once. */
  const waiting = new Map<number, NodeRow>();
  const prepared = new Map<string, { statement: SqlStatement; ofNodes: boolean }>();
  /** Prepared once; what reads or changes nodes finds those that wait in their table, unless what it looks for is known not to wait. */
  const statement = (text: string, waits = true) => {
    let found = prepared.get(text);
    if (found === undefined) {
      found = { statement: db.prepare(text), ofNodes: !ofOneNode.has(text) && /\b(?:FROM|JOIN|INTO|UPDATE) node\b/.test(text) };
      prepared.set(text, found);
    }
    if (waits && found.ofNodes && waiting.size > 0) flush();
    return found.statement;
  };
  const run = (text: string, ...values: SqlValue[]) => statement(text).run(values);
  const row = (text: string, ...values: SqlValue[]) => statement(text).get(values);
  const number = (text: string, ...values: SqlValue[]): number | null => {
    const value = row(text, ...values)?.[0];
    return typeof value === 'number' ? value : null;
  };
  const rows = (text: string, ...values: SqlValue[]) => statement(text).all(values);
  const lastIds = new Map<string, number>();
  const next = (table: string) => {
    const id = (lastIds.get(table) ?? number(`SELECT max(id) FROM ${table}`) ?? 0) + 1;
    lastIds.set(table, id);
    return id;
  };
  const isEmpty = (table: string) => number(`SELECT 1 FROM ${table} LIMIT 1`) === null;
  const newness = { string: createNewness(isEmpty('string')), node: createNewness(isEmpty('node')), object: createNewness(isEmpty('object')) };
  /** Ids at hand: most texts and keys are asked for again soon. Of nodes those that wait are among them, so that a name that is not at hand does not wait, unless it is ambiguous. */
  const strings = new Map<string, number>();
  const nodes = new Map<string, number>();
  const paths = new Map<string, number>();
  const toldRuns = new Map<string, number>();
  /** An object that has no row yet: what is said of it first goes into one statement, the last of which is `setSeen`. */
  let newObject: { id: number; path: string; cls: number; node: number | null; reason: string | null } | null = null;
  /** Events of OpenLineage may have named what records name. */
  let told = !isEmpty('outside_import');
  let whole: { of: number; listing: WholeListing | null } | null = null;

  const flush = () => {
    for (const [id, { key, kind, title, detail, object }] of waiting) run(insertNode, id, key, kind, title, detail, object);
    waiting.clear();
  };
  const text = (value: string | null): number | null => {
    if (value === null) return null;
    const cached = strings.get(value);
    if (cached !== undefined) return cached;
    let id = newness.string.isNew(value) ? null : number('SELECT id FROM string WHERE text = ?', value);
    if (id === null) {
      id = next('string');
      run('INSERT INTO string(id, text) VALUES (?, ?)', id, value);
    }
    if (strings.size >= mostAtHand) strings.clear();
    strings.set(value, id);
    return id;
  };
  const nodeInTable = (name: string, key: Uint8Array): number | null => {
    const id = statement('SELECT id FROM node WHERE key = ?', ambiguous.test(name)).get([key])?.[0];
    return typeof id === 'number' ? id : null;
  };
  /** Of a node that is not at hand: looked for, or put among those that wait. `key`: the column. */
  const nodeOf = (atHand: Map<string, number>, name: string, key: Uint8Array, kind: number, title: string, detail: string): number => {
    let id = newness.node.isNew(key) ? null : nodeInTable(name, key);
    if (id === null) {
      id = next('node');
      waiting.set(id, { key, kind, title, detail, object: null });
    }
    if (waiting.size >= mostWaiting || atHand.size >= mostAtHand) flush();
    if (atHand.size >= mostAtHand) atHand.clear();
    atHand.set(name, id);
    return id;
  };
  const recordNode = (key: string) => nodes.get(key) ?? nodeOf(nodes, key, keyBytes(key), kindNumbers.Missing, '', '');
  const pathNamed = (plain: string, kind: 'External' | 'OutsideData') =>
    paths.get(plain) ?? nodeOf(paths, plain, pathBytes(plain), kindNumbers[kind], plain.split('/').at(-1) || plain, plain);

  return {
    run,
    rows,
    number,
    next,
    text,
    /** Writes what waits: at the end of a transaction, or nothing of it is in the tables. */
    flush,
    /** Of a record, by its key: a LID without its scheme. */
    recordNode,
    /** A run that OpenLineage events tell of. */
    toldRunNode: (run: string, kind: 'OutsideRun' | 'Withdrawn') => toldRuns.get(run) ?? nodeOf(toldRuns, run, toldRunBytes(run), kindNumbers[kind], '', ''),
    /** What a path names already, be it by records or by OpenLineage events; else as an outside file. */
    pathNode: (path: string) => pathNamed(plainPath(path), 'External'),
    /** The same for what OpenLineage events name: the text as it stands there. */
    toldDataNode(path: string) {
      told = true;
      return pathNamed(path, 'OutsideData');
    },
    outsideNode(path: string) {
      const node = pathNamed(plainPath(path), 'External');
      // What OpenLineage events alone had named is now named by a record.
      if (told) run('UPDATE node SET kind = ? WHERE id = ? AND kind IN (?, ?)', kindNumbers.External, node, kindNumbers.OutsideData, kindNumbers.Withdrawn);
      return node;
    },
    objectByPath(path: string): ObjectRow | undefined {
      if (newness.object.isNew(path)) return undefined;
      const what = classify(path, 1);
      const node = what.class === 'record' ? nodes.get(what.key) : undefined;
      // Of a node that waits and has no object there is none to be found.
      const waits = ambiguous.test(path) || (node !== undefined && (waiting.get(node)?.object ?? null) !== null);
      const found = objectAt(path, 'o.id, o.version, o.node, o.state, o.tag', (text, values) => statement(text, waits).get(values));
      return found === undefined
        ? undefined
        : { id: found[0] as number, version: found[1] as number | null, node: found[2] as number | null, state: found[3] as number, tag: found[4] as string };
    },
    /** Followed by `setSeen`, which writes it. */
    addObject(path: string): number {
      const id = next('object');
      newObject = { id, path, cls: 0, node: null, reason: null };
      return id;
    },
    setSeen(object: number, state: number, size: number, tag: string, version: number | null) {
      if (newObject?.id !== object) return run('UPDATE object SET state = ?, size = ?, tag = ?, version = ? WHERE id = ?', state, size, tag, version, object);
      const { path, cls, node, reason } = newObject;
      newObject = null;
      run(
        'INSERT INTO object(id, other_path, class, state, size, tag, version, node, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        object,
        otherPath(path, node),
        cls,
        state,
        size,
        tag,
        version,
        node,
        reason,
      );
    },
    setState: (object: number, state: number) => run('UPDATE object SET state = ? WHERE id = ?', state, object),
    setClass(object: number, cls: number, node: number | null, reason: string | null) {
      if (newObject?.id === object) newObject = { ...newObject, cls, node, reason };
      else run('UPDATE object SET class = ?, node = ?, reason = ? WHERE id = ?', cls, node, reason, object);
    },
    versionSha: (version: number): string => hexOf(row('SELECT sha256 FROM version WHERE id = ?', version)?.[0] as Uint8Array),
    versionOf(object: number, sha256: string): { pack: number; offset: number } | undefined {
      const rows = statement('SELECT sha256, pack, offset FROM version WHERE object = ?').all([object]);
      const found = rows.find((one) => hexOf(one[0] as Uint8Array) === sha256);
      return found && { pack: found[1] as number, offset: found[2] as number };
    },
    versionWithSha(node: number, sha256: Uint8Array): number | null {
      return number(
        'SELECT v.id FROM version v JOIN object o ON o.id = v.object WHERE o.node = ?1 AND substr(v.sha256, 1, 4) = substr(?2, 1, 4) AND v.sha256 = ?2 ORDER BY v.id DESC LIMIT 1',
        node,
        sha256,
      );
    },
    addVersion(object: number, sha256: Uint8Array, size: number, pack: number, offset: number, sync: number): number {
      const id = next('version');
      run('INSERT INTO version(id, object, sha256, size, pack, offset, first_sync, last_sync) VALUES (?, ?, ?, ?, ?, ?, ?, 0)', id, object, sha256, size, pack, offset, sync);
      return id;
    },
    /** Of bytes that were lost: where they lie now. */
    placeVersions: (sha256: Uint8Array, pack: number, offset: number) =>
      run('UPDATE version SET pack = ?1, offset = ?2 WHERE substr(sha256, 1, 4) = substr(?3, 1, 4) AND sha256 = ?3 AND pack = 0', pack, offset, sha256),
    /** `last_sync` stays 0 while a version is the current one of a present object. */
    endVersion: (version: number, lastSync: number) => run('UPDATE version SET last_sync = ? WHERE id = ?', lastSync, version),
    setNode(node: number, kind: keyof typeof kindNumbers, title: string, detail: string | null, object: number) {
      const row = waiting.get(node);
      if (row !== undefined) Object.assign(row, { kind: kindNumbers[kind], title, detail, object });
      else run(updateNode, kindNumbers[kind], title, detail, object, node);
    },
    addEdge: (source: number, target: number, relation: keyof typeof relationNumbers) =>
      run('INSERT OR IGNORE INTO edge(source, target, relation) VALUES (?, ?, ?)', source, target, relationNumbers[relation]),
    clearHistory: (object: number) => run('DELETE FROM history WHERE object = ?', object),
    addHistory: (object: number, node: number, { time, name, session, line }: HistoryLine, { early, late }: { early: number | null; late: number | null }, odd: string | null) =>
      run(
        'INSERT INTO history(object, node, time, early_ms, late_ms, name, session, line, odd) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        object,
        node,
        time,
        early,
        late,
        name,
        session,
        line,
        odd,
      ),
    addOddity: (node: number, type: string, detail: string) => run('INSERT OR REPLACE INTO oddity(node, type, detail) VALUES (?, ?, ?)', node, type, detail),
    /** Most keys are their own fold, and need no row. */
    setFold: (node: number, key: string, fold: string) => fold !== key && run('INSERT OR IGNORE INTO folded(node, fold) VALUES (?, ?)', node, keyBytes(fold)),
    addAcknowledgement: (finding: string, at: string, by: string, reason: string, body: string) =>
      run('INSERT INTO acknowledgement(id, finding, at, by, reason, body) VALUES (?, ?, ?, ?, ?, ?)', next('acknowledgement'), finding, at, by, reason, body),
    wholeListingBefore(sync: number): WholeListing | null {
      if (whole?.of !== sync) {
        const found = row("SELECT id, began FROM sync WHERE id < ? AND json_extract(result, '$.complete') = 1 ORDER BY id DESC LIMIT 1", sync);
        whole = { of: sync, listing: found === undefined ? null : { sync: found[0] as number, began: found[1] as string } };
      }
      return whole.listing;
    },
    addSync: (sync: number, began: string) => run('INSERT OR REPLACE INTO sync(id, began, result) VALUES (?, ?, NULL)', sync, began),
    endSync: (sync: number, result: string) => run('UPDATE sync SET result = ? WHERE id = ?', result, sync),
    addFinding: (type: string, object: number, sync: number, detail: string, sha256: string | null, was: string | null) =>
      run(
        'INSERT INTO finding(id, type, object, sync, detail, sha256, was) VALUES (?, ?, ?, ?, ?, ?, ?)',
        next('finding'),
        type,
        object,
        sync,
        detail,
        sha256 === null ? null : bytesOfHex(sha256),
        was === null ? null : bytesOfHex(was),
      ),
    hasCheck: (node: number, recorded: string, version: number | null): boolean =>
      number('SELECT count(*) FROM file_check WHERE node = ? AND recorded = ? AND version IS ?', node, recorded, version) === 1,
    /** `body`: JSON as text or, sooner written, in the bytes of UTF-8. */
    putCheck: (node: number, recorded: string, verdict: string, version: number | null, verification: number | null, body: string | Uint8Array) =>
      run(
        'INSERT OR REPLACE INTO file_check(node, recorded, verdict, version, verification, body) VALUES (?, ?, ?, ?, ?, CAST(? AS TEXT))',
        node,
        recorded,
        verdict,
        version,
        verification,
        body,
      ),
    addVerification: ({ verification, scope, at, by, total, resumes }: VerificationBegan) =>
      run(
        'INSERT OR REPLACE INTO verification(id, scope, began, by, first, total, done) VALUES (?1, ?2, ?3, ?4, coalesce((SELECT first FROM verification WHERE id = ?5), ?1), ?6, ?7)',
        verification,
        scope,
        at,
        by,
        resumes?.verification ?? null,
        total,
        resumes?.taken ?? 0,
      ),
    countChecked: (verification: number, count: number) => run('UPDATE verification SET done = done + ? WHERE id = ?', count, verification),
    hasFingerprint: (node: number): boolean => number('SELECT 1 FROM fingerprint WHERE node = ?', node) !== null,
    /** Does nothing where the node has one. */
    addFingerprint: (node: number, one: { sha256: string; at: string; kind: string; origin: string; by: string; list?: number; line?: number }) =>
      run(
        'INSERT OR IGNORE INTO fingerprint(node, sha256, at, kind, origin, by, list, line, locked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)',
        node,
        one.sha256,
        one.at,
        one.kind,
        one.origin,
        one.by,
        one.list ?? null,
        one.line ?? null,
      ),
    addStoreEvent: (type: string, sync: number, at: string, body: string) =>
      run('INSERT INTO store_event(id, type, sync, at, body) VALUES (?, ?, ?, ?, ?)', next('store_event'), type, sync, at, body),
    putCodeCheck: (node: number, version: number | null, body: string) => run('INSERT OR REPLACE INTO code_check(node, version, body) VALUES (?, ?, ?)', node, version, body),
  };
}
