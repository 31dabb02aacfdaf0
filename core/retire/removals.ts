/** Folders that are to be removed for good, written down before the first file goes: whoever comes after a kill finishes what was begun. */
import { z } from 'zod';
import type { RetiredWorkspace } from '../contract/at-rest';
import { folderName } from '../contract/shared';
import { AuditError, toErrorData } from '../errors';
import { lockText, parseOwner, standingOf } from '../evidence/lock-owner';
import { sha256Of } from '../evidence/mirror';
import { verifierKey } from '../evidence/tree/signed-note';
import { nowOf } from '../now';
import type { Ports } from '../ports';
import { signCertificate, withEnd } from './certificate';
import { removalsFolder, removalsUnderWay, underWay } from './removals-folder';

export { removalsFolder } from './removals-folder';

const retired = z.object({
  at: z.string(),
  by: z.string(),
  reason: z.string().nullable(),
  certificate: z.object({ path: z.string(), sha256: z.string() }),
  /** The name of its log, which names the key. */
  log: z.string(),
  finishedAt: z.string().nullable(),
  note: z.string().nullable(),
});
const removal = z.object({
  format: z.literal(1),
  /** The folder below the home that goes. */
  folder: folderName,
  /** Removed first: without them it is no workspace, or nobody can open it. */
  first: z.array(z.string()),
  /** Whoever is at it, as a lock says it; another process of this computer takes over when it is gone. */
  owner: z.string(),
  /** null: it was a copy that was not finished, or the plain one of which an encrypted copy was made. */
  retired: retired.nullable(),
});
export type Removal = z.infer<typeof removal>;

const encoder = new TextEncoder();

/** Writes it down, fsynced, under an id of its own: from now on the folder is never opened again. A second call with the same id replaces it at once. */
export function decideRemoval(ports: Ports, id: string, what: Omit<Removal, 'format' | 'owner'>): void {
  ports.home.replace(
    `${removalsFolder}/${id}${underWay}`,
    encoder.encode(`${JSON.stringify({ format: 1, ...what, owner: lockText(ports, 'removing a workspace') } satisfies Removal, null, 2)}\n`),
  );
}

/** Removes the folder, says so in the certificate where there is one, and keeps a record of a retired workspace. Throws `disk`. */
export function carryOut(ports: Ports, id: string): { sha256: string; note: string | null } | null {
  const path = `${removalsFolder}/${id}${underWay}`;
  const found = read(ports, path);
  if (found === null) return null;
  ports.home.destroyFolder(found.folder, found.first);
  if (found.retired === null) {
    ports.home.remove(path);
    return null;
  }
  const finishedAt = nowOf(ports);
  const { sha256, note } = endCertificate(ports, found.retired, finishedAt);
  const done = { ...found.retired, certificate: { ...found.retired.certificate, sha256 }, finishedAt, note };
  ports.home.replace(`${removalsFolder}/${id}.json`, encoder.encode(`${JSON.stringify({ ...found, retired: done }, null, 2)}\n`));
  ports.home.remove(path);
  return { sha256, note };
}

/** What a process that is no more had begun. What cannot be finished stays written down and is told by `retiredWorkspaces`. */
export function finishRemovals(ports: Ports): void {
  for (const { id, removal } of underWayNow(ports)) {
    const owner = parseOwner(removal.owner);
    if (owner !== null && standingOf(ports, owner) !== 'gone') continue;
    try {
      carryOut(ports, id);
    } catch (error) {
      if (!(error instanceof AuditError && error.code === 'disk')) throw error;
    }
  }
}

/** Throws `not-found` for a folder that is being removed: what is left of it is no workspace. */
export function refuseRemoved(ports: Ports, folder: string): void {
  if (underWayNow(ports).some(({ removal }) => removal.folder === folder))
    throw new AuditError(
      'not-found',
      `The workspace ${folder} is being destroyed, and that has not ended. Start this program again to let it finish; if it cannot, remove the folder ${ports.homeFolder}/${folder} by hand.`,
    );
}

/** Newest first. */
export function retiredWorkspaces(ports: Ports): RetiredWorkspace[] {
  const done = ports.home
    .list(removalsFolder)
    .filter((name) => name.endsWith('.json') && !name.endsWith(underWay))
    .flatMap((name) => read(ports, `${removalsFolder}/${name}`) ?? []);
  return [...done, ...underWayNow(ports).map(({ removal }) => removal)]
    .flatMap(({ folder, retired }) => {
      if (retired === null) return [];
      const { log: _log, ...rest } = retired;
      return [{ name: folder, ...rest }];
    })
    .sort((one, other) => (one.at < other.at ? 1 : -1));
}

function underWayNow(ports: Ports): { id: string; removal: Removal }[] {
  return removalsUnderWay(ports).flatMap((name) => {
    const found = read(ports, `${removalsFolder}/${name}`);
    return found === null ? [] : [{ id: name.slice(0, -underWay.length), removal: found }];
  });
}

function read(ports: Ports, path: string): Removal | null {
  try {
    return removal.parse(JSON.parse(new TextDecoder().decode(ports.home.read(path))));
  } catch {
    return null;
  }
}

/** The certificate was on the disk before; that it now says "ended" is worth having, and no reason to keep what was to be destroyed. */
function endCertificate(ports: Ports, { certificate, log }: NonNullable<Removal['retired']>, at: string): { sha256: string; note: string | null } {
  const kept = (note: string) => ({ sha256: certificate.sha256, note });
  try {
    const bytes = ports.readBack(certificate.path);
    if (bytes === null) return kept(`The certificate was no longer at ${certificate.path} when the removal ended, so it says only that it was begun.`);
    if (sha256Of(ports, bytes) !== certificate.sha256) return kept(`The file at ${certificate.path} is not the certificate that was written, so it was left as it is.`);
    const text = withEnd(bytes, at, verifierKey(ports, { name: log, publicKey: ports.keys.signer().publicKey }));
    if (text === null) return kept('The certificate says already how the removal ended.');
    const signed = signCertificate(ports, text, log);
    ports.writeOut(certificate.path, signed.bytes, () => undefined);
    return { sha256: sha256Of(ports, signed.bytes), note: null };
  } catch (error) {
    return kept(`The certificate could not be written again, so it says only that the removal was begun: ${toErrorData(error).message}`);
  }
}
