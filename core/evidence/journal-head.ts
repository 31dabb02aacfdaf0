/** Where the newest line of a long journal lies, kept in the folder of the index so that not every process reads all lines to write one: believed only as far as the journal bears it out. */
import { z } from 'zod';
import type { Ports } from '../ports';
import { type FramePosition, type LogPorts, readFrame, segmentFile } from './frame';
import { sha256Of } from './mirror';

/** Lines that a new process reads in a few milliseconds, its code not yet warm: what is kept is renewed when more came since. */
export const linesToSpare = 100;

export interface JournalHead {
  /** Right behind the line. */
  end: FramePosition;
  seq: number;
  /** SHA-256 of the line. */
  prev: string;
}
const pathIn = (workspace: string) => `${workspace}/index/journal-head.json`;
const position = z.object({ segment: z.int().min(1), offset: z.int().min(0) });
const keptHead = z.object({ at: position, sha256: z.string() });

/** null where nothing is kept, or no whole line of that SHA-256 lies there (any more): all is then read. */
export function readHead(ports: LogPorts & Pick<Ports, 'sha256'>, workspace: string): JournalHead | null {
  try {
    const { at, sha256 } = keptHead.parse(JSON.parse(new TextDecoder().decode(ports.home.read(pathIn(workspace)))));
    const file = segmentFile(`${workspace}/journal`, at.segment);
    const frame = readFrame(ports, file, at, ports.home.size(file));
    if ('kind' in frame || sha256Of(ports, frame.payload) !== sha256) return null;
    const { seq } = z.object({ seq: z.int().min(1) }).parse(JSON.parse(new TextDecoder().decode(frame.payload)));
    return { end: { segment: at.segment, offset: frame.end }, seq, prev: sha256 };
  } catch {
    return null;
  }
}

/** Where it cannot be kept the next process reads all lines. */
export function keepHead({ home }: Pick<Ports, 'home'>, workspace: string, at: FramePosition, sha256: string): void {
  try {
    home.replace(pathIn(workspace), new TextEncoder().encode(JSON.stringify({ at, sha256 })));
  } catch {
    // see above
  }
}
