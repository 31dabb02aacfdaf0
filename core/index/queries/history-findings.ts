/** The run history against the records of runs: a line without a record and the reverse, two lines of one run, a line that says other than the record. */
import { objectPath } from '../object-path';
import { kindNumbers, objectClasses, objectStates } from '../schema';

const there = `o.state = ${objectStates.present} AND o.class = ${objectClasses.history}`;
const line = 'history h JOIN object o ON o.id = h.object JOIN node n ON n.id = h.node LEFT JOIN version v ON v.id = o.version';
const text = (id: string) => `(SELECT text FROM string WHERE id = ${id})`;

/** The columns of FoundRow in findings.ts without its type. CROSS JOIN: the few runs are gone through, not the many nodes in the order of their keys. */
export const historySelects = {
  'history-disagrees': `SELECT n.key, ${objectPath('o')}, 'the line ' || rtrim(coalesce(h.odd || '; ', '') || coalesce(${other('run name', 'h.name', 'r.name')}, '') || coalesce(${other('session', 'h.session', 'r.session')}, ''), '; '),
      v.first_sync, v.sha256, coalesce(h.odd, '') || coalesce(${text('r.name')}, '') || coalesce(${text('r.session')}, ''), n.id FROM ${line} LEFT JOIN run r ON r.node = h.node
    WHERE ${there} AND (h.odd IS NOT NULL OR h.name <> ${text('r.name')} OR h.session <> ${text('r.session')})`,
  'history-twice': `SELECT n.key, NULL, group_concat(${objectPath('o')}, ', '), max(v.first_sync), NULL, group_concat(${objectPath('o')}, ', '), n.id FROM ${line} WHERE ${there} GROUP BY h.node HAVING count(*) > 1`,
  'run-without-record': `SELECT n.key, ${objectPath('o')}, 'the history names run ' || h.name || ' of ' || h.time || ', and no record of it is in the store', v.first_sync, v.sha256, NULL, n.id FROM ${line}
    WHERE n.kind = ${kindNumbers.Missing} AND ${there}`,
  'run-without-history': `SELECT n.key, ${objectPath('o')}, 'a run record that no line of the run history names', max(v.first_sync, coalesce((SELECT max(f.sync) FROM history h JOIN finding f ON f.object = h.object
      AND f.type = 'vanished' WHERE h.node = n.id), 0)), v.sha256, NULL, n.id FROM run r CROSS JOIN node n ON n.id = r.node JOIN object o ON o.id = n.object LEFT JOIN version v ON v.id = o.version
    WHERE o.state = ${objectStates.present} AND NOT EXISTS (SELECT 1 FROM history h JOIN object ho ON ho.id = h.object WHERE h.node = n.id AND ho.state = ${objectStates.present})`,
};

function other(what: string, ofLine: string, ofRecord: string): string {
  return `CASE WHEN ${ofLine} <> ${text(ofRecord)} THEN 'names ${what} ' || ${ofLine} || ', the record ' || ${text(ofRecord)} || '; ' END`;
}
