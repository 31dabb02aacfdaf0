/** The real command line as a process of its own, on a temporary home. */
import { spawn } from 'node:child_process';
import { buildMain } from '../../build-main';

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandLine {
  (...args: string[]): Promise<Ended>;
  /** The one JSON document of stdout; fails where there is anything else. */
  // biome-ignore lint/suspicious/noExplicitAny: its shape is what the tests look at
  json(...args: string[]): Promise<{ status: number | null; answer: any }>;
  /** Starts it and sends a signal after so many milliseconds. */
  interrupted(millis: number, ...args: string[]): Promise<Ended>;
  /** The same once this stands on stderr. */
  interruptedAt(text: string, ...args: string[]): Promise<Ended>;
}

/** `cwd` is where files named without a folder are written; `user`: whom the process runs as. */
export function commandLine(home: string, cwd: string, user: { uid?: number; gid?: number } = {}): CommandLine {
  const cli = buildMain('cli');
  const run = (args: string[], interruptAfter?: number | string): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...process.env, LINEAGE_AUDIT_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'], ...user });
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on('data', (part: Buffer) => out.push(part));
      child.stderr.on('data', (part: Buffer) => err.push(part));
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }));
      if (typeof interruptAfter === 'number') setTimeout(() => child.kill('SIGINT'), interruptAfter);
      if (typeof interruptAfter === 'string') child.stderr.on('data', () => Buffer.concat(err).includes(interruptAfter) && child.kill('SIGINT'));
    });
  const line = (...args: string[]) => run(args);
  line.json = async (...args: string[]) => {
    const { status, stdout } = await run([...args, '--json']);
    return { status, answer: JSON.parse(stdout) };
  };
  line.interruptedAt = (text: string, ...args: string[]) => run(args, text);
  line.interrupted = (millis: number, ...args: string[]) => run(args, millis);
  return line;
}
