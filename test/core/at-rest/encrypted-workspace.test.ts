/** A whole encrypted workspace through the engine: nothing of its records lies on the disk in the clear, and it is verified, locked and made of a plain one. */
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ports } from '../../../core/ports';
import { generateStore } from '../../bench/generate-store';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const passphrase = 'five words drawn by chance';
let bench: Workbench;
let store: string;
beforeAll(async () => {
  bench = await openWorkbench();
  store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'store')), 'lineage');
});
afterAll(() => bench.close());

/** Everything below the home but the words that are to be there. */
function grep(words: readonly string[]): string[] {
  const hits: string[] = [];
  const look = (folder: string) => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (words.some((word) => name.includes(word))) hits.push(path);
      if (statSync(path).isDirectory()) look(path);
      else {
        const bytes = readFileSync(path);
        for (const word of words) if (bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le'))) hits.push(`${path}: ${word}`);
      }
    }
  };
  look(bench.home);
  return hits;
}

async function fill(name: string, secret?: string) {
  await bench.engine.call('workspaces.add', {
    name,
    store: { type: 'folder', path: store },
    maps: [{ from: '/data', to: '/elsewhere' }],
    ...(secret ? { passphrase: secret } : {}),
  });
  return bench.job('sync.run', { workspace: name });
}
const runOf = async (workspace: string) => {
  const { runs } = await bench.engine.call('runs.list', { workspace });
  return runs[0]?.lid ?? '';
};

it('keeps the same as a plain one, and nothing of it in the clear', async () => {
  const plain = await fill('plain-042');
  const counts = await fill('study-7', passphrase);
  expect({ ...counts, startedAt: '', finishedAt: '', seconds: 0 }).toEqual({ ...plain, startedAt: '', finishedAt: '', seconds: 0 });
  const [lid, other] = [await runOf('study-7'), await runOf('plain-042')];
  expect(lid).toBe(other);
  const words = [lid.slice(-20), 'study-7', 'FileOutput', 'lineage/v1beta1', '/elsewhere', store, 'LAWIDX4', 'first-seen', passphrase];
  expect(grep(words).filter((hit) => hit.includes('plain-042')).length).toBeGreaterThan(4);
  await bench.engine.call('search.find', { workspace: 'study-7', text: 'trial' });
  await bench.job('verify.run', { workspace: 'study-7', run: lid, work: true, inputs: true });
  const out = join(bench.folder, 'report.pdf');
  await bench.job('report.pdf', { workspace: 'study-7', about: { kind: 'run', run: lid }, out });
  await bench.engine.call('evidence.handOut', { workspace: 'study-7', out: join(bench.folder, 'checkpoint.txt') });
  const verified = await bench.job('evidence.verify', { workspace: 'study-7' });
  expect(verified).toMatchObject({ ok: true, faults: [], encrypted: true });
  expect(await bench.job('evidence.verify', { workspace: 'plain-042' })).toMatchObject({ ok: true, encrypted: false });
  expect(grep(words).filter((hit) => !hit.includes('plain-042'))).toEqual([]);
  const { workspaces } = await bench.engine.call('workspaces.list', {});
  expect(workspaces.map(({ name, encrypted }) => [name, encrypted])).toEqual([
    ['plain-042', false],
    ['study-7', true],
  ]);
}, 120_000);

it('is locked at the start, and opens from its image with the passphrase alone', async () => {
  bench = await bench.restart();
  const { locked, open } = await bench.engine.call('workspaces.atRest', {});
  expect(open).toEqual(['plain-042']);
  expect(locked).toEqual([{ folder: expect.stringMatching(/^encrypted-[0-9a-f]{16}$/), createdAt: expect.any(String) }]);
  const folder = locked[0]?.folder ?? '';
  expect((await bench.engine.call('workspaces.list', {})).problems).toEqual([]);
  await expect(bench.engine.call('workspaces.get', { workspace: 'study-7' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(bench.engine.call('workspaces.get', { workspace: folder })).rejects.toMatchObject({ code: 'sealed', data: { reason: 'locked' } });
  await expect(bench.job('evidence.verify', { workspace: folder })).rejects.toMatchObject({ code: 'sealed' });
  await expect(bench.engine.call('workspaces.unlock', { workspace: folder, passphrase: 'another one' })).rejects.toMatchObject({
    code: 'sealed',
    data: { reason: 'wrong-passphrase' },
    message: expect.stringContaining('Nothing is damaged'),
  });
  expect(await bench.engine.call('workspaces.unlock', { workspace: folder, passphrase })).toEqual({ workspace: 'study-7' });
  expect(await bench.job('sync.run', { workspace: 'study-7' })).toMatchObject({ new: 0, changed: 0 });
  await bench.engine.call('workspaces.lock', { workspace: 'study-7' });
  await expect(bench.engine.call('workspaces.get', { workspace: 'study-7' })).rejects.toMatchObject({ code: 'not-found' });
  await bench.engine.call('workspaces.unlock', { workspace: folder, passphrase });
}, 60_000);

it('tells damage as in a plain one, and heals an index', async () => {
  const folder = join(bench.home, bench.ports.vault.folder('study-7') ?? '');
  const pack = join(folder, 'evidence/packs/000001.log');
  const whole = readFileSync(pack);
  const broken = Buffer.from(whole);
  broken[5000] = (broken[5000] ?? 0) ^ 1;
  writeFileSync(pack, broken);
  const { ok, faults } = await bench.job('evidence.verify', { workspace: 'study-7' });
  expect(ok).toBe(false);
  expect(faults[0]).toMatchObject({ file: 'study-7/evidence/packs/000001.log', offset: expect.any(Number), message: expect.stringContaining('check sum') });
  writeFileSync(pack, whole);
  // The index that was made without the lost record is made anew once more.
  await bench.job('evidence.verify', { workspace: 'study-7' });
  expect(await bench.job('evidence.verify', { workspace: 'study-7' })).toMatchObject({ faults: [], ok: true });
  const image = join(folder, 'index/index.db');
  const sealed = readFileSync(image);
  writeFileSync(image, sealed.fill(0, 2000, 2100));
  bench = await bench.restart();
  const [locked] = (await bench.engine.call('workspaces.atRest', {})).locked;
  await bench.engine.call('workspaces.unlock', { workspace: locked?.folder ?? '', passphrase });
  const { faults: ofIndex } = await bench.job('evidence.verify', { workspace: 'study-7' });
  expect(ofIndex).toMatchObject([{ file: 'study-7/index/index.db' }]);
  expect(await bench.job('evidence.verify', { workspace: 'study-7' })).toMatchObject({ faults: [], ok: true });
}, 60_000);

it('refuses a weak passphrase, and says why', async () => {
  for (const weak of ['short', 'aaaaaaaaaaaaaaaaaaaaaa', ' leading and trailing '])
    await expect(bench.engine.call('workspaces.add', { name: 'weak', store: { type: 'folder', path: store }, passphrase: weak })).rejects.toMatchObject({ code: 'bad-input' });
  expect(existsSync(join(bench.home, 'weak'))).toBe(false);
});

it('is made of a plain one, which is then gone', async () => {
  const before = await bench.engine.call('evidence.log', { workspace: 'plain-042' });
  const answer = await bench.job('workspaces.encrypt', { workspace: 'plain-042', passphrase });
  expect(answer.workspace).toBe('plain-042');
  expect(existsSync(join(bench.home, 'plain-042'))).toBe(false);
  expect(await bench.job('evidence.verify', { workspace: 'plain-042' })).toMatchObject({ ok: true, encrypted: true });
  expect((await bench.engine.call('evidence.log', { workspace: 'plain-042' })).log.origin).toBe(before.log.origin);
  expect(grep(['FileOutput', 'plain-042', store])).toEqual([]);
}, 60_000);

/** Throws at the n-th act that changes something on the disk, and at every one after it, as a computer that lost its power. */
function dying(ports: Ports, at: number, count: { acts: number }): Ports {
  const act =
    <A extends unknown[], R>(what: (...args: A) => R) =>
    (...args: A): R => {
      if (++count.acts > at) throw new Error('power lost');
      return what(...args);
    };
  const { home } = ports;
  return {
    ...ports,
    home: {
      ...home,
      replace: act(home.replace),
      remove: act(home.remove),
      destroyFolder: act(home.destroyFolder),
      openAppend: (path) => {
        const file = home.openAppend(path);
        return { ...file, append: act(file.append), sync: act(file.sync) };
      },
    },
  };
}

it('loses nothing when it is killed at any moment of being made', async () => {
  const name = 'killed';
  const small = join(bench.folder, 'small');
  generateStore(small, 60);
  await bench.sync(name, small);
  const { workspace: held } = await bench.engine.call('workspaces.get', { workspace: name });
  bench.engine.close();
  cpSync(bench.home, join(bench.folder, 'kept'), { recursive: true });
  const outcomes = new Set<string>();
  let total = Number.POSITIVE_INFINITY;
  for (const moment of ['never', 0, 1, 2, 3, 4, 'half', -5, -4, -3, -2, -1] as const) {
    const at = moment === 'never' ? total : moment === 'half' ? Math.floor(total / 2) : moment < 0 ? total + moment : moment;
    const folder = join(bench.folder, `run-${at}`);
    cpSync(join(bench.folder, 'kept', name), join(folder, 'home', name), { recursive: true });
    const count = { acts: 0 };
    const dead = await openWorkbench({ folder, change: (ports) => ({ ...dying(ports, at, count), who: { ...ports.who, pid: 999_999_999 } }) });
    const finished = await dead.job('workspaces.encrypt', { workspace: name, passphrase }).then(
      () => true,
      () => false,
    );
    expect(finished).toBe(moment === 'never');
    if (finished) total = count.acts;
    const next = await openWorkbench({ folder, change: (ports) => ({ ...ports, processes: { ...ports.processes, look: () => ({ alive: false, began: null }) } }) });
    const { open, locked } = await next.engine.call('workspaces.atRest', {});
    expect(open.length + locked.length, `after ${at} acts`).toBe(1);
    outcomes.add(open.length === 1 ? 'plain' : 'encrypted');
    if (locked[0]) await next.engine.call('workspaces.unlock', { workspace: locked[0].folder, passphrase });
    expect((await next.engine.call('workspaces.get', { workspace: name })).workspace.records).toBe(held.records);
    expect(await next.job('evidence.verify', { workspace: name }), `after ${at} acts`).toMatchObject({ ok: true });
    next.close();
  }
  expect([...outcomes].sort()).toEqual(['encrypted', 'plain']);
  bench = await bench.restart();
}, 300_000);
