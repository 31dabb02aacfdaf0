/** The newest check of each file, marked stale where its record has changed since, and held against its fingerprint as it is now. */
import type { FileCheck } from '../../contract/shared';
import type { SqlDatabase } from '../../ports';
import { againstFingerprint } from '../../verify/baseline';
import { keptCheck } from '../../verify/recorded-file';
import type { Verdict } from '../../verify/verdict';
import { type Print, printColumns, printOf } from './baselines';
import { all, idList } from './rows';

/** Checks of nodes by node id, each with the recorded checksum value that it was held against (empty where none was recorded). */
export function checksOfNodes(db: SqlDatabase, nodes: Iterable<number>): Map<number, Map<string, FileCheck>> {
  const rows = all<[number, string, string, number, ...Print]>(
    db,
    `SELECT c.node, c.recorded, c.body, n.object IS NOT NULL AND c.version IS NOT o.version, ${printColumns} FROM file_check c JOIN node n ON n.id = c.node LEFT JOIN object o ON o.id = n.object
     LEFT JOIN fingerprint p ON p.node = c.node WHERE c.node IN (SELECT value FROM json_each(?))`,
    [idList(nodes)],
  );
  const checks = new Map<number, Map<string, FileCheck>>();
  for (const [node, recorded, body, stale, ...print] of rows) {
    const ofNode = checks.get(node) ?? new Map<string, FileCheck>();
    ofNode.set(recorded, { ...againstFingerprint(keptCheck(JSON.parse(body) as FileCheck), printOf(print)), stale: stale === 1 });
    checks.set(node, ofNode);
  }
  return checks;
}

/** Ids of all nodes that somebody has checked. */
export function checkedNodes(db: SqlDatabase): Set<number> {
  return new Set(all<[number]>(db, 'SELECT DISTINCT node FROM file_check').map(([node]) => node));
}

/** The same where there are no more than so many checks, else null: who asks about many files looks up these alone. */
export function fewCheckedNodes(db: SqlDatabase, most: number): Set<number> | null {
  const nodes = all<[number]>(db, 'SELECT node FROM file_check LIMIT ?', [most + 1]);
  return nodes.length > most ? null : new Set(nodes.map(([node]) => node));
}

/** Of outside files, of which tasks may record several checksums: every newest check that went wrong, with the checksum that it was held against. */
export function badOutsideChecks(db: SqlDatabase, bad: readonly Verdict[]): { node: number; recorded: string; verdict: Verdict; at: string }[] {
  const rows = all<[number, string, Verdict, string | null]>(
    db,
    "SELECT c.node, c.recorded, c.verdict, json_extract(c.body, '$.at') FROM file_check c JOIN node n ON n.id = c.node WHERE n.object IS NULL AND c.verdict IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
    [JSON.stringify(bad)],
  );
  return rows.map(([node, recorded, verdict, at]) => ({ node, recorded, verdict, at: at ?? '' }));
}

/** The newest of a file's checks, whatever checksum the record had then. */
export function newestCheck(checks: ReadonlyMap<string, FileCheck> | undefined): FileCheck | null {
  let newest: FileCheck | null = null;
  for (const check of checks?.values() ?? []) if (newest === null || (check.at ?? '') > (newest.at ?? '')) newest = check;
  return newest;
}
