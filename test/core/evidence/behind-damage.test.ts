/** Damage in the middle of the evidence: the workspace opens, what lies behind is read, what is lost is named, and what can be read again is. */
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFramedLog } from '../../../core/evidence/framed-log';
import { openLedger } from '../../../core/evidence/ledger';
import { openMirror, sha256Of } from '../../../core/evidence/mirror';
import { openIndex } from '../../../core/index/open-index';
import { openWorkbench, type Workbench } from '../../workbench';

vi.setConfig({ testTimeout: 60_000 });
const record = (name: string) => JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name } });
let bench: Workbench;
let store: string;
const put = (key: string, text: string) => {
  mkdirSync(join(store, key), { recursive: true });
  writeFileSync(join(store, key, '.data.json'), text);
};
const inWorkspace = (path: string) => join(bench.home, 'w', path);
const pack = 'evidence/packs/000001.log';
const ledgerFile = 'evidence/ledger/000001.log';
const verify = (more: { part?: { n: number; of: number }; resume?: boolean } = {}) => bench.job('evidence.verify', { workspace: 'w', ...more });
const sync = () => bench.job('sync.run', { workspace: 'w' });
const damageOf = async () => (await bench.engine.call('workspaces.get', { workspace: 'w' })).workspace.damage ?? [];
const raw = async (key: string) => Buffer.from((await bench.engine.call('records.raw', { workspace: 'w', lid: `lid://${key}` })).base64, 'base64').toString();

function framesOf(folder: string) {
  const log = openFramedLog(bench.ports, `w/${folder}`);
  const frames = [...log.scan({ segment: 1, offset: 0 }, () => undefined)];
  log.close();
  bench.ports.home.stopReading();
  return frames;
}
/** Flips a bit in the payload of one frame of a log, counted from 0. */
function damage(folder: string, frame: number) {
  const { offset = 0, end = 0 } = framesOf(folder)[frame] ?? {};
  const path = inWorkspace(`${folder}/000001.log`);
  const bytes = readFileSync(path);
  bytes[end - 1] = (bytes[end - 1] ?? 0) ^ 4;
  writeFileSync(path, bytes);
  return { offset, end, entry: frame + 1 };
}

beforeEach(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
  for (const key of ['a', 'b', 'c']) put(key, record(key));
  await bench.sync('w', store);
});
afterEach(() => bench.close());

describe('a record in the packs', () => {
  it('is named as lost, and read again at the next sync; the damage stays told', async () => {
    const at = damage('evidence/packs', 1);
    bench = await bench.restart();
    const before = await verify();
    expect(before.faults).toContainEqual(expect.objectContaining({ file: 'w/evidence/packs/000001.log', ...at }));
    expect(before.faults.map(({ message }) => message).join()).toMatch(/the bytes of lid:\/\/b \(SHA-256 [0-9a-f]{64}\) are not in the packs/);
    expect(await raw('c')).toBe(record('c'));
    expect((await damageOf()).join('\n')).toMatch(/bytes of 1 version.*b\/\.data\.json.*the next sync reads 1 again/);
    expect(await sync()).toMatchObject({ fetched: 1, complete: true, quarantined: 0 });
    expect(await raw('b')).toBe(record('b'));
    const after = await verify();
    expect(after.ok).toBe(false);
    expect(after.faults).toEqual([expect.objectContaining({ file: 'w/evidence/packs/000001.log', ...at })]);
    expect(after.index).toMatchObject({ differences: [], notCompared: null });
    expect((await damageOf()).join('\n')).toMatch(/The packs are damaged/);
  });

  it('that is damaged and gone from the store stays lost, and the rest goes on', async () => {
    damage('evidence/packs', 1);
    rmSync(join(store, 'b'), { recursive: true });
    bench = await bench.restart();
    expect(await sync()).toMatchObject({ vanished: 1, complete: true });
    expect(await raw('a')).toBe(record('a'));
    await expect(raw('b')).rejects.toThrow();
  });

  it('cannot pass off what it holds as entries of the packs', async () => {
    const made = openFramedLog(bench.ports, 'made');
    made.append(Buffer.from(record('forged')), false);
    made.close();
    const forged = bench.ports.home.read('made/000001.log').subarray(8);
    const host = Buffer.concat([Buffer.from(record('host').slice(0, -1)), Buffer.from(',"x":"'), Buffer.from(forged), Buffer.from('"}')]);
    const log = openFramedLog(bench.ports, 'hostile');
    const real = [Buffer.from(record('one')), host, Buffer.from(record('two')), Buffer.from(record('three'))];
    const [, hostAt] = real.map((bytes) => log.append(bytes, false));
    log.close();
    const file = bench.ports.home.read('hostile/000001.log');
    const lengthByte = hostAt?.offset ?? 0;
    for (let bit = 0; bit < 32; bit++) {
      const bytes = file.slice();
      bytes[lengthByte + (bit >> 3)] = (bytes[lengthByte + (bit >> 3)] ?? 0) ^ (1 << (bit & 7));
      bench.ports.home.replace('hostile/000001.log', bytes);
      bench.ports.home.stopReading();
      const named = new Set(real.map((one) => sha256Of(bench.ports, one)));
      const read = [...openMirror(bench.ports, 'hostile').scan({ segment: 1, offset: 0 }, () => undefined, { accept: (payload) => named.has(sha256Of(bench.ports, payload)) })];
      expect(read.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([record('one'), record('two'), record('three')]);
    }
  });
});

it('a ledger that is damaged in the middle hides nothing behind it; what comes after is attested by no checkpoint, and none is signed', async () => {
  put('d', record('d'));
  await sync();
  const [first = { events: [] }] = framesOf('evidence/ledger').map(({ payload }) => ({ events: Buffer.from(payload).toString().split('\n') }));
  damage('evidence/ledger', 0);
  bench = await bench.restart();
  const { records } = (await bench.engine.call('workspaces.get', { workspace: 'w' })).workspace;
  expect(records).toBe(1);
  expect(await raw('d')).toBe(record('d'));
  expect((await damageOf()).join('\n')).toMatch(/The ledger is damaged: w\/evidence\/ledger\/000001\.log, bytes 8 to \d+.*no checkpoint attests it/);
  const { log } = await bench.engine.call('evidence.log', { workspace: 'w' });
  expect(log.fault).toMatch(/the ledger is damaged at byte 8 of file 1/);
  const { faults } = await verify();
  const inLedger = faults.find(({ file, offset }) => file === `w/${ledgerFile}` && offset === 8);
  expect(inLedger?.message).toContain(`leaves 0 to ${first.events.length - 1} are lost`);
  expect(await sync()).toMatchObject({ new: 3 });
  expect((await bench.engine.call('journal.list', { workspace: 'w' })).events.map(({ act }) => act)).toContain('checkpoint-refused');
});

it('a journal that is damaged in the middle is read and written on behind it', async () => {
  put('d', record('d'));
  await sync();
  const at = damage('journal', 1);
  bench = await bench.restart();
  const { faults } = await verify();
  expect(faults).toEqual([expect.objectContaining({ file: 'w/journal/000001.log', ...at, message: expect.stringContaining('entry 2 is lost, entry 3 and what follows is read') })]);
  await sync();
  const { events, damage: said } = await bench.engine.call('journal.list', { workspace: 'w' });
  expect(events.map(({ seq }) => seq).reverse()).toEqual([1, ...Array.from({ length: events.length - 1 }, (_, i) => i + 3)]);
  expect(said).toContain(`bytes ${at.offset} to ${at.end - 1} of file 1`);
  expect((await verify()).faults).toHaveLength(1);
});

it('a checkpoint that is damaged keeps none after it from being signed', async () => {
  for (const key of ['d', 'e']) {
    put(key, record(key));
    await sync();
  }
  damage('evidence/checkpoints', 1);
  rmSync(inWorkspace('index'), { recursive: true, force: true });
  bench = await bench.restart();
  put('f', record('f'));
  await sync();
  const { log } = await bench.engine.call('evidence.log', { workspace: 'w' });
  expect(log).toMatchObject({ fault: null, after: 0, last: { number: 4 } });
  expect((await verify()).faults.map(({ file, entry }) => [file, entry])).toContainEqual(['w/evidence/checkpoints/000001.log', 2]);
  expect((await damageOf()).join('\n')).toMatch(/A checkpoint is damaged/);
});

it('damaged settings do not keep a workspace shut, and every byte of them counts', async () => {
  const path = inWorkspace('workspace.json');
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, `${whole} `);
  expect((await verify()).faults).toEqual([expect.objectContaining({ file: 'w/workspace.json', message: expect.stringContaining('not what this program wrote') })]);
  truncateSync(path, 20);
  bench = await bench.restart();
  expect(await bench.engine.call('workspaces.get', { workspace: 'w' })).toMatchObject({
    workspace: { store: { path: store }, damage: [expect.stringContaining('workspace.json'), expect.anything()] },
  });
  await bench.engine.call('workspaces.setMaps', { workspace: 'w', maps: [{ from: '/a', to: '/b' }] });
  expect(await verify()).toMatchObject({ ok: true });
  expect(await damageOf()).toEqual([]);
});

describe('parts', () => {
  it('are together all of the packs, and damage is found in its own part alone', async () => {
    damage('evidence/packs', 1);
    const entries = framesOf('evidence/packs').length + 1;
    const parts = [];
    for (const n of [1, 2, 3]) parts.push(await verify({ part: { n, of: 3 } }));
    expect(parts.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(parts.map(({ covered }) => covered.packs.entries)).toEqual([entries, entries, entries]);
    expect(parts[1]?.faults[0]?.message).toMatch(/by the index b\/\.data\.json lies here/);
    expect(parts[2]?.covered.words).toMatch(/^Part 3 of 3: .* nothing wrong\. The other 2 parts were not read in this run: by the journal 2 of them were verified before/);
    await expect(verify({ part: { n: 4, of: 3 } })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('are gone on with where they were interrupted, and what the run before read still counts', async () => {
    for (let i = 0; i < 1200; i++) put(`r${i}`, record(`${i}`));
    await sync();
    const stop = new AbortController();
    await expect(bench.job('evidence.verify', { workspace: 'w' }, ({ phase, done }) => phase === 'raw records' && done >= 500 && stop.abort(), stop.signal)).rejects.toThrow();
    expect((await bench.engine.call('journal.list', { workspace: 'w', limit: 1 })).events[0]).toMatchObject({ act: 'evidence-verify-stopped' });
    bench = await bench.restart();
    await expect(verify({ resume: true, part: { n: 1, of: 2 } })).rejects.toMatchObject({ code: 'bad-input' });
    const { ok, covered } = await verify({ resume: true });
    expect(covered).toMatchObject({
      part: null,
      packs: { read: 1203, entries: 1203 },
      resumedFrom: expect.any(String),
      words: expect.stringContaining('The first 500 of these were read by the verification of'),
    });
    expect(ok).toBe(true);
    await expect(verify({ resume: true })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('while another process writes', () => {
  it('bytes that are in the packs before the ledger names them are found when it does', () => {
    const at = { ports: bench.ports, imagePath: 'x/index.db', ledger: openLedger(bench.ports, 'x/ledger'), mirror: openMirror(bench.ports, 'x/packs'), onTail: () => undefined };
    const index = openIndex(at);
    const writer = { ledger: openLedger(bench.ports, 'x/ledger'), mirror: openMirror(bench.ports, 'x/packs') };
    const keep = (key: string) => {
      const bytes = Buffer.from(record(key));
      writer.mirror.put(bytes);
      writer.mirror.sync();
      return { type: 'first-seen' as const, sync: 1, path: `${key}/.data.json`, sha256: sha256Of(bench.ports, bytes), size: bytes.length, tag: 't', modified: 0 };
    };
    const one = keep('one');
    writer.ledger.append([one]);
    const two = keep('two');
    index.catchUp(); // reads the packs beyond what the ledger names
    writer.ledger.append([two]);
    expect(index.catchUp()).toBe(true);
    expect(index.find(two.sha256)).toMatchObject({ pack: 1 });
    expect(index.damage()).toEqual([]);
    index.close();
  });

  it('an entry of the ledger that was half written when it was looked at, and is whole now, is not cut', async () => {
    const before = readFileSync(inWorkspace(ledgerFile));
    put('d', record('d'));
    await sync();
    const whole = readFileSync(inWorkspace(ledgerFile));
    writeFileSync(inWorkspace(ledgerFile), whole.subarray(0, before.length + 20));
    bench = await bench.restart();
    await bench.engine.call('workspaces.get', { workspace: 'w' });
    writeFileSync(inWorkspace(ledgerFile), whole);
    put('e', record('e'));
    expect(await sync()).toMatchObject({ new: 1, unchanged: 4 });
    expect(readFileSync(inWorkspace(ledgerFile)).subarray(0, whole.length).equals(whole)).toBe(true);
    expect(await verify()).toMatchObject({ ok: true });
    expect(readFileSync(inWorkspace(pack)).length).toBeGreaterThan(0);
  });
});
