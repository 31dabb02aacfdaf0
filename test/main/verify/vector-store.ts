/**
 * A small lineage store whose checksums are those that Nextflow's own code gave (checksums/nextflow.json), with the files
 * beside it, made anew for each test, so that a test may tamper with both.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { vectorContent } from '../../core/verify/vectors';

export interface VectorFile {
  path: string;
  size: number;
  modifiedMillis: number;
  standard: string;
  lenient: string;
  deep: string;
  sha256: string;
}
const vectors = JSON.parse(readFileSync(new URL('../../fixtures/checksums/nextflow.json', import.meta.url), 'utf8')) as { files: VectorFile[] };

export const runHash = '11111111111111111111111111111111';
export const taskHash = '22222222222222222222222222222222';
export const runLid = `lid://${runHash}`;

export const vectorFiles = vectors.files;
export const vectorOfSize = (size: number) => vectors.files.find((file) => file.size === size) as VectorFile;
export const nameOf = (file: VectorFile) => file.path.slice('/data/vectors/'.length);
export const lidOf = (file: VectorFile) => `${runLid}/${nameOf(file)}`;

export interface VectorStore {
  folder: string;
  store: string;
  maps: { from: string; to: string }[];
  /** Where a vector's file lies. */
  at(file: VectorFile): string;
  /** Writes the record of a published file anew with another spec. */
  record(file: VectorFile, change: Record<string, unknown>): void;
  write(key: string, kind: string, spec: Record<string, unknown>): void;
  remove(): void;
}

/** Every vector is published by the run; the task wrote the file of 64 bytes and read two outside files, one of them under two checksums. */
export function vectorStore(mode: 'standard' | 'lenient' | 'deep' | 'sha256' = 'standard', label: string = mode): VectorStore {
  const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
  const store = join(folder, 'store');
  const at = (file: VectorFile) => join(folder, 'files', nameOf(file));
  const write = (key: string, kind: string, spec: Record<string, unknown>) => {
    mkdirSync(join(store, key), { recursive: true });
    writeFileSync(join(store, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  };
  const specOf = (file: VectorFile) => ({
    path: file.path,
    checksum: { value: file[mode], algorithm: 'nextflow', mode: label },
    source: `lid://${taskHash}/${nameOf(file)}`,
    workflowRun: runLid,
    taskRun: null,
    size: file.size,
    createdAt: '2026-01-01T00:00:00Z',
    modifiedAt: `${new Date(file.modifiedMillis).toISOString().slice(0, -1)}000999Z`,
    labels: null,
  });
  for (const file of vectorFiles) {
    mkdirSync(dirname(at(file)), { recursive: true });
    writeFileSync(at(file), vectorContent(file.size));
    setTime(at(file), file.modifiedMillis);
    write(`${runHash}/${nameOf(file)}`, 'FileOutput', specOf(file));
  }
  const [input, replaced, wasThere] = [vectorOfSize(31), vectorOfSize(32), vectorOfSize(33)];
  write(runHash, 'WorkflowRun', { name: 'vectors', sessionId: 's', params: [], config: {} });
  write(taskHash, 'TaskRun', {
    name: 'MAKE (x)',
    workflowRun: runLid,
    input: [
      {
        type: 'path',
        name: 'in',
        value: [
          { path: input.path, checksum: { value: input.standard, algorithm: 'nextflow', mode: 'standard' } },
          { path: replaced.path, checksum: { value: replaced.standard, algorithm: 'nextflow', mode: 'standard' } },
        ],
      },
    ],
  });
  write('33333333333333333333333333333333', 'TaskRun', {
    name: 'MAKE (y)',
    workflowRun: runLid,
    input: [{ type: 'path', name: 'in', value: [{ path: replaced.path, checksum: { value: wasThere.standard, algorithm: 'nextflow', mode: 'standard' } }] }],
  });
  const made = vectorOfSize(64);
  write(`${taskHash}/${nameOf(made)}`, 'FileOutput', { ...specOf(made), source: `lid://${taskHash}`, taskRun: `lid://${taskHash}` });
  return {
    folder,
    store,
    maps: [{ from: '/data/vectors', to: join(folder, 'files') }],
    at,
    record: (file, change) => write(`${runHash}/${nameOf(file)}`, 'FileOutput', { ...specOf(file), ...change }),
    write,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Sets the modification time to a millisecond; utimes takes seconds, which lose a few microseconds on the way. */
export function setTime(path: string, millis: number): void {
  const seconds = (millis + 0.5) / 1000;
  utimesSync(path, seconds, seconds);
}
