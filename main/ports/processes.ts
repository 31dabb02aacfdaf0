/** Which process is which, asked of the operating system: /proc on Linux, ps elsewhere; Windows says only whether a number is in use. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import type { Processes } from '../../core/ports';

export function createProcesses(): Processes {
  const kernel = text('/proc/sys/kernel/random/boot_id');
  // Containers share the kernel and count their processes anew.
  const counting = quiet(() => readlinkSync('/proc/self/ns/pid'));
  let own: string | null = null;
  return {
    boot: kernel === null || counting === null ? null : `${kernel} ${counting}`,
    machine: text('/etc/machine-id'),
    look(pid) {
      if (pid === process.pid) {
        own ??= begin(pid);
        return { alive: true, began: own }; // whoever asks is there
      }
      const alive = isAlive(pid);
      return { alive, began: alive ? begin(pid) : null };
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return stat(pid)?.state !== 'Z'; // a zombie has ended; its parent has not asked yet
}

function begin(pid: number): string | null {
  if (process.platform === 'linux') return stat(pid)?.began ?? null;
  if (process.platform === 'win32') return null;
  return quiet(() => execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { LC_ALL: 'C', TZ: 'UTC' }, timeout: 2000 }).trim() || null);
}

/** proc(5): fields 3 (state) and 22 (start, in clock ticks since the system started), counted behind the name, which may hold anything. */
function stat(pid: number): { state: string; began: string } | null {
  const line = text(`/proc/${pid}/stat`);
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === undefined || fields[19] === undefined ? null : { state: fields[0], began: fields[19] };
}

function text(path: string): string | null {
  return quiet(() => readFileSync(path, 'utf8').trim() || null);
}

function quiet<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
