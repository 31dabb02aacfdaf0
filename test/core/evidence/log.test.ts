/** The log of a workspace: signed at the end of each act, taken up after a kill, and every way of tampering with it told. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFramedLog } from '../../../core/evidence/framed-log';
import { checkpointText, parseCheckpoint } from '../../../core/evidence/tree/checkpoint';
import { writeNote } from '../../../core/evidence/tree/signed-note';
import { createKeys } from '../../../main/ports/keys';
import { buildMain } from '../../build-main';
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
const verify = (against: string[] = []) => bench.job('evidence.verify', { workspace: 'w', against: against.map((text, i) => ({ file: `checkpoint ${i}`, text })) });
const sync = () => bench.job('sync.run', { workspace: 'w' });
const log = async () => (await bench.engine.call('evidence.log', { workspace: 'w' })).log;
const messages = ({ faults }: { faults: { message: string }[] }) => faults.map(({ message }) => message).join('\n');
async function handOut(): Promise<string> {
  const { path } = await bench.engine.call('evidence.handOut', { workspace: 'w', out: join(bench.folder, 'out.txt') });
  return readFileSync(path, 'utf8');
}
/** Writes a log anew with its check sums right, as somebody would who knows the format. */
function rewrite(folder: string, change: (frames: string[]) => string[]) {
  const path = `w/evidence/${folder}`;
  const before = openFramedLog(bench.ports, path);
  const frames = [...before.scan({ segment: 1, offset: 0 }, () => undefined)].map(({ payload }) => Buffer.from(payload).toString());
  before.close();
  bench.ports.home.stopReading();
  rmSync(inWorkspace(`evidence/${folder}`), { recursive: true });
  mkdirSync(inWorkspace(`evidence/${folder}`));
  const after = openFramedLog(bench.ports, path);
  for (const frame of change(frames)) after.append(Buffer.from(frame), true);
  after.sync();
  after.close();
}
const forgetIndex = () => rmSync(inWorkspace('index'), { recursive: true, force: true });

beforeEach(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
  put('a', record('first'));
  await bench.sync('w', store);
});
afterEach(() => bench.close());

describe('signing', () => {
  it('ends each act that keeps something with one checkpoint over all there is, the journal included', async () => {
    const first = await log();
    expect(first).toMatchObject({ last: { number: 1, size: first.leaves }, after: 0, handedOut: null, origin: expect.stringMatching(/^lineage-audit\/[0-9a-f]{16}$/) });
    put('f', JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec: { path: join(store, 'nothing'), size: 1 } }));
    await sync();
    await bench.job('verify.run', { workspace: 'w', all: true });
    expect(await log()).toMatchObject({ last: { number: 3 }, after: 0, signers: [{ kept: 'file', surface: 'test' }] });
    // An act that keeps nothing signs nothing.
    await bench.engine.call('workspaces.setMaps', { workspace: 'w', maps: [{ from: '/a', to: '/b' }] });
    expect(await log()).toMatchObject({ last: { number: 3 }, after: 0 });
    expect(await verify()).toMatchObject({ ok: true, checkpoints: 3, faults: [], log: { last: { number: 3 }, after: 0 } });
  });

  it('knows the same of the log after the index was made anew', async () => {
    await handOut();
    put('b', record('second'));
    await sync();
    const before = await log();
    forgetIndex();
    bench = await bench.restart();
    expect(await log()).toEqual(before);
    await sync();
    expect(await verify()).toMatchObject({ ok: true, faults: [] });
  });

  it('goes over the ledger of an older version, which had none of this', async () => {
    put('b', record('second'));
    await sync();
    bench.engine.close();
    const own = /"type":"(signer-enrolled|journal-head)"/;
    rewrite('ledger', (frames) =>
      frames
        .map((frame) =>
          frame
            .split('\n')
            .filter((line) => !own.test(line))
            .join('\n'),
        )
        .filter((frame) => frame !== ''),
    );
    for (const path of ['evidence/checkpoints', 'index']) rmSync(inWorkspace(path), { recursive: true, force: true });
    const settings = JSON.parse(readFileSync(inWorkspace('workspace.json'), 'utf8'));
    delete settings.log;
    writeFileSync(inWorkspace('workspace.json'), JSON.stringify(settings));
    bench = await bench.restart();
    const before = await verify();
    expect(before).toMatchObject({ log: { origin: null, last: null } });
    expect(before.faults.map(({ file }) => file)).toEqual(['w/workspace.json']); // edited here, and the journal knows
    const { leaves } = await log();
    await sync();
    const after = await log();
    expect(after).toMatchObject({ last: { number: 1 }, after: 0, origin: expect.stringMatching(/^lineage-audit\//) });
    expect(after.leaves).toBe(leaves + 4); // began, ended, enrolled, head
    expect(await verify()).toMatchObject({ ok: true, checkpoints: 1 });
    expect(JSON.parse(readFileSync(inWorkspace('workspace.json'), 'utf8')).log).toBe(after.origin);
  });

  it('refuses a key that others may read, in words, before anything is done', async () => {
    const key = join(bench.home, 'keys/signing-key.pem');
    expect(statSync(key).mode & 0o777).toBe(0o600);
    chmodSync(key, 0o640);
    bench = await bench.restart();
    put('b', record('second'));
    await expect(sync()).rejects.toMatchObject({ code: 'disk', message: expect.stringMatching(/may be read or written by others \(mode 640\).*chmod 600/) });
    expect(await bench.engine.call('evidence.log', { workspace: 'w' })).toMatchObject({ key: null, keyProblem: expect.stringContaining('chmod 600') });
    chmodSync(key, 0o600);
    expect(await sync()).toMatchObject({ new: 1 });
  });

  it('enrols a second key by an event of its own, and takes both', async () => {
    const { leaves } = await log();
    rmSync(join(bench.home, 'keys'), { recursive: true });
    bench = await bench.restart();
    put('b', record('second'));
    await sync();
    const { signers } = await log();
    expect(signers.map(({ leaf }) => leaf > leaves)).toEqual([false, true]);
    expect(new Set(signers.map(({ keyId }) => keyId)).size).toBe(2);
    expect(await verify()).toMatchObject({ ok: true, checkpoints: 2 });
  });

  it('killed with -9 between the ledger and the checkpoint: nothing is lost, and the next act signs over it', async () => {
    put('b', record('second'));
    const hook = join(bench.folder, 'kill.cjs');
    writeFileSync(
      hook,
      `const fs = require('node:fs'); const open = fs.openSync;
       fs.openSync = (path, flags, ...more) => { if (String(path).includes('checkpoints') && flags === 'a+') process.kill(process.pid, 'SIGKILL'); return open(path, flags, ...more); };`,
    );
    bench.engine.close();
    const killed = spawnSync(process.execPath, ['--require', hook, buildMain('cli'), '--home', bench.home, '-w', 'w', 'sync'], { encoding: 'utf8' });
    expect(killed.signal).toBe('SIGKILL');
    bench = await bench.restart();
    const between = await verify();
    expect(between).toMatchObject({ ok: true, log: { last: { number: 1 } } });
    expect(between.log.after).toBeGreaterThan(3);
    expect(await bench.engine.call('workspaces.get', { workspace: 'w' })).toMatchObject({ workspace: { records: 2 } });
    expect(await sync()).toMatchObject({ unchanged: 2 });
    expect(await verify()).toMatchObject({ ok: true, log: { last: { number: 2 }, after: 0 } });
  });

  it('takes a torn checkpoint away before it signs the next', async () => {
    const path = inWorkspace('evidence/checkpoints/000001.log');
    const whole = readFileSync(path);
    put('b', record('second'));
    await sync();
    truncateSync(path, whole.length + 20);
    bench = await bench.restart();
    put('c', record('third'));
    await sync();
    expect(await verify()).toMatchObject({ ok: true, checkpoints: 2, log: { after: 0 } });
    const { events } = await bench.engine.call('journal.list', { workspace: 'w' });
    expect(events.map(({ act }) => act)).toContain('torn-tail-cut');
  });
});

describe('tampering, told by evidence verify', () => {
  it('a bit of a ledger line, its check sum made right: names the checkpoints between which it lies', async () => {
    put('b', record('second'));
    await sync();
    const sizes = [...(await checkpoints())].map(({ size }) => size);
    bench.engine.close();
    let at = -1;
    rewrite('ledger', (frames) => {
      let leaf = 0;
      return frames.map((frame) =>
        frame
          .split('\n')
          .map((line) => {
            if (leaf++ < (sizes[0] ?? 0) || at >= 0 || !line.includes('"path":"b/')) return line;
            at = leaf - 1;
            return line.replace(/"modified":(\d)/, (_, digit) => `"modified":${Number(digit) ^ 2}`);
          })
          .join('\n'),
      );
    });
    bench = await bench.restart();
    const result = await verify();
    expect(at).toBeGreaterThanOrEqual(0);
    expect(result.ok).toBe(false);
    expect(messages(result)).toContain(
      `checkpoint 2 does not fit the ledger: among its leaves ${sizes[0]} to ${(sizes[1] ?? 0) - 1} is one that is not what was signed (checkpoint 1, over ${sizes[0]} leaves, still fits)`,
    );
    expect(result.faults.find(({ message }) => message.includes('does not fit'))?.file).toBe('w/evidence/checkpoints/000001.log');
  });

  it('a flipped bit in the file: the file and the byte, and how far the checkpoints can be held against it', async () => {
    put('b', record('second'));
    await sync();
    const path = inWorkspace('evidence/ledger/000001.log');
    const bytes = readFileSync(path);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const result = await verify();
    expect(result.faults[0]).toMatchObject({ file: 'w/evidence/ledger/000001.log', offset: 8, entry: 1 });
    expect(messages(result)).toMatch(/leaves 0 to \d+ are lost; \d+ leaves behind it can be read; no checkpoint attests them/);
    expect(messages(result)).toMatch(/the ledger can be read to leaf 0 alone/);
  });

  it('a tail that was cut, journal and all; and then no further checkpoint is signed', async () => {
    put('b', record('second'));
    await sync();
    const [first] = await checkpoints();
    bench.engine.close();
    rewrite('ledger', (frames) => frames.slice(0, -1));
    forgetIndex();
    bench = await bench.restart();
    expect(messages(await verify())).toMatch(/checkpoint 2 is signed over \d+ leaves, and the ledger ends after \d+: leaves \d+ to \d+ are gone/);
    put('c', record('third'));
    expect(await sync()).toMatchObject({ new: 1 }); // what is seen is kept all the same
    expect(await checkpoints()).toHaveLength(2);
    const { events } = await bench.engine.call('journal.list', { workspace: 'w' });
    expect(events[0]).toMatchObject({ act: 'checkpoint-refused', detail: { message: expect.stringMatching(/cut|rewritten/) } });
    expect(await bench.engine.call('evidence.log', { workspace: 'w' })).toMatchObject({
      log: { fault: expect.stringContaining('checkpoint 2'), last: { number: 1, size: first?.size } },
    });
    await expect(handOut()).rejects.toMatchObject({ code: 'evidence-damaged' });
  });

  it('a checkpoint by a key that is not enrolled, one of another text, and checkpoints that are gone', async () => {
    const [kept] = await checkpoints();
    const stranger = createKeys(join(bench.folder, 'stranger'), undefined).signer();
    if (kept === undefined) throw new Error('no checkpoint');
    const forged = writeNote(bench.ports, checkpointText(kept), { name: kept.origin, publicKey: stranger.publicKey }, stranger.sign);
    bench.engine.close();
    rewrite('checkpoints', (frames) => [...frames, Buffer.from(forged).toString(), (frames[0] ?? '').replace(/^[^\n]{43}=$/m, Buffer.alloc(32).toString('base64')), 'nonsense']);
    bench = await bench.restart();
    const said = messages(await verify());
    expect(said).toContain('checkpoint 2 is signed by a key that the ledger had not enrolled');
    expect(said).toContain('checkpoint 3 bears a signature that is not of its text');
    expect(said).toMatch(/checkpoint 3 does not fit the ledger: the root over its first \d+ leaves is another/);
    expect(said).toContain('checkpoint 4 is no checkpoint');
    bench.engine.close();
    rewrite('checkpoints', (frames) => frames.slice(0, 1));
    bench = await bench.restart();
    put('b', record('second'));
    await sync();
    expect(await verify()).toMatchObject({ ok: true });
    rmSync(inWorkspace('evidence/checkpoints'), { recursive: true });
    expect(messages(await verify())).toContain('the ledger tells of 1 checkpoints, 0 can be read');
  });

  it('a journal that was rewritten behind a checkpoint, or cut', async () => {
    await sync();
    const path = inWorkspace('journal/000001.log');
    const whole = readFileSync(path);
    // The last line alone has nothing after it in the chain: only the ledger tells.
    bench.engine.close();
    const journal = openFramedLog(bench.ports, 'w/journal');
    const frames = [...journal.scan({ segment: 1, offset: 0 }, () => undefined)];
    const last = frames.at(-1);
    if (last === undefined) throw new Error('no entry');
    journal.truncate({ segment: 1, offset: last.offset });
    expect(messages(await verify())).toMatch(/names entry \d+ of the journal, of which \d+ can be read: its end is gone/);
    journal.append(
      Buffer.from(
        Buffer.from(last.payload)
          .toString()
          .replace(/"who":"[^"]*"/, '"who":"nobody"'),
      ),
      false,
    );
    journal.close();
    bench.ports.home.stopReading();
    expect(messages(await verify())).toMatch(/entry \d+ is not the one that leaf \d+ of the ledger names/);
    writeFileSync(path, whole);
    expect(await verify()).toMatchObject({ ok: true });
  });
});

describe('the second custodian', () => {
  it('sees that the log extends what was handed out, and is named as the witness', async () => {
    const first = await handOut();
    put('b', record('second'));
    await sync();
    const result = await verify([first, first.replaceAll('\n', '\r\n')]);
    expect(result).toMatchObject({ ok: true, against: [{ outcome: 'extends' }, { outcome: 'extends' }] });
    const { handedOut, last } = await log();
    expect(handedOut).toMatchObject({ size: parseCheckpoint(Buffer.from(first))?.size, by: bench.ports.who.user });
    expect(last?.size).toBeGreaterThan(handedOut?.size ?? 0);
    const { events } = await bench.engine.call('journal.list', { workspace: 'w' });
    expect(events.find(({ act }) => act === 'checkpoint-handed-out')).toMatchObject({ detail: { size: handedOut?.size, path: join(bench.folder, 'out.txt') } });
  });

  it('is told of a log that was cut, even where its checkpoints and journal were cut alike', async () => {
    bench.engine.close();
    cpSync(inWorkspace(''), join(bench.folder, 'copy'), { recursive: true });
    bench = await bench.restart();
    put('b', record('second'));
    await sync();
    const handed = await handOut();
    bench.engine.close();
    rmSync(inWorkspace(''), { recursive: true });
    cpSync(join(bench.folder, 'copy'), inWorkspace(''), { recursive: true });
    bench = await bench.restart();
    expect(await verify()).toMatchObject({ ok: true }); // by itself it looks whole
    expect(await verify([handed])).toMatchObject({ ok: false, faults: [], against: [{ outcome: 'cut', message: expect.stringMatching(/leaves \d+ to \d+ are gone/) }] });
  });

  it('is told of a log that was written anew with all its chains and a new key, and from which checkpoint on', async () => {
    const handed = await handOut();
    const settings = readFileSync(inWorkspace('workspace.json'));
    bench.engine.close();
    // The forger: another history under the same name, everything in it consistent.
    for (const path of [inWorkspace(''), join(bench.home, 'keys')]) rmSync(path, { recursive: true });
    mkdirSync(inWorkspace(''), { recursive: true });
    bench = await bench.restart();
    put('a', record('not the first'));
    await bench.sync('w', store);
    bench.engine.close();
    for (const path of ['evidence', 'index', 'journal']) expect(existsSync(inWorkspace(path))).toBe(path !== 'index');
    writeFileSync(inWorkspace('workspace.json'), settings);
    rewrite('ledger', (frames) => frames.slice(0, -1));
    rmSync(inWorkspace('evidence/checkpoints'), { recursive: true });
    bench = await bench.restart();
    for (const key of ['b', 'c', 'd']) {
      put(key, record(key));
      await sync();
    }
    expect((await verify()).faults.map(({ file }) => file)).toEqual(['w/workspace.json']); // the log by itself looks whole
    const { against, ok } = await verify([handed]);
    expect(ok).toBe(false);
    expect(against[0]).toMatchObject({
      outcome: 'rewritten',
      from: expect.any(Number),
      message: expect.stringMatching(/another root over the first \d+ leaves.*From our checkpoint \d+.*No key that today’s log has enrolled signed it/s),
    });
    expect((await checkpoints())[(against[0]?.from ?? 0) - 1]?.size).toBeGreaterThanOrEqual(against[0]?.size ?? Infinity);
  });

  it('is told of a checkpoint of another log, of one that was altered, and of what is none', async () => {
    const handed = await handOut();
    await bench.engine.call('workspaces.add', { name: 'other', store: { type: 'folder', path: store } });
    await bench.job('sync.run', { workspace: 'other' });
    const { path } = await bench.engine.call('evidence.handOut', { workspace: 'other', out: join(bench.folder, 'other.txt') });
    const signature = handed.trim().split(' ').at(-1) ?? '';
    const altered = handed.replace(signature, Buffer.from(Buffer.from(signature, 'base64').map((byte, i) => (i === 40 ? byte ^ 1 : byte))).toString('base64'));
    expect((await verify([readFileSync(path, 'utf8'), altered, 'hello', ''])).against.map(({ outcome }) => outcome)).toEqual(['other-log', 'not-ours', 'unreadable', 'unreadable']);
  });
});

async function checkpoints() {
  const kept = openFramedLog(bench.ports, 'w/evidence/checkpoints');
  const all = [...kept.scan({ segment: 1, offset: 0 }, () => undefined)].map(({ payload }) => parseCheckpoint(payload));
  kept.close();
  return all.filter((one) => one !== null);
}
