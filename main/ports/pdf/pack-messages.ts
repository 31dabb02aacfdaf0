/** What the thread that packs is asked, and what it answers: streams of a report, and parts of files that are embedded in it, by numbers of whoever asks. */
import type { EmbeddedBytes } from '../../../core/ports';

export type ToPack = { stream: number; bytes: Uint8Array } | { file: number; bytes: Uint8Array } | { fileEnd: number } | { fileLeft: number };
export type FromPack = { stream: number; packed: Uint8Array } | { file: number; embedded: EmbeddedBytes };
