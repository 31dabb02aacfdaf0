/** Checks one file against its record: looks, reads once, judges, and holds our own SHA-256 against the first. */
import type { FileCheck } from '../contract/shared';
import type { PathMap } from '../contract/workspaces';
import { nowOf } from '../now';
import type { Ports } from '../ports';
import { contradictionOf } from './attested';
import { type Fingerprint, judgeBaseline } from './baseline';
import { withFolder } from './folder-check';
import { type Judgement, judge, judgeWithoutLooking } from './judge';
import { type Observation, type ObserveOptions, observe } from './observe';
import { mapPath } from './path-map';
import { readFolder } from './read-folder';
import { type RecordedFile, uncheckedFile } from './recorded-file';
import { ownRecord } from './recorded-value';

/** A file to check, and the first SHA-256 that we took of it, if any. */
export interface FileToCheck {
  recorded: RecordedFile;
  first: Fingerprint | null;
}

export interface CheckOptions extends ObserveOptions {
  maps: readonly PathMap[];
  /** Where manifests of folders are kept; without it no folder is read. */
  manifests?: Manifests;
}

export interface Manifests {
  /** The bytes kept under this SHA-256, if any. */
  get(sha256: string): Uint8Array | null;
  /** Takes over bytes that a result names: to be kept no later than that result. */
  put(sha256: string, bytes: Uint8Array): void;
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
  if (settled !== null) return files.map((file) => toCheck(ports, file, null, null, settled, nowOf(ports)));
  const checkedPath = mapPath(recorded.path ?? '', options.maps);
  const observed = await observe(
    ports,
    checkedPath,
    files.map((file) => file.recorded),
    options,
  );
  const at = nowOf(ports);
  const judged = files.map((file) => ({ file, judgement: judge(file.recorded, observed, wasReadAsFile(file.first), ports.murmur3) }));
  // A folder on S3 is a prefix of keys: nothing here reads it.
  const isReadable = observed.kind === 'folder' && !checkedPath.startsWith('s3://') && judged.some(({ judgement }) => mayBeFolder(judgement));
  const inside = isReadable && options.manifests !== undefined ? await readFolder(ports, checkedPath, options) : null;
  return judged.map(({ file, judgement }) => {
    const check = toCheck(ports, file, checkedPath, observed, judgement, at);
    return inside === null || options.manifests === undefined ? check : withFolder(ports, check, file.first, inside, options.manifests);
  });
}

/** Not where a file was recorded, and a folder is in its place. */
export function mayBeFolder({ verdict }: Pick<Judgement, 'verdict'>): boolean {
  return verdict !== 'mismatch';
}

/** By us: what others say in a list is no reading of ours. */
function wasReadAsFile(first: Fingerprint | null): boolean {
  return first?.kind === 'file' && first.origin !== 'imported';
}

function toCheck(ports: Ports, { recorded, first }: FileToCheck, checkedPath: string | null, observed: Observation | null, judgement: Judgement, at: string): FileCheck {
  const sha256 = observed?.kind === 'file' ? observed.sha256 : null;
  const attested = observed?.kind === 'file' || observed?.kind === 'listed' ? (observed.attested ?? null) : null;
  const contradiction = contradictionOf(attested);
  const found =
    observed?.kind === 'file' || observed?.kind === 'listed' || observed?.kind === 'folder' ? { size: observed.size, modifiedAt: instantOf(observed.modifiedMillis) } : null;
  const { lid, path, checksum, size, modifiedAt, ranAt } = recorded;
  const { baseline, firstSeen, baselineFrom, baselineLocked } = judgeBaseline(first, sha256 === null ? null : { sha256, at, kind: 'file' });
  // Member by member, as there may be a million of them: copied from others they take up to twice the room.
  return {
    lid,
    path,
    checkedPath,
    recorded: { checksum, size, modifiedAt },
    verdict: judgement.verdict,
    strength: judgement.strength,
    matchedMode: judgement.matchedMode,
    labelConflict: judgement.labelConflict,
    // A value that is shown to be that of the content is no sign of an edit, whatever its label.
    ownRecord: judgement.verdict === 'content-verified' ? 'unknown' : ownRecord(recorded, ports.murmur3),
    reason: judgement.reason,
    examined: sha256 !== null ? 'content' : found !== null ? 'metadata' : null,
    detail: oneText(contradiction === null ? judgement.detail : `${contradiction} ${judgement.detail}`),
    found,
    sha256,
    baseline,
    firstSeen,
    baselineFrom,
    baselineLocked,
    ranAt,
    attested,
    folder: null,
    link: (observed !== null && 'link' in observed ? observed.link : undefined) ?? null,
    at,
    by: ports.who.user,
    stale: false,
  };
}

let last = '';
/** Most files of a check are told the same sentence: it is held once, where each would hold one of its own. */
function oneText(text: string): string {
  if (text !== last) last = text;
  return last;
}

/** A time outside the years that ISO 8601 writes with four digits is still a time: never throw over it. */
export function instantOf(millis: number): string {
  const date = new Date(millis);
  return Number.isNaN(date.getTime()) ? `${millis} ms since 1970` : date.toISOString();
}
