/** A small store of one run, made for tests: a file for each verdict, hostile names, and a secret parameter. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { murmur3 } from '../../../main/ports/hashes';

export const runHash = 'aa00000000000000000000000000000a';
export const madeRun = `lid://${runHash}`;
export const secret = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';

const taskHash = 'bb00000000000000000000000000000b';
const version = 'lineage/v1beta1';

export function deepChecksum(content: string): string {
  const hash = murmur3();
  hash.update(new TextEncoder().encode(content));
  return hash.hex();
}

/** Names of the published files. */
export const made = {
  intact: 'intact.txt',
  edited: 'edited.txt',
  missing: 'gone.txt',
  hostile: 'Größe_検体\u202e‮fdp.exe',
  unchecksummed: 'no checksum.txt',
} as const;

/** Writes the store below `folder`/store and the files below `folder`/results; gives both. */
export function makeRun(folder: string, start = '2026-03-01T10:00:00.123456789Z'): { store: string; results: string } {
  const store = join(folder, 'store');
  const results = join(folder, 'results');
  const record = (key: string, kind: string, spec: object) => {
    const path = join(store, key, '.data.json');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ version, kind, spec }));
  };
  record(runHash, 'WorkflowRun', {
    workflow: {
      scriptFiles: [{ path: '/pipeline/main.nf', checksum: { value: 'c'.repeat(32), algorithm: 'nextflow', mode: 'standard' } }],
      repository: 'https://git.example.org/made',
      commitId: 'd'.repeat(40),
    },
    sessionId: '5e551011-0000-4000-8000-000000000001',
    name: 'made_run',
    params: [
      { type: 'String', name: 'api_token', value: secret },
      { type: 'String', name: 'protocol', value: '</script><b>markup' },
    ],
    config: {},
    metadata: { start, commandLine: `nextflow run made --api_token ${secret}`, revision: 'v9', nextflow: { version: '26.04.6' } },
  });
  record(taskHash, 'TaskRun', {
    sessionId: '5e551011-0000-4000-8000-000000000001',
    name: 'WRITE (one)',
    container: `quay.io/x/y@sha256:${'e'.repeat(64)}`,
    input: [],
    workflowRun: madeRun,
  });
  const mtime = new Date('2026-03-01T10:00:05Z');
  const publish = (name: string, content: string, checksum: object | null, present = content) => {
    const path = join(results, name);
    mkdirSync(dirname(path), { recursive: true });
    if (name !== made.missing) {
      writeFileSync(path, present);
      utimesSync(path, mtime, mtime);
    }
    const spec = {
      path,
      checksum,
      source: `lid://${taskHash}/${name}`,
      workflowRun: madeRun,
      taskRun: null,
      size: Buffer.byteLength(content),
      createdAt: mtime.toISOString(),
      modifiedAt: mtime.toISOString(),
      labels: [],
    };
    record(`${runHash}/${name}`, 'FileOutput', spec);
    record(`${taskHash}/${name}`, 'FileOutput', { ...spec, source: `lid://${taskHash}`, taskRun: `lid://${taskHash}` });
  };
  const deep = (content: string) => ({ value: deepChecksum(content), algorithm: 'nextflow', mode: 'deep' });
  publish(made.intact, 'as it was', deep('as it was'));
  publish(made.edited, 'as it was', deep('as it was'), 'as it is!');
  publish(made.missing, 'nothing', deep('nothing'));
  publish(made.hostile, 'hostile', deep('hostile'));
  publish(made.unchecksummed, 'plain', null);
  record(`${runHash}#output`, 'WorkflowOutput', { createdAt: mtime.toISOString(), workflowRun: madeRun, output: [] });
  return { store, results };
}
