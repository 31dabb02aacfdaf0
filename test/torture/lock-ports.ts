/** What a lock needs of the real ports, and no more: a process that starts in an instant. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { LockPorts } from '../../core/evidence/lock-owner';
import { sha256 } from '../../main/ports/hashes';
import { createHomeFiles } from '../../main/ports/home-files';
import { createProcesses } from '../../main/ports/processes';

export function lockPorts(home: string): LockPorts {
  return {
    home: createHomeFiles(home),
    clock: { now: () => ({ ms: Date.now(), offsetMinutes: 0 }), ticks: () => performance.now() },
    processes: createProcesses(),
    who: { user: 'tester', host: hostname(), pid: process.pid, product: 'test', version: '0', unicode: '', testRuntime: false, surface: 'test' },
    random: (bytes) => randomBytes(bytes),
    sha256,
    pause: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
  };
}
