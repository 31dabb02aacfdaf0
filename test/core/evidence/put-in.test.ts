/** A result that somebody writes behind the newest checkpoint needs no key: "evidence verify" tells that no act of this program made it. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { crc32 } from '../../../core/evidence/crc32';
import { layLeakyStore, run } from '../../main/secrets/leaky-store';
import { openWorkbench } from '../../workbench';

it('tells of a result that no entry of the journal tells of, and of none after acts of every kind that keep some', async () => {
  const bench = await openWorkbench();
  const workspace = 'w';
  await bench.sync(workspace, layLeakyStore(join(bench.folder, 'store')));
  for (const scope of [{ run: `lid://${run}` }, { run: `lid://${run}`, work: true, inputs: true }, { all: true }]) await bench.job('verify.run', { workspace, ...scope });
  const words = async () => (await bench.job('evidence.verify', { workspace })).covered.words;
  expect(await words()).not.toContain('no entry of the journal tells of');

  const ledger = join(bench.home, workspace, 'evidence/ledger/000001.log');
  const line = [...lines(readFileSync(ledger))].findLast((one) => one.includes('"type":"checked"')) ?? '';
  const forged = Buffer.from(`\0${line.replace(/"verdict":"[a-z-]+"/, '"verdict":"content-verified"')}`);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(forged.length - 1, 0);
  head.writeUInt32LE(crc32(forged), 4);
  appendFileSync(ledger, Buffer.concat([head, forged]));
  const again = await bench.restart();
  const verified = await again.job('evidence.verify', { workspace });
  expect(verified.log.after).toBe(1);
  expect(verified.covered.words).toContain('The ledger holds 1 result of checks that no entry of the journal tells of');
  again.close();
});

function* lines(bytes: Buffer): Generator<string> {
  for (let at = 8; at < bytes.length; at += 9 + bytes.readUInt32LE(at)) {
    const stored = bytes.subarray(at + 9, at + 9 + bytes.readUInt32LE(at));
    yield* String(bytes[at + 8] === 1 ? inflateRawSync(stored) : stored).split('\n');
  }
}
