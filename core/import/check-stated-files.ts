/** Holds each verdict and digest of a bundle's statement against the leaf that it names, as its verify.py does: a signature makes no result. */
import { addTo } from '../add-to';
import type { LedgerEvent } from '../evidence/ledger';
import type { Tally } from './findings';

export interface StatedFiles {
  /** `predicate.verdicts`, `predicate.files`, `subject` of the statement: hostile until they fit. */
  verdicts: unknown;
  files: unknown;
  subjects: unknown;
  /** SHA-256 of data/bundle.json, which the first subject is. */
  ownSha256: string;
}

const where = 'data/statement.dsse.json';

export function checkStatedFiles({ verdicts, files, subjects, ownSha256 }: StatedFiles, events: ReadonlyMap<number, LedgerEvent>, tally: Tally): void {
  if (!Array.isArray(files) || !Array.isArray(subjects)) {
    tally.check('statement', where, 'it does not name its files and subjects');
    return;
  }
  const results = resultsOf(events);
  const counts = new Map<string, number>([['total', files.length]]);
  const due: [name: string, sha256: string][] = [['data/bundle.json', ownSha256]];
  for (const value of files) {
    const { lid, path, verdict, leaf, sha256 } = (value ?? {}) as Record<string, unknown>;
    const name = String(lid ?? path ?? '');
    const said = String(verdict);
    counts.set(said, (counts.get(said) ?? 0) + 1);
    const of = results.get(name) ?? [];
    const result = of.find(({ index }) => index === leaf);
    tally.check('statement', name, faultOf());
    if (typeof sha256 === 'string') due.push([name, sha256]);

    function faultOf(): string | null {
      if (leaf === null) return verdict === 'not-checked' && sha256 === null ? null : 'the statement gives it a verdict without a result';
      if (result === undefined || result.verdict !== verdict) return `its verdict in the statement is not that of leaf ${leaf}`;
      const later = of.find((one) => one.index > result.index && one.verdict !== 'not-checked' && one.verdict !== verdict);
      if (later !== undefined) return `the later result of leaf ${later.index} says otherwise than the statement`;
      if (sha256 === null || (verdict === 'content-verified' && !result.folder && sha256 === result.sha256)) return null;
      return 'its SHA-256 in the statement was not computed over verified content';
    }
  }
  const named = subjects.map((one: { name?: unknown; digest?: { sha256?: unknown } } | null) => [one?.name, one?.digest?.sha256]);
  tally.check('statement', where, JSON.stringify(named) === JSON.stringify(due) ? null : 'its subjects are not bundle.json and the files whose SHA-256 it gives');
  const counted = Object.entries((verdicts ?? {}) as Record<string, unknown>);
  tally.check('statement', where, counted.length === counts.size && counted.every(([verdict, count]) => counts.get(verdict) === count) ? null : 'it counts its verdicts wrongly');
}

function resultsOf(events: ReadonlyMap<number, LedgerEvent>) {
  const results = new Map<string, { index: number; verdict: unknown; sha256: unknown; folder: boolean }[]>();
  for (const [index, event] of [...events].sort(([a], [b]) => a - b)) {
    if (event.type !== 'checked') continue;
    const { lid, path, verdict, sha256, folder } = (event.check ?? {}) as unknown as Record<string, unknown>;
    const name = String(lid ?? path ?? '');
    addTo(results, name, { index, verdict, sha256: sha256 ?? null, folder: folder != null });
  }
  return results;
}
