/** Files that are caches: one that cannot be read is as good as none. */
import { AuditError } from '../errors';
import type { Ports } from '../ports';

/** Null where it is encrypted and damaged: then nothing of it can be read. */
export function readUnlessDamaged(ports: Pick<Ports, 'home'>, path: string): Uint8Array | null {
  try {
    return ports.home.read(path);
  } catch (error) {
    if (error instanceof AuditError && error.code === 'evidence-damaged') return null;
    throw error;
  }
}
