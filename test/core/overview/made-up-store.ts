/** A small store, written by hand, that has every case that a measure tells apart; what each should count stands in made-up.test.ts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const digest = `quay.io/acme/tool@sha256:${'d'.repeat(64)}`;
const lid = (key: string) => `lid://${key}`;
const sum = (value: string, mode = 'standard') => ({ value, algorithm: mode === 'sha256' ? 'sha256' : 'nextflow', mode });
const outside = (path: string, checksum: object | null) => ({ path, checksum });

export interface MadeUp {
  record(key: string, kind: string, spec: object): void;
  file(key: string, spec: object): void;
  write(path: string, text: string): void;
}

/** Writes below this folder, which a first call begins. */
export function writerOf(store: string): MadeUp {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(store, path)), { recursive: true });
    writeFileSync(join(store, path), text);
  };
  const record = (key: string, kind: string, spec: object) => write(`${key}/.data.json`, JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  return {
    write,
    record,
    file: (key, spec) =>
      record(key, 'FileOutput', { path: `/work/${key}`, checksum: sum(key), source: null, taskRun: null, size: 4, createdAt: null, modifiedAt: null, labels: null, ...spec }),
  };
}

export function layMadeUpStore(store: string): void {
  const { write, record, file } = writerOf(store);
  const run = (key: string, name: string, start: string | null, workflow: object) =>
    record(key, 'WorkflowRun', { name, sessionId: `s-${key}`, workflow, params: [], config: {}, metadata: { projectName: 'acme/p', ...(start && { start }) } });
  const line = (key: string, name: string) => write(`.history/${key}`, `2026-01-01 10:00:00 UTC\t${name}\ts-${key}\t${lid(key)}`);
  const task = (key: string, of: string, input: unknown[], more: object = {}) =>
    record(key, 'TaskRun', { name: `T ${key}`, sessionId: `s-${of}`, container: digest, input: [{ type: 'path', name: 'in', value: input }], workflowRun: lid(of), ...more });

  run('a1', 'one', '2026-01-01T10:00:00Z', { repository: 'https://example.org/acme/p', commitId: 'c1' });
  line('a1', 'one');
  run('a2', 'two', '2026-02-01T10:00:00Z', { repository: '/home/me/p', commitId: null }); // three rules broken, one run
  run('a3', 'three', '2026-03-01T10:00:00Z', { repository: 'https://example.org/acme/p', commitId: 'c3' });
  line('a3', 'three');
  line('a9', 'nine'); // a run that the history alone knows

  task('b1', 'a1', [outside('/in/a.fq', sum('0'.repeat(32), 'deep'))]);
  task('b2', 'a1', [lid('b1/m.txt'), outside('/in/a.fq', null)], { container: 'quay.io/acme/tool:1' });
  task('b3', 'a2', [outside('/pub/r1.txt', sum('another')), lid('dead/gone.txt'), lid('a3/r6.txt')], { container: null });
  task('b4', 'a3', [outside('/pub/r1.txt', sum('sum-of-r1')), outside('/pub/r2.txt', null)], { container: null, conda: 'samtools=1.20' });
  task('b8', 'a8', [outside('/in/b.fq', sum('in-b'))]); // the record of its run is not here

  const made = (key: string, of: string, spec: object = {}) => file(key, { taskRun: lid(key.slice(0, 2)), source: lid(key.slice(0, 2)), workflowRun: lid(of), ...spec });
  made('b1/m.txt', 'a1');
  made('b2/n.txt', 'a1', { checksum: null });
  made('b3/q.txt', 'a2');
  made('b4/z.txt', 'a3');
  made('b8/x.txt', 'a8');

  const published = (name: string, of: string, source: string | null, spec: object = {}) =>
    file(`${of}/${name}`, { path: `/pub/${name}`, source: source && lid(source), workflowRun: lid(of), labels: ['gxp'], ...spec });
  published('r1.txt', 'a1', 'b1/m.txt', { checksum: sum('sum-of-r1') });
  published('r2.txt', 'a1', 'b2/n.txt', { checksum: null, labels: ['gxp', 'final'] });
  published('r3.txt', 'a2', 'b3/q.txt', { checksum: sum('deep', 'deep') });
  published('r4.txt', 'a3', 'b4/z.txt', { checksum: sum('f'.repeat(64), 'sha256') });
  published('index.csv', 'a3', 'a3'); // by the run itself
  published('r6.txt', 'a3', null, { checksum: null }); // its record does not say where it is from
  published('r7.txt', 'a8', 'b8/x.txt');

  write('bad/.data.json', '{"version": "lineage/v1beta1", "kind":');
}
