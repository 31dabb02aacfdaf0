/** Every finding of a workspace as it is now, each with an id of its own; made once for each state of the index. */
import type { Acknowledgement, Finding } from '../../contract/findings';
import { sha256Of } from '../../evidence/mirror';
import { ownTimeWords } from '../../findings/back-dated';
import { findingKinds, findingTypes } from '../../findings/kinds';
import { bytesOfHex, hexOf, isPathKey, keyText } from '../../index/key-bytes';
import { acknowledgements, type FoundRow, foundRows, type KeptAcknowledgement, lastSync, syncTimes } from '../../index/queries/findings';
import { runsOfNodes } from '../../index/queries/nodes';
import { recordsStamp } from '../../index/queries/objects';
import type { Ports, SqlDatabase } from '../../ports';
import { lidOfKey } from '../../record/lid';
import { type ClockFacts, clockWords } from '../../verify/clock-words';
import type { OpenWorkspace } from '../context';
import { cachedInTurns, type InTurns } from '../in-turns';
import { isText, type Keeping, part, readOrMade } from '../kept-ahead';
import { toEnd } from '../prepared';

const encoder = new TextEncoder();

/** The gravest first. Those acknowledged that are no longer so by the records stand at the end of their kind. */
export function allFindings(ports: Ports, workspace: OpenWorkspace): readonly Finding[] {
  return findingsInTurns(ports, workspace).whole();
}

export function findingsInTurns(ports: Ports, workspace: OpenWorkspace): InTurns<readonly Finding[]> {
  return cachedInTurns(workspace, 'all findings', () => makeFindings(ports, workspace));
}

/** What there is to find, before anybody has acknowledged any of it. */
export function foundInTurns(workspace: OpenWorkspace): InTurns<readonly FoundRow[]> {
  return cachedInTurns(workspace, 'found rows', () => readOrMade(workspace, foundKeeping, () => foundRows(workspace.db)));
}

/** The stamp of what a sync can change, and nothing else between its end and the beginning of the next, but for new records. */
export function sinceSync(db: SqlDatabase): string | null {
  const last = lastSync(db);
  return last?.ended === false ? null : `${recordsStamp(db)}, sync ${last?.id ?? 0}`;
}

export const foundKeeping: Keeping<readonly FoundRow[]> = {
  what: 'findings',
  form: '1',
  stamp: sinceSync,
  parts: (rows) => ({ rows: JSON.stringify(rows.map((row) => ({ ...row, key: row.key === null ? null : hexOf(row.key) }))) }),
  value: (parts) =>
    (JSON.parse(part(parts, 'rows', isText)) as (Omit<FoundRow, 'key'> & { key: string | null })[]).map((row) => ({ ...row, key: row.key === null ? null : bytesOfHex(row.key) })),
};

function* makeFindings(ports: Ports, workspace: OpenWorkspace): Generator<void, readonly Finding[]> {
  const { db } = workspace;
  yield* toEnd(foundInTurns(workspace));
  const rows = foundInTurns(workspace).whole();
  const times = syncTimes(db);
  const runs = runsOfNodes(
    db,
    rows.flatMap((row) => row.node ?? []),
  );
  const newest = new Map<string, KeptAcknowledgement>(acknowledgements(db).map((one) => [one.finding, one]));
  const findings: Finding[] = [];
  for (const row of rows) {
    if (findings.length % portion === 0) yield;
    const id = idOf(ports, row);
    const kept = newest.get(id);
    newest.delete(id);
    findings.push(toFinding(row, id, kept, times, runs));
  }
  const past = [...newest.values()].flatMap((one) => pastFinding(one, times));
  if (past.length === 0) return findings;
  return findingTypes.flatMap((type) => [...findings, ...past].filter((one) => one.type === type));
}

/** Findings that are put in words in one turn. */
const portion = 1000;

/** Of those there are now, how many nobody has acknowledged. */
export function openFindings(ports: Ports, workspace: OpenWorkspace): number {
  return workspace.cached('open findings', () => allFindings(ports, workspace).filter((one) => one.acknowledged === null).length);
}

/** What makes a finding this one: its kind, what it is about, the bytes that show it, and for what a sync found the sync. Wording is no part of it. */
function idOf(ports: Ports, { type, key, path, sha256, mark }: FoundRow): string {
  const parts = [type, key === null ? null : hexOf(key), path, findingKinds[type].from === 'sync' ? null : sha256, mark];
  return sha256Of(ports, encoder.encode(JSON.stringify(parts))).slice(0, 16);
}

function toFinding(row: FoundRow, id: string, kept: KeptAcknowledgement | undefined, times: Times, runs: Map<number, string>): Finding {
  const { type, key, path, sync, sha256, node } = row;
  const text = key === null ? null : keyText(key);
  const lid = key === null || text === null ? null : isPathKey(key) ? null : lidOfKey(text);
  return {
    id,
    type,
    key: text ?? path ?? '',
    lid,
    run: runs.get(node ?? -1) ?? (type.startsWith('history-') || type.startsWith('run-') || path?.startsWith('.history/') ? lid : null),
    object: type === 'store-repinned' ? null : path,
    detail: detailOf(row),
    sync,
    at: sync === null ? null : (times.get(sync)?.began ?? null),
    sha256,
    holds: true,
    acknowledged: kept === undefined ? null : acknowledgementOf(kept),
  };
}

function detailOf({ type, detail }: FoundRow): string {
  if (type.startsWith('clock-')) {
    const facts = JSON.parse(detail) as ClockFacts;
    return clockWords({ ...facts, example: lidOfHex(facts.example) });
  }
  if (type === 'back-dated-by-own-time') {
    const { text, ms, sync, began } = JSON.parse(detail) as { text: string; ms: number; sync: number; began: string };
    return ownTimeWords(text, ms, { sync, began });
  }
  if (type === 'lid-collision') return `${(JSON.parse(detail) as string[]).map(lidOfHex).join(' and ')} differ by letter case, Unicode form or percent-encoding alone`;
  if (type === 'history-twice') return `the lines ${detail} name the same run`;
  return detail;
}

function pastFinding(kept: KeptAcknowledgement, times: Times): Finding[] {
  const body = JSON.parse(kept.body) as Pick<Finding, 'id' | 'key' | 'lid' | 'object' | 'sync' | 'detail'> & { type: string };
  const type = findingTypes.find((known) => known === body.type);
  if (type === undefined) return [];
  const at = body.sync === null ? null : (times.get(body.sync)?.began ?? null);
  return [{ ...body, type, run: null, at, sha256: null, holds: false, acknowledged: acknowledgementOf(kept) }];
}

type Times = ReturnType<typeof syncTimes>;

export function acknowledgementOf({ at, by, reason }: KeptAcknowledgement): Acknowledgement {
  return { at, by, reason };
}

function lidOfHex(hex: string): string {
  return lidOfKey(keyText(bytesOfHex(hex.toLowerCase())));
}
