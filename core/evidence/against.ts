/** Holds a checkpoint from elsewhere against today's log: whether the log extends it, or was cut, rewritten, or is another. */
import type { HeldAgainst } from '../contract/evidence';
import { base64Of } from '../engine/base64';
import type { Ports } from '../ports';
import { type Checkpoint, parseCheckpoint } from './tree/checkpoint';
import { signerOf } from './tree/signed-note';
import type { KeptCheckpoint, LogWalk } from './verify-log';

export interface Foreign {
  file: string;
  checkpoint: Checkpoint | null;
}

export function parseForeign({ file, text }: { file: string; text: string }): Foreign {
  // Mail and editors end lines their own way; the note is signed over line feeds.
  return { file, checkpoint: parseCheckpoint(new TextEncoder().encode(text.replaceAll('\r\n', '\n'))) };
}

/** `walk` has gone over the whole ledger; `whole`: it could be read to its end. */
export function holdAgainst(ports: Ports, { file, checkpoint }: Foreign, walk: LogWalk, kept: readonly KeptCheckpoint[], whole: boolean): HeldAgainst {
  if (checkpoint === null)
    return { file, outcome: 'unreadable', size: null, from: null, message: 'This is no signed checkpoint, or it was altered so that it cannot be read as one.' };
  const { frontier, signers } = walk.state();
  const { origin, size, root } = checkpoint;
  const answer = (outcome: HeldAgainst['outcome'], message: string, from: number | null = null): HeldAgainst => ({ file, outcome, size, from, message });
  const ours = signers[0]?.name ?? null;
  if (origin !== ours)
    return answer('other-log', `This is a checkpoint of another log, ${origin}; this workspace's is ${ours ?? 'not named yet'}. It says nothing of this workspace.`);
  const signer = signerOf(ports, checkpoint.note, signers);
  const unsigned =
    signer === 'bad'
      ? ' Its signature is not of its text: the file was altered.'
      : signer === 'unknown'
        ? ' No key that today’s log has enrolled signed it, as where a log was written anew with a new key.'
        : '';
  if (size > frontier.size)
    return answer(
      'cut',
      whole
        ? `Today's log ends after ${frontier.size} leaves, this checkpoint is over ${size}: leaves ${frontier.size} to ${size - 1} are gone. The log was cut, or an older copy was put back.${unsigned}`
        : `The ledger can be read to leaf ${frontier.size} alone, this checkpoint is over ${size} leaves: whether the log extends it cannot be told.${unsigned}`,
    );
  if (walk.root(size) !== base64Of(root)) {
    const first = kept.find((one) => (one.checkpoint?.size ?? 0) >= size);
    const from =
      first === undefined ? 'None of our checkpoints reaches so far.' : `From our checkpoint ${first.number} (${first.checkpoint?.size} leaves) on none can be reconciled with it.`;
    return answer(
      'rewritten',
      `Today's log has another root over the first ${size} leaves: at least one of them was rewritten. ${from} Which of the earlier ones could be, one checkpoint cannot tell.${unsigned}`,
      first?.number ?? null,
    );
  }
  if (unsigned !== '') return answer('not-ours', `Today's log does extend this tree of ${size} leaves, but the file is not one that this log signed.${unsigned}`);
  return answer('extends', `Today's log extends this checkpoint: its first ${size} of ${frontier.size} leaves are what was signed then.`);
}
