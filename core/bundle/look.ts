/** Looks through the contents that a bundle would hold for secrets and personal data, and says what a redacted one leaves out. */
import type { ScanResult } from '../contract/secrets';
import type { Progress } from '../contract/shared';
import { pause } from '../pause';
import type { Masker } from '../redact/masker';
import { collectFindings } from '../secrets/collect';
import type { OwnLists } from '../secrets/patterns';
import { createRedactor, type Redactor, whyLeftOut } from '../secrets/redactor';
import { createScanner } from '../secrets/scan';
import type { AtCheckpoint } from './at-checkpoint';
import type { Chosen } from './choose-leaves';

export interface Looked {
  scan: ScanResult;
  /** null: the bundle is to be complete. */
  redaction: Redaction | null;
}
export interface Redaction extends Redactor {
  /** SHA-256 of a content → why it stays out. */
  leaveOut: ReadonlyMap<string, string>;
}

/**
 * Reads every record and list once, and for a redacted bundle once more, for copies of what was found in others. `elsewhere`: contents that are not in
 * the bundle; the journal, which tells of other runs too, may hold copies of what stands in these. They count in no warning.
 */
export async function* lookThrough(
  at: Pick<AtCheckpoint, 'content'>,
  { records, lists }: Chosen,
  own: OwnLists,
  masker: Masker,
  redacted: boolean,
  elsewhere: () => ReadonlySet<string>,
  signal: AbortSignal,
): AsyncGenerator<Progress, Looked> {
  const scanner = createScanner(own);
  const collected = collectFindings();
  const secrets = new Set<string>();
  const leaveOut = new Map<string, string>();
  const contents = [...records.keys(), ...lists.keys()];
  for (const [done, sha256] of contents.entries()) {
    if (done % 50 === 0) yield* pause({ phase: 'looking for secrets', done, total: contents.length }, signal);
    const scanned = scanner.scan(at.content(sha256));
    collected.add({ lid: records.has(sha256) ? 'a record' : 'a list', sha256 }, scanned);
    for (const text of scanned.texts) secrets.add(text);
    const why = whyLeftOut(scanned);
    if (why !== null) leaveOut.set(sha256, why);
  }
  const scan = collected.result(contents.length);
  if (!redacted) return { scan, redaction: null };
  const others = [...elsewhere()].filter((sha256) => !records.has(sha256) && !lists.has(sha256));
  for (const [done, sha256] of others.entries()) {
    if (done % 50 === 0) yield* pause({ phase: 'looking for secrets of other runs', done, total: others.length }, signal);
    for (const text of scanner.scan(at.content(sha256)).texts) secrets.add(text);
  }
  const redactor = createRedactor(secrets, own, masker);
  const decoder = new TextDecoder();
  for (const [done, sha256] of contents.entries()) {
    if (done % 50 === 0) yield* pause({ phase: 'looking for copies of them', done, total: contents.length }, signal);
    if (!leaveOut.has(sha256) && redactor.holds(decoder.decode(at.content(sha256)))) leaveOut.set(sha256, 'it holds a copy of a secret that stands in another record');
  }
  return { scan, redaction: { ...redactor, leaveOut } };
}
