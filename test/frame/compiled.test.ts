/** What the build keeps of the compiled program: it is used, for these very bytes alone, and whatever is wrong with it leaves the program as it is. */
import { isAscii } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { wrap } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildMain } from '../build-main';
import { releaseObjects, setS3Keys, startS3Server } from '../servers/s3';
import { unpack } from '../workbench';

let folder: string;
let program: string;
let kept: string;
const home = () => join(folder, 'home');

function ask(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(program, 'cli.cjs'), '--home', home(), ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'compiled-'));
  program = join(folder, 'main');
  cpSync(dirname(buildMain('cli')), program, { recursive: true });
  kept = join(program, `compiled-${cachedDataVersionTag()}`);
  ask('add', 'trial', join(unpack('trial-042-lineage.tar.gz', join(folder, 'trial')), 'lineage'));
  ask('sync');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is kept for the command line, with the engine in two threads, in one and in none, and no more of it than was run', () => {
  expect(readdirSync(kept).sort()).toEqual(['cli-find', 'cli-here', 'cli-work', 'engine-work']);
  for (const [entry, file] of [
    ['cli-find', 'cli-find.cjs'],
    ['cli-here', 'engine-work.cjs'],
    ['cli-here', 'cli-work.cjs'],
    ['engine-work', 'engine-work.cjs'],
  ] as const) {
    const loaded = readdirSync(join(kept, entry));
    expect(loaded).toContain(file);
    for (const part of ['chunk-s3-store', 'chunk-pdf-sign', 'chunk-git-', 'chunk-draw-']) expect([part, loaded.join(' ').includes(part)]).toEqual([part, false]);
  }
  // A question that is answered out of columns loads neither the engine nor the words of the command line.
  for (const part of ['engine-work', 'cli-work']) expect(readdirSync(join(kept, 'cli-find')).join(' ')).not.toContain(part);
});

it('is used for a source of its digest alone', () => {
  const whole = ask('--version');
  const stated = `"version": "${whole.trim()}"`;
  const file = readdirSync(join(kept, 'cli-work')).find((name) => readFileSync(join(program, name), 'utf8').includes(stated)) ?? '';
  const path = join(kept, 'cli-work', file);
  const before = readFileSync(path);
  const source = readFileSync(join(program, file));
  const other = Buffer.from(source.toString().replace(stated, '"version": "7.7.7"'.padEnd(stated.length)));
  const compiled = new Script(wrap(other.toString())).createCachedData();
  const keep = (of: Buffer) => writeFileSync(path, Buffer.concat([createHash('sha256').update(of).update(compiled).digest(), compiled]));
  keep(other);
  expect(ask('--version')).toBe(whole);
  keep(source);
  expect(ask('--version')).toBe('7.7.7\n');
  writeFileSync(path, before);
  expect(ask('--version')).toBe(whole);
});

it('reads from S3, whose client imports modules of Node when it is used', async () => {
  setS3Keys();
  const server = await startS3Server();
  try {
    const { bucket, prefix, objects } = releaseObjects();
    server.makeBucket(bucket);
    for (const { key, body } of objects) server.put(bucket, key, body);
    const elsewhere = ['--home', join(folder, 'home-s3')];
    ask(...elsewhere, 'add', 'remote', `s3://${bucket}/${prefix}`, '--endpoint', server.endpoint, '--region', 'us-east-1', '--path-style');
    expect(ask(...elsewhere, 'sync')).toContain(`${objects.filter(({ body }) => body.includes('"kind":')).length} new`);
    expect(readdirSync(join(kept, 'engine-work')).length).toBeGreaterThan(0);
  } finally {
    await server.close();
  }
});

it('is of sources that are ASCII alone, so that none is decoded at a start', () => {
  const sources = readdirSync(program).filter((name) => name.endsWith('.cjs'));
  expect(sources.filter((name) => !isAscii(readFileSync(join(program, name))))).toEqual([]);
});

it('changes no answer: whole, with a bit flipped in every file, cut, or not there', () => {
  const files = ['cli-here', 'cli-work', 'engine-work'].flatMap((part) => readdirSync(join(kept, part)).map((name) => join(kept, part, name)));
  // In one thread, and in two.
  const answers = () => [ask('find', 'type=WorkflowRun'), ask('labels')];
  const whole = answers();
  expect(whole[0]).toContain('lid://');
  for (const [at, path] of files.entries()) {
    const bytes = readFileSync(path);
    const place = 40 + ((at * 7919) % (bytes.length - 40));
    bytes[place] = (bytes[place] ?? 0) ^ 16;
    writeFileSync(path, bytes);
  }
  expect(answers()).toEqual(whole);
  for (const path of files) writeFileSync(path, readFileSync(path).subarray(0, 20));
  expect(answers()).toEqual(whole);
  rmSync(kept, { recursive: true });
  expect(answers()).toEqual(whole);
  expect(readdirSync(program).filter((name) => name.startsWith('compiled-'))).toEqual([]);
});
