/** Nothing that is left out of a redacted bundle leaks into any file of it, and what is left still proves itself, to Python and to an importer. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../core/contract';
import { openWorkbench, type Workbench } from '../../workbench';
import { layLeakyStore, run, secrets } from './leaky-store';

let maker: Workbench;
let auditor: Workbench;
let redacted: Output<'evidence.bundle'>;
let complete: Output<'evidence.bundle'>;
let unpacked: string;

beforeAll(async () => {
  maker = await openWorkbench();
  auditor = await openWorkbench();
  await maker.sync('leaky', layLeakyStore(join(maker.folder, 'store')));
  await maker.engine.call('masking.set', { workspace: 'leaky', personal: [], deny: [{ pattern: 'PAT-####', reason: 'protocol 4.2' }], allow: [] });
  await maker.engine.call('search.settled', { workspace: 'leaky', text: secrets.ofAnotherRun });
  await maker.job('verify.run', { workspace: 'leaky', run: `lid://${run}` });
  // An act whose entry in the journal holds a secret, and a report.
  await maker.job('report.pdf', { workspace: 'leaky', about: { kind: 'run', run: `lid://${run}` }, out: join(maker.folder, `token=${secrets.inPath}.pdf`) });
  complete = await maker.job('evidence.bundle', { workspace: 'leaky', run: `lid://${run}`, out: join(maker.folder, 'complete.zip') });
  redacted = await maker.job('evidence.bundle', { workspace: 'leaky', run: `lid://${run}`, out: join(maker.folder, 'redacted.zip'), redacted: true });
  execFileSync('unzip', ['-q', redacted.path, '-d', join(maker.folder, 'unpacked')]);
  unpacked = join(maker.folder, 'unpacked', redacted.info.id);
}, 60_000);
afterAll(() => {
  maker.close();
  auditor.close();
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile());
}
/** Its bytes, its streams unpacked, and its text as a reader shows it. */
function everythingIn(path: string): string {
  const bytes = readFileSync(path);
  const parts = [bytes.toString('latin1'), bytes.toString('utf8')];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 1)) {
    try {
      parts.push(inflateSync(bytes.subarray(at + 7), { finishFlush: 2 }).toString('latin1'));
    } catch {
      // not a compressed stream
    }
  }
  if (path.endsWith('.pdf')) parts.push(execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).replace(/\s+/g, ''));
  // Base64 hides the text of leaves in proofs and of the statement.
  for (const [text] of bytes.toString('latin1').matchAll(/[A-Za-z0-9+/]{40,}={0,2}/g)) parts.push(Buffer.from(text, 'base64').toString('utf8'));
  return parts.join('\n');
}

describe('a redacted bundle', () => {
  it('leaks no secret in any byte of any file, and the complete one does (so that this test can fail)', () => {
    for (const [name, secret] of Object.entries(secrets)) {
      for (const path of filesBelow(unpacked)) expect(everythingIn(path).includes(secret), `${name} in ${path}`).toBe(false);
      expect(everythingIn(redacted.path).includes(secret), name).toBe(false);
      expect(everythingIn(complete.path).includes(secret), name).toBe(true);
    }
  });

  it('gives no digest against which names of the own lists could be tried', () => {
    const lines = readFileSync(join(unpacked, 'data/journal.jsonl'), 'utf8').trimEnd().split('\n');
    const digests = lines.filter((line) => line.includes('settingsSha256')).map((line) => JSON.parse(line).act);
    expect(digests).toEqual(['workspace-added']);
    expect(lines.filter((line) => line.includes('masking-set'))).toEqual([]);
  });

  it('says so first, and by name what was left out and why', () => {
    expect(readFileSync(join(unpacked, 'READ-ME.txt'), 'utf8')).toMatch(/^REDACTED BUNDLE/);
    const page = readFileSync(join(unpacked, 'READ-ME.txt'), 'utf8').replace(/\s+/g, ' ');
    expect(page).toContain('REDACTED: left out are the bytes of 5 records or lists');
    expect(page).toMatch(/CAREFUL: .*a value under a name such as password, token or api_key: \d+ places in \d+ records/);
    expect(page).not.toContain('complete: every');
    expect(readFileSync(join(unpacked, 'data/bundle.json'), 'utf8').split('\n')[1]).toBe('  "completeness": "redacted",');
    expect(complete.info).toMatchObject({ completeness: 'complete', leftOut: [] });
    // The run, its task, the file with a copy, the one with the secret in its path, the one that the deny list names.
    expect(redacted.info.leftOut.map(({ why }) => why).sort()).toEqual([
      'it holds a copy of a secret that stands in another record',
      'it holds a password in an address, a value under a name such as password, token or api_key',
      'it holds a token of GitHub, GitLab or Bitbucket',
      'it holds a value under a name such as password, token or api_key',
      'it holds what your deny list names',
    ]);
    expect(redacted.info.warnings).toEqual(complete.info.warnings);
    expect(redacted.info.warnings?.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['named-value', 'code-host-token', 'denied', 'person']));
  });

  it('still proves itself to Python and to bagit-like checks of its manifests', () => {
    const verified = spawnSync('python3', [join(unpacked, 'verify.py'), unpacked], { encoding: 'utf8' });
    expect(verified.stdout).not.toContain('FAIL');
    expect(verified.stdout).toContain('It is REDACTED');
    expect(verified.status).toBe(0);
    const whole = spawnSync('python3', [join(unpacked, 'verify.py'), complete.path], { encoding: 'utf8' });
    expect(whole.stdout).not.toContain('FAIL');
    expect(execFileSync('sha256sum', ['-c', 'manifest-sha256.txt', '--quiet'], { cwd: unpacked, encoding: 'utf8' })).toBe('');
  });

  it('is found out where a record is dropped without being said to be left out, or put back', () => {
    const info = join(unpacked, 'data/bundle.json');
    const was = readFileSync(info, 'utf8');
    writeFileSync(info, JSON.stringify({ ...JSON.parse(was), leftOut: JSON.parse(was).leftOut.slice(1) }));
    const verified = spawnSync('python3', [join(unpacked, 'verify.py'), unpacked], { encoding: 'utf8' });
    writeFileSync(info, was);
    expect(verified.status).toBe(1);
  });

  it('is imported with what was left out shown as left out, never as missing', async () => {
    const { check, workspace } = await auditor.job('bundle.import', { path: redacted.path, name: 'redacted' });
    expect(check.faults).toEqual([]);
    expect(check.hiddenLeaves).toBeGreaterThan(0);
    expect(workspace.store.type).toBe('bundle');
    const page = await auditor.engine.call('findings.list', { workspace: 'redacted' });
    const left = page.findings.filter(({ type }) => type === 'left-out');
    expect(left.length).toBeGreaterThan(0);
    expect(page.counts.quarantined ?? 0).toBe(0);
    for (const { detail } of left) expect(detail).toMatch(/left out by the maker of the bundle \(SHA-256 [0-9a-f]{64}\)/);
    expect(page.findings.filter(({ type, lid }) => type === 'dangling' && lid === `lid://${'b'.repeat(32)}`)).toEqual([]);
    const trace = await auditor.engine.call('graph.trace', { workspace: 'redacted', lid: `lid://${run}/clean.bam`, direction: 'up' });
    const missing = trace.nodes.filter(({ kind }) => kind === 'Missing').map(({ lid }) => lid);
    expect(missing).toEqual([]);
    const out = trace.nodes.find(({ lid }) => lid === `lid://${'b'.repeat(32)}/out.bam`);
    expect(out?.kind).toBe('Unknown');
    expect(out?.detail).toMatch(/^left out by the maker of the bundle/);
    expect((await auditor.job('evidence.verify', { workspace: 'redacted' })).faults).toEqual([]);
  });

  it('gives a report whose first page says that parts are missing, and takes what is not there for left out, not for never written', async () => {
    const out = join(auditor.folder, 'redacted.pdf');
    await auditor.job('report.pdf', { workspace: 'redacted', about: { kind: 'run', run: `lid://${run}` }, out });
    const text = execFileSync('pdftotext', ['-layout', '-l', '2', out, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
    expect(text).toMatch(/Its maker left out \d+ contents: files, tasks and links that these hold are missing in every list and count/);
    expect(text).not.toContain('may have written none');
  });
});
