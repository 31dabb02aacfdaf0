/** One small real workspace, damaged at any bit or cut at any length, and what "evidence verify" says of it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../../core/contract';
import { createEngine } from '../../core/engine';
import { readImage } from '../../core/index/image';
import type { Ports } from '../../core/ports';
import { openWorkbench, unpack } from '../workbench';
import { filesBelow, memoryHome } from './memory-home';

type Verified = Output<'evidence.verify'>;

export interface Small {
  ports: Ports;
  /** As they are whole, by path below the home folder. */
  files: ReadonlyMap<string, Uint8Array>;
  /** The files that are evidence, and the settings. */
  evidence: string[];
  close(): void;
}

const records = ['743f3d10fce32490142d3833990f2427'];

/** A run's record out of a real store, changed once, and one more; a check of its files, a path map, a checkpoint handed out: what each log can hold. */
export async function smallWorkspace(): Promise<Small> {
  const bench = await openWorkbench();
  const whole = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'whole')), 'lineage');
  const store = join(bench.folder, 'store');
  const from = filesBelow(whole);
  const put = (path: string, bytes: Uint8Array | string) => {
    mkdirSync(join(store, path, '..'), { recursive: true });
    writeFileSync(join(store, path), bytes);
  };
  for (const key of records) put(`${key}/.data.json`, from.get(`${key}/.data.json`) ?? new Uint8Array());
  put('f1/.data.json', JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec: { path: join(store, 'f1/.data.json'), size: 1 } }));
  await bench.sync('w', store);
  put('t2/.data.json', JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name: 'changed' } }));
  await bench.job('sync.run', { workspace: 'w' });
  await bench.engine.call('workspaces.setMaps', { workspace: 'w', maps: [{ from: '/a', to: '/b' }] });
  await bench.job('verify.run', { workspace: 'w', all: true });
  await bench.engine.call('evidence.handOut', { workspace: 'w', out: join(bench.folder, 'checkpoint.txt') });
  put('t2/.data.json', JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name: 'changed again' } }));
  await bench.job('sync.run', { workspace: 'w' });
  const files = filesBelow(bench.home);
  const evidence = [...files.keys()].filter((path) => /^w\/(evidence|journal)\/|^w\/workspace\.json$/.test(path)).sort();
  return { ports: bench.ports, files, evidence, close: () => bench.close() };
}

/** A verification by a fresh engine of the workspace with one file in another state. */
export async function verifyWith(small: Small, path: string, bytes: Uint8Array): Promise<Verified> {
  const engine = createEngine({ ...small.ports, home: memoryHome(new Map([...small.files, [path, bytes]])) });
  try {
    const steps = engine.job('evidence.verify', { workspace: 'w' }, new AbortController().signal);
    for (;;) {
      const step = await steps.next();
      if (step.done) return step.value;
    }
  } finally {
    engine.close();
  }
}

export function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice();
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
}

export interface Figures {
  tried: number;
  /** Verification was not ok. */
  found: number;
  /** A fault names the file, and where it is a log a stretch of bytes that the flipped one is in. */
  located: number;
  /** Every other frame of the log was read all the same. */
  missed: string[];
}

/** Flips each bit of a file, or one in so many, and verifies each time. */
export async function flipAll(small: Small, path: string, every: number): Promise<Figures> {
  const whole = small.files.get(path) ?? new Uint8Array();
  const figures: Figures = { tried: 0, found: 0, located: 0, missed: [] };
  for (let bit = 0; bit < whole.length * 8; bit += every) {
    figures.tried++;
    const { ok, faults } = await verifyWith(small, path, flip(whole, bit));
    const here = faults.filter(({ file }) => file === path);
    const at = bit >> 3;
    const located = path.endsWith('.json') ? here.length > 0 : here.some(({ offset, end }) => offset !== null && offset <= at && at < (end ?? offset + 1));
    if (!ok) figures.found++;
    if (located) figures.located++;
    if (ok || !located) figures.missed.push(`${path} bit ${bit}: ${JSON.stringify(faults)}`);
  }
  return figures;
}

export interface Cuts {
  tried: number;
  /** Verification was not ok. */
  found: number;
  /** It was ok, and told of leaves that no checkpoint signs: the cut took what came after the newest checkpoint, or that checkpoint. */
  shown: number;
  missed: string[];
}

/** Where the entries of a log begin: a cut there leaves nothing torn. None for the settings. */
function between(path: string, bytes: Uint8Array): number[] {
  const places: number[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (path.endsWith('.log')) for (let at = 8; at + 9 <= bytes.length; at += 9 + view.getUint32(at, true)) places.push(at);
  return places;
}

/** Cuts a file at every length, or one in so many, and in any case between its entries. */
export async function cutAll(small: Small, path: string, every: number): Promise<Cuts> {
  const whole = small.files.get(path) ?? new Uint8Array();
  const cuts: Cuts = { tried: 0, found: 0, shown: 0, missed: [] };
  const sizes = new Set(between(path, whole));
  for (let size = 0; size < whole.length; size += every) sizes.add(size);
  for (const size of sizes) {
    cuts.tried++;
    const { ok, log } = await verifyWith(small, path, whole.slice(0, size));
    if (!ok) cuts.found++;
    else if (log.after > 0) cuts.shown++;
    else cuts.missed.push(`${path} cut at ${size} of ${whole.length}`);
  }
  return cuts;
}

/** Of a sealed image of the index: flips each bit, or one in so many; how many the seal does not tell. */
export function flipImage(ports: Ports, image: Uint8Array, every: number): { tried: number; unseen: number } {
  const bytes = image.slice();
  const home = { ...memoryHome(new Map([['index.db', bytes]])), read: () => bytes };
  let tried = 0;
  let unseen = 0;
  for (let bit = 0; bit < bytes.length * 8; bit += every) {
    tried++;
    const at = bit >> 3;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
    if (readImage({ ...ports, home }, 'index.db') !== null) unseen++;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
  }
  return { tried, unseen };
}
