/** A workspace with all that a bundle can hold, a bundle of it, and what a manipulator would do to one. */

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../../../core/contract';
import { murmur3 } from '../../../main/ports/hashes';
import { openTrial, recordedRoot, release, type TrialBench, workspace } from '../../main/trial-bench';

export { release, workspace };
export const verifier = join(import.meta.dirname, '../../../core/bundle/verify.py');
export const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;
export const inCi = process.env.CI === 'true';
export const deepRun = 'lid://7c6c73a99887871270d84830fd9cf8a0';

export type Made = Output<'evidence.bundle'>;

/** Synced, a list of fingerprints read in, files checked, a checkpoint handed out, a record changed and synced again, checked once more. */
export async function openCase(): Promise<TrialBench & { older: string; verified: string }> {
  const trial = await openTrial();
  const { bench, files, folder } = trial;
  const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid: deepRun });
  const paths = outputs.flatMap(({ path }) => path ?? []).slice(0, 3);
  const list = join(folder, 'list.sha256');
  writeFileSync(
    list,
    paths
      .map(
        (path) =>
          `${createHash('sha256')
            .update(readFileSync(path.replace(recordedRoot, files)))
            .digest('hex')}  ${path}\n`,
      )
      .join(''),
  );
  await bench.engine.call('baseline.import', { workspace, path: list, run: deepRun });
  await bench.job('verify.run', { workspace, run: deepRun });
  const older = join(folder, 'older.txt');
  await bench.engine.call('evidence.handOut', { workspace, out: older });
  touchRecord(join(files, 'lineage', deepRun.slice('lid://'.length), '.data.json'));
  for (const { lid, path } of outputs.filter((row) => /\.(vcf|csv|html)/.test(row.path ?? '')))
    recordContent(join(files, 'lineage', (lid ?? '').slice('lid://'.length), '.data.json'), (path ?? '').replace(recordedRoot, files));
  await bench.job('sync.run', { workspace });
  const { files: checked } = await bench.job('verify.run', { workspace, run: deepRun, inputs: true });
  const verified = checked.find(({ verdict }) => verdict === 'content-verified')?.checkedPath ?? '';
  return { ...trial, older, verified };
}

/** The same record in other bytes: a space before the end. */
export function touchRecord(path: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(/\}\s*$/, ' }'));
}

/** What a Nextflow would record that hashes the content. */
function recordContent(path: string, file: string): void {
  const record = JSON.parse(readFileSync(path, 'utf8'));
  const hash = murmur3();
  hash.update(readFileSync(file));
  record.spec.checksum = { value: hash.hex(), algorithm: 'nextflow', mode: 'deep' };
  writeFileSync(path, JSON.stringify(record));
}

export function makeBundle({ bench, folder }: TrialBench, name: string, more: { run?: string; at?: number | 'latest'; report?: boolean } = {}): Promise<Made> {
  return bench.job('evidence.bundle', { workspace, run: deepRun, out: join(folder, name), ...more });
}

/** Unpacks a bundle; gives the folder of the bag. */
export function unpackBundle(zip: string, into: string): string {
  mkdirSync(into, { recursive: true });
  execFileSync('python3', ['-m', 'zipfile', '-e', zip, into]);
  return join(into, readdirSync(into)[0] ?? '');
}

export function copyOf(bag: string, to: string): string {
  rmSync(to, { recursive: true, force: true });
  cpSync(bag, to, { recursive: true });
  return to;
}

export function filesOf(bag: string): string[] {
  return readdirSync(bag, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(bag.length + 1))
    .sort();
}

/** Manifests written anew over whatever lies there: what anybody can do without a key. */
export function rebag(bag: string): void {
  const all = filesOf(bag).filter((path) => !/^(tag)?manifest-/.test(path));
  const payload = all.filter((path) => path.startsWith('data/'));
  const octets = payload.reduce((sum, path) => sum + statSync(join(bag, path)).size, 0);
  const info = join(bag, 'bag-info.txt');
  writeFileSync(info, readFileSync(info, 'utf8').replace(/Payload-Oxum: .*/, `Payload-Oxum: ${octets}.${payload.length}`));
  const manifest = (paths: string[], algorithm: string) =>
    paths
      .map(
        (path) =>
          `${createHash(algorithm)
            .update(readFileSync(join(bag, path)))
            .digest('hex')}  ${path}\n`,
      )
      .join('');
  for (const algorithm of ['sha256', 'sha512']) writeFileSync(join(bag, `manifest-${algorithm}.txt`), manifest(payload, algorithm));
  const tags = filesOf(bag).filter((path) => !path.startsWith('data/') && !path.startsWith('tagmanifest-'));
  for (const algorithm of ['sha256', 'sha512']) writeFileSync(join(bag, `tagmanifest-${algorithm}.txt`), manifest(tags, algorithm));
}

/** verify.py from the source, as a stranger runs it. */
export function verify(bundle: string, ...args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('python3', ['-I', '-B', verifier, bundle, ...args], { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}
