/**
 * What happens at ten million objects: the built command line syncs a bucket of so many, as it starts by itself and with more memory, where it is stopped once the list is whole and a part is read.
 * BENCH_OBJECTS takes another size, BENCH_HEAPS other heaps in MB, BENCH_READ how many records are read before it is stopped.
 */
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWhatIsStale } from '../../build/build.mjs';
import { type Measured, report } from './table';

const objects = Number(process.env.BENCH_OBJECTS ?? 10_000_000);
const heaps = process.env.BENCH_HEAPS?.split(',') ?? ['', '12000'];
const read = Number(process.env.BENCH_READ ?? 20_000);
const cli = join(process.cwd(), 'out', 'main', 'cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const rows: Measured[] = [];
let server: ChildProcess;
let endpoint: string;

beforeAll(async () => {
  buildWhatIsStale(['main']);
  server = fork(fileURLToPath(new URL('../servers/long-listing.mjs', import.meta.url)), [String(objects)]);
  const port = await new Promise<number>((resolve) => server.once('message', (said) => resolve(Number(said))));
  endpoint = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
  report(`A sync of ${objects.toLocaleString('en')} objects`, rows);
});

/** The most memory that a process had so far, in MiB (Linux: VmHWM of proc(5)). */
const peak = (pid: number) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
/** Processor time so far, in s (Linux: utime and stime of proc(5), in hundredths). */
const processor = (pid: number) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

it.each(heaps)(
  'says what happens with a heap of %s MB',
  async (heap) => {
    const home = join(folder, `home-${heap}`);
    const env = { ...process.env, LINEAGE_AUDIT_HOME: home, ...(heap !== '' && { NODE_OPTIONS: `--max-old-space-size=${heap}` }) };
    execFileSync(process.execPath, [cli, 'add', 'many', 's3://lineage', '--endpoint', endpoint, '--region', 'us-east-1', '--path-style', '--anonymous'], { env });
    const began = performance.now();
    const child = spawn(process.execPath, [cli, '-w', 'many', 'sync'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let measured = { memory: 0, cpu: 0 };
    let listed: string | null = null;
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => {
      said = (said + data).slice(-5000);
      const reading = [...said.matchAll(/reading\D*([\d,]+) of/g)].at(-1)?.[1];
      if (reading === undefined) return;
      listed ??= `listed after ${((performance.now() - began) / 1000).toFixed(0)} s with ${measured.memory.toFixed(0)} MiB; `;
      if (Number(reading.replaceAll(',', '')) >= read) child.kill('SIGINT');
    });
    const watch = setInterval(() => {
      if (child.pid !== undefined && child.exitCode === null) measured = { memory: peak(child.pid), cpu: processor(child.pid) };
    }, 500);
    const status = await new Promise((resolve) => child.once('exit', resolve));
    clearInterval(watch);
    const took = (performance.now() - began) / 1000;
    const words = said
      .split(/[\r\n]/)
      .filter((line) => line.trim() !== '')
      .at(-1);
    rows.push({
      what: heap === '' ? 'as it starts' : `heap of ${heap} MB`,
      value: `${took.toFixed(0)} s, ${measured.cpu.toFixed(0)} s of processor, ${measured.memory.toFixed(0)} MiB`,
      against: `${listed ?? ''}ended with ${status}: ${words}`,
    });
    expect(words).not.toBe(undefined);
    expect(said).not.toContain('heap out of memory');
  },
  3_600_000,
);
