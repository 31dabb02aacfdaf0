/** How far an interrupted "evidence verify" came, in files beside the evidence that are none: `verified/`. */
import { hexOf } from '../index/key-bytes';
import { nowOf } from '../now';
import type { Ports } from '../ports';
import type { EvidenceFault } from './faults';
import type { FramePosition } from './frame';
import type { Part } from './verify-packs';

export interface Interrupted {
  part: Part | null;
  startedAt: string;
  /** Behind the last pack entry that was read. */
  position: FramePosition;
  read: number;
  entries: number;
  bytes: number;
  faults: EvidenceFault[];
  /** SHA-256 of what was read. */
  held: string[];
}

const stateFile = (workspace: string) => `${workspace}/verified/interrupted.json`;
const heldFile = (workspace: string) => `${workspace}/verified/held`;
const lastFile = (workspace: string) => `${workspace}/verified/last.json`;

/** Null where none was interrupted, or what is kept of it cannot be read. */
export function readInterrupted(ports: Ports, workspace: string): Interrupted | null {
  try {
    if (!ports.home.exists(stateFile(workspace))) return null;
    const state = JSON.parse(new TextDecoder().decode(ports.home.read(stateFile(workspace))));
    const bytes = ports.home.exists(heldFile(workspace)) ? ports.home.read(heldFile(workspace)) : new Uint8Array();
    if (bytes.length < state.read * 32) return null;
    return { ...state, held: Array.from({ length: state.read }, (_, i) => hexOf(bytes.subarray(i * 32, i * 32 + 32))) };
  } catch {
    return null;
  }
}

export interface StateKeeper {
  add(sha256: string): void;
  save(state: Omit<Interrupted, 'held'>): void;
  clear(): void;
}

/** Writes nothing until the first `save`. A disk that takes nothing makes a verification that cannot be gone on with, and no other. */
export function keepInterrupted(ports: Ports, workspace: string, from: Interrupted | null): StateKeeper {
  const { home } = ports;
  let waiting: string[] = [];
  let begun = from !== null;
  const quietly = (act: () => void) => {
    try {
      act();
    } catch {
      // see above
    }
  };
  return {
    add: (sha256) => void waiting.push(sha256),
    save: (state) =>
      quietly(() => {
        home.makeFolder(`${workspace}/verified`);
        const file = home.openAppend(heldFile(workspace));
        try {
          file.truncate(begun ? (state.read - waiting.length) * 32 : 0);
          file.append([Uint8Array.from(waiting.flatMap((sha256) => sha256.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)))]);
          file.sync();
        } finally {
          file.close();
        }
        begun = true;
        waiting = [];
        home.replace(stateFile(workspace), new TextEncoder().encode(JSON.stringify(state)));
      }),
    clear: () =>
      quietly(() => {
        for (const file of [stateFile(workspace), heldFile(workspace)]) if (home.exists(file)) home.remove(file);
      }),
  };
}

/** What the newest verification found wrong, for those who open the workspace; a whole one that finds nothing takes it away. */
export function keepLastFaults(ports: Ports, workspace: string, faults: readonly EvidenceFault[], whole: boolean): void {
  const file = lastFile(workspace);
  const at = nowOf(ports);
  try {
    if (faults.length > 0) ports.home.replace(file, new TextEncoder().encode(JSON.stringify({ at, total: faults.length, first: faults.slice(0, 20) })));
    else if (whole && ports.home.exists(file)) ports.home.remove(file);
  } catch {
    // The verdict itself is told; a read-only disk keeps no memory of it.
  }
}

export function lastFaults(ports: Ports, workspace: string): { at: string; total: number; first: EvidenceFault[] } | null {
  try {
    return ports.home.exists(lastFile(workspace)) ? JSON.parse(new TextDecoder().decode(ports.home.read(lastFile(workspace)))) : null;
  } catch {
    return null;
  }
}
