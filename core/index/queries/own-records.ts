/** Records of files against themselves: how many checksums follow from the path, size and time beside them. */
import type { SqlDatabase } from '../../ports';
import type { Candidate } from '../../verify/would-fit';
import { keyPrefixRanges, keyText } from '../key-bytes';
import { ownNumbers } from '../schema';
import { all, one } from './rows';

/** Of a row `f` of file: its record contradicts itself, or its run was written by a Nextflow that records no hash of the content. By the records alone. */
export const seemsToContradict = `(f.own = ${ownNumbers.contradicts} OR f.own = ${ownNumbers['not-standard']} AND EXISTS (SELECT 1 FROM run r WHERE r.node = f.run AND r.metadata_only = 1))`;

/** The same, but not where a check of this record has shown that the value is that of the content, and so the label alone is wrong. */
export const contradicts = `${seemsToContradict}
  AND NOT EXISTS (SELECT 1 FROM file_check c JOIN node m ON m.id = c.node JOIN object b ON b.id = m.object WHERE c.node = f.node AND c.verdict = 'content-verified' AND c.version IS b.version)`;

/** Those files, of all that may contradict themselves, of which a check has shown that the value is that of the content. */
export function shownToBeContent(db: SqlDatabase): Set<number> {
  const rows = all<[number]>(
    db,
    `SELECT c.node FROM file_check c JOIN node m ON m.id = c.node JOIN object b ON b.id = m.object
     WHERE c.verdict = 'content-verified' AND c.version IS b.version AND c.node IN (SELECT node FROM file WHERE own > 1)`,
  );
  return new Set(rows.map(([node]) => node));
}

/** Values that other records state for what this record of a file states, to try where it contradicts itself. */
export function ownCandidates(db: SqlDatabase, node: number): Candidate[] {
  const row = one<[Uint8Array, string | null, number | null, string | null]>(
    db,
    'SELECT n.key, f.created, s.size, s.modified FROM file f JOIN node n ON n.id = f.node LEFT JOIN file s ON s.node = f.source WHERE f.node = ?',
    [node],
  );
  if (row === undefined) return [];
  const [bytes, created, size, modified] = row;
  const candidates: Candidate[] = [];
  if (size !== null) candidates.push({ size, from: 'which the record of its source states' });
  if (created !== null) candidates.push({ modifiedAt: created, from: 'which the record states as when the file was made' });
  if (modified !== null) candidates.push({ modifiedAt: modified, from: 'which the record of its source states' });
  const key = keyText(bytes);
  const holder = key.slice(0, key.indexOf('/'));
  const folder = siblingFolder(db, holder, node);
  if (folder !== null) candidates.push({ path: folder + key.slice(holder.length), from: 'where its LID places it among the others of its run or task' });
  return candidates;
}

/** The folder that the keys below `holder/` lie in by a record that agrees with itself. */
function siblingFolder(db: SqlDatabase, holder: string, node: number): string | null {
  const [range] = keyPrefixRanges(`${holder}/`).slice(-1);
  if (holder === '' || range === undefined) return null;
  const sibling = one<[Uint8Array, string]>(
    db,
    `SELECT n.key, s.text FROM node n JOIN file f ON f.node = n.id JOIN string s ON s.id = f.path WHERE n.key >= ? AND n.key < ? AND f.own = ${ownNumbers.consistent} AND n.id <> ? ORDER BY n.key LIMIT 1`,
    [range.from, range.to, node],
  );
  const rest = sibling === undefined ? '' : keyText(sibling[0]).slice(holder.length);
  return sibling?.[1].endsWith(rest) && rest !== '' ? sibling[1].slice(0, -rest.length) : null;
}
