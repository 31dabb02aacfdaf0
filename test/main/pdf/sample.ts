/** A report that holds everything a drawing has to cope with: hostile names, long tokens, every verdict, every kind of block. */
import type { ReportBlock, ReportOutline } from '../../../core/contract/reports';
import { verdicts, verdictWords } from '../../../core/verify/verdict';

export const hostileNames = {
  accents: 'Prüfbericht_Größe_déjà-vu_Łódź.pdf',
  combining: 'cafe\u0301.txt',
  cjk: '検体報告.csv',
  emoji: 'final🙂.vcf',
  bidi: 'report\u202efdp.exe',
  control: 'tab\there\u0000end',
  rtl: 'שלום.txt',
  noBreakSpace: 'a\u00a0b',
  markup: '<b>&amp;</b>.html',
  pdf: ') Tj ET /F1 99 Tf (injected',
} as const;

const hash = (seed: number) => Array.from({ length: 64 }, (_, at) => ((seed * 7 + at * 11 + ((seed * at) % 5)) % 16).toString(16)).join('');

export function outputsTable(rows: number): ReportBlock {
  return {
    type: 'table',
    caption: `Outputs (${rows})`,
    columns: [
      { title: 'File', weight: 26 },
      { title: 'Verdict', weight: 17 },
      { title: 'Size', weight: 8, align: 'right' },
      { title: 'SHA-256', weight: 27 },
    ],
    rows: Array.from({ length: rows }, (_, at) => [
      { text: `results/sample_${String(at).padStart(5, '0')}/variants/NA12878.filtered.annotated.final.vcf.gz`, mono: true },
      { text: verdictWords[verdicts[at % verdicts.length] ?? 'missing'].short, verdict: verdicts[at % verdicts.length] },
      { text: String(at * 1031) },
      { text: hash(at), mono: true },
    ]) as Extract<ReportBlock, { type: 'table' }>['rows'],
  };
}

export function sampleOutline(blocks: ReportBlock[] = []): ReportOutline {
  return {
    id: 'LAR-0123456789ABCDEF',
    title: 'Run provenance report',
    subject: 'lid://1d0c8f9b6a1e4f6d9f2f0c3b5a7e8d90',
    workspace: 'trial-042',
    kind: 'run',
    at: '2026-11-21T09:57:12.345Z',
    checkpoint: null,
    classification: 'Confidential',
    organisation: null,
    logo: null,
    version: 1,
    supersedes: null,
    product: 'Lineage Audit Workbench 0.1.0 (test runtime: not a release)',
    draft: true,
    sections: [
      {
        id: 'summary',
        title: 'Summary',
        blocks: [
          { type: 'heading', text: 'What was asked' },
          { type: 'paragraph', tone: 'plain', text: 'Are the files that the run published still what its records say they were? '.repeat(3) },
          { type: 'paragraph', tone: 'bad', text: '3 of 12 files are not what was recorded. '.repeat(4) },
          { type: 'paragraph', tone: 'caution', text: 'Runs launched with lineage off leave no record, so this list may be incomplete.' },
          { type: 'paragraph', tone: 'good', text: '9 of 12 files: content verified.' },
          {
            type: 'counts',
            items: [{ label: 'files checked of 12', value: '11 of 12' }, ...verdicts.map((verdict) => ({ label: verdictWords[verdict].short, value: '3 of 12', verdict }))],
          },
          {
            type: 'list',
            items: ['First check the three files that differ.', `A very long item with a path /data/${'deeply/nested_folder-name/'.repeat(12)}file.txt that has to break.`],
          },
          { type: 'contents' },
        ],
      },
      {
        id: 'names',
        title: 'Names',
        blocks: [
          {
            type: 'facts',
            rows: [
              { name: 'LID', value: 'lid://1d0c8f9b6a1e4f6d9f2f0c3b5a7e8d90#output', mono: true },
              { name: 'Command line, a name that is itself rather long and breaks', value: `nextflow run ${'--parameter=value '.repeat(30)}`, mono: true },
              ...Object.entries(hostileNames).map(([name, value]) => ({ name, value, mono: true })),
              ...Object.entries(hostileNames).map(([name, value]) => ({ name: `${name}, text`, value, mono: false })),
              { name: 'one long word', value: 'x'.repeat(400), mono: false },
              { name: 'digest', value: hash(3), mono: true },
              { name: 'empty', value: '', mono: false },
            ],
          },
          { type: 'code', lines: [`sha256sum '${'/data/very long folder/'.repeat(6)}x.bam'`, 'sha256sum -c list.txt'] },
        ],
      },
      { id: 'picture', title: 'Picture', blocks: [samplePicture(4), samplePicture(17)] },
      { id: 'outputs', title: 'Outputs', blocks: [outputsTable(60), tallRow()] },
      ...(blocks.length > 0 ? [{ id: 'more', title: 'More', blocks }] : []),
    ],
  };
}

function tallRow(): ReportBlock {
  return {
    type: 'table',
    caption: 'A row taller than a page',
    columns: [
      { title: 'Name', weight: 1 },
      { title: 'Value', weight: 2 },
    ],
    rows: [
      [{ text: 'short' }, { text: 'wort '.repeat(3000) }],
      [{ text: 'after' }, { text: 'after the tall one' }],
    ],
  };
}

export function samplePicture(columns: number): ReportBlock {
  const kinds = ['External', 'TaskRun', 'FileOutput', 'AgentRun', 'WorkflowRun', 'Missing'];
  const nodes = Array.from({ length: columns }, (_, column) =>
    Array.from({ length: 1 + (column % 3) }, (_, row) => ({
      id: `${column}.${row}`,
      kind: kinds[(column + row) % kinds.length] ?? 'Unknown',
      title: `NFCORE:GERMLINE_${column}:ALIGN_AND_SORT`,
      detail: `4 × sample_${row}.bam`,
      column,
      row,
      ...(column % 2 === 0 ? { verdict: verdicts[(column + row) % verdicts.length] } : {}),
    })),
  ).flat() as Extract<ReportBlock, { type: 'picture' }>['nodes'];
  const edges = nodes
    .filter((node) => node.column > 0)
    .map(
      (node) =>
        ({ from: `${node.column - 1}.0`, to: node.id, inferred: node.row === 1 }) as { from: string; to: string; inferred: boolean; via?: { column: number; row: number }[] },
    );
  edges.push({
    from: '0.0',
    to: '3.0',
    inferred: false,
    via: [
      { column: 1, row: 2 },
      { column: 2, row: 3 },
    ],
  });
  return { type: 'picture', caption: `Lineage of the run, ${columns} steps`, nodes, edges };
}
