/** The lines of a ledger: each the JSON of its event in UTF-8, whatever its length, as it is appended and as it is read again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type LedgerEvent, openLedger } from '../../../core/evidence/ledger';
import type { Ports } from '../../../core/ports';
import { createHomeFiles } from '../../../main/ports/home-files';

const path = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.nat({ max: 4000 }).map((length) => 'é\u{1f600}x\n'.repeat(length)),
);

it('are the bytes that JSON gives, one a line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  const ports = { home: createHomeFiles(folder), deflate: (bytes: Uint8Array) => deflateRawSync(bytes), inflate: (bytes: Uint8Array) => inflateRawSync(bytes) } as unknown as Ports;
  try {
    const ledger = openLedger(ports, 'ledger');
    const appended: string[] = [];
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 30 }), (paths) => {
        const events = paths.map((one): LedgerEvent => ({ type: 'vanished', sync: 1, path: one, was: null }));
        const { lines } = ledger.append(events);
        const expected = events.map((event) => Buffer.from(JSON.stringify(event)).toString('hex'));
        expect(lines.map((line) => Buffer.from(line).toString('hex'))).toEqual(expected);
        appended.push(...expected);
      }),
      { numRuns: 50 },
    );
    const read = [...ledger.scan({ segment: 1, offset: 0 }, (bad) => expect.fail(bad.message))].flatMap(({ lines }) => lines.map((line) => Buffer.from(line).toString('hex')));
    expect(read).toEqual(appended);
    ledger.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
