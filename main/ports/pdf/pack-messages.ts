import type { ScopePart, ScopeRest } from '../../../core/export/flat-scope';
import type { EmbeddedBytes } from '../../../core/ports';

/** What the thread that packs is asked, and what it answers: streams of a report, and parts of files that are embedded in it, by numbers of whoever asks. */
/** Streams go together: a message takes longer than packing a short one. */
export interface SomeStreams {
  numbers: number[];
  streams: Uint8Array[];
}

export type ToPack = SomeStreams | { file: number; bytes: Uint8Array } | { fileEnd: number } | { fileLeft: number };
export type FromPack = SomeStreams | { file: number; bytes: Uint8Array };

/** The same of the thread that makes the run as data: records as they are gathered, then the rest, which ends it. */
export type ToRunFiles = { part: ScopePart } | { rest: ScopeRest };
export type FromRunFiles = { made: EmbeddedBytes[] };
