/** A scope of an export made by hand: one run, two tasks, files of every kind, one inferred link; `change` puts hostile text in. */
import { createHash } from 'node:crypto';
import { notCarried } from '../../../core/export/facts';
import type { FormatId } from '../../../core/export/format';
import { formats } from '../../../core/export/formats';
import type { ExportFile, ExportRun, ExportScope, ExportTask } from '../../../core/export/scope';

export const digests = {
  sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex'),
  sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
};

const run = 'lid://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const task = 'lid://bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb';
const reused = 'lid://cccccccccccccccccccccccccccccccc';
const sha = 'a'.repeat(64);
const other = 'b'.repeat(64);

export function madeFile(id: string, more: Partial<ExportFile> = {}): ExportFile {
  const isPath = !id.startsWith('lid://');
  return {
    id,
    kind: isPath ? 'External' : 'FileOutput',
    name: id.slice(id.lastIndexOf('/') + 1),
    path: isPath ? id : `/data/work/${id.slice(6)}`,
    size: isPath ? null : 12,
    createdAt: isPath ? null : '2026-11-21T05:08:55.222700397Z',
    labels: [],
    recorded: { value: '0123456789abcdef0123456789abcdef', algorithm: 'nextflow', mode: 'standard' },
    otherContents: 0,
    run: isPath ? null : run,
    published: false,
    output: null,
    check: null,
    ...more,
  };
}

function madeTask(id: string, more: Partial<ExportTask> = {}): ExportTask {
  return {
    id,
    kind: 'TaskRun',
    name: 'ALIGN (one)',
    process: 'ALIGN',
    tag: 'one',
    run,
    container: 'quay.io/x/bwa:0.7',
    pinned: 'tag-only',
    conda: null,
    spack: null,
    architecture: null,
    createdAt: '2026-11-21T05:09:01.9Z',
    ...more,
  };
}

export function madeRun(more: Partial<ExportRun> = {}): ExportRun {
  return {
    id: run,
    asked: true,
    recorded: true,
    name: 'release',
    start: '2026-11-21T05:08:28.1Z',
    startFrom: 'record',
    outputCreatedAt: '2026-11-21T05:10:00Z',
    pipeline: 'trial/germline',
    repository: 'http://git.example.org/trial/germline',
    revision: 'v1',
    commit: 'b7c7347fc3e9f3407a819c5c5de04a413733e707',
    session: 's',
    user: 'analyst',
    nextflow: '26.04.6',
    commandLine: 'nextflow run x',
    description: 'Germline',
    license: null,
    mainScript: '/assets/main.nf',
    scripts: [{ path: '/assets/main.nf', checksum: null }],
    params: [{ name: 'min_qual', type: 'Integer', value: 20, masked: false }],
    notRecorded: ['Success: not recorded.'],
    ...more,
  };
}

const check = (verdict: 'content-verified' | 'metadata-match' | 'mismatch', sha256: string | null, checkedPath: string, stale = false) => ({
  verdict,
  reason: null,
  at: '2026-11-25T10:00:00.000Z',
  stale,
  checkedPath,
  sha256,
});

export function madeScope(more: Partial<ExportScope> = {}): ExportScope {
  return {
    about: { workspace: 'trial', asOf: null, store: '/data/lineage', at: '2026-11-26T09:00:00.000Z', by: 'auditor', product: 'Lineage Audit Workbench', version: '0.1.0' },
    of: { kind: 'run', ids: [run], title: 'release' },
    runs: [madeRun()],
    tasks: [madeTask(task), madeTask(reused, { run: 'lid://dddddddddddddddddddddddddddddddd', name: 'CALL', process: 'CALL', tag: null })],
    files: [
      madeFile('/data/in/reads.fq'),
      madeFile(`${task}/out.bam`, { check: check('content-verified', sha, '/data/out.bam') }),
      madeFile(`${reused}/calls.vcf`, { check: check('metadata-match', other, '/data/calls.vcf') }),
      madeFile(`${run}/out.bam`, { published: true, check: check('mismatch', other, '/data/published.bam') }),
      madeFile(`${run}/old.bam`, { published: true, check: check('content-verified', sha, '/data/old.bam', true) }),
      madeFile('lid://eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee/gone.txt', { kind: 'Missing', path: null, size: null, createdAt: null, recorded: null, run: null }),
    ],
    others: [{ id: `${run}#output`, kind: 'WorkflowOutput', title: 'outputs of the run' }],
    links: [
      { from: '/data/in/reads.fq', to: task, relation: 'read', inferred: false },
      { from: task, to: `${task}/out.bam`, relation: 'produced', inferred: false },
      { from: `${task}/out.bam`, to: reused, relation: 'read', inferred: false },
      { from: reused, to: `${reused}/calls.vcf`, relation: 'produced', inferred: false },
      { from: `${task}/out.bam`, to: `${run}/out.bam`, relation: 'published', inferred: false },
      { from: run, to: task, relation: 'executed', inferred: false },
      { from: `${run}/old.bam`, to: '/data/in/reads.fq', relation: 'same-path', inferred: true },
    ],
    masked: 0,
    told: 0,
    ...more,
  };
}

export const ids = { run, task, reused };

/** A scope whose every text is hostile. */
export function hostileScope(text: string): ExportScope {
  const path = `/data/${text}`;
  const lid = `${task}/${text}`;
  const plain = madeScope();
  return {
    ...plain,
    about: { ...plain.about, workspace: text, store: text, by: text },
    of: { ...plain.of, title: text },
    runs: [
      madeRun({
        name: text,
        pipeline: text,
        repository: text,
        revision: text,
        commit: text,
        user: text,
        description: text,
        commandLine: text,
        license: text,
        mainScript: path,
        scripts: [{ path, checksum: null }],
        params: [
          { name: text, type: text, value: text, masked: false },
          { name: '__proto__', type: null, value: { [text]: text }, masked: false },
        ],
        notRecorded: [text],
      }),
    ],
    tasks: [madeTask(task, { name: text, process: text, container: text, conda: text, spack: text, architecture: text, createdAt: text })],
    files: [madeFile(path, { name: text }), madeFile(lid, { name: text, labels: [text], output: text, createdAt: text, check: check('content-verified', sha, path) })],
    others: [{ id: `${run}#${text}`, kind: 'Unknown', title: text }],
    links: [
      { from: path, to: task, relation: 'read', inferred: false },
      { from: task, to: lid, relation: 'produced', inferred: false },
      { from: lid, to: path, relation: 'same-path', inferred: true },
    ],
  };
}

/** The text of an export; of one in several files, that of the first. */
export function textOf(id: FormatId, scope: ExportScope): string {
  const format = formats[id];
  const making = { digests, left: notCarried(scope, format.carries) };
  const parts = 'entries' in format ? (format.entries(scope, making)[0]?.parts ?? []) : format.parts(scope, making);
  return [...parts].join('');
}
