/** The digests of many records at once, for a report. */

import type { SqlDatabase } from '../../ports';
import { keyOfLid } from '../../record/lid';
import type { RecordDigest } from '../../report/facts';
import { hexOf } from '../key-bytes';
import { recordPath } from '../object-path';
import { objectStates } from '../schema';
import { kindOfNumber } from './nodes';
import { nodesOfKeys } from './references';
import { all, idList } from './rows';

type Row = [node: number, kind: number, otherPath: string | null, state: number | null, sha256: Uint8Array | null, size: number | null, began: string | null, versions: number];

/** In the order asked, each LID once; a LID that nothing in the store speaks of is left out. */
export function recordDigests(db: SqlDatabase, lids: readonly string[]): RecordDigest[] {
  const nodes = nodesOfKeys(db, [...new Set(lids.map(keyOfLid))]);
  const rows = all<Row>(
    db,
    `SELECT n.id, n.kind, o.other_path, o.state, v.sha256, v.size, s.began, (SELECT count(*) FROM version w WHERE w.object = o.id)
     FROM node n LEFT JOIN object o ON o.id = n.object LEFT JOIN version v ON v.id = o.version LEFT JOIN sync s ON s.id = v.first_sync WHERE n.id IN (SELECT value FROM json_each(?))`,
    [idList(nodes.values())],
  );
  const known = new Map(rows.map((row) => [row[0], row]));
  return [...new Set(lids)].flatMap((lid) => {
    const row = known.get(nodes.get(keyOfLid(lid)) ?? -1);
    if (row === undefined) return [];
    const [, kind, otherPath, state, sha256, size, firstSeen, versions] = row;
    const storePath = state === null ? null : (otherPath ?? recordPath(keyOfLid(lid)));
    return [{ lid, kind: kindOfNumber(kind), sha256: sha256 && hexOf(sha256), size, firstSeen, versions, vanished: state === objectStates.vanished, storePath }];
  });
}
