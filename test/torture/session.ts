/** A short working day on a workspace, each step of it acknowledged, and the question after a crash: is all that was acknowledged still there? */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, JobName, Output } from '../../core/contract';
import { createEngine, type Engine } from '../../core/engine';
import { openJournal } from '../../core/evidence/journal';
import { openLedger } from '../../core/evidence/ledger';
import type { Ports } from '../../core/ports';
import type { Disk } from '../../main/ports/disk';
import { createHomeFiles } from '../../main/ports/home-files';

export const workspace = 'w';

/** What had been reported when so many changes were on the way to the disk. */
export interface Acknowledged {
  changes: number;
  /** What the step was. */
  step: string;
  ledger: string[];
  journal: string[];
  /** Texts of checkpoints that were handed out. */
  handed: string[];
}

/** The same engine on another disk, as a process of its own. */
export function portsOn(real: Ports, disk: Disk, pid: number): Ports {
  const processes = { boot: null, machine: null, look: (one: number) => ({ alive: one === pid, began: one === pid ? String(pid) : null }) };
  return { ...real, home: createHomeFiles('/home', disk), who: { ...real.who, pid }, processes, pause: () => undefined };
}

export async function run<N extends JobName>(engine: Engine, name: N, input: Input<N>, step?: () => void): Promise<Output<N>> {
  const steps = engine.job(name, input, new AbortController().signal);
  for (;;) {
    const next = await steps.next();
    if (next.done) return next.value;
    step?.();
  }
}

export interface Store {
  folder: string;
  put(key: string, generation: number): void;
  out: string;
  remove(): void;
}

/** Records of which some are larger than a block of the disk, and do not shrink when deflated. */
export function makeStore(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'torture-store-'));
  const data = join(folder, 'data.txt');
  writeFileSync(data, 'the content of a file');
  const store = join(folder, 'store');
  const noise = (seed: string, length: number) => {
    let text = '';
    while (text.length < length) text += createHash('sha512').update(`${seed}${text.length}`).digest('base64');
    return text.slice(0, length);
  };
  return {
    folder: store,
    out: join(folder, 'handed-out.txt'),
    put(key, generation) {
      mkdirSync(join(store, key), { recursive: true });
      const size = key.startsWith('big') ? 3000 : 60;
      const spec = { path: data, size: 21, labels: [noise(`${key} ${generation}`, size)] };
      writeFileSync(join(store, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec }));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function linesOf(ports: Ports): { ledger: string[]; journal: string[] } {
  const decoder = new TextDecoder();
  const ledger = openLedger(ports, `${workspace}/evidence/ledger`);
  const journal = openJournal(ports, workspace);
  const bad = () => undefined;
  return {
    ledger: [...ledger.scan({ segment: 1, offset: 0 }, bad)].flatMap(({ lines }) => lines.map((line) => decoder.decode(line))),
    journal: [...journal.events(bad)].map(({ line }) => decoder.decode(line)),
  };
}

/** add → sync → sync with changes → verify → hand out → lock fingerprints → path maps → sync; `acknowledge` is told after each step and within the long ones. */
export async function workingDay(
  engine: Engine,
  ports: Ports,
  store: Store,
  acknowledge: (step: string, more: { ledger: string[]; journal: string[]; handed: string[] }) => void,
): Promise<void> {
  const handed: string[] = [];
  const told = (step: string) => acknowledge(step, { ...linesOf(ports), handed: [...handed] });
  const handOut = async () => {
    await engine.call('evidence.handOut', { workspace, out: store.out });
    handed.push(readFileSync(store.out, 'utf8'));
    told('a checkpoint handed out');
  };
  for (const key of ['a', 'b', 'big-1', 'big-2', 'big-3']) store.put(key, 1);
  await engine.call('workspaces.add', { name: workspace, store: { type: 'folder', path: store.folder }, maps: [], demo: false });
  told('added');
  await run(engine, 'sync.run', { workspace }, () => told('syncing'));
  told('synced');
  for (const key of ['a', 'big-2', 'big-4', 'big-5']) store.put(key, 2);
  rmSync(join(store.folder, 'b'), { recursive: true });
  await run(engine, 'sync.run', { workspace }, () => told('syncing again'));
  told('synced again');
  await run(engine, 'verify.run', { workspace, all: true } as Input<'verify.run'>);
  told('verified');
  await handOut();
  await engine.call('baseline.lock', { workspace, all: true, reason: 'signed off', partial: true, doubtful: true } as Input<'baseline.lock'>);
  told('fingerprints locked');
  await engine.call('workspaces.setMaps', { workspace, maps: [{ from: '/x', to: '/y' }] });
  told('path maps set');
  store.put('c', 1);
  await run(engine, 'sync.run', { workspace });
  told('synced a third time');
  await handOut();
  engine.close();
}

/** What "evidence verify" may tell of until the next act that writes has put it right. */
export function isOfAKill(message: string): boolean {
  return ['the end of a write that never finished', 'that change never reached the disk'].some((words) => message.includes(words));
}

/** What is not as it must be after a crash, in words; `torn`: what a kill cut short and the first look told of. */
export async function faultsAfter(ports: Ports, store: Store, before: Acknowledged | undefined): Promise<{ faults: string[]; torn: number }> {
  const engine = createEngine(ports);
  const faults: string[] = [];
  let torn = 0;
  try {
    const { workspaces, problems } = await engine.call('workspaces.list', {});
    faults.push(...problems.map(({ error }) => `bad open: ${error}`));
    if (workspaces.length === 0) {
      if (before !== undefined) return { faults: [...faults, 'lost: the workspace is not there'], torn };
      await engine.call('workspaces.add', { name: workspace, store: { type: 'folder', path: store.folder }, maps: [], demo: false });
    }
    const first = await run(engine, 'evidence.verify', { workspace, against: [] });
    for (const { file, message } of first.faults) {
      if (isOfAKill(message)) torn++;
      else faults.push(`bad open: ${file}: ${message}`);
    }
    await run(engine, 'sync.run', { workspace });
    const lines = linesOf(ports);
    for (const part of ['ledger', 'journal'] as const) {
      const lost = before?.[part].findIndex((line, at) => lines[part][at] !== line) ?? -1;
      if (lost >= 0) faults.push(`lost: line ${lost} of the ${part}: ${before?.[part][lost]?.slice(0, 120)}`);
    }
    const against = (before?.handed ?? []).map((text, at) => ({ file: String(at), text }));
    const second = await run(engine, 'evidence.verify', { workspace, against });
    faults.push(...second.faults.map(({ file, message }) => `not clean: ${file}: ${message}`));
    faults.push(...second.against.filter(({ outcome }) => outcome !== 'extends').map(({ message }) => `lost: ${message}`));
  } catch (error) {
    faults.push(`bad open: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    engine.close();
  }
  return { faults, torn };
}
