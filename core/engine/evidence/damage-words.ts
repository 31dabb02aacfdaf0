/** What is known to be damaged in a workspace, in words for every surface; "evidence verify" looks for all there is. */

import type { EvidenceFault } from '../../evidence/faults';
import type { BadTail } from '../../evidence/frame';
import { segmentFile } from '../../evidence/frame';
import type { Damage } from '../../index/damage';
import type { LostObjects } from '../../index/queries/lost';

type LastFaults = { at: string; total: number; first: EvidenceFault[] };

/** `settings`: what is wrong with workspace.json; `last`: what the newest verification found wrong. */
export function damageWords(
  workspace: string,
  settings: string | null,
  last: LastFaults | null,
  damage: readonly Damage[],
  checkpoints: readonly BadTail[],
  lost: LostObjects,
): string[] {
  const place = (folder: string, { segment, offset, end }: { segment: number; offset: number; end: number }) =>
    `${segmentFile(`${workspace}/evidence/${folder}`, segment)}, bytes ${offset} to ${Math.max(offset, end - 1)}`;
  const packs = damage.filter(({ log }) => log === 'packs').map((one) => `The packs are damaged: ${place('packs', one)}: ${one.message}. What lies behind was read.`);
  const ledger = damage
    .filter(({ log }) => log === 'ledger')
    .map(
      (one) =>
        `The ledger is damaged: ${place('ledger', one)}: ${one.message}. What it observed${one.leaf === null ? '' : ` from leaf ${one.leaf} on`} in these bytes is lost; what follows was read, and no checkpoint attests it.`,
    );
  const signed = checkpoints.map((one) => `A checkpoint is damaged: ${place('checkpoints', one)}: ${one.message}. Newer ones attest all that it did.`);
  const many = lost.total > lost.first.length ? ` and ${lost.total - lost.first.length} more` : '';
  const objects =
    lost.total === 0
      ? []
      : [
          `The bytes of ${lost.total} version(s) of objects cannot be read from the packs (${lost.first.join(', ')}${many}); of these the next sync reads ${lost.present} again, if the store still has them.`,
        ];
  const found =
    last === null
      ? []
      : [
          `"evidence verify" of ${last.at.slice(0, 16).replace('T', ' ')} UTC found ${last.total === 1 ? 'one fault' : `${last.total} faults`}, the first in ${last.first[0]?.file}: ${last.first[0]?.message}.`,
        ];
  return [...(settings === null ? [] : [settings]), ...found, ...ledger, ...packs, ...signed, ...objects];
}
