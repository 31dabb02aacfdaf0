/** The lines of `.history` that are in the store now: what `lineage list` shows. */

import type { ListLine } from '../../nextflow/list';
import type { SqlDatabase } from '../../ports';
import { lidOfKey } from '../../record/lid';
import { keyText } from '../key-bytes';
import { objectPath } from '../object-path';
import { objectStates } from '../schema';
import { all } from './rows';

/** By object path, so that runs of one second keep their order from sync to sync. */
export function historyLines(db: SqlDatabase): ListLine[] {
  const rows = all<[Uint8Array, string, string, string, string]>(
    db,
    `SELECT n.key, h.time, h.name, h.session, h.line FROM history h JOIN node n ON n.id = h.node JOIN object o ON o.id = h.object
     WHERE o.state = ${objectStates.present} ORDER BY ${objectPath('o')}`,
  );
  return rows.map(([bytes, time, name, session, line]) => {
    const key = keyText(bytes);
    return { key, time, name, session, line, lid: lidOfKey(key) };
  });
}
