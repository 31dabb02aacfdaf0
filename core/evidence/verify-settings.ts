/** Holds workspace.json against the journal, which has the SHA-256 of each version of it that this program wrote. */
import type { Ports } from '../ports';
import type { EvidenceFault } from './faults';
import { sha256Of } from './mirror';

/** `told`: oldest first; none in workspaces of older versions until their settings change, of which nothing can be said. */
export function settingsFaults(ports: Ports, workspace: string, told: readonly { seq: number; sha256: string }[]): EvidenceFault[] {
  const file = `${workspace}/workspace.json`;
  const newest = told.at(-1);
  if (newest === undefined) return [];
  if (!ports.home.exists(file)) return [{ file, offset: null, message: `it is gone; entry ${newest.seq} of the journal holds what it said` }];
  const sha256 = sha256Of(ports, ports.home.read(file));
  if (sha256 === newest.sha256) return [];
  const earlier = told.findLast((one) => one.sha256 === sha256);
  const message =
    earlier === undefined
      ? `it is not what this program wrote: entry ${newest.seq} of the journal holds its settings and another SHA-256. It was damaged or changed from outside`
      : `it is as of entry ${earlier.seq} of the journal, and entry ${newest.seq} tells of a later change: an older copy was put back, or that change never reached the disk`;
  return [{ file, offset: null, message }];
}
