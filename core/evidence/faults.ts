/** A fault of the evidence as "evidence verify" tells it: which file, which bytes, and what is lost. */
import { type BadTail, segmentFile } from './frame';

export interface EvidenceFault {
  file: string;
  offset: number | null;
  /** The first byte behind it; absent where it is no stretch of bytes. */
  end?: number;
  /** Which entry of the file's log it is, from 1. */
  entry?: number;
  message: string;
}

/** `lost`: what is known to be lost with these bytes, in words. */
export function faultOf(folder: string, bad: BadTail, lost = ''): EvidenceFault {
  const message = bad.kind === 'cut' ? `${bad.message}: the end of a write that never finished, or damage to the last entry` : bad.message;
  return { file: segmentFile(folder, bad.segment), offset: bad.offset, end: bad.end, ...(bad.number === null ? {} : { entry: bad.number }), message: `${message}${lost}` };
}
