/** Writes results of checks: of many at a time, so that what is known already is not asked for, and no text is made twice. */
import type { LedgerEvent } from '../evidence/ledger';
import { bytesOfHex } from './key-bytes';
import type { CurrentRecord } from './queries/versions';
import { fileNode } from './write-baselines';
import type { Statements } from './write-statements';

type Checked = Extract<LedgerEvent, { type: 'checked' }>;

export interface CheckWriter {
  /** As `IndexWriter.apply` of one event. */
  keep(event: Checked, line?: Uint8Array, records?: ReadonlyMap<string, CurrentRecord>): void;
  /** Adds what was kept since to the rows of the verifications. */
  count(): void;
}

export function createCheckWriter(sql: Statements): CheckWriter {
  /** Results of each verification since its row was written. */
  const counts = new Map<number, number>();
  let tail: { of: number; bytes: Uint8Array } = { of: -1, bytes: new Uint8Array() };
  const tailOf = (verification = 0) => {
    if (tail.of !== verification) tail = { of: verification, bytes: encoder.encode(verification === 0 ? '}' : `,"verification":${verification}}`) };
    return tail.bytes;
  };
  return {
    keep(event, line, records) {
      const { check, record, verification = null } = event;
      if (verification !== null) counts.set(verification, (counts.get(verification) ?? 0) + 1);
      const known = check.lid === null ? undefined : records?.get(check.lid);
      const node = known?.node ?? fileNode(sql, check);
      const version = record === null ? null : known?.sha256 === record ? known.newest : sql.versionWithSha(node, bytesOfHex(record));
      const value = check.recorded.checksum?.value ?? '';
      // A look that could not tell stays in the evidence, and does not take the place of one that could.
      if (check.verdict === 'not-checked' && sql.hasCheck(node, value, version)) return;
      sql.putCheck(node, value, check.verdict, version, verification, bodyIn(event, line, tailOf(event.verification)) ?? JSON.stringify(check));
      if (check.sha256 !== null && check.at !== null && !known?.printed && !sql.hasFingerprint(node))
        sql.addFingerprint(node, { sha256: check.sha256, at: check.at, kind: check.folder == null ? 'file' : 'folder', origin: 'read', by: check.by ?? '' });
    },
    count() {
      for (const [verification, count] of counts) sql.countChecked(verification, count);
      counts.clear();
    },
  };
}

const encoder = new TextEncoder();
const recordIs = encoder.encode('{"type":"checked","record":');
const checkIs = encoder.encode(',"check":');

/** The JSON of the check out of the line just written of the event; null where its members stand in another order. `tail`: what stands behind it. */
function bodyIn({ record }: Checked, line: Uint8Array | undefined, tail: Uint8Array): Uint8Array | null {
  if (line === undefined) return null;
  const checkAt = recordIs.length + (record === null ? 'null' : `"${record}"`).length;
  const end = line.length - tail.length;
  return startsAt(line, 0, recordIs) && startsAt(line, checkAt, checkIs) && startsAt(line, end, tail) ? line.subarray(checkAt + checkIs.length, end) : null;
}

function startsAt(line: Uint8Array, at: number, part: Uint8Array): boolean {
  for (let i = 0; i < part.length; i++) if (line[at + i] !== part[i]) return false;
  return true;
}
