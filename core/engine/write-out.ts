/** Writes what the auditor asked for: a report as PDF, other bytes, or texts in parts; nothing lies there under its name before the journal has it. */
import type { ReportOutline } from '../contract/reports';
import type { Progress } from '../contract/shared';
import { encoded } from '../encoded';
import { sha256Of } from '../evidence/mirror';
import type { Told } from '../journal/acts';
import { inTurns, pause } from '../pause';
import type { PdfAttachment, Ports, SealedToo } from '../ports';
import { enclosedFiles, evidenceName } from '../report/enclosed';
import type { OpenWorkspace } from './context';

export interface Written {
  path: string;
  bytes: number;
  sha256: string;
}

/** What the journal is to say of what was written. */
type Tell<More> = (written: Written & More) => Told;

interface Target {
  ports: Ports;
  workspace: Pick<OpenWorkspace, 'journal'>;
  out: string;
}

/** What is embedded beside what the outline says. */
export interface EmbeddedToo {
  /** What is made of the outline alone; left out or null: it is made here. */
  own?: readonly PdfAttachment[] | null;
  attachments?: readonly PdfAttachment[];
  /** Comes with the seal. */
  withSeal?: SealedToo | null;
  /** Nobody reads the outline after this: its blocks are let go as they are drawn. */
  spent?: boolean;
}

export async function* writePdf(
  target: Target,
  outline: ReportOutline,
  tell: Tell<{ pages: number }>,
  signal: AbortSignal,
  embedded: EmbeddedToo = {},
): AsyncGenerator<Progress, Written & { pages: number }> {
  const { bytes, pages } = yield* drawSealed(target.ports, outline, signal, embedded);
  return { ...writeBytes(target, bytes, (written) => tell({ ...written, pages })), pages };
}

/** The PDF of an outline with the seal of this installation. */
export async function* drawSealed(
  ports: Ports,
  outline: ReportOutline,
  signal: AbortSignal,
  embedded: EmbeddedToo = {},
): AsyncGenerator<Progress, { bytes: Uint8Array; pages: number }> {
  const { bytes, pages, evidence } = yield* drawPdf(ports, outline, signal, embedded);
  return { bytes: await ports.pdfSign.seal(bytes, { report: outline.id, at: ports.clock.now(), replaces: embedded.withSeal ?? null, evidence }), pages };
}

/** Without a seal: the bytes that a sealed one begins with, and the SHA-256 of evidence.json in it. */
export async function* drawPdf(
  ports: Ports,
  outline: ReportOutline,
  signal: AbortSignal,
  { own, attachments = [], spent = false }: EmbeddedToo,
): AsyncGenerator<Progress, { bytes: Uint8Array; pages: number; evidence: string | null }> {
  const said = own ?? (yield* inTurns('making the files in it', enclosedFiles(ports.pdf, outline), signal));
  const drawing = ports.pdf.draw(outline, [...said, ...attachments], signal, spent);
  let step = await drawing.next();
  while (!step.done) {
    const { done, total, pages } = step.value;
    yield { phase: 'drawing pages', done, total, note: `${pages} ${pages === 1 ? 'page' : 'pages'}` };
    step = await drawing.next();
  }
  signal.throwIfAborted();
  return { ...step.value, evidence: said.find(({ name }) => name === evidenceName)?.content.sha256 ?? null };
}

/** The bytes are on the disk beside `out`, then the journal has the act, then they get their name: where the journal refuses, nothing is left there. */
export function writeBytes({ ports, workspace, out }: Target, bytes: Uint8Array, tell: Tell<object>): Written {
  const written = { path: out, bytes: bytes.length, sha256: sha256Of(ports, bytes) };
  const { act, detail } = tell(written);
  ports.writeOut(out, bytes, () => workspace.journal(act, detail as never));
  return written;
}

/** Text as it is made, with turns for others; as `writeBytes`, nothing is left where it is stopped or the journal refuses. */
export async function* writeText({ ports, workspace, out }: Target, parts: Iterable<string>, tell: Tell<object>, signal: AbortSignal): AsyncGenerator<Progress, Written> {
  const file = ports.openOut(out);
  try {
    let done = 0;
    for (const bytes of encoded(parts)) {
      file.append(bytes);
      done += bytes.length;
      yield* pause({ phase: 'writing', done: 0, total: null, bytes: { done, total: null } }, signal);
    }
    const written = file.finish((whole) => {
      const { act, detail } = tell({ path: out, ...whole });
      workspace.journal(act, detail as never);
    });
    return { path: out, ...written };
  } finally {
    file.discard();
  }
}

/** Several texts in one zip, in the same way; the same texts give the same bytes on one day. */
export async function* writeZip(
  { ports, workspace, out }: Target,
  entries: readonly { name: string; parts: Iterable<string> }[],
  day: number,
  tell: Tell<object>,
  signal: AbortSignal,
): AsyncGenerator<Progress, Written> {
  const zip = ports.openZip(out, day);
  try {
    for (const [done, { name, parts }] of entries.entries()) {
      yield { phase: 'writing', done, total: entries.length, note: name };
      await zip.add(name, encoded(parts), signal);
    }
    const written = await zip.finish((whole) => {
      const { act, detail } = tell({ path: out, ...whole });
      workspace.journal(act, detail as never);
    });
    return { path: out, ...written };
  } finally {
    zip.discard();
  }
}
