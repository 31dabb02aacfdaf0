/** A reader with the PDF alone: the commands that it prints, typed into a shell, and the script that is embedded in it, on good reports and spoiled ones. */

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportOutline } from '../../../core/contract/reports';
import { verifyYourselfSection } from '../../../core/report/sections/verify-yourself';
import { enclosed, textOf } from '../pdf/tools';
import { openTrial, recordedRoot, release, type TrialBench, workspace } from '../trial-bench';

let trial: TrialBench;
let folder: string;
let pdf: Buffer;
let outline: ReportOutline;
let key: string;
const script = join(import.meta.dirname, '../../../core/report/verify-report.py');
const store = () => join(trial.files, 'lineage');

beforeAll(async () => {
  trial = await openTrial();
  const { bench } = trial;
  await bench.job('verify.run', { workspace, run: release });
  folder = mkdtempSync(join(tmpdir(), 'report-reader-'));
  const out = join(folder, 'report.pdf');
  await bench.job('report.pdf', { workspace, about: { kind: 'run', run: release }, settings: { at: 'latest' }, out });
  pdf = readFileSync(out);
  outline = JSON.parse(enclosed(pdf)['evidence.json']?.toString() ?? '').outline;
  key = (await bench.engine.call('evidence.log', { workspace })).log.signers[0]?.verifierKey ?? '';
}, 120_000);
afterAll(() => {
  trial.remove();
  rmSync(folder, { recursive: true, force: true });
});

function verify(path: string, ...more: string[]) {
  const { status, stdout, stderr } = spawnSync('python3', [script, path, ...more], { encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

/** The file with some of its bytes replaced by as many others, as somebody with an editor would. */
function spoiled(name: string, from: string | RegExp, to: (found: string) => string): string {
  const text = pdf.toString('latin1');
  const content = enclosed(pdf)[name]?.toString('latin1') ?? '';
  const at = text.indexOf(content);
  const altered = content.replace(from, to);
  expect(at, name).toBeGreaterThan(0);
  expect(altered, name).not.toBe(content);
  expect(altered).toHaveLength(content.length);
  const path = join(folder, 'spoiled.pdf');
  writeFileSync(path, Buffer.from(text.slice(0, at) + altered + text.slice(at + content.length), 'latin1'));
  return path;
}
const otherDigit = (found: string) => found.slice(0, -1) + (found.endsWith('0') ? '1' : '0');

describe('the script', () => {
  it('finds that a good report holds, with its store and its files, and says so', () => {
    const { status, text } = verify(join(folder, 'report.pdf'), '--key', key, '--store', store(), '--files', `${recordedRoot}=${trial.files}`);
    expect(text).toContain('All that was looked at holds.');
    expect(text).toMatch(/ok {4}\d\d+ proofs lead from record digests/);
    expect(text).toContain('statement.dsse.json is signed with the key given');
    expect(text).toMatch(/ok {4}[1-9]\d* outputs have the SHA-256/);
    expect(text).not.toContain('FAULT');
    expect(status).toBe(0);
  });

  it('is the one in the report', () => {
    expect(enclosed(pdf)['verify-report.py']?.toString()).toBe(readFileSync(script, 'utf8'));
  });

  it.each([
    ['evidence.json', /"sha256":"[0-9a-f]{64}/, otherDigit, 'FAULT evidence.json has the SHA-256'],
    ['checkpoint.txt', /^\d+$/m, otherDigit, 'FAULT checkpoint.txt is signed with the key given'],
    ['proof.json', /"path":\["[^"]/, (found: string) => found.slice(0, -1) + (found.endsWith('A') ? 'B' : 'A'), 'FAULT the proof of lid://'],
    ['outputs.csv', /FileOutput/, () => 'FileOutpat', 'FAULT outputs.csv has the SHA-256'],
    ['ro-crate-metadata.json', /ro-crate/, () => 'ro-crote', 'FAULT ro-crate-metadata.json has the SHA-256'],
    ['statement.dsse.json', /"sig":"[^"]/, (found: string) => found.slice(0, -1) + (found.endsWith('A') ? 'B' : 'A'), 'FAULT statement.dsse.json is signed'],
  ] as const)('names a spoiled %s', (name, from, to, said) => {
    const { status, text } = verify(spoiled(name, from, to), '--key', key);
    expect(text).toContain(said);
    expect(status).toBe(1);
  });

  it('names a record and an output that are not what the report tells of', () => {
    const copy = join(folder, 'copy');
    cpSync(trial.files, copy, { recursive: true });
    const record = join(copy, 'lineage', release.slice('lid://'.length), '.data.json');
    writeFileSync(record, `${readFileSync(record, 'utf8')} `);
    const [, output = ''] = /"(\/data\/trial-042\/[^"]+)".*"[0-9a-f]{64}"/.exec(enclosed(pdf)['outputs.csv']?.toString() ?? '') ?? [];
    expect(output).not.toBe('');
    writeFileSync(output.replace(recordedRoot, copy), 'other');
    const { status, text } = verify(join(folder, 'report.pdf'), '--store', join(copy, 'lineage'), '--files', `${recordedRoot}=${copy}`);
    expect(text).toContain(`FAULT the record ${release} has another SHA-256`);
    expect(text).toContain(`FAULT the output ${output} has another SHA-256`);
    expect(text).toContain('\n2 faults.\n');
    expect(status).toBe(1);
  });

  it('takes no other key, and says what it did not look at', () => {
    const other = 'lineage-audit/0000000000000000+6b26f3b5+AZ';
    expect(verify(join(folder, 'report.pdf'), '--key', other)).toMatchObject({ status: 2, text: expect.stringContaining('is no Ed25519 verifier key') });
    const { status, text } = verify(join(folder, 'report.pdf'));
    expect(status).toBe(0);
    expect(text).toContain('it is not checked who signed the checkpoint');
    expect(text).toContain('no record was read');
  });
});

describe('the section on how to verify this yourself', () => {
  it('prints commands that do what it says they do, each on lines of its own', () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'report.pdf'), pdf);
    const printed = new Set(
      textOf(pdf)
        .join('\n')
        .split('\n')
        .map((line) => line.trim()),
    );
    const blocks = outline.sections.find(({ id }) => id === 'verify-yourself')?.blocks.filter((block) => block.type === 'code') ?? [];
    let expected = 0;
    for (const { lines } of blocks) {
      for (const line of lines) expect(printed, line).toContain(line.trim());
      let typed: string[] = [];
      for (const line of lines) {
        if (!line.startsWith('# expected: ')) typed.push(line);
        else {
          const said = execFileSync('sh', ['-c', typed.join('\n')], { cwd: empty, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
          expect(said, typed.join('\n')).toContain(line.slice('# expected: '.length));
          expected++;
          typed = [];
        }
      }
      if (typed.length > 0) execFileSync('sh', ['-c', typed.join('\n')], { cwd: empty });
    }
    expect(expected).toBeGreaterThan(8);
    expect(readdirSync(empty)).toContain('evidence.json');
  });
});

it('a path that is longer than a line is put together from lines that are typed as they stand', () => {
  const long = join(folder, `it's ${'deep-'.repeat(20)}`, `${'🧬'.repeat(30)} "$HOME" \`x\` ${'é'.repeat(60)}`);
  mkdirSync(long, { recursive: true });
  const path = join(long, 'a b.vcf');
  writeFileSync(path, 'content');
  const sha256 = createHash('sha256').update('content').digest('hex');
  const facts = { workspace: { store: '/s' }, order: ['outputs'], outputs: [{ check: { checkedPath: path, sha256 } }], digests: null };
  const [lines = []] = verifyYourselfSection(facts as never).blocks.flatMap((block) => (block.type === 'code' ? [block.lines] : []));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100);
  // With what a reader's program puts before each line.
  const typed = lines.map((line) => `   ${line}`).join('\n');
  expect(execFileSync('sh', ['-c', typed], { encoding: 'utf8' })).toContain(sha256);
  expect(lines.at(-1)).toBe(`# expected: ${sha256}`);
});
