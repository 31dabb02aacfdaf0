/** A store of two runs made by hand, with their files, so that a test may make any kind of difference between them. */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Hash } from '../../../core/ports';
import { standardValue } from '../../../core/verify/checksum/modes';

const hash = (letter: string, number: number) => `${letter}${String(number).padStart(31, '0')}`;
export const left = hash('a', 1);
export const right = hash('b', 1);

export interface MadeRuns {
  store: string;
  write(key: string, kind: string, spec: Record<string, unknown>): void;
  run(key: string, spec?: Record<string, unknown>): void;
  /** Gives the key of the task. */
  task(run: string, number: number, name: string, spec?: Record<string, unknown>): string;
  /** A file with its record: `key` below a task or run; `path` of the file below the folder of files, by default the key. `spec.mode` is the label of its standard checksum. */
  file(key: string, content: string | null, spec?: Record<string, unknown>, path?: string): void;
  at(path: string): string;
  remove(): void;
}

export function madeRuns(murmur3: () => Hash): MadeRuns {
  const folder = mkdtempSync(join(tmpdir(), 'made-runs-'));
  const store = join(folder, 'store');
  const at = (path: string) => join(folder, 'files', path);
  const write: MadeRuns['write'] = (key, kind, spec) => {
    mkdirSync(join(store, key), { recursive: true });
    writeFileSync(join(store, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  };
  return {
    store,
    write,
    at,
    run: (key, spec = {}) => write(key, 'WorkflowRun', { name: key === left ? 'one' : 'other', sessionId: key, params: [], config: {}, ...spec }),
    task(run, number, name, spec = {}) {
      const key = hash(run === left ? 'c' : 'd', number);
      write(key, 'TaskRun', {
        name,
        sessionId: run,
        script: 'true',
        codeChecksum: { value: 'f'.repeat(32), algorithm: 'nextflow', mode: 'standard' },
        input: [],
        workflowRun: `lid://${run}`,
        ...spec,
      });
      return key;
    },
    file(key, content, { mode = 'standard', ...spec } = {}, path = key) {
      const place = at(path);
      mkdirSync(dirname(place), { recursive: true });
      if (content !== null) writeFileSync(place, content);
      const size = content === null ? null : Buffer.byteLength(content);
      const millis = content === null ? 0 : Math.floor(statSync(place).mtimeMs);
      const value = standardValue(murmur3, { path: place, size: size ?? 0, modifiedMillis: millis });
      const owner = key.split('/')[0] ?? '';
      const isPublished = owner === left || owner === right;
      write(key, 'FileOutput', {
        path: place,
        checksum: { value, algorithm: 'nextflow', mode },
        source: `lid://${owner}`,
        workflowRun: `lid://${owner}`,
        taskRun: isPublished ? null : `lid://${owner}`,
        size,
        createdAt: null,
        modifiedAt: new Date(millis).toISOString(),
        labels: null,
        ...spec,
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
