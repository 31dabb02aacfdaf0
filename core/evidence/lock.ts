/** One writer at a time: a lock file that names its owner, taken over when that process is no more, and by one process alone. */

import { AuditError } from '../errors';
import type { ActDetail } from '../journal/acts';
import { type LockOwner, type LockPorts, lockText, ownerWords, parseOwner, standingOf } from './lock-owner';
import { sha256Of } from './mirror';

export interface Lock {
  release(): void;
  /** What the journal is to say of the lock that was found and whose owner is no more; null where there was none. */
  tookOver: ActDetail<'lock-taken-over'> | null;
}

/** How long a lock that cannot be read is given to become readable: where a file system has no links it is for an instant. */
const unreadableMillis = 2000;
/** How long another process may take to take over the same stale lock. */
const takeOverMillis = 3000;
/** Texts of locks that were let go of by this process, and perhaps could not be removed. */
const letGo = new Set<string>();

/**
 * Takes the lock at `path` (`<workspace>/….lock`); throws `in-use` with data.owner while its owner lives, or where nobody can tell from here.
 *
 * A stale lock is never removed but replaced. Who wants to replace it first creates `<path>.over-<digest of its text>`: texts are never the
 * same twice, so one process alone can; it then sees that the lock is still the stale one, for whoever came before has replaced it. If that
 * one was killed in between, its own claim is a stale lock and is claimed in the same way, and what it may have put in place counts as stale too.
 */
export function takeLock(ports: LockPorts, path: string, purpose: string): Lock {
  const { home, clock } = ports;
  const mine = lockText(ports, purpose);
  const until = clock.ticks() + takeOverMillis;
  const taken = (tookOver: Lock['tookOver']): Lock => ({ tookOver, release: () => release(ports, path, mine) });
  for (;;) {
    if (home.createExclusive(path, mine)) return taken(null);
    const found = readSettled(ports, path);
    if (found === null) continue;
    const owner = parseOwner(found);
    if (owner !== null && !isStale(ports, found)) throw inUse(ports, path, owner);
    if (takeOver(ports, path, found, mine)) {
      return taken({ lock: path, was: owner ?? { unreadable: found.slice(0, 200) }, for: purpose });
    }
    if (clock.ticks() > until) throw new AuditError('in-use', `Another process is taking over the lock of ${named(path)}, whose owner is no more. Do it again.`);
    ports.pause(5);
  }
}

/** The owner of the lock while it lives or may live; null where nobody writes. */
export function livingOwner(ports: LockPorts, path: string): LockOwner | null {
  const text = read(ports, path);
  const owner = text === null ? null : parseOwner(text);
  return owner === null || isStale(ports, text ?? '') ? null : owner;
}

function release(ports: LockPorts, path: string, mine: string) {
  letGo.add(mine);
  if (read(ports, path) !== mine) return;
  ports.home.remove(path);
  letGo.delete(mine);
}

function isStale(ports: LockPorts, text: string): boolean {
  const owner = parseOwner(text);
  return letGo.has(text) || owner === null || standingOf(ports, owner) === 'gone';
}

function takeOver(ports: LockPorts, path: string, stale: string, mine: string): boolean {
  const { home } = ports;
  /** The lock, and the claims of those that were killed while they took it over. */
  const dead = [stale];
  for (;;) {
    const claim = claimOf(ports, path, dead[dead.length - 1] ?? stale);
    if (home.createExclusive(claim, mine)) {
      const now = read(ports, path);
      const rightful = now !== null && dead.includes(now);
      if (rightful) home.replace(path, new TextEncoder().encode(mine));
      // From here on none of these texts can be the lock again: who still holds a claim on one sees that and withdraws it.
      for (const text of rightful ? dead : dead.slice(-1)) home.remove(claimOf(ports, path, text));
      return rightful;
    }
    const other = readSettled(ports, claim);
    if (other === null || !isStale(ports, other) || dead.includes(other)) return false;
    dead.push(other);
  }
}

function claimOf(ports: LockPorts, path: string, text: string): string {
  return `${path}.over-${sha256Of(ports, new TextEncoder().encode(text)).slice(0, 32)}`;
}

function inUse(ports: LockPorts, path: string, owner: LockOwner): AuditError {
  const words = ownerWords(owner, ports.clock.now().ms);
  const whether =
    standingOf(ports, owner) === 'unknown'
      ? `Whether that process still runs cannot be told from here. Wait for it or close it there; if you are sure that it has ended, delete the file ${path} in the home folder.`
      : 'Wait for it or close it, then do this again.';
  return new AuditError('in-use', `${named(path)} is being written (${owner.purpose}) by ${words}. ${whether}`, { owner: { ...owner } });
}

function named(path: string): string {
  return `Workspace "${path.split('/')[0]}"`;
}

/** The text of a lock once it is a whole one, or has stayed what it is for long enough; null where there is none (any more). */
function readSettled(ports: LockPorts, path: string): string | null {
  const until = ports.clock.ticks() + unreadableMillis;
  for (;;) {
    const text = read(ports, path);
    if (text === null || parseOwner(text) !== null || ports.clock.ticks() > until) return text;
    ports.pause(20);
  }
}

function read({ home }: LockPorts, path: string): string | null {
  try {
    return new TextDecoder().decode(home.read(path));
  } catch (error) {
    if (error instanceof AuditError && error.data?.systemCode === 'ENOENT') return null;
    throw error;
  }
}
