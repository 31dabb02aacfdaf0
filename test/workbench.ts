/** A real engine on a temporary home, with real stores unpacked beside it: what most tests begin with. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, JobName, Output, ProgressOf } from '../core/contract';
import { createEngine, type Engine } from '../core/engine';
import type { Ports } from '../core/ports';
import { createPorts } from '../main/ports';

export const fixtures = join(import.meta.dirname, 'fixtures');

export interface Workbench {
  engine: Engine;
  ports: Ports;
  /** A temporary folder; `home` and unpacked stores lie below it. */
  folder: string;
  home: string;
  /** Runs a job to its end; `seen` gets each progress. */
  job<N extends JobName>(name: N, input: Input<N>, seen?: (progress: ProgressOf<N>) => void, signal?: AbortSignal): Promise<Output<N>>;
  /** Adds a workspace on a folder and syncs it. */
  sync(name: string, storeFolder: string, maps?: { from: string; to: string }[]): Promise<Output<'sync.run'>>;
  /** Ends this engine and starts another on the same home, as a new process would. */
  restart(): Promise<Workbench>;
  close(): void;
}

/** `change` may put faults into the ports; the folder goes with `close` unless `keepFolder`. */
export async function openWorkbench(options: { folder?: string; keepFolder?: boolean; change?: (ports: Ports) => Ports } = {}): Promise<Workbench> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'workbench-'));
  const home = join(folder, 'home');
  const real = await createPorts({ home, surface: 'test', version: '0.0.0-test', testRuntime: false });
  const ports = options.change?.(real) ?? real;
  const engine = createEngine(ports);
  const workbench: Workbench = {
    engine,
    ports,
    folder,
    home,
    async job(name, input, seen, signal = new AbortController().signal) {
      const steps = engine.job(name, input, signal);
      for (;;) {
        const step = await steps.next();
        if (step.done) return step.value;
        seen?.(step.value);
      }
    },
    async sync(name, storeFolder, maps = []) {
      await engine.call('workspaces.add', { name, store: { type: 'folder', path: storeFolder }, maps });
      return workbench.job('sync.run', { workspace: name });
    },
    async restart() {
      engine.close();
      return openWorkbench({ ...options, folder });
    },
    close() {
      engine.close();
      if (options.keepFolder !== true) rmSync(folder, { recursive: true, force: true });
    },
  };
  return workbench;
}

/** Unpacks a fixture (`trial-042-lineage.tar.gz`, `assay-legacy.tar.gz` …) with its file times; gives the folder it was unpacked in. */
export function unpack(archive: string, into: string): string {
  mkdirSync(into, { recursive: true });
  execFileSync('tar', ['-xzf', join(fixtures, archive), '-C', into]);
  return into;
}
