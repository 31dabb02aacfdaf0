/** Writes what the auditor asked for: a report as PDF, or other bytes; nothing lies there under its name before the journal has it. */
import type { ReportOutline } from '../contract/reports';
import type { Progress } from '../contract/shared';
import { sha256Of } from '../evidence/mirror';
import type { Told } from '../journal/acts';
import type { Ports } from '../ports';
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

export async function* writePdf(target: Target, outline: ReportOutline, tell: Tell<{ pages: number }>, signal: AbortSignal): AsyncGenerator<Progress, Written & { pages: number }> {
  const drawing = target.ports.pdf.draw(outline, signal);
  let step = await drawing.next();
  while (!step.done) {
    yield { phase: step.value.total === null ? 'laying out pages' : 'writing pages', ...step.value };
    step = await drawing.next();
  }
  signal.throwIfAborted();
  const { bytes, pages } = step.value;
  return { ...writeBytes(target, bytes, (written) => tell({ ...written, pages })), pages };
}

/** The bytes are on the disk beside `out`, then the journal has the act, then they get their name: where the journal refuses, nothing is left there. */
export function writeBytes({ ports, workspace, out }: Target, bytes: Uint8Array, tell: Tell<object>): Written {
  const written = { path: out, bytes: bytes.length, sha256: sha256Of(ports, bytes) };
  const { act, detail } = tell(written);
  ports.writeOut(out, bytes, () => workspace.journal(act, detail as never));
  return written;
}
