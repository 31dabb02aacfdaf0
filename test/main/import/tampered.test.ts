/** Every way to alter a bundle is found and named, also where its manifests, its signature or its proofs were made anew to fit. */
import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealed } from '../../../core/bundle/statement';
import type { BundlePart } from '../../../core/contract/imported-bundles';
import { verifierKey, writeNote } from '../../../core/evidence/tree/signed-note';
import { openWorkbench, type Workbench } from '../../workbench';
import { layLeakyStore, run } from '../secrets/leaky-store';
import { type Files, refit, unzip, zipOf } from './rezip';

let bench: Workbench;
let original: Buffer;
let count = 0;

beforeAll(async () => {
  bench = await openWorkbench();
  await bench.sync('maker', layLeakyStore(join(bench.folder, 'store')));
  await bench.job('verify.run', { workspace: 'maker', run: `lid://${run}` });
  const path = join(bench.folder, 'bundle.zip');
  await bench.job('evidence.bundle', { workspace: 'maker', run: `lid://${run}`, out: path, report: false });
  original = readFileSync(path);
});
afterAll(() => bench.close());

async function checked(change: (files: Files) => unknown, options: { refit?: boolean } = {}) {
  const { folder, files } = await unzip(original);
  change(files);
  const path = join(bench.folder, `tampered-${count++}.zip`);
  writeFileSync(path, await zipOf(folder, options.refit === false ? files : refit(files)));
  return { path, check: await bench.job('bundle.check', { path }) };
}
const first = (files: Files, start: string) => [...files.keys()].find((path) => path.startsWith(start)) ?? '';
const editJson = (files: Files, path: string, edit: (value: Record<string, never>) => object) =>
  files.set(path, Buffer.from(`${JSON.stringify(edit(JSON.parse(String(files.get(path)))), null, 2)}\n`));
const editLines = (files: Files, path: string, edit: (lines: string[]) => string[]) =>
  files.set(
    path,
    Buffer.from(
      edit(String(files.get(path)).trimEnd().split('\n'))
        .map((line) => `${line}\n`)
        .join(''),
    ),
  );
const flip = (bytes: Buffer | undefined, at: number) => {
  const copy = Buffer.from(bytes ?? []);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

/** The statement as its maker would sign it anew, over whatever bundle.json is there. */
function restate(files: Files, change: (statement: Stated) => void): void {
  const envelope = JSON.parse(String(files.get('data/statement.dsse.json')));
  const statement: Stated = JSON.parse(Buffer.from(envelope.payload, 'base64').toString());
  change(statement);
  files.set('data/statement.dsse.json', Buffer.from(sealed(bench.ports, statement, bench.ports.keys.signer())));
}
interface Stated {
  subject: { name: string; digest: { sha256: string } }[];
  predicate: {
    bundle: { files: Stated['subject'] };
    checkpoint: Record<string, unknown>;
    verdicts: Record<string, number>;
    files: { lid: string | null; path: string | null; verdict: string; leaf: number | null; sha256: string | null }[];
  };
}
const sha256 = (bytes: Buffer | undefined) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');

describe('a bundle whose maker signs more than the log holds', () => {
  const verified = ({ predicate }: Stated) => {
    for (const file of predicate.files) file.verdict = 'content-verified';
    predicate.verdicts = { total: predicate.files.length, 'content-verified': predicate.files.length };
  };
  const cases: [string, (statement: Stated) => void, string][] = [
    ['another verdict than the leaf has', verified, 'is not that of leaf'],
    [
      'a verdict of no leaf',
      (statement) => {
        verified(statement);
        for (const file of statement.predicate.files) file.leaf = null;
      },
      'a verdict without a result',
    ],
    [
      'a digest that nobody verified',
      ({ predicate, subject }) => {
        for (const file of predicate.files) {
          file.sha256 = 'a'.repeat(64);
          subject.push({ name: file.lid ?? '', digest: { sha256: file.sha256 } });
        }
      },
      'was not computed over verified content',
    ],
    ['a subject that is no file of it', ({ subject }) => void subject.push({ name: 'lid://elsewhere', digest: { sha256: 'b'.repeat(64) } }), 'its subjects are not'],
    ['other counts', ({ predicate }) => Object.assign(predicate.verdicts, { 'content-verified': 1 }), 'counts its verdicts wrongly'],
  ];
  it('signed anew and unaltered, it holds', async () => {
    expect((await checked((files) => restate(files, () => undefined))).check.faults).toEqual([]);
  });
  it.each(cases)('%s is found', async (_, change, message) => {
    const { check } = await checked((files) => restate(files, change));
    expect(check.faults.map((one) => one.message).join()).toContain(message);
    expect(check.faults.every(({ part }) => part === 'statement')).toBe(true);
  });
  it('another date of the checkpoint is found, though bundle.json and statement agree', async () => {
    const { check } = await checked((files) => {
      const info = JSON.parse(String(files.get('data/bundle.json')));
      info.checkpoint.dated = '2020-01-01T00:00:00.000Z';
      files.set('data/bundle.json', Buffer.from(JSON.stringify(info)));
      restate(files, ({ predicate, subject }) => {
        predicate.checkpoint.dated = '2020-01-01T00:00:00.000Z';
        for (const one of [...subject, ...predicate.bundle.files]) if (one.name === 'data/bundle.json') one.digest.sha256 = sha256(files.get('data/bundle.json'));
      });
    });
    expect(check.faults.map(({ part }) => part)).toEqual(['checkpoint']);
  });
  it('a file right below data/ that the statement does not name is found', async () => {
    const { check } = await checked((files) => files.set('data/approval.txt', Buffer.from('All content verified.\n')));
    expect(check.faults.map(({ subject }) => subject)).toEqual(['data/approval.txt']);
  });
});

describe('a bundle that was altered', () => {
  it('holds as it is, and zipped anew with another tool or compression', async () => {
    expect((await checked((files) => files)).check.faults).toEqual([]);
    const { folder, files } = await unzip(original);
    const path = join(bench.folder, 'compressed.zip');
    writeFileSync(path, await zipOf(folder, files, true));
    expect((await bench.job('bundle.check', { path })).faults).toEqual([]);
  });

  it('tells one flipped bit in any file by the manifests', async () => {
    const { files } = await unzip(original);
    for (const name of files.keys()) {
      if (name === 'data/bundle.json' || name === 'data/leaves.jsonl') continue; // these may then not be read at all: told below
      const { check } = await checked((some) => some.set(name, flip(some.get(name), Math.floor((some.get(name)?.length ?? 0) / 2))), { refit: false }).catch((error) => ({
        check: error,
      }));
      expect(check.ok, name).not.toBe(true);
    }
  }, 120_000);

  const cases: [string, BundlePart, (files: Files) => void][] = [
    ['a record altered', 'records', (files) => files.set(first(files, 'data/records/'), flip(files.get(first(files, 'data/records/')), 20))],
    [
      'two records swapped',
      'records',
      (files) => {
        const [a = '', b = ''] = [...files.keys()].filter((path) => path.startsWith('data/records/'));
        const kept = files.get(a);
        files.set(a, files.get(b) ?? Buffer.from(''));
        files.set(b, kept ?? Buffer.from(''));
      },
    ],
    ['a record taken out', 'records', (files) => void files.delete(first(files, 'data/records/'))],
    ['a record put in', 'records', (files) => files.set(`data/records/${'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'}`, Buffer.from('abc'))],
    [
      'a record taken out and said to be left out of a complete bundle',
      'records',
      (files) => {
        const path = first(files, 'data/records/');
        files.delete(path);
        editJson(files, 'data/bundle.json', (info) => ({ ...info, leftOut: [{ sha256: path.slice('data/records/'.length), leaf: 1, why: 'x' }] }));
      },
    ],
    [
      'a leaf altered',
      'proofs',
      (files) => editLines(files, 'data/leaves.jsonl', (lines) => lines.map((line, at) => (at === 2 ? line.replace('first-seen', 'first-seem').replace('sync-', 'sinc-') : line))),
    ],
    ['a leaf taken out, its proof left', 'proofs', (files) => editLines(files, 'data/leaves.jsonl', (lines) => lines.slice(1))],
    ['a proof taken out', 'proofs', (files) => void files.delete(first(files, 'data/proofs/'))],
    [
      'a leaf given by its hash alone in a complete bundle',
      'records',
      (files) =>
        editLines(files, 'data/leaves.jsonl', (lines) =>
          lines.map((line, at) => (at === 2 ? JSON.stringify({ index: JSON.parse(line).index, leafHash: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }) : line)),
        ),
    ],
    ['the checkpoint of another size', 'checkpoint', (files) => files.set('data/checkpoint', Buffer.from(String(files.get('data/checkpoint')).replace(/\n\d+\n/, '\n1\n')))],
    [
      'a verdict altered',
      'checks',
      (files) => editLines(files, 'data/checks.jsonl', (lines) => lines.map((line, at) => (at === 0 ? line.replace('"verdict":"missing"', '"verdict":"content-verified"') : line))),
    ],
    ['a result taken out', 'checks', (files) => editLines(files, 'data/checks.jsonl', (lines) => lines.slice(1))],
    [
      'a line of the journal altered',
      'journal',
      (files) => editLines(files, 'data/journal.jsonl', (lines) => lines.map((line, at) => (at === 1 ? line.replace('"act":"', '"act":"x-') : line))),
    ],
    ['the last line of the journal cut off', 'journal', (files) => editLines(files, 'data/journal.jsonl', (lines) => lines.slice(0, -1))],
    [
      'a line of the journal left out of a complete bundle',
      'journal',
      (files) =>
        editLines(files, 'data/journal.jsonl', (lines) =>
          lines.map((line, at) => (at === 1 ? JSON.stringify({ leftOut: true, seq: 2, sha256: JSON.parse(lines[2] ?? '{}').prev }) : line)),
        ),
    ],
    [
      'the statement altered',
      'statement',
      (files) =>
        editJson(files, 'data/statement.dsse.json', (envelope) => ({
          ...envelope,
          payload: Buffer.from(
            Buffer.from(envelope.payload ?? '', 'base64')
              .toString()
              .replace('"total":', '"total" :'),
          ).toString('base64'),
        })),
    ],
    ['bundle.json altered', 'statement', (files) => editJson(files, 'data/bundle.json', (info) => ({ ...info, runName: 'another' }))],
    [
      'a key that nobody enrolled',
      'keys',
      (files) => files.set('data/keys.txt', Buffer.from(`${String(files.get('data/keys.txt'))}${strangerKey(String(files.get('data/checkpoint')).split('\n')[0] ?? '').line}\n`)),
    ],
  ];
  it.each(cases)('%s is found, though the manifests fit', async (_, part, change) => {
    const { check } = await checked((files) => void change(files));
    expect(check.ok).toBe(false);
    expect(check.parts.find((one) => one.part === part)?.failed ?? 0).toBeGreaterThan(0);
    expect(check.parts.find((one) => one.part === 'bag')?.failed).toBe(0);
  });

  it('signed again by another key is found: no leaf enrolled it', async () => {
    const { check, path } = await checked((files) => {
      const note = String(files.get('data/checkpoint'));
      const origin = note.split('\n')[0] ?? '';
      const { line, key, signer } = strangerKey(origin);
      const bytes = Buffer.from(writeNote(bench.ports, note.slice(0, note.indexOf('\n\n') + 1), key, signer));
      files.set('data/checkpoint', bytes);
      files.set('data/keys.txt', Buffer.from(`${line}\n`));
      for (const [name, proof] of files) if (name.startsWith('data/proofs/')) files.set(name, Buffer.from(String(proof).replace(note, String(bytes))));
    });
    expect(check.parts.find(({ part }) => part === 'checkpoint')?.failed).toBe(0);
    expect(check.parts.find(({ part }) => part === 'keys')?.failed).toBeGreaterThan(0);
    expect(check.parts.find(({ part }) => part === 'statement')?.failed).toBeGreaterThan(0);
    await expect(bench.job('bundle.import', { path, name: 'resigned' })).rejects.toMatchObject({ code: 'bad-input', data: { check: { ok: false } } });
  });

  it('is imported only when asked for as it is; what does not fit its digest is not read as a record, and the fault stays with the workspace', async () => {
    const { path, check } = await checked((files) => files.set(first(files, 'data/records/'), flip(files.get(first(files, 'data/records/')), 20)));
    await expect(bench.job('bundle.import', { path, name: 'damaged' })).rejects.toMatchObject({ code: 'bad-input' });
    const { workspace } = await bench.job('bundle.import', { path, name: 'damaged', anyway: true });
    expect(workspace.name).toBe('damaged');
    const { findings } = await bench.engine.call('findings.list', { workspace: 'damaged', type: 'quarantined' });
    expect(findings.map(({ detail }) => detail).join()).toContain('altered or swapped');
    const { events } = await bench.engine.call('journal.list', { workspace: 'damaged' });
    expect(events.find(({ act }) => act === 'bundle-imported')?.detail.faultCount).toBe(check.faultCount);
  });

  it.each([
    ['no bundle.json', (files: Files) => void files.delete('data/bundle.json')],
    ['bundle.json of another version', (files: Files) => editJson(files, 'data/bundle.json', (info) => ({ ...info, version: 2 }))],
    ['bundle.json deep enough to break a parser', (files: Files) => files.set('data/bundle.json', Buffer.from('['.repeat(200_000)))],
    ['leaves that are none', (files: Files) => files.set('data/leaves.jsonl', Buffer.from('{"index":"x"}\n'))],
    ['leaves that are not UTF-8', (files: Files) => files.set('data/leaves.jsonl', Buffer.from([0xff, 0x0a]))],
  ])('%s is refused in words', async (_, change) => {
    await expect(checked((files) => void change(files))).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/^This is no evidence bundle/) });
  });
});

function strangerKey(name: string) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32));
  const key = { name, publicKey };
  return { key, line: verifierKey(bench.ports, key), signer: (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, privateKey)) };
}
