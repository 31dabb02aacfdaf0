/** A store whose records hold secrets wherever one can stand: parameters, command lines, scripts, paths, names of files, history. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const secrets = {
  password: 'hunter2Zx9Q',
  token: `ghp_${'a1B2c3D4e5'.repeat(4)}`,
  inPath: 'S3cr3tInAPath77',
  patient: 'PAT-0042',
  /** In the record of another run alone, and looked for by somebody. */
  ofAnotherRun: 'Oth3rRunZq81',
} as const;
export const run = 'a'.repeat(32);
const task = 'b'.repeat(32);
const otherRun = 'f'.repeat(32);

/** Key → record. */
export function leakyRecords(): Record<string, object> {
  const record = (kind: string, spec: object) => ({ version: 'lineage/v1beta1', kind, spec });
  const checksum = (value: string) => ({ value: value.repeat(32), algorithm: 'nextflow', mode: 'standard' });
  const file = (path: string, more: object) =>
    record('FileOutput', {
      path,
      checksum: checksum('c'),
      source: null,
      workflowRun: `lid://${run}`,
      taskRun: null,
      size: 3,
      createdAt: '2026-11-21T05:10:00Z',
      modifiedAt: '2026-11-21T05:09:00Z',
      labels: null,
      ...more,
    });
  return {
    [run]: record('WorkflowRun', {
      workflow: { scriptFiles: [], repository: `https://bot:${secrets.password}@git.example.org/x`, commitId: 'd'.repeat(40) },
      sessionId: '1439f52e-5449-46df-8260-e412b1a3f6c7',
      name: 'leaky',
      params: [{ type: 'String', name: 'db_password', value: secrets.password }],
      config: {},
      metadata: { runName: 'leaky', start: '2026-11-21T05:08:28Z', userName: 'alice', commandLine: `nextflow run x --db_password ${secrets.password}` },
    }),
    [otherRun]: record('WorkflowRun', {
      workflow: { scriptFiles: [], repository: 'https://git.example.org/y', commitId: 'd'.repeat(40) },
      sessionId: '2539f52e-5449-46df-8260-e412b1a3f6c8',
      name: 'other',
      params: [{ type: 'String', name: 'api_token', value: secrets.ofAnotherRun }],
      config: {},
      metadata: { runName: 'other', start: '2026-11-21T05:08:28Z' },
    }),
    [task]: record('TaskRun', {
      sessionId: '1439f52e-5449-46df-8260-e412b1a3f6c7',
      name: 'ALIGN (1)',
      codeChecksum: checksum('e'),
      script: `export TOKEN=${secrets.token}\nalign`,
      input: [],
      container: 'quay.io/x/align:1',
      globalVars: {},
      binEntries: [],
      workflowRun: `lid://${run}`,
    }),
    // No secret-like name: only a copy of what stands in the run's record.
    [`${task}/out.bam`]: file(`/data/work/${secrets.password}/out.bam`, { taskRun: `lid://${task}`, source: `lid://${task}` }),
    [`${run}/clean.bam`]: file('/data/results/clean.bam', { source: `lid://${task}/out.bam` }),
    [`${run}/token=${secrets.inPath}/deep.txt`]: file(`/data/results/token=${secrets.inPath}/deep.txt`, { source: `lid://${task}/out.bam` }),
    [`${run}/${secrets.patient}.vcf`]: file(`/data/results/${secrets.patient}.vcf`, { source: `lid://${task}/out.bam` }),
  };
}

export function layLeakyStore(folder: string): string {
  for (const [key, record] of Object.entries(leakyRecords())) {
    mkdirSync(join(folder, key), { recursive: true });
    writeFileSync(join(folder, key, '.data.json'), JSON.stringify(record));
  }
  mkdirSync(join(folder, '.history'), { recursive: true });
  writeFileSync(join(folder, '.history', run), `2026-11-21 05:08:28 UTC\tleaky\t1439f52e-5449-46df-8260-e412b1a3f6c7\tlid://${run}`);
  return folder;
}
