/** A large generated store with its workspace, made once and kept, so that several benchmarks measure the same one. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbench } from '../workbench';
import { type GeneratedStore, generateStore } from './generate-store';

/** The store below `folder`, and its workspace in `folder/home`, synced without a window: what is measured begins after it. */
export async function preparedStore(folder: string, workspace: string, records: number, tasks: number): Promise<GeneratedStore> {
  mkdirSync(folder, { recursive: true });
  const note = join(folder, 'made.json');
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8')) as GeneratedStore;
  const store = generateStore(join(folder, 'store'), records, tasks);
  const bench = await openWorkbench({ folder, keepFolder: true });
  await bench.sync(workspace, join(folder, 'store'));
  bench.close();
  writeFileSync(note, JSON.stringify(store));
  return store;
}
