/** Collects what a benchmark measured, prints it as one table and keeps it in a file of this machine. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

export interface Measured {
  what: string;
  value: string;
  /** What it is held against: a bare loop in the same run, or a limit. */
  against: string;
}

const file = join(process.cwd(), 'test-results', 'bench.json');

/** Adds rows to this run's result file and prints them. */
export function report(title: string, rows: Measured[]): void {
  mkdirSync(join(process.cwd(), 'test-results'), { recursive: true });
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  const all = read();
  all[title] = { at: new Date().toISOString(), machine, rows };
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  const width = Math.max(...rows.map((row) => row.what.length));
  process.stdout.write(`\n${title} (${machine})\n${rows.map((row) => `  ${row.what.padEnd(width)}  ${row.value.padStart(12)}  ${row.against}`).join('\n')}\n`);
}

function read(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** The value that 95 of 100 do not exceed. */
export function p95(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;
}

/** Milliseconds that an act takes. */
export async function time(act: () => unknown): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}
