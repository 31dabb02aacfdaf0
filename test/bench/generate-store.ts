/** Makes a lineage store of any size, the same bytes each time, in the shapes of real ones: runs of a four-step pipeline over samples, one of them wide if asked for. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardValue } from '../../core/verify/checksum/modes';
import { murmur3 } from '../../main/ports/hashes';

type Spec = Record<string, unknown>;

const steps = [
  { process: 'TRIM', container: 'quay.io/biocontainers/fastp:0.23.2--h5f740d0_3', files: (s: string) => [`${s}_1.trim.fq.gz`, `${s}_2.trim.fq.gz`, `${s}.fastp.json`] },
  { process: 'ALIGN', container: 'quay.io/biocontainers/mulled-v2-bwa-samtools:0.7.17-1.16.1', files: (s: string) => [`${s}.bam`, `${s}.bam.bai`] },
  { process: 'CALL', container: 'quay.io/biocontainers/bcftools:1.16--haef29d1_2', files: (s: string) => [`${s}.raw.bcf`] },
  { process: 'FILTER', container: 'quay.io/biocontainers/bcftools:1.16--haef29d1_2', files: (s: string) => [`${s}.vcf.gz`, `${s}.vcf.gz.tbi`] },
];
const cohortStep = { process: 'COHORT', container: 'quay.io/biocontainers/bcftools:1.16--haef29d1_2' };
const samplesPerRun = 40;

export interface GeneratedStore {
  records: number;
  /** LIDs. */
  runs: string[];
  /** The LID of the last published file. */
  published: string;
  /** The wide run, and the one file that it made of all its samples. */
  wide: { run: string; cohort: string } | null;
}

/** Writes about `records` records below `folder` (never fewer). With `wideTasks` the first run has that many tasks, and one more that reads a file of every sample. */
export function generateStore(folder: string, records: number, wideTasks = 0): GeneratedStore {
  let written = 0;
  let published = '';
  const runs: string[] = [];
  let wide: GeneratedStore['wide'] = null;
  const save = (key: string, kind: string, spec: Spec) => {
    mkdirSync(join(folder, key), { recursive: true });
    writeFileSync(join(folder, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
    written++;
  };
  mkdirSync(join(folder, '.history'), { recursive: true });
  for (let number = 0; written < records; number++) {
    const run = hash(`run ${number}`);
    const session = uuid(`session ${number}`);
    const start = new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString();
    const name = `cohort_${number}`;
    runs.push(`lid://${run}`);
    writeFileSync(join(folder, '.history', run), `${start.slice(0, 19).replace('T', ' ')} UTC\t${name}\t${session}\tlid://${run}`);
    save(run, 'WorkflowRun', workflowRun(name, session, start, number));
    const cohort: string[] = [];
    const isWide = number === 0 && wideTasks > 0;
    const filtered: string[] = [];
    for (let s = 0; s < (isWide ? wideTasks / steps.length : samplesPerRun) && (written < records || s === 0 || isWide); s++) {
      const sample = `S${String(number).padStart(4, '0')}_${String(s).padStart(2, '0')}`;
      let inputs: unknown[] = [1, 2].map((mate) => dataPath(`/data/generated/reads/${sample}_${mate}.fq.gz`));
      let last = '';
      for (const step of steps) {
        const task = hash(`${run} ${step.process} ${sample}`);
        const files = step.files(sample);
        save(task, 'TaskRun', taskRun(step, sample, session, run, inputs));
        for (const file of files)
          save(`${task}/${file}`, 'FileOutput', fileOutput(`/data/generated/work/${task.slice(0, 2)}/${task.slice(2)}/${file}`, task, run, start, null, []));
        save(`${task}#output`, 'TaskOutput', {
          taskRun: `lid://${task}`,
          workflowRun: `lid://${run}`,
          createdAt: start,
          output: [
            { type: 'val', name: 'sample', value: sample },
            { type: 'path', name: null, value: files.map((file) => `lid://${task}/${file}`) },
          ],
          labels: null,
        });
        inputs = files.map((file) => `lid://${task}/${file}`);
        last = task;
      }
      filtered.push(`lid://${last}/${sample}.vcf.gz`);
      for (const [folderName, file, label] of [
        ['variants', `${sample}.vcf.gz`, 'variant-call'],
        ['variants', `${sample}.vcf.gz.tbi`, 'variant-call'],
        ['results', `${sample}.vcf.gz`, 'deliverable'],
      ] as const) {
        const key = `${run}/${folderName}/${sample}/${file}`;
        save(key, 'FileOutput', fileOutput(`/data/generated/results/${name}/${folderName}/${sample}/${file}`, null, run, start, `lid://${last}/${file}`, [label]));
        cohort.push(`lid://${key}`);
        published = `lid://${key}`;
      }
    }
    if (isWide) {
      const task = cohortTask(`lid://${run}`).slice('lid://'.length);
      const file = 'cohort.vcf.gz';
      save(task, 'TaskRun', taskRun(cohortStep, 'all', session, run, filtered));
      save(`${task}/${file}`, 'FileOutput', fileOutput(`/data/generated/work/${task.slice(0, 2)}/${task.slice(2)}/${file}`, task, run, start, null, []));
      const key = `${run}/cohort/${file}`;
      save(key, 'FileOutput', fileOutput(`/data/generated/results/${name}/cohort/${file}`, null, run, start, `lid://${task}/${file}`, ['deliverable']));
      cohort.push(`lid://${key}`);
      wide = { run: `lid://${run}`, cohort: `lid://${key}` };
    }
    save(`${run}#output`, 'WorkflowOutput', { createdAt: start, workflowRun: `lid://${run}`, output: [{ type: 'Collection', name: 'variants', value: cohort }] });
  }
  return { records: written, runs, published, wide };
}

/** The LID of the task of the wide run that reads a file of every sample. */
export function cohortTask(run: string): string {
  return `lid://${hash(`${run.slice('lid://'.length)} COHORT`)}`;
}

function workflowRun(name: string, session: string, start: string, number: number): Spec {
  const commitId = createHash('sha1')
    .update(`commit ${number % 7}`)
    .digest('hex');
  return {
    workflow: {
      scriptFiles: [{ path: '/home/analyst/pipeline/main.nf', checksum: checksum(`main ${number % 7}`) }],
      repository: 'http://git.example.org/trial/germline',
      commitId,
    },
    sessionId: session,
    name,
    params: [
      { type: 'String', name: 'reference', value: '/data/generated/reference.fa' },
      { type: 'Integer', name: 'min_qual', value: 20 + (number % 3) },
    ],
    config: { outputDir: `results/${name}` },
    metadata: {
      runName: name,
      revision: `v1.${number % 7}.0`,
      start,
      complete: null,
      commandLine: `nextflow run germline -name ${name}`,
      userName: 'analyst',
      resume: false,
      stubRun: false,
      preview: false,
      manifest: { name: 'trial/germline' },
    },
  };
}

function taskRun(step: { process: string; container: string }, sample: string, session: string, run: string, inputs: unknown[]): Spec {
  return {
    sessionId: session,
    name: `${step.process} (${sample})`,
    codeChecksum: checksum(step.process),
    script: `\n    ${step.process.toLowerCase()} --sample '${sample}' --threads 1\n    `,
    input: [
      { type: 'val', name: 'sample', value: sample },
      { type: 'path', name: 'in', value: inputs },
      { type: 'path', name: 'reference', value: [dataPath('/data/generated/reference.fa')] },
    ],
    container: step.container,
    conda: null,
    spack: null,
    architecture: null,
    globalVars: {},
    binEntries: [],
    workflowRun: `lid://${run}`,
    moduleId: null,
  };
}

function fileOutput(path: string, task: string | null, run: string, at: string, source: string | null, labels: string[]): Spec {
  const size = 1000 + (path.length % 977);
  return {
    path,
    checksum: { value: standardValue(murmur3, { path, size, modifiedMillis: Date.parse(at) }), algorithm: 'nextflow', mode: 'standard' },
    source: source ?? (task === null ? null : `lid://${task}`),
    workflowRun: `lid://${run}`,
    taskRun: task === null ? null : `lid://${task}`,
    size,
    createdAt: at,
    modifiedAt: at,
    labels,
  };
}

const hash = (of: string) => createHash('md5').update(of).digest('hex');
const checksum = (of: string) => ({ value: hash(of), algorithm: 'nextflow', mode: 'standard' });
const dataPath = (path: string) => ({ path, checksum: checksum(path) });
function uuid(of: string): string {
  const h = hash(of);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}
