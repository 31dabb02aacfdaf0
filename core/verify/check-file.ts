/** Checks one file against its record: looks, reads once, judges, and holds our own SHA-256 against the first. */
import type { FileCheck } from '../contract/shared';
import type { PathMap } from '../contract/workspaces';
import type { Ports } from '../ports';
import { type Fingerprint, judgeBaseline } from './baseline';
import { type Judgement, judge, judgeWithoutLooking } from './judge';
import { type Observation, type ObserveOptions, observe } from './observe';
import { mapPath } from './path-map';
import { type RecordedFile, uncheckedFile } from './recorded-file';
import { ownRecord } from './recorded-value';

/** A file to check, and the first SHA-256 that we took of it, if any. */
export interface FileToCheck {
  recorded: RecordedFile;
  first: Fingerprint | null;
}

export interface CheckOptions extends ObserveOptions {
  maps: readonly PathMap[];
}

/** Throws only `cancelled`. */
export async function checkFile(ports: Ports, file: FileToCheck, options: CheckOptions): Promise<FileCheck> {
  return (await checkFiles(ports, [file], options))[0] ?? uncheckedFile(file.recorded, null, null);
}

/** Judges what was read once for several records of one path, each with a checksum of its own. Throws only `cancelled`. */
export async function checkFiles(ports: Ports, files: readonly FileToCheck[], options: CheckOptions): Promise<FileCheck[]> {
  const recorded = files[0]?.recorded;
  if (recorded === undefined) return [];
  const settled = judgeWithoutLooking(recorded);
  if (settled !== null || recorded.path === null) return files.map((file) => toCheck(ports, file, null, null, settled));
  const checkedPath = mapPath(recorded.path, options.maps);
  const observed = await observe(ports, checkedPath, options);
  return files.map((file) => toCheck(ports, file, checkedPath, observed, judge(file.recorded, observed, file.first !== null, ports.murmur3)));
}

function toCheck(ports: Ports, { recorded, first }: FileToCheck, checkedPath: string | null, observed: Observation | null, judgement: Judgement | null): FileCheck {
  const at = new Date(ports.clock.now().ms).toISOString();
  const sha256 = observed?.kind === 'file' ? observed.sha256 : null;
  const found = observed?.kind === 'file' || observed?.kind === 'folder' ? { size: observed.size, modifiedAt: instantOf(observed.modifiedMillis) } : null;
  return {
    ...uncheckedFile(recorded, checkedPath, null),
    ...judgement,
    ownRecord: ownRecord(recorded, ports.murmur3),
    examined: sha256 !== null ? 'content' : found !== null ? 'metadata' : null,
    found,
    sha256,
    ...judgeBaseline(first, sha256 === null ? null : { sha256, at }),
    at,
    by: ports.who.user,
  };
}

/** A time outside the years that ISO 8601 writes with four digits is still a time: never throw over it. */
function instantOf(millis: number): string {
  const date = new Date(millis);
  return Number.isNaN(date.getTime()) ? `${millis} ms since 1970` : date.toISOString();
}
