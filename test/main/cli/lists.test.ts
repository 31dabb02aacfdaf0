/** identify, reconcile and a sample on the real command line: what is printed, the JSON, and the exit codes. */
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type CommandLine, commandLine } from './command-line';

const release = 'lid://743f3d10fce32490142d3833990f2427';
// Each step is a process of its own.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let files: string;
let audit: CommandLine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-lists-'));
  const { unpackDemo } = (await import(new URL('../../../build/demo.mjs', import.meta.url).href)) as { unpackDemo(folder: string): string };
  files = unpackDemo(folder);
  audit = commandLine(join(folder, 'home'), folder);
  await audit('add', 'trial', join(files, 'lineage'), '--map', `/data/trial-042=${files}`);
  await audit('sync');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const vcf = () => join(files, 'launch/results/release/variants/NA12892/NA12892.vcf.gz');

it('verify --sample: the same in two processes, the plan and the claim in words and JSON', async () => {
  const args = ['verify', '--run', 'release', '--sample', '12', '--seed', 'q4'];
  const first = await audit.json(...args);
  const again = await audit.json(...args);
  const drawn = ({ answer }: typeof first) => answer.files.filter(({ verdict }: { verdict: string }) => verdict !== 'not-checked').map(({ lid }: { lid: string }) => lid);
  expect(drawn(first)).toHaveLength(12);
  expect(drawn(again)).toEqual(drawn(first));
  expect(first).toMatchObject({ status: 0, answer: { summary: { total: 23, checked: 12 }, sample: { n: 12, of: 23, seed: 'q4', claim: { confidence: 0.95, proven: 0 } } } });
  const { stdout } = await audit(...args);
  expect(stdout).toMatch(/A sample of 12 of 23 files, seed "q4", stratified by label and size/);
  expect(stdout).toMatch(/LABEL +SIZE +TAKEN +OF\n/);
  expect(await audit('verify', '--run', 'release', '--sample', 'few')).toMatchObject({ status: 64, stderr: expect.stringContaining('no number of files') });
  expect(await audit('verify', '--run', 'release', '--seed', 'x')).toMatchObject({ status: 64 });
});

it('identify: a renamed copy, a file of nobody, one that is not there', async () => {
  await audit('verify', '--run', 'release');
  copyFileSync(vcf(), join(folder, 'renamed.bin'));
  writeFileSync(join(folder, 'nobody.txt'), 'x\u001b[31m');
  const { stdout, status } = await audit('identify', 'renamed.bin', 'nobody.txt', 'nope');
  expect(status).toBe(0);
  expect(stdout).toContain(`= ${release}/variants/NA12892/NA12892.vcf.gz, run release: the content of this record, by our SHA-256`);
  expect(stdout).toContain('No record of this workspace knows this content.');
  expect(stdout).toContain('Nothing is at this path.');
  expect(stdout).toMatch(/1 of 3 files known by content\. 405 of the 428 recorded files have no fingerprint here yet/);
  expect((await audit.json('identify', 'renamed.bin')).answer.files[0].hits).toMatchObject([{ by: 'fingerprint', caution: false }]);
  expect((await audit('identify', 'nope')).status).toBe(2);
});

it('reconcile: a whole release is fine; what is not matched, differs or is lacking exits 1', async () => {
  const { answer } = await audit.json('verify', '--run', 'release');
  const lines = answer.files.map(({ sha256, checkedPath }: { sha256: string; checkedPath: string }) => `${sha256}  ${checkedPath}\n`);
  writeFileSync(join(folder, 'all.sha256'), lines.join(''));
  const fine = await audit('reconcile', 'all.sha256', '--out', 'all.pdf', '--csv', 'all.csv');
  expect(fine.stdout).toContain('23 of 23 matched, 0 of 23 ambiguous, 0 of 23 not matched, 0 of 23 without lineage.');
  expect(fine.stdout).toMatch(/all\.pdf: report LAR-[0-9A-F]{16}, \d+ pages/);
  expect(fine.stdout).toContain('23 of 23 matched checked. 0 of 23 matched to be looked at');
  expect(fine.stdout).toContain('SHA-256 of 23 matched files: 23 equal, 0 differ, 0 not in the newest check, 0 without a reading of ours.');
  expect(fine.status).toBe(0);
  writeFileSync(join(folder, 'broken.csv'), `path,sha256\n${answer.files.map(({ checkedPath }: { checkedPath: string }) => `${checkedPath},deadbeef\n`).join('')}`);
  const broken = await audit('reconcile', 'broken.csv');
  expect(broken).toMatchObject({ status: 1, stdout: expect.stringContaining('23 of 23 matched to be looked at') });
  expect(broken.stdout).toContain('23 of 23 with a digest that cannot be used');
  writeFileSync(join(folder, 'broken.sha256'), [`deadbeef  ${answer.files[0].checkedPath}\n`, ...lines.slice(1)].join(''));
  expect(await audit('reconcile', 'broken.sha256')).toMatchObject({ status: 1, stdout: expect.stringContaining('1 of 23 with a digest that cannot be used') });
  expect(readFileSync(join(folder, 'all.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  expect(readFileSync(join(folder, 'all.csv'), 'utf8').split('\r\n')).toHaveLength(25);
  writeFileSync(join(folder, 'some.csv'), 'Artikel,Menge\nvariants/NA12892/NA12892.vcf.gz,1\n');
  expect(await audit('reconcile', 'some.csv', '--run', 'release', '--column', 'Artikel')).toMatchObject({ status: 1, stdout: expect.stringContaining('22 of 23 extra') });
  expect(await audit('reconcile', 'some.csv', '--column', 'Preis')).toMatchObject({ status: 64, stderr: expect.stringContaining('"Artikel", "Menge"') });
  appendFileSync(vcf(), 'x');
  await audit('verify', '--run', 'release');
  const changed = await audit('reconcile', 'all.sha256');
  expect(changed).toMatchObject({ status: 1, stdout: expect.stringContaining('22 equal, 1 differ') });
  expect(changed.stdout).toContain('1 of 23 matched to be looked at');
});
