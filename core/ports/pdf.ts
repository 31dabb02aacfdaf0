/** Drawing a report as PDF, with files embedded in it. */
import type { ReportOutline } from '../contract/reports';
import type { ScopePart, ScopeRest } from '../export/flat-scope';

/** What a file embedded in a PDF holds, as it will lie in it: small ones as they are, others packed. */
export interface EmbeddedBytes {
  /** While it is being packed, a promise of them. */
  bytes: Uint8Array | Promise<Uint8Array>;
  packed: boolean;
  /** Of the file itself, in bytes; its SHA-256 in hex. */
  size: number;
  sha256: string;
}

/** One that is made part by part: no more of it is held than what it is packed to. */
export interface EmbeddedFile {
  /** Takes the bytes over: they are not to be used again. */
  push(bytes: Uint8Array): void;
  /** What is known of it by then: nobody has to wait until it is packed who does not write it. */
  end(): EmbeddedBytes;
  /** It is not needed any more. */
  leave(): void;
}

/** A file embedded in a PDF (ISO 19005-3, 6.8). */
export interface PdfAttachment {
  /** Of letters, digits, `.`, `-` and `_`; no two of a report alike. */
  name: string;
  /** `application/json`, … */
  mime: string;
  description: string;
  /** What it is to the report (ISO 19005-3, annex E): what it was made from, data behind what is shown, the same in another form, or what adds to it. */
  relationship: 'Source' | 'Data' | 'Alternative' | 'Supplement';
  content: EmbeddedBytes;
  /** ISO 8601; left out: the time of the report. */
  modified?: string;
}

/** Makes the run as data elsewhere, of what it is handed. */
export interface RunFilesMaker {
  add(part: ScopePart): void;
  /** In the order of core/report/run-files.ts. Throws in words where what makes them fails, and the reason of the signal. `rest`: taken over. */
  make(rest: ScopeRest, signal: AbortSignal): Promise<EmbeddedBytes[]>;
  /** They are not needed any more: what makes them ends. */
  leave(): void;
}

export interface PdfPort {
  /** Packs a file that is to be embedded, beside other work where there is much of it. The same bytes give the same, however they are parted. */
  file(): EmbeddedFile;
  /** For a run of so many records, made and packed beside other work; null: that is not worth a thread, or there is none: whoever asks makes them. The same bytes either way. */
  runFiles(records: number): RunFilesMaker | null;
  /**
   * Draws the outline as PDF/A-3a and PDF/UA-1; yields how many of its blocks and rows of tables are drawn, and on how many pages; the bytes at the end. The same outline and attachments give the
   * same bytes. `enclosed`: what core/report/enclosed.ts makes of the outline, evidence.json first, and other files after it. `spent`: nobody reads the outline after it, and its blocks are
   * let go one by one as they are drawn.
   */
  draw(
    outline: ReportOutline,
    enclosed: readonly PdfAttachment[],
    signal: AbortSignal,
    spent?: boolean,
  ): AsyncGenerator<{ done: number; total: number; pages: number }, { bytes: Uint8Array; pages: number }>;
}
