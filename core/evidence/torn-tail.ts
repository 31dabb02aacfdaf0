/** Takes the broken end of a log away so that what is written next can be read, and keeps its bytes beside the evidence: nothing is thrown away. */
import type { ActDetail } from '../journal/acts';
import type { Ports } from '../ports';
import { type BadTail, segmentName } from './frame';
import { sha256Of } from './mirror';

/**
 * Cuts `log` (its files in `folder`) at a tail of kind `cut` and gives what the journal says of it. Most often it is a write that
 * never finished; damage to the last entry looks the same, so the bytes stay, in `asideFolder`, on the disk before the cut.
 */
export function cutTail(
  ports: Pick<Ports, 'home' | 'sha256'>,
  log: { truncate(position: BadTail): void },
  { folder, asideFolder, bad }: { folder: string; asideFolder: string; bad: BadTail },
): { act: 'torn-tail-cut'; detail: ActDetail<'torn-tail-cut'> } {
  const name = segmentName(bad.segment);
  const file = `${folder}/${name}`;
  const tail = new Uint8Array(Math.max(0, ports.home.size(file) - bad.offset));
  ports.home.readAt(file, bad.offset, tail);
  const sha256 = sha256Of(ports, tail);
  const keptAs = `${asideFolder}/${folder.slice(folder.lastIndexOf('/') + 1)}-${name}-at-${bad.offset}-${sha256.slice(0, 16)}`;
  ports.home.replace(keptAs, tail);
  log.truncate(bad);
  return { act: 'torn-tail-cut', detail: { file, offset: bad.offset, bytes: tail.length, sha256, keptAs, message: bad.message } };
}
