/** Gives the tests of the window a display of their own where there is none: a virtual one, ended with the tests. */
import { type ChildProcess, spawn } from 'node:child_process';

/** Vitest calls this once before the tests of the window, and what it returns once after them. */
export default async function display(): Promise<() => void> {
  if (process.platform !== 'linux' || process.env.DISPLAY) return () => {};
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  process.env.DISPLAY = `:${await numberOf(xvfb)}`;
  return () => void xvfb.kill();
}

function numberOf(xvfb: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    xvfb.on('error', () => reject(new Error('Xvfb is needed to open a window here: apt-get install xvfb xauth')));
    xvfb.on('exit', (code) => reject(new Error(`Xvfb ended at once (exit ${code}).`)));
    xvfb.stdio[3]?.on('data', (text) => resolve(String(text).trim()));
  });
}
