/** Writes what the auditor asked for: a report as PDF, or other bytes. */
import type { ReportOutline } from '../contract/reports';
import type { Progress } from '../contract/shared';
import type { Ports } from '../ports';

export interface Written {
  path: string;
  bytes: number;
  sha256: string;
}

export async function* writePdf(ports: Ports, outline: ReportOutline, out: string, signal: AbortSignal): AsyncGenerator<Progress, Written & { pages: number }> {
  const drawing = ports.pdf.draw(outline, signal);
  let step = await drawing.next();
  while (!step.done) {
    yield { phase: step.value.total === null ? 'laying out pages' : 'writing pages', ...step.value };
    step = await drawing.next();
  }
  signal.throwIfAborted();
  return { ...writeBytes(ports, out, step.value.bytes), pages: step.value.pages };
}

export function writeBytes(ports: Ports, out: string, bytes: Uint8Array): Written {
  const hash = ports.sha256();
  hash.update(bytes);
  ports.writeOut(out, bytes);
  return { path: out, bytes: bytes.length, sha256: hash.hex() };
}
