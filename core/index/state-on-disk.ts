/** What can be seen of a workspace's state without its index: another text whenever what the index holds may be another, or whether it is to be believed. */
import type { FramePosition } from '../evidence/frame';
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import { sealOf } from './image';

/**
 * `ledger`: where it ends. The image is named by its seal, for one that was made anew from damaged evidence is another at the same end of the ledger; the settings, as of an import, by their
 * SHA-256. Null where there is no image.
 */
export function stateOnDisk(ports: Pick<Ports, 'home' | 'sha256'>, workspace: string, ledger: FramePosition): string | null {
  const seal = sealOf(ports, `${workspace}/index/index.db`);
  return seal === null ? null : `${ledger.segment} ${ledger.offset} ${seal} ${sha256Of(ports, ports.home.read(`${workspace}/workspace.json`))}`;
}
