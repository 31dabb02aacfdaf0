/** Checkpoints and proofs as tools that are not ours see them: Go's note and tlog packages, and openssl. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures, openWorkbench, unpack, type Workbench } from '../../workbench';

const inCi = process.env.CI === 'true';
const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const go = has('go', 'version');
const openssl = has('openssl', 'version');
/** Built with what Go has or fetches; null where it cannot be. */
const checker = go ? buildChecker() : null;

function buildChecker(): string | null {
  const path = join(mkdtempSync(join(tmpdir(), 'note-check-')), 'note-check');
  return spawnSync('go', ['build', '-o', path, '.'], { cwd: join(import.meta.dirname, '../../tools/note-check') }).status === 0 ? path : null;
}

let bench: Workbench;
let folder: string;
let key: string;
const file = (name: string) => join(folder, name);
const record = /lid:\/\/[0-9a-f]{32}/.exec(readFileSync(join(fixtures, 'trial-042-answers.json'), 'utf8'))?.[0] ?? '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'others-'));
  bench = await openWorkbench();
  await bench.sync('w', join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'store')), 'lineage'));
  const { verifierKeys } = await bench.engine.call('evidence.handOut', { workspace: 'w', out: file('older.txt') });
  key = verifierKeys[0] ?? '';
  await bench.engine.call('evidence.prove', { workspace: 'w', lid: record, out: file('record.tlog-proof') });
  await bench.engine.call('evidence.prove', { workspace: 'w', leaf: 0, out: file('first.tlog-proof') });
  await bench.engine.call('evidence.prove', { workspace: 'w', since: readFileSync(file('older.txt'), 'utf8'), out: file('consistency.txt') });
}, 120_000);
afterAll(() => {
  bench.close();
  rmSync(folder, { recursive: true, force: true });
  if (checker !== null) rmSync(dirname(checker), { recursive: true, force: true });
});

it('has the tools it needs, or says that it goes without', () => {
  if (checker === null) console.warn(`${go ? 'Go could not fetch golang.org/x/mod' : 'No Go here'}: the checks with golang.org/x/mod/sumdb are left out.`);
  if (!openssl) console.warn('No openssl here: the check of the Ed25519 signature with it is left out.');
  if (inCi) expect({ sumdb: checker !== null, openssl }).toEqual({ sumdb: true, openssl: true });
});

describe.skipIf(checker === null)('golang.org/x/mod/sumdb', () => {
  const check = (input: string | Buffer, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(checker ?? '', args, { input });
    return { status, said: `${stdout}${stderr}`.trim() };
  };
  /** The event is in the `extra` line; the checker is given its bytes. */
  const leafOf = (name: string) => {
    const extra = /^extra (\S+)$/m.exec(readFileSync(file(name), 'utf8'))?.[1] ?? '';
    writeFileSync(file(`${name}.leaf`), Buffer.from(extra, 'base64'));
    return file(`${name}.leaf`);
  };

  it('opens a checkpoint with the public key, and refuses it when a digit is changed', () => {
    const note = readFileSync(file('older.txt'), 'utf8');
    const [, size, root] = note.split('\n');
    expect(check(note, 'note', key)).toEqual({ status: 0, said: `ok ${size} ${root}` });
    expect(check(note.replace(`\n${size}\n`, `\n${Number(size) + 1}\n`), 'note', key)).toMatchObject({ status: 1, said: expect.stringContaining('invalid signature') });
  });

  it('finds the record and the first event in the tree, and no other', () => {
    for (const name of ['record.tlog-proof', 'first.tlog-proof']) {
      const leaf = leafOf(name);
      expect(check(readFileSync(file(name)), 'inclusion', key, leaf)).toMatchObject({ status: 0, said: expect.stringMatching(/^ok /) });
      writeFileSync(leaf, `${readFileSync(leaf, 'utf8')} `);
      expect(check(readFileSync(file(name)), 'inclusion', key, leaf)).toMatchObject({ status: 1, said: expect.stringContaining('invalid') });
    }
  });

  it('sees that the later checkpoint extends the older one', () => {
    const proof = readFileSync(file('consistency.txt'), 'utf8');
    expect(proof.split('\n\n')[0]?.split('\n').length).toBeGreaterThan(1);
    expect(check(proof, 'consistency', key, file('older.txt'))).toMatchObject({ status: 0 });
    const lines = proof.split('\n');
    [lines[1], lines[2]] = [lines[2] ?? '', lines[1] ?? ''];
    expect(check(lines.join('\n'), 'consistency', key, file('older.txt'))).toMatchObject({ status: 1 });
  });
});

it.skipIf(!openssl)('openssl verifies the Ed25519 signature over the text of the note', () => {
  const note = readFileSync(file('older.txt'), 'utf8');
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  const signature = Buffer.from(note.trim().split(' ').at(-1) ?? '', 'base64').subarray(4);
  const publicKey = Buffer.from(key.split('+').slice(2).join('+'), 'base64').subarray(1);
  mkdirSync(file('ssl'));
  writeFileSync(file('ssl/key.der'), Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]));
  writeFileSync(file('ssl/signature'), signature);
  const verify = (message: string) => {
    writeFileSync(file('ssl/message'), message);
    return spawnSync('openssl', [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-keyform',
      'DER',
      '-inkey',
      file('ssl/key.der'),
      '-rawin',
      '-in',
      file('ssl/message'),
      '-sigfile',
      file('ssl/signature'),
    ]).status;
  };
  expect(verify(text)).toBe(0);
  expect(verify(text.replace('\n', '\n1'))).toBe(1);
});

describe('our own checker, from the files alone', () => {
  const checkProof = (input: { proof: string; key?: string; since?: string; recordSha256?: string }) => bench.engine.call('evidence.checkProof', { key, ...input });

  it('takes the proofs, and says what does not hold', async () => {
    const proof = readFileSync(file('record.tlog-proof'), 'utf8');
    const whole = await checkProof({ proof });
    expect(whole).toMatchObject({ ok: true, event: expect.stringContaining('"type":"first-seen"') });
    const { sha256 } = JSON.parse(whole.event ?? '{}');
    const { base64 } = await bench.engine.call('records.raw', { workspace: 'w', lid: record });
    expect(execFileSync('sha256sum', { input: Buffer.from(base64, 'base64') }).toString()).toContain(sha256);
    expect(await checkProof({ proof, recordSha256: sha256 })).toMatchObject({ ok: true });
    expect(await checkProof({ proof, recordSha256: '0'.repeat(64) })).toMatchObject({ ok: false });
    const index = Number(/^index (\d+)$/m.exec(proof)?.[1]);
    expect(await checkProof({ proof: proof.replace(`index ${index}`, `index ${index ^ 1}`) })).toMatchObject({ ok: false });
    expect(await checkProof({ proof: readFileSync(file('consistency.txt'), 'utf8'), since: readFileSync(file('older.txt'), 'utf8') })).toMatchObject({ ok: true });
  });

  it('refuses a key that is not the one, and text that is no key or no proof', async () => {
    const proof = readFileSync(file('first.tlog-proof'), 'utf8');
    const other = await openWorkbench();
    mkdirSync(join(other.folder, 'store'));
    await other.sync('w', join(other.folder, 'store'));
    const { verifierKeys } = await other.engine.call('evidence.handOut', { workspace: 'w', out: file('other.txt') });
    other.close();
    expect(await checkProof({ proof, key: verifierKeys[0] ?? '' })).toMatchObject({ ok: false });
    await expect(checkProof({ proof, key: 'no key' })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(checkProof({ proof, key: key.replace(/\+[0-9a-f]{8}\+/, '+00000000+') })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(checkProof({ proof: 'nothing of the kind' })).rejects.toMatchObject({ code: 'bad-input' });
  });
});
