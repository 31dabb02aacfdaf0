/** What lines show of files is kept beside the image: every answer is as the index gives it, whatever a record holds, whatever has gone from the store since, and whatever lies in the file. */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { searchSorts } from '../../../core/contract/search';
import { encodeAhead, type Parts, readAhead } from '../../../core/index/ahead-file';
import type { Ports } from '../../../core/ports';
import { generateStore } from '../../bench/generate-store';
import { openWorkbench, type Workbench } from '../../workbench';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });
const workspace = 'w';
const folder = mkdtempSync(join(tmpdir(), 'lines-'));
const store = join(folder, 'store');
const kept = join(folder, 'home', workspace, 'index', 'ahead-lines');

const odd: Record<string, object> = {
  'odd/é 日本 \u{1F9EC}.bam': { path: '/data/odd/é 日本 \u{1F9EC}.bam', createdAt: '2026-12-01T00:00:00.123456789+02:00', labels: ['odd'] },
  'odd/without-time': { path: '/data/odd/without-time', labels: ['odd'] },
  'odd/another-name': { path: '/elsewhere/of another name.txt', createdAt: 'not a time', labels: ['odd'], workflowRun: 'lid://never-seen' },
  'odd/no-path': { createdAt: '2026-12-01T00:00:00Z', labels: ['odd'] },
  'odd/home': { path: '/home/alice/secret/AKIAIOSFODNN7EXAMPLE.txt', createdAt: '2026-12-01T00:00:00Z', labels: ['odd', 'deliverable'] },
};

beforeAll(async () => {
  generateStore(store, 5200);
  for (const [key, spec] of Object.entries(odd)) {
    mkdirSync(join(store, key), { recursive: true });
    writeFileSync(join(store, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec }));
  }
  const first = await openWorkbench({ folder, keepFolder: true });
  await first.sync(workspace, store);
  first.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `reads`: how often the file was read. */
async function opened(change: (ports: Ports) => Ports = (ports) => ports): Promise<Workbench & { reads(): number }> {
  let reads = 0;
  const counting = (ports: Ports): Ports => ({
    ...ports,
    home: {
      ...ports.home,
      readAt(path, offset, into) {
        if (path.endsWith('ahead-lines')) reads++;
        return ports.home.readAt(path, offset, into);
      },
    },
  });
  return { ...(await openWorkbench({ folder, keepFolder: true, change: (ports) => counting(change(ports)) })), reads: () => reads };
}
const withoutLines = (ports: Ports): Ports => ({ ...ports, home: { ...ports.home, exists: (path) => !path.endsWith('ahead-lines') && ports.home.exists(path) } });

async function answers(bench: Workbench) {
  const all: unknown[] = [];
  for (const text of ['label:deliverable', 'label:odd', 'kind:file', 'S0001', 'bam', 'kind:run'])
    for (const sort of searchSorts) for (const offset of [0, 90]) all.push((await bench.engine.call('search.find', { workspace, text, sort, offset, limit: 100 })).groups);
  return all;
}
async function both() {
  const [one, other] = [await opened(), await opened(withoutLines)];
  try {
    return { kept: await answers(one), asked: await answers(other), reads: one.reads(), none: other.reads() };
  } finally {
    one.close();
    other.close();
  }
}
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const oddOnes = async (bench: Workbench) => (await bench.engine.call('search.find', { workspace, text: 'label:odd', group: 'files', limit: 10 })).groups[0]?.hits ?? [];

it('gives what the index gives, whatever a record holds', async () => {
  const { kept, asked, reads, none } = await both();
  expect(kept).toEqual(asked);
  expect(reads).toBeGreaterThan(100);
  expect(none).toBe(0);
  const bench = await opened();
  const hits = await oddOnes(bench);
  expect(hits.map(({ lid, time }) => [lid, time])).toEqual(
    expect.arrayContaining([
      ['lid://odd/é 日本 \u{1F9EC}.bam', '2026-12-01T00:00:00.123456789+02:00'],
      ['lid://odd/without-time', null],
      ['lid://odd/another-name', 'not a time'],
    ]),
  );
  expect(hits.find(({ lid }) => lid === 'lid://odd/another-name')?.run?.lid).toBe('lid://never-seen');
  expect(JSON.stringify(hits)).not.toContain('AKIAIOSFODNN7EXAMPLE');
  bench.close();
});

it('tells of a record that has gone since, and of one that came back, though the file is as it was', async () => {
  const before = readFileSync(kept);
  const bench = await opened();
  const gone = async () => (await oddOnes(bench)).filter(({ present }) => !present).map(({ lid }) => lid);
  expect(await gone()).toEqual([]);
  renameSync(join(store, 'odd/without-time'), join(folder, 'aside'));
  await bench.job('sync.run', { workspace });
  expect(await gone()).toEqual(['lid://odd/without-time']);
  expect(readFileSync(kept).equals(before)).toBe(true);
  const { kept: read, asked, reads } = await both();
  expect(read).toEqual(asked);
  expect(reads).toBeGreaterThan(100);
  renameSync(join(folder, 'aside'), join(store, 'odd/without-time'));
  await bench.job('sync.run', { workspace });
  expect(await gone()).toEqual([]);
  bench.close();
});

it('is not used where a byte of it is another one, wherever that is', async () => {
  const right = readFileSync(kept);
  const bench = await opened(withoutLines);
  const expected = await oddOnes(bench);
  bench.close();
  try {
    for (let at = 3; at < right.length; at += Math.ceil(right.length / 40)) {
      const damaged = Buffer.from(right);
      damaged[at] = (damaged[at] ?? 0) ^ 16;
      writeFileSync(kept, damaged);
      const one = await opened();
      expect(await oddOnes(one)).toEqual(expected);
      one.close();
    }
    for (const length of [0, 5, 100, 3000, right.length / 2]) {
      writeFileSync(kept, right.subarray(0, length));
      const one = await opened();
      expect(await oddOnes(one)).toEqual(expected);
      one.close();
    }
  } finally {
    writeFileSync(kept, right);
  }
});

it('rewritten, its digests too, it is named by verifying, also where it was put right again', async () => {
  const right = readFileSync(kept);
  const bench = await opened();
  const path = `${workspace}/index/ahead-lines`;
  const file = readAhead(bench.ports, path, () => true);
  if (file === null || file === 'broken') throw new Error('no such file');
  // One block in the place of another, and a table that says so.
  const { firsts, ends, sums, rows } = file.parts as { firsts: Int32Array; ends: Uint32Array; sums: Uint8Array; rows: Uint8Array };
  const [first, second] = [rows.subarray(0, ends[0]), rows.subarray(ends[0], ends[1])];
  const forged: Parts = {
    firsts,
    ends: Uint32Array.from(ends, (end, i) => (i === 0 ? second.length : end)),
    sums: joined(sums.subarray(32, 64), sums.subarray(0, 32), sums.subarray(64)),
    seal: '',
    rows: joined(second, first, rows.subarray(ends[1])),
  };
  const hash = bench.ports.sha256();
  for (const part of [forged.firsts, forged.ends, forged.sums] as (Int32Array | Uint32Array | Uint8Array)[])
    hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  const bytes = joined(...(encodeAhead(bench.ports, file.from, { ...forged, seal: hash.hex() }) ?? []));
  bench.ports.home.replace(path, bytes);
  await answers(bench);
  writeFileSync(kept, right);
  const faults = (await bench.job('evidence.verify', { workspace })).faults;
  expect(faults).toEqual([expect.objectContaining({ file: path, message: expect.stringContaining('in use') })]);
  writeFileSync(kept, bytes);
  bench.close();
  const other = await opened();
  expect((await other.job('evidence.verify', { workspace })).faults).toEqual([
    expect.objectContaining({ file: path, message: expect.stringContaining('its ends is not what the index gives') }),
  ]);
  other.close();
});
