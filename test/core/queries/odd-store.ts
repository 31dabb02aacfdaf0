/** A small store with each oddity that real stores were seen to have, written by hand; keys are short, as any text may be a key. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const odd = {
  /** 32 hex digits, as Nextflow's own. */
  run: 'aa000000000000000000000000000001',
  task: 'bb000000000000000000000000000001',
  /** Named by records, never recorded. */
  lostRun: 'cc000000000000000000000000000001',
  lostTask: 'dd000000000000000000000000000001',
  historyOnly: 'ee000000000000000000000000000001',
  broken: 'ff000000000000000000000000000001',
};

const lid = (key: string) => `lid://${key}`;

export function writeOddStore(folder: string): string {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const record = (key: string, kind: string, spec: object) => write(`${key}/.data.json`, JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  const file = (key: string, spec: object) =>
    record(key, 'FileOutput', {
      path: `/out/${key}`,
      checksum: { value: 'a'.repeat(32), algorithm: 'nextflow', mode: 'standard' },
      source: null,
      workflowRun: lid(odd.run),
      taskRun: null,
      size: 1,
      createdAt: null,
      modifiedAt: null,
      labels: null,
      ...spec,
    });

  record(odd.run, 'WorkflowRun', {
    workflow: { scriptFiles: null, repository: null, commitId: null },
    sessionId: 's',
    name: 'odd_one',
    params: null,
    config: null,
    metadata: { start: '2026-01-02T00:00:00+02:00', stubRun: true, preview: true },
  });
  // A storeDir file named as lid://lid:/, one whose task was never recorded, one of a LID that nothing has.
  record(odd.task, 'TaskRun', {
    sessionId: 's',
    name: 'ODD (a)',
    input: [
      { type: 'path', name: 'in', value: [`lid://lid:/${odd.lostTask}/x y#1.txt`, lid('nowhere/at all.txt'), null] },
      { type: 'val', name: null, value: { a: [1, null] } },
    ],
    workflowRun: lid(odd.run),
  });
  record(`${odd.task}#output`, 'TaskOutput', {
    taskRun: lid(odd.task),
    workflowRun: lid(odd.run),
    createdAt: null,
    output: [
      { type: 'path', name: 'out', value: { a: [lid(`${odd.task}/r.txt`), '/plain/path.txt', null] } },
      { type: 'val', name: 'v', value: '/looks/like/a/path' },
    ],
    labels: null,
  });
  file(`${odd.task}/r.txt`, { source: lid(odd.task), taskRun: lid(odd.task) });
  file(`${odd.lostTask}/x y#1.txt`, { source: lid(odd.lostTask), taskRun: lid(odd.lostTask), workflowRun: lid(odd.lostRun) });
  file(`${odd.run}/r.txt`, { source: lid(`${odd.task}/r.txt`) });
  // A run from a local git folder: no key of its own.
  record('99000000000000000000000000000001', 'TaskRun', { name: 'LOCAL', input: [], workflowRun: 'lid://' });
  file('null/results/é.txt', { workflowRun: 'lid://', source: 'lid://99000000000000000000000000000001/é.txt' });
  record('null#output', 'WorkflowOutput', { createdAt: '2026-01-05T00:00:00Z', workflowRun: 'lid://', output: [{ type: 'Path', name: 'r', value: 'lid://null/results/é.txt' }] });
  write(`.history/${odd.historyOnly}`, `2026-01-03 00:00:00 CET\tghost\tsession-g\t${lid(odd.historyOnly)}`);
  write(`${odd.broken}/.data.json`, '{"version":"lineage/v1beta1","kind":"WorkflowRun","spec":{');
  record(`${odd.broken}#output`, 'WorkflowOutput', {
    createdAt: '2026-01-04T00:00:00Z',
    workflowRun: lid(odd.broken),
    output: [{ type: 'Collection', name: 'elsewhere', value: [{ x: 's3://b/k.bam' }, 'no path', lid(`${odd.task}/r.txt`)] }],
  });
  record('1100000000000000000000000000000a', 'Mystery', { anything: [lid(odd.run)], token: 'abcDEF123456' });
  return folder;
}
