/** Many real processes race for a lock whose owner is no more, again and again. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { lockText } from '../../core/evidence/lock-owner';
import { sha256Of } from '../../core/evidence/mirror';
import { lockPorts } from './lock-ports';

export interface Race {
  rounds: number;
  processes: number;
  tookOver: number;
  tookNext: number;
  waited: number;
  faults: string[];
}

export async function raceForStaleLock({ rounds, processes }: { rounds: number; processes: number }): Promise<Race> {
  const folder = mkdtempSync(join(tmpdir(), 'torture-lock-'));
  const home = join(folder, 'home');
  mkdirSync(join(home, 'w'), { recursive: true });
  const racer = await bundle(folder);
  const ports = lockPorts(home);
  const result: Race = { rounds, processes, tookOver: 0, tookNext: 0, waited: 0, faults: [] };
  const racers = Array.from({ length: processes }, () => start(racer, home));
  try {
    await Promise.all(racers.map((one) => one.next()));
    const lock = join(home, 'w/evidence.lock');
    for (let round = 0; round < rounds; round++) {
      // An owner that is no more: its number belongs to a process that began at another time, as when numbers are given out again.
      const stale = (nonce: string) => JSON.stringify({ ...JSON.parse(lockText(ports, 'killed')), began: '1', nonce });
      const text = round % 10 === 9 ? '' : stale(`${round}`);
      // Somebody who was killed while taking it over has left a claim, or has put its own lock in place already.
      if (round % 3 === 1) {
        const claim = stale(`${round} claim`);
        writeFileSync(`${lock}.over-${sha256Of(ports, new TextEncoder().encode(text)).slice(0, 32)}`, claim);
        writeFileSync(lock, round % 2 === 0 ? text : claim);
      } else writeFileSync(lock, text);
      for (const one of racers) one.ask(String(round));
      const answers = await Promise.all(racers.map((one) => one.next()));
      const tookOver = answers.filter((answer) => answer === 'took-over').length;
      result.tookOver += tookOver;
      result.tookNext += answers.filter((answer) => answer === 'in').length;
      result.waited += answers.filter((answer) => answer === 'in-use').length;
      result.faults.push(...answers.filter((answer) => answer.startsWith('FAULT')).map((answer) => `round ${round}: ${answer}`));
      if (tookOver !== 1) result.faults.push(`round ${round}: ${tookOver} processes took over the same lock`);
      if (existsSync(lock)) result.faults.push(`round ${round}: the lock was left behind`);
    }
    // The claim of one whose lock was in place is nobody's any more; it is named by a text that never comes again.
    const left = readdirSync(join(home, 'w')).filter((name) => !name.includes('.over-'));
    if (left.length > 0) result.faults.push(`left behind: ${left.join(', ')}`);
  } finally {
    for (const one of racers) one.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return result;
}

async function bundle(into: string): Promise<string> {
  const entry = join(import.meta.dirname, 'lock-racer.ts');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: entry, outDir: into, emptyOutDir: false, rollupOptions: { output: { format: 'es', entryFileNames: 'lock-racer.mjs' } } },
  });
  return join(into, 'lock-racer.mjs');
}

function start(script: string, home: string) {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [script, home]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let failed = '';
  child.stderr.on('data', (chunk) => (failed += String(chunk)));
  return {
    ask: (line: string) => void child.stdin.write(`${line}\n`),
    next: async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`A process ended: ${failed.slice(0, 2000)}`);
      return value as string;
    },
    end: () => child.stdin.end(),
  };
}
