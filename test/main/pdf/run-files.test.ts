/** The run as data is the same bytes made in its thread as made where it is asked for, and whatever ends the thread is told in words. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPart, noRecords, type ScopePart, type ScopeRest, wholeScope } from '../../../core/export/flat-scope';
import type { ExportScope } from '../../../core/export/scope';
import type { RunFilesMaker } from '../../../core/ports';
import { runFiles } from '../../../core/report/run-files';
import { createRunFiles } from '../../../main/ports/pdf/run-files';
import { buildMain } from '../../build-main';
import { digests, hostileScope, ids, madeFile, madeScope } from '../../core/export/made-scope';

const folder = mkdtempSync(join(tmpdir(), 'run-files-'));
let thread: string;
beforeAll(() => {
  thread = buildMain('run-files-thread');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;
const many = 5000;

/** What is handed over, in parts of so many records. */
function handedOver({ tasks, files, others, links, ...about }: ExportScope, size: number): { parts: ScopePart[]; rest: () => ScopeRest } {
  const parts: ScopePart[] = [];
  for (let at = 0; at < Math.max(tasks.length, files.length, others.length); at += size)
    parts.push({ tasks: tasks.slice(at, at + size), files: files.slice(at, at + size), others: others.slice(at, at + size) });
  const all = [...links];
  const named = [...new Set(all.flatMap(({ from, to }) => [from, to]))];
  const places = new Map(named.map((id, at) => [id, at]));
  const ends = (end: 'from' | 'to') => Uint32Array.from(all, (link) => places.get(link[end]) ?? -1);
  const kinds = all.map(({ relation, inferred }) => ({ relation, inferred }));
  return { parts, rest: () => ({ ...about, links: { ids: named, kinds, from: ends('from'), to: ends('to'), kind: Uint8Array.from(all.keys()) } }) };
}

function longScope(): ExportScope {
  const plain = madeScope();
  const more = Array.from({ length: many }, (_, at) =>
    madeFile(`${ids.run}/sample_${at}.vcf`, {
      published: true,
      output: at % 2 === 0 ? 'calls' : null,
      recorded: at % 3 === 0 ? null : { value: String(at), algorithm: 'nextflow', mode: 'deep' },
    }),
  );
  return { ...plain, files: [...plain.files, ...more] };
}

function maker(of = thread): RunFilesMaker {
  const made = createRunFiles(of)(many);
  if (made === null) throw new Error('so many are worth a thread');
  return made;
}

test.each([
  ['a long run', longScope()],
  ['hostile texts', hostileScope('=\u202Ealarm\u0000 "\\u0041" \ud800 <x>\u2028')],
])('%s: the same files in the thread as here, and as they come out again', async (_, scope) => {
  const { parts, rest } = handedOver(scope, 700);
  const records = noRecords();
  for (const part of parts) addPart(records, structuredClone(part));
  const whole = wholeScope(records, rest());
  expect({ ...whole, links: [...whole.links] }).toEqual(scope);
  const there = maker();
  for (const part of parts) there.add(part);
  const made = await there.make(rest(), never);
  const texts = runFiles(scope, digests).map(({ parts: said }) => Buffer.from([...said].join('')));
  expect(texts.length).toBe(2);
  for (const [at, text] of texts.entries()) {
    const { bytes, ...facts } = made[at] as (typeof made)[number];
    expect(facts).toEqual({ size: text.length, sha256: createHash('sha256').update(text).digest('hex'), packed: text.length > 1 << 18 });
    const out = await bytes;
    expect(Buffer.compare(facts.packed ? inflateSync(out) : out, text)).toBe(0);
  }
});

test('few records are not worth a thread, and where there is none whoever asks makes them', () => {
  expect(createRunFiles(thread)(100)).toBeNull();
  expect(createRunFiles(join(folder, 'nowhere.cjs'))(many)).toBeNull();
});

test('a thread that ends, or fails, is told in words', async () => {
  const { parts, rest } = handedOver(madeScope(), 10);
  for (const [name, text, why] of [
    ['ends.cjs', "require('node:worker_threads').parentPort.on('message', () => process.exit(3));", 'exit 3'],
    ['fails.cjs', "require('node:worker_threads').parentPort.on('message', () => { throw new Error('no room'); });", 'no room'],
  ] as const) {
    writeFileSync(join(folder, name), text);
    const there = maker(join(folder, name));
    for (const part of parts) there.add(part);
    await expect(there.make(rest(), never)).rejects.toThrow(`the thread for it ended (${why}). Nothing was written. Make the report again.`);
  }
});

test('a stop ends it at once, with the reason of the stop', async () => {
  writeFileSync(join(folder, 'waits.cjs'), "require('node:worker_threads').parentPort.on('message', () => undefined);");
  const there = maker(join(folder, 'waits.cjs'));
  const stop = new AbortController();
  const asked = there.make(handedOver(madeScope(), 10).rest(), stop.signal);
  const outcome = expect(asked).rejects.toBe('enough');
  stop.abort('enough');
  await outcome;
  // The same once it was stopped before.
  await expect(maker(join(folder, 'waits.cjs')).make(handedOver(madeScope(), 10).rest(), stop.signal)).rejects.toBe('enough');
});
