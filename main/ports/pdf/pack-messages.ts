/** What the thread that packs is asked, and what it answers: streams of a report, and parts of files that are embedded in it, by numbers of whoever asks. */
/** Streams go together: a message takes longer than packing a short one. */
export interface SomeStreams {
  numbers: number[];
  streams: Uint8Array[];
}

export type ToPack = SomeStreams | { file: number; bytes: Uint8Array } | { fileEnd: number } | { fileLeft: number };
export type FromPack = SomeStreams | { file: number; bytes: Uint8Array };
