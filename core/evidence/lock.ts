/** One writer at a time: a lock file that names its owner, taken over when that process is no more. */
import { AuditError } from '../errors';
import type { Ports } from '../ports';

interface Owner {
  pid: number;
  host: string;
  user: string;
  surface: string;
  purpose: string;
  since: string;
}

/** Takes the lock at `path` and gives back how to let go of it; throws `in-use` with data.owner while its owner lives. */
export function takeLock(ports: Ports, path: string, purpose: string): () => void {
  const { home, who } = ports;
  const mine: Owner = { pid: who.pid, host: who.host, user: who.user, surface: who.surface, purpose, since: new Date(ports.clock.now().ms).toISOString() };
  for (let attempt = 0; attempt < 3; attempt++) {
    if (home.createExclusive(path, JSON.stringify(mine))) return () => home.remove(path);
    const owner = readOwner(ports, path);
    if (owner !== null && (owner.host !== who.host || (owner.pid !== who.pid && ports.alive(owner.pid)) || owner.pid === who.pid))
      throw new AuditError(
        'in-use',
        `This workspace is in use: ${owner.purpose} by ${owner.user} (${owner.surface}, process ${owner.pid} on ${owner.host}) since ${owner.since}. Wait until it has ended, or end it.`,
        {
          owner: { ...owner },
        },
      );
    home.remove(path);
  }
  throw new AuditError('in-use', 'This workspace is in use by another process that starts again and again.');
}

function readOwner(ports: Ports, path: string): Owner | null {
  try {
    const owner = JSON.parse(new TextDecoder().decode(ports.home.read(path))) as Partial<Owner>;
    return typeof owner.pid === 'number' && typeof owner.host === 'string' ? (owner as Owner) : null;
  } catch {
    return null;
  }
}
