/** The same of an encrypted workspace, of events of others and of tags: no original in an answer, a file or a name of the command line, and one mask for one original everywhere. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatIds } from '../../../core/export/format';
import { type CommandLine, commandLine } from '../cli/command-line';
import { filesBelow } from '../export/read-tables';
import { enclosed } from '../pdf/tools';
import { canaries, foundIn, foundInPdf, layCanaryStore, needles, other, run } from './canary-store';

const [lid, second, task] = [`lid://${run}`, `lid://${other}`, `lid://${'b'.repeat(32)}`];
const passphrase = 'correct horse battery staple 7';
const told = 'openlineage:run/0195e000-1111-7222-8333-444455556666';
let folder: string;
let audit: CommandLine;

/** An event of others with an original in each place that one can stand in. */
function event(): string {
  return JSON.stringify({
    eventType: 'FAIL',
    eventTime: '2026-03-01T08:00:00Z',
    producer: `https://bot:${canaries.container}@ci.example.org/integration/spark`,
    run: {
      runId: told.slice('openlineage:run/'.length),
      facets: {
        errorMessage: { message: `login with password=${canaries.param} of ${canaries.manifest} refused`, programmingLanguage: 'JAVA', stackTrace: `at /home/${canaries.home}/x` },
        spark_properties: { properties: { 'spark.hadoop.fs.s3a.secret.key': canaries.env, 'spark.note': `key ${canaries.label}` } },
        parent: { run: { runId: '0195e001-1111-7222-8333-444455556666' }, job: { namespace: `of ${canaries.patient}`, name: `token=${canaries.path}` } },
      },
    },
    job: {
      namespace: `jdbc:x://bot:${canaries.container}@db.example.org`,
      name: `load ${canaries.patient} with ${canaries.shopify}`,
      facets: { sql: { query: `-- ${canaries.script}` } },
    },
    inputs: [
      { namespace: 'file', name: `/data/${canaries.outside}/reads.fq`, facets: { ownership: { owners: [{ name: canaries.manifest, type: 'OWNER' }] } } },
      { namespace: 'file', name: `/data/token=${canaries.path}` },
    ],
    outputs: [
      {
        namespace: `s3://bot:${canaries.container}@bucket`,
        name: `${canaries.patient}/out`,
        facets: { symlinks: { identifiers: [{ namespace: 'hive', name: `t_${canaries.history}`, type: 'TABLE' }] } },
      },
    ],
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canaries-'));
  writeFileSync(join(folder, 'phrase'), passphrase, { mode: 0o600 });
  writeFileSync(join(folder, 'events.jsonl'), `${event()}\n`);
  const line = commandLine(join(folder, 'home'), folder);
  audit = Object.assign((...args: string[]) => line(...args, '--passphrase-file', join(folder, 'phrase')), {
    json: (...args: string[]) => line.json(...args, '--passphrase-file', join(folder, 'phrase')),
    interrupted: line.interrupted,
    interruptedAt: line.interruptedAt,
  });
  const store = layCanaryStore(join(folder, 'store'));
  for (const args of [
    ['add', 'canary', store, '--encrypt'],
    ['sync'],
    ['masking', 'rules', '--mask', 'personal-number', 'sample', 'person', 'email', 'home-folder', '--deny', 'CNRY-####', '--reason', 'numbers of subjects'],
    ['import-openlineage', 'events.jsonl'],
    ['tag', lid, `contact=${canaries.manifest}`, `key=${canaries.shopify}`, `note=password=${canaries.param}`, '--reason', `as ${canaries.patient} asked with ${canaries.script}`],
    ['search', `param:db_password=${canaries.param}`],
    ['impact', '--param', `api_token=${canaries.odd}`],
    ['verify', '--all'],
  ]) {
    const ended = await audit(...args);
    expect([0, 1], `${args.join(' ')}: ${ended.stderr}`).toContain(ended.status);
  }
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shown: readonly (readonly string[])[] = [
  ['run', lid],
  ['custody', `${lid}/deep/clean.txt`],
  ['openlineage', 'show', told],
  ['openlineage', 'show', `/data/${'CNRY-0044'}/reads.fq`],
  ['openlineage', 'event', '1', '1'],
  ['openlineage', 'show', 'nobody'],
  ['trace', told, '--down'],
  ['trace', task, '--up'],
  ['journal'],
  ['tags'],
  ['search', 'kind:outside-run'],
  ['search', 'kind:outside-data'],
  ['labels'],
  ['impact', task],
  ['compare', lid, second],
  ['overview'],
  ['findings'],
  ['timeline'],
  ['reports'],
  ['evidence', 'verify'],
];
const wrote: readonly (readonly string[])[] = [
  ['report', '--run', lid, '--out', 'out-run.pdf'],
  ['report', '--file', `${lid}/deep/clean.txt`, '--out', 'out-file.pdf'],
  ['export', '--format', 'parquet', '--out', 'out-tables'],
  ['evidence', 'bundle', '--run', lid, '--redacted', '--out', 'out-bundle.zip'],
  ['journal', '--format', 'csv', '--out', 'out-journal.csv'],
  ...formatIds.map((format) => ['export', '--run', lid, '--format', format, '--out', `out-${format}`]),
];
const each = [...shown, ...[...shown, ...wrote].map((args) => [...args, '--json'])];

/** Of what somebody types, his own answer is no leak. */
const leaks = (args: readonly string[], bytes: Uint8Array) => foundIn(bytes).filter((needle) => !args.some((one) => one.includes(needle)));

describe('prints no original', () => {
  it.each(each.map((args) => [args.join(' ').slice(0, 90), args] as const))(
    '%s',
    async (_, args) => {
      const { status, stdout, stderr } = await audit(...args);
      expect([...leaks(args, Buffer.from(stdout)), ...leaks(args, Buffer.from(stderr))], stdout).toEqual([]);
      expect(args.includes('nobody') ? [2] : [0, 1], stderr).toContain(status);
    },
    90_000,
  );
});

it('writes none, and names no file by one', () => {
  const written = filesBelow(folder).filter((name) => name.startsWith('out-'));
  expect(written.length).toBeGreaterThan(20);
  expect(foundIn(Buffer.from(written.join('\n')))).toEqual([]);
  for (const name of written) {
    const bytes = readFileSync(join(folder, name));
    expect(foundIn(bytes), name).toEqual([]);
    if (name.endsWith('.pdf')) expect(foundInPdf(join(folder, name), enclosed(bytes), bytes), name).toEqual({});
  }
});

it('keeps none in the clear on the disk', () => {
  const home = join(folder, 'home');
  for (const name of filesBelow(home)) expect(foundIn(readFileSync(join(home, name))), name).toEqual([]);
  expect(readdirSync(home).some((name) => name.startsWith('encrypted-'))).toBe(true);
  expect(needles.length).toBeGreaterThan(15);
});

it('shows one mask for one original, with its digits, in every answer', async () => {
  const answers = await Promise.all(
    [...shown.filter((args) => !args.includes('nobody')), ['runs'], ['outputs', lid]].map(
      async (args) => [args.join(' '), JSON.stringify((await audit.json(...args)).answer)] as const,
    ),
  );
  const bare = answers.flatMap(([args, text]) => [...text.matchAll(/\[masked: [a-z-]+\]/g)].map(([mask]) => `${args}: ${mask}`));
  expect(bare).toEqual([]);
  const { answer: token } = await audit.json('masking', 'token', canaries.patient);
  const having = answers.filter(([, text]) => text.includes(`[masked: denied hmac:${token.shown}]`)).map(([args]) => args.split(' ')[0]);
  expect(having).toEqual(expect.arrayContaining(['run', 'custody', 'openlineage', 'trace', 'journal', 'impact', 'compare', 'outputs']));
}, 120_000);
