/** A workspace retired: the certificate, checked by openssl too, the order in which things go, and what is left when it is killed in between. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseNote } from '../../../core/evidence/tree/signed-note';
import type { Ports } from '../../../core/ports';
import { generateStore } from '../../bench/generate-store';
import { openWorkbench, type Workbench } from '../../workbench';

const passphrase = 'five words drawn by chance';
const reason = 'Retention period of study 7 ended\non 2026-10-31';
let bench: Workbench;
let store: string;
let out: string;
beforeEach(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
  out = join(bench.folder, 'certificate.txt');
  generateStore(store, 60);
  await bench.sync('study', store);
});
afterEach(() => bench.close());
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const listed = async (on = bench) => on.engine.call('workspaces.atRest', {});

it('says what was destroyed, when, by whom and why, and its signature holds for openssl', async () => {
  const { log } = await bench.engine.call('evidence.log', { workspace: 'study' });
  const pack = sha256(readFileSync(join(bench.home, 'study/evidence/packs/000001.log')));
  const answer = await bench.job('workspaces.retire', { workspace: 'study', reason, out });
  expect(answer).toMatchObject({ path: out, note: null });
  expect(existsSync(join(bench.home, 'study'))).toBe(false);
  const bytes = readFileSync(out);
  expect(sha256(bytes)).toBe(answer.sha256);
  const text = bytes.toString();
  expect(text).toContain(`Log: ${log.origin}\n`);
  expect(text).toContain('Reason: Retention period of study 7 ended␊on 2026-10-31\n');
  expect(text).toMatch(/^Retired: 2\d{3}-.*Z \(local time is UTC[+-]\d\d:\d\d; this computer's clock\)$/m);
  expect(text).toMatch(/^By: \S+ on \S+ \(test\), Lineage Audit Workbench/m);
  expect(text).toMatch(/^Last entry of the journal: number \d+, workspace-retired,/m);
  expect(text).toMatch(/^Last checkpoint: Checkpoint \d+ of the log lineage-audit\/[0-9a-f]{16}, dated .* signs the root \S{44} over \d+ leaves\.$/m);
  expect(text).toMatch(/^Removal: ended 2/m);
  expect(text).toContain('does not erase it');
  expect(text).toContain('can no longer be made anew from here');
  expect(text).toMatch(new RegExp(`^${pack} \\d+ evidence/packs/000001.log$`, 'm'));

  const note = parseNote(bytes);
  const key = Buffer.from(answer.verifierKey.split('+').slice(2).join('+'), 'base64').subarray(1);
  writeFileSync(join(bench.folder, 'message'), note?.text ?? '');
  writeFileSync(join(bench.folder, 'signature'), note?.signatures[0]?.signature ?? '');
  writeFileSync(join(bench.folder, 'key.der'), Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]));
  const openssl = () =>
    execFileSync('openssl', ['pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', 'key.der', '-rawin', '-in', 'message', '-sigfile', 'signature'], {
      cwd: bench.folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  expect(openssl()).toContain('Verified Successfully');
  writeFileSync(join(bench.folder, 'message'), (note?.text ?? '').replace('study 7', 'study 8'));
  expect(openssl).toThrow();

  expect(await bench.engine.call('certificates.check', { text })).toMatchObject({ ok: true, ended: true });
  expect(await bench.engine.call('certificates.check', { text, key: log.signers[0]?.verifierKey ?? '' })).toMatchObject({ ok: true });
  expect(await bench.engine.call('certificates.check', { text: text.replace('study 7', 'study 8') })).toMatchObject({ ok: false });
  expect(await bench.engine.call('certificates.check', { text: text.replace('Removal: ended', 'Removal: begun') })).toMatchObject({ ok: false });
  await expect(bench.engine.call('certificates.check', { text: 'hello' })).rejects.toMatchObject({ code: 'bad-input' });

  expect((await listed()).retired).toMatchObject([{ name: 'study', reason, certificate: { path: out, sha256: answer.sha256 }, finishedAt: expect.any(String), note: null }]);
  await expect(bench.engine.call('workspaces.get', { workspace: 'study' })).rejects.toMatchObject({ code: 'not-found' });
  // The name is free again.
  await bench.sync('study', store);
  expect((await listed()).open).toEqual(['study']);
});

it('destroys the key of an encrypted one, and keeps neither its name nor the reason', async () => {
  await bench.engine.call('workspaces.add', { name: 'sealed-study', store: { type: 'folder', path: store }, passphrase });
  await bench.job('sync.run', { workspace: 'sealed-study' });
  const folder = bench.ports.vault.folder('sealed-study') ?? '';
  await bench.job('workspaces.retire', { workspace: 'sealed-study', reason, out });
  expect(existsSync(join(bench.home, folder))).toBe(false);
  const text = readFileSync(out, 'utf8');
  expect(text).toContain('Workspace: sealed-study\n');
  expect(text).toContain('overwritten with random bytes');
  expect(text).not.toContain('encrypted.json');
  expect(text).not.toContain('lay on this disk in the clear');
  expect((await listed()).retired).toMatchObject([{ name: folder, reason: null }]);
  const record = readFileSync(join(bench.home, 'retired', readdirSync(join(bench.home, 'retired'))[0] ?? ''), 'utf8');
  expect(record).not.toContain('sealed-study');
  expect(record).not.toContain('study 7');
});

it('claims nothing of plain files that lay there before it was encrypted', async () => {
  await bench.job('workspaces.encrypt', { workspace: 'study', passphrase });
  await bench.job('workspaces.retire', { workspace: 'study', reason, out });
  expect(readFileSync(out, 'utf8')).toContain('destroying the key says nothing of what is left of those');
});

it('is refused where the certificate would lie in the home or the store, or could not be written, and nothing is gone', async () => {
  for (const bad of [join(bench.home, 'certificate.txt'), join(bench.home, 'study', 'c.txt'), join(store, 'c.txt')])
    await expect(bench.job('workspaces.retire', { workspace: 'study', reason, out: bad })).rejects.toMatchObject({ code: 'bad-input' });
  await expect(bench.job('workspaces.retire', { workspace: 'study', reason, out: join(bench.folder, 'nowhere/c.txt') })).rejects.toMatchObject({ code: 'disk' });
  await expect(bench.job('workspaces.retire', { workspace: 'study', reason: '  ', out })).rejects.toMatchObject({ code: 'bad-input' });
  const stopped = new AbortController();
  await expect(bench.job('workspaces.retire', { workspace: 'study', reason, out }, () => stopped.abort(), stopped.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(existsSync(out)).toBe(false);
  expect(await bench.job('evidence.verify', { workspace: 'study' })).toMatchObject({ ok: true });
  const { events } = await bench.engine.call('journal.list', { workspace: 'study' });
  expect(events.map(({ act }) => act)).toContain('workspace-not-retired');
});

/** Throws at the n-th act of the home that changes something, and at each after it. */
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
    writeOut: act(ports.writeOut),
    who: { ...ports.who, pid: 999_999_999 },
    home: {
      ...home,
      replace: act(home.replace),
      remove: act(home.remove),
      // Killed in the middle of removing: what must go first is gone, and half of the rest.
      destroyFolder(folder, first) {
        if (++count.acts > at) {
          for (const file of [...first, 'evidence/ledger/000001.log']) rmSync(join(ports.homeFolder, folder, file), { force: true });
          throw new Error('power lost');
        }
        home.destroyFolder(folder, first);
      },
      openAppend: (path) => {
        const file = home.openAppend(path);
        return { ...file, append: act(file.append), sync: act(file.sync) };
      },
    },
  };
}

it.each([undefined, passphrase])(
  'killed at any moment it is whole, or its removal is finished by the next start (%s)',
  async (secret) => {
    const name = secret === undefined ? 'study' : 'sealed-study';
    if (secret !== undefined) {
      await bench.engine.call('workspaces.add', { name, store: { type: 'folder', path: store }, passphrase: secret });
      await bench.job('sync.run', { workspace: name });
      await bench.engine.call('workspaces.lock', { workspace: name });
      rmSync(join(bench.home, 'study'), { recursive: true });
    }
    const outcomes = new Set<string>();
    let total = Number.POSITIVE_INFINITY;
    const outcome = async (at: number) => {
      const folder = join(bench.folder, `killed-${at}`);
      mkdirSync(folder);
      cpSync(bench.home, join(folder, 'home'), { recursive: true });
      const certificate = join(folder, 'certificate.txt');
      const count = { acts: 0 };
      const dead = await openWorkbench({ folder, change: (ports) => dying(ports, at, count) });
      const open = async (on: Workbench) => {
        const { locked } = await listed(on);
        if (locked[0] && secret) await on.engine.call('workspaces.unlock', { workspace: locked[0].folder, passphrase: secret });
        return (await listed(on)).open;
      };
      await open(dead);
      const finished = await dead.job('workspaces.retire', { workspace: name, reason, out: certificate }).then(
        () => true,
        () => false,
      );
      if (finished) total = count.acts;
      const next = await openWorkbench({ folder, change: (ports) => ({ ...ports, processes: { ...ports.processes, look: () => ({ alive: false, began: null }) } }) });
      const { retired } = await listed(next);
      if (retired.length === 0) {
        outcomes.add('whole');
        expect(await open(next)).toEqual([name]);
        expect(await next.job('evidence.verify', { workspace: name }), `after ${at} acts`).toMatchObject({ ok: true });
      } else {
        outcomes.add(finished ? 'ended' : 'finished by the next start');
        expect(await open(next)).toEqual([]);
        expect(retired[0]?.finishedAt).not.toBeNull();
        expect(readdirSync(join(folder, 'home')).sort()).toEqual(['keys', 'retired']);
        const text = readFileSync(certificate, 'utf8');
        expect(await next.engine.call('certificates.check', { text }), `after ${at} acts`).toMatchObject({ ok: true, ended: true });
        expect(retired[0]?.certificate.sha256 === sha256(readFileSync(certificate)) || retired[0]?.note !== null).toBe(true);
      }
      next.close();
    };
    await outcome(total);
    // Each try of a passphrase takes its time: of the encrypted one the moments around the decision.
    for (let at = secret === undefined ? 0 : total - 6; at < total; at++) await outcome(at);
    expect([...outcomes].sort()).toEqual(['ended', 'finished by the next start', 'whole']);
  },
  180_000,
);
