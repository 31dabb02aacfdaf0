/** A store of one run of a made pipeline: its checksums come from a MurmurHash3 of the tests' own, and may be made to differ. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { murmur3Reference } from '../../core/verify/murmur3-reference';

export const madeRun = `lid://${'a'.repeat(32)}`;
const taskHash = 'b'.repeat(32);

/** Of a text, as Nextflow hashes it. */
export function textChecksum(text: string): string {
  return murmur3Reference(Buffer.from(text, 'utf16le'));
}
export function binChecksum(path: string, content: string | Uint8Array): string {
  return textChecksum(path + createHash('sha256').update(content).digest('hex'));
}

export interface MadeRun {
  commit: string | null;
  /** By recorded path: the checksum's value, null for none. */
  scripts: Record<string, string | null>;
  bins?: Record<string, string>;
  codeChecksum?: string;
  repository?: string | null;
  projectDir?: string;
  algorithm?: string;
}

export function writeStore(store: string, run: MadeRun): void {
  const record = (key: string, kind: string, spec: object) => {
    const path = join(store, key, '.data.json');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  };
  const checksum = (value: string | null) => (value === null ? null : { value, algorithm: run.algorithm ?? 'nextflow', mode: 'standard' });
  const dataPaths = (paths: Record<string, string | null>) => Object.entries(paths).map(([path, value]) => ({ path, checksum: checksum(value) }));
  record('a'.repeat(32), 'WorkflowRun', {
    workflow: { scriptFiles: dataPaths(run.scripts), repository: run.repository === undefined ? 'https://git.example.org/made/pipeline' : run.repository, commitId: run.commit },
    name: 'made',
    params: [],
    config: {},
    metadata: { start: '2026-03-01T10:00:00Z', ...(run.projectDir === undefined ? {} : { projectDir: run.projectDir }) },
  });
  record(taskHash, 'TaskRun', {
    name: 'SAY (one)',
    codeChecksum: run.codeChecksum === undefined ? null : checksum(run.codeChecksum),
    binEntries: dataPaths(run.bins ?? {}),
    input: [],
    workflowRun: madeRun,
  });
}
