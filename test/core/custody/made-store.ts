/** Small stores written by hand, one shape of history each: what real stores show seldom. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const lid = (key: string) => `lid://${key}`;

export interface MadeStore {
  record(key: string, kind: string, spec: object, shape?: 'spec' | 'root'): void;
  raw(key: string, text: string): void;
  run(key: string, name: string, params?: object[]): void;
  task(key: string, name: string, run: string | null, reads: (string | { path: string; checksum: object | null })[], more?: object): void;
  /** Of a task where `task` is given, else published by `run` from `source`. */
  file(key: string, spec: object): void;
}

export function makeStore(folder: string): MadeStore {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  mkdirSync(folder, { recursive: true });
  const store: MadeStore = {
    record: (key, kind, spec, shape = 'spec') =>
      write(`${key}/.data.json`, JSON.stringify(shape === 'root' ? { version: 'lineage/v1beta1', kind, ...spec } : { version: 'lineage/v1beta1', kind, spec })),
    raw: (key, text) => write(`${key}/.data.json`, text),
    run: (key, name, params = []) =>
      store.record(key, 'WorkflowRun', {
        workflow: { scriptFiles: [], repository: 'https://git.example.org/p', commitId: 'c'.repeat(40) },
        sessionId: 's',
        name,
        params,
        config: {},
        metadata: { start: '2026-01-02T00:00:00Z' },
      }),
    task: (key, name, run, reads, more = {}) =>
      store.record(key, 'TaskRun', {
        sessionId: 's',
        name,
        script: `run ${name}`,
        input: [{ type: 'path', name: 'in', value: reads }],
        container: 'quay.io/x/y:1',
        workflowRun: run === null ? null : lid(run),
        ...more,
      }),
    file: (key, spec) =>
      store.record(key, 'FileOutput', {
        path: `/work/${key}`,
        checksum: { value: 'a'.repeat(32), algorithm: 'nextflow', mode: 'deep' },
        source: null,
        workflowRun: null,
        taskRun: null,
        size: 1,
        createdAt: null,
        modifiedAt: null,
        labels: null,
        ...spec,
      }),
  };
  return store;
}

export const outside = (path: string, value: string | null = 'b'.repeat(32)) => ({ path, checksum: value === null ? null : { value, algorithm: 'nextflow', mode: 'standard' } });
