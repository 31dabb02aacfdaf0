/** Who holds a lock, whether that process is still there, and both in words. */
import { nowOf } from '../now';
import type { Ports } from '../ports';

export interface LockOwner {
  pid: number;
  /** When the process began, in its system's own count. */
  began: string | null;
  host: string;
  machine: string | null;
  boot: string | null;
  user: string;
  surface: string;
  purpose: string;
  /** By the owner's clock. */
  since: string;
}
export type LockPorts = Pick<Ports, 'home' | 'clock' | 'processes' | 'who' | 'random' | 'sha256' | 'pause'>;
/** `unknown`: it is a process of another computer or container, whose processes cannot be looked at from here. */
type Standing = 'alive' | 'gone' | 'unknown';

/** The lock file's text; `nonce` makes it differ from every other, even of the same process. */
export function lockText(ports: LockPorts, purpose: string): string {
  const { who, processes } = ports;
  const owner: LockOwner = {
    pid: who.pid,
    began: processes.look(who.pid).began,
    host: who.host,
    machine: processes.machine,
    boot: processes.boot,
    user: who.user,
    surface: who.surface,
    purpose,
    since: nowOf(ports),
  };
  return JSON.stringify({ ...owner, nonce: [...ports.random(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('') });
}

/** Null for what is no lock of ours: empty, cut, or something else. */
export function parseOwner(text: string): LockOwner | null {
  try {
    const raw = JSON.parse(text) as Record<string, unknown>;
    if (typeof raw.pid !== 'number' || !Number.isInteger(raw.pid) || raw.pid <= 0 || typeof raw.host !== 'string') return null;
    const string = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : null);
    return {
      pid: raw.pid,
      began: string(raw.began),
      host: raw.host.slice(0, 200),
      machine: string(raw.machine),
      boot: string(raw.boot),
      user: string(raw.user) ?? 'unknown',
      surface: string(raw.surface) ?? 'unknown program',
      purpose: string(raw.purpose) ?? 'writing',
      since: string(raw.since) ?? '',
    };
  } catch {
    return null;
  }
}

/** No clock is asked: a clock that jumps makes no lock stale. */
export function standingOf({ processes, who }: Pick<Ports, 'processes' | 'who'>, owner: LockOwner): Standing {
  if (owner.boot === null || processes.boot === null) {
    if (owner.host !== who.host) return 'unknown';
  } else if (owner.boot !== processes.boot) {
    const kernel = (boot: string) => boot.split(' ')[0];
    const sameComputer = owner.host === who.host && owner.machine !== null && owner.machine === processes.machine;
    return sameComputer && kernel(owner.boot) !== kernel(processes.boot) ? 'gone' : 'unknown';
  }
  const { alive, began } = processes.look(owner.pid);
  return alive && (began === null || owner.began === null || began === owner.began) ? 'alive' : 'gone';
}

/** `the command line of alice on lab-3 (process 123), since 2026-11-26 10:32 UTC (4 minutes ago)`. */
export function ownerWords({ user, surface, host, pid, since }: LockOwner, nowMs: number): string {
  const from = Date.parse(since);
  const when = Number.isNaN(from) ? '' : `, since ${new Date(from).toISOString().slice(0, 16).replace('T', ' ')} UTC (${ageWords(nowMs - from)})`;
  return `the ${surface} of ${user} on ${host} (process ${pid})${when}`;
}

function ageWords(ms: number): string {
  if (ms < -1000) return 'by its clock, which is ahead of this one';
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const units: [number, string][] = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ];
  for (const [size, name] of units) {
    const count = Math.floor(seconds / size);
    if (count > 0) return `${count} ${name}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}
