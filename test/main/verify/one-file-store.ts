/** One real published file of trial-042 with its real record, its time to the nanosecond and the records of its runs: made anew for each case that tampers with it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashedPath, lenientValue, sha256Value, standardValue } from '../../../core/verify/checksum/modes';
import { murmur3, sha256 } from '../../../main/ports/hashes';

export const root = '/data/trial-042';
const release = '743f3d10fce32490142d3833990f2427';
const strict = '87cf4e7e67eebdbcf18cc6b623acf905';
const name = 'cohort/cohort.tsv';
export const ofRelease = `lid://${release}/${name}`;
export const ofStrict = `lid://${strict}/${name}`;

export interface Spec extends Record<string, unknown> {
  path: string;
  size: number;
  modifiedAt: string;
  checksum: { value: string; algorithm: string; mode: string | null };
}

export interface OneFile {
  /** Holds `lineage` and the files as recorded below `root`. */
  folder: string;
  /** The file of the release. */
  at: string;
  /** Its content when it was published. */
  bytes: Uint8Array;
  /** Its recorded time, milliseconds since 1970 UTC. */
  millis: number;
  record(lid: string, change: (spec: Spec) => void): void;
  spec(lid: string): Spec;
  /** The version of Nextflow that the run's record names. */
  writtenBy(version: string): void;
}

/** `demo`: the unpacked demo, whose files have their times; nothing of it is changed. */
export function oneFile(demo: string, into: string): OneFile {
  const folder = mkdtempSync(join(into, 'case-'));
  const copy = (path: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    execFileSync('cp', ['-a', join(demo, path), join(folder, path)]);
  };
  for (const key of [release, strict, `${release}/${name}`, `${strict}/${name}`]) copy(join('lineage', key, '.data.json'));
  const recordPath = (lid: string) => join(folder, 'lineage', lid.slice('lid://'.length), '.data.json');
  const read = (lid: string) => JSON.parse(readFileSync(recordPath(lid), 'utf8')) as { spec: Spec };
  const write = (lid: string, change: (spec: Spec) => void) => {
    const record = read(lid);
    change(record.spec);
    writeFileSync(recordPath(lid), JSON.stringify(record));
  };
  for (const lid of [ofRelease, ofStrict]) copy(read(lid).spec.path.slice(root.length + 1));
  const { path, modifiedAt } = read(ofRelease).spec;
  const at = path.replace(root, folder);
  return {
    folder,
    at,
    bytes: readFileSync(at),
    millis: Date.parse(`${modifiedAt.slice(0, 23)}Z`),
    record: write,
    spec: (lid) => read(lid).spec,
    writtenBy: (version) =>
      write(`lid://${release}`, (spec) => {
        (spec.metadata as Record<string, unknown>).nextflow = { version };
      }),
  };
}

/** The value of a mode for what a record states and these bytes. */
export function hashValue(mode: 'standard' | 'lenient' | 'deep' | 'sha256', { path, size, modifiedAt }: Spec, bytes: Uint8Array): string {
  const facts = { path: hashedPath(path), size, modifiedMillis: Date.parse(`${modifiedAt.slice(0, 23).replace('Z', '')}Z`) };
  const digest = (make: typeof murmur3) => {
    const hash = make();
    hash.update(bytes);
    return hash.hex();
  };
  switch (mode) {
    case 'standard':
      return standardValue(murmur3, facts);
    case 'lenient':
      return lenientValue(murmur3, facts);
    case 'deep':
      return digest(murmur3);
    case 'sha256':
      return sha256Value(murmur3, digest(sha256));
  }
}

/** Sets back the time of a file that was written again. */
export function keepingTime(path: string, act: () => void): void {
  const { mtimeMs } = statSync(path);
  act();
  const seconds = (Math.floor(mtimeMs) + 0.5) / 1000;
  utimesSync(path, seconds, seconds);
}
