/** The ports that need next to nothing to be loaded: all that the journal, and a question out of one file, ask for. */
import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { performance } from 'node:perf_hooks';
import { inflateRawSync } from 'node:zlib';
import type { Ports } from '../../core/ports';
import { deflate } from './deflate';
import { sha256 } from './hashes';
import { createHomeFiles } from './home-files';
import { createProcesses } from './processes';

export interface FewOptions {
  /** The folder that holds the workspaces. */
  home: string;
  surface: Ports['who']['surface'];
  version: string;
  testRuntime: boolean;
}

/** `home`: as it lies on the disk, with nothing encrypted below it. */
export type FewPorts = Pick<Ports, 'clock' | 'random' | 'sha256' | 'deflate' | 'inflate' | 'home' | 'who' | 'pause' | 'processes'>;

/** Bytes of an answer for which there is room in one buffer. */
const smallAnswer = 1 << 16;
/** Else so much at a time, as Node does by itself; less of what is short, as records are: a tenth of it would be used, and V8 tidies up by how much was taken. */
const mostAtOnce = 1 << 14;

export function createFewPorts({ home, surface, version, testRuntime }: FewOptions): FewPorts {
  return {
    clock: { now: () => ({ ms: Date.now(), offsetMinutes: -new Date().getTimezoneOffset() || 0 }), ticks: () => performance.now() },
    random: (bytes) => randomBytes(bytes),
    sha256,
    deflate,
    // Where all that comes out has room at once, no second buffer is taken for it: a third of the time of a small block.
    inflate: (bytes, limit) => inflateRawSync(bytes, { maxOutputLength: limit, chunkSize: limit <= smallAnswer ? limit + 64 : Math.min(mostAtOnce, 1024 + bytes.length * 8) }),
    home: createHomeFiles(home),
    who: {
      user: userName(),
      host: hostname(),
      pid: process.pid,
      product: 'Lineage Audit Workbench',
      version,
      unicode: process.versions.unicode ?? '',
      testRuntime,
      surface,
    },
    pause: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
    processes: createProcesses(),
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? process.env.USERNAME ?? 'unknown';
  }
}
