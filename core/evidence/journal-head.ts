/** Where the newest line of a long journal lies, kept in the folder of the index so that not every process reads all lines to write one: believed only as far as the journal bears it out. */
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
const isNumber = (value: unknown, least: number): value is number => Number.isSafeInteger(value) && (value as number) >= least;

/** null where nothing is kept, or no whole line of that SHA-256 lies there (any more): all is then read. */
export function readHead(ports: LogPorts & Pick<Ports, 'sha256'>, workspace: string): JournalHead | null {
  try {
    const { at, sha256 } = JSON.parse(new TextDecoder().decode(ports.home.read(pathIn(workspace)))) as { at: FramePosition; sha256: string };
    if (!isNumber(at.segment, 1) || !isNumber(at.offset, 0)) return null;
    const file = segmentFile(`${workspace}/journal`, at.segment);
    const frame = readFrame(ports, file, at, ports.home.size(file));
    if ('kind' in frame || sha256Of(ports, frame.payload) !== sha256) return null;
    const { seq } = JSON.parse(new TextDecoder().decode(frame.payload)) as { seq: unknown };
    return !isNumber(seq, 1) ? null : { end: { segment: at.segment, offset: frame.end }, seq, prev: sha256 };
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
