/** Bundles as tools that are not ours see them: bagit.py, securesystemslib, in-toto, Go's note and tlog packages, openssl. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyOf, inCi, makeBundle, openCase, python, unpackBundle } from './bundle-bench';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });
const { pythonWithTools } = (await import(new URL('../../../build/python-tools.mjs', import.meta.url).href)) as { pythonWithTools: string };
const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const tools = has(pythonWithTools, '-c', 'import bagit, securesystemslib, in_toto, in_toto_attestation');
const go = has('go', 'version');
const openssl = has('openssl', 'version') && has('sh', '-c', 'awk 1 /dev/null && sed p /dev/null');
/** Built with what Go has or fetches; null where it cannot be. */
const checker = go ? buildChecker() : null;

function buildChecker(): string | null {
  const path = join(mkdtempSync(join(tmpdir(), 'note-check-')), 'note-check');
  return spawnSync('go', ['build', '-o', path, '.'], { cwd: join(import.meta.dirname, '../../tools/note-check') }).status === 0 ? path : null;
}

let trial: Awaited<ReturnType<typeof openCase>>;
let bag: string;
let key: string;
const at = (...path: string[]) => join(trial.folder, ...path);

it('has the tools it needs, or says that it goes without', () => {
  if (!python || !tools) console.warn('No Python with bagit, securesystemslib and in-toto here (npm test installs them): the checks with them are left out.');
  if (checker === null) console.warn(`${go ? 'Go could not fetch golang.org/x/mod' : 'No Go here'}: the checks with golang.org/x/mod/sumdb are left out.`);
  if (!openssl) console.warn('No openssl here: the check of the signature with it is left out.');
  if (inCi) expect({ python, tools, sumdb: checker !== null, openssl }).toEqual({ python: true, tools: true, sumdb: true, openssl: true });
});

describe.skipIf(!python)('a bundle', () => {
  beforeAll(async () => {
    trial = await openCase();
    const made = await makeBundle(trial, 'bundle.zip');
    key = made.verifierKeys[0] ?? '';
    bag = unpackBundle(at('bundle.zip'), at('unpacked'));
  });
  afterAll(() => {
    trial.remove();
    if (checker !== null) rmSync(dirname(checker), { recursive: true, force: true });
  });
  const spoil = (name: string, change: (text: string) => string) => {
    const folder = copyOf(bag, at('spoilt'));
    writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
    return folder;
  };

  it.skipIf(!tools)('is a valid bag to bagit.py, and no longer when a file of it is changed', () => {
    const validate = (folder: string) => spawnSync(pythonWithTools, ['-m', 'bagit', '--validate', folder]).status;
    expect(validate(bag)).toBe(0);
    expect(validate(spoil('data/journal.jsonl', (text) => text.replace('sync', 'sink')))).toBe(1);
    expect(validate(spoil('READ-ME.txt', (text) => `${text}more`))).toBe(1);
  });

  it.skipIf(!tools)('bears a signature that securesystemslib verifies, over a statement that in-toto finds well made', () => {
    const script = `
import base64, json, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from google.protobuf import json_format
from in_toto.models.metadata import Metadata
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

line = open('data/keys.txt').readline().strip()
key = SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(base64.b64decode(line.split('+', 2)[2])[1:]))
text = open('data/statement.dsse.json').read()
envelope = Envelope.from_dict(json.loads(text))
assert list(envelope.verify([key], 1)) == [key.keyid]
assert envelope.payload_type == 'application/vnd.in-toto+json'
Metadata.from_dict(json.loads(text)).verify_signature({'keyid': key.keyid, **key.to_dict()})
message = json_format.Parse(envelope.payload, statement_pb2.Statement())
Statement.copy_from_pb(message).validate()
print(message.predicate_type, len(message.subject))
`;
    const check = (folder: string) => spawnSync(pythonWithTools, ['-c', script], { cwd: folder, encoding: 'utf8' });
    const { status, stdout, stderr } = check(bag);
    expect(stderr).toBe('');
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^https:\/\/lineage-audit-workbench.invalid\/run-evidence\/v1 \d\d?\n$/) });
    const spoilt = check(
      spoil('data/statement.dsse.json', (text) => {
        const envelope = JSON.parse(text);
        const payload = Buffer.from(envelope.payload, 'base64').toString().replace('metadata-match', 'content-verified');
        return JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') });
      }),
    );
    expect(spoilt).toMatchObject({ status: 1, stderr: expect.stringContaining('VerificationError') });
  });

  it.skipIf(checker === null)('holds entries and older checkpoints that Go finds in the tree', () => {
    const check = (folder: string) => spawnSync(checker ?? '', ['bundle', key, folder], { encoding: 'utf8' });
    const { info } = { info: JSON.parse(readFileSync(join(bag, 'data/bundle.json'), 'utf8')) };
    expect(check(bag)).toMatchObject({ status: 0, stdout: `ok ${info.checkpoint.size} ${info.checkpoint.root}: ${info.counts.leaves} leaves, 1 older\n` });
    expect(check(spoil('data/leaves.jsonl', (text) => text.replace('first-seen', 'last-seen')))).toMatchObject({ status: 1, stderr: expect.stringContaining('invalid') });
  });

  it.skipIf(!openssl)('can be checked with the very commands that READ-ME.txt gives', () => {
    const commands = readFileSync(join(bag, 'READ-ME.txt'), 'utf8')
      .split('\n')
      .filter((line) => /^ {4}(head|\(printf|openssl|sha256sum) /.test(line))
      .map((line) => line.replaceAll('/tmp/', `${trial.folder}/`).replace(/ {2,}or: .*/, ''));
    expect(commands).toHaveLength(4);
    const run = (folder: string) => spawnSync('sh', ['-ec', commands.join('\n')], { cwd: folder, encoding: 'utf8' });
    const { status, stdout, stderr } = run(bag);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('data/bundle.json: OK');
    expect(stdout).toContain('Signature Verified Successfully');
    commands.shift(); // sha256sum sees it first
    expect(run(spoil('data/checkpoint', (text) => text.replace(/\n(\d+)\n/, '\n1$1\n')))).toMatchObject({ status: 1 });
  });
});
