/** Checkpoints of a log as https://c2sp.org/tlog-checkpoint defines them: a signed note of origin, tree size and root. */
import { base64Of, bytesOfBase64 } from '../../engine/base64';
import { parseNote, type SignedNote } from './signed-note';

export interface TreeHead {
  /** The stable name of the log. */
  origin: string;
  /** Leaves. */
  size: number;
  /** 32 bytes. */
  root: Uint8Array;
}
export interface Checkpoint extends TreeHead {
  note: SignedNote;
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: TreeHead): string {
  return `${origin}\n${size}\n${base64Of(root)}\n`;
}

/** null for what is no checkpoint; lines after the third are allowed and not looked at. */
export function parseCheckpoint(bytes: Uint8Array): Checkpoint | null {
  const note = parseNote(bytes);
  if (note === null) return null;
  const [origin = '', size = '', encoded = '', ...more] = note.text.slice(0, -1).split('\n');
  const root = bytesOfBase64(encoded);
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size) || root?.length !== 32 || more.includes('')) return null;
  return { origin, size: Number(size), root, note };
}

/** Behind damage a frame that holds anything else is none of ours. */
export function isCheckpoint(bytes: Uint8Array): boolean {
  return parseCheckpoint(bytes) !== null;
}
