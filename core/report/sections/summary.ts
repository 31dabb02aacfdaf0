/** Page 1, for a reader who knows neither Nextflow nor this program: what was asked, the answer, what is not proven, what to do. */
import type { ReportBlock } from '../../contract/reports';
import type { SectionBody } from '../compose';
import { pinnedCounts } from '../containers';
import type { RunReportFacts } from '../facts';
import { type Order, sectionName } from '../section-order';
import { besides, counted, paragraph, utc } from '../words';
import { shownItems } from './limits';

export function summarySection(facts: RunReportFacts): SectionBody {
  const { row } = facts.run;
  const asked = `What did the run “${row.name ?? 'without a name'}” of the pipeline ${row.pipeline ?? '(not recorded)'}${row.revision ? ` (${row.revision})` : ''} read and write, and are the files it published still what its records say? The run began ${row.start === null ? 'at a time that is not recorded' : utc(row.start)}.`;
  return {
    blocks: [
      { type: 'heading', text: 'What was asked' },
      paragraph(asked),
      { type: 'heading', text: 'The answer' },
      ...answer(facts),
      { type: 'heading', text: 'What is not proven' },
      besides(facts.workspace, notProven(facts), shownItems(facts)),
      { type: 'heading', text: 'What to do next' },
      { type: 'list', items: next(facts) },
      { type: 'heading', text: 'Contents' },
      { type: 'contents' },
    ],
  };
}

const markSentences = {
  'no-output-record':
    'No record of the outputs of this run is known here: it may not have come to its end, may have written none, or the record may have been removed before it was seen.',
  stub: 'This was a stub run: tasks ran their stub scripts, not the real ones.',
  preview: 'This was a preview: no task was to be executed.',
  'no-record': 'The record of this run is not in the store; what stands here was gathered from records that name it.',
} as const;

/** In place of the sentences above where a record may be missing here because it was left out. */
const leftOutSentences = {
  'no-output-record': 'No record of the outputs of this run is in the bundle: it may be among what its maker left out.',
  'no-record': 'The record of this run is not in the bundle: it may be among what its maker left out. What stands here was gathered from records that name it.',
} as const;

/** `leftOut`: contents that the maker of the bundle left out. */
function importedSentence(leftOut: number, order: Order): string {
  const lacks =
    leftOut === 0
      ? ''
      : ` Its maker left out ${counted(leftOut, 'content')}: files, tasks and links that these hold are missing in every list and count of this report, and nothing shows how many they are.`;
  return `The records come out of an evidence bundle that somebody else made; this program has never seen their store.${lacks} More stands in ${sectionName(order, 'limits')}.`;
}

function answer(facts: RunReportFacts): ReportBlock[] {
  const { outputsSummary: sum, inputsSummary, tasks, order } = facts;
  const blocks: ReportBlock[] = [];
  const of = (count: number) => `${count} of ${counted(sum.total, 'published file')}`;
  const n = (verdict: keyof typeof sum.byVerdict) => sum.byVerdict[verdict] ?? 0;
  if (sum.total === 0) {
    blocks.push(paragraph('No published file is recorded for this run: there is nothing to hold against a record. Whether that was so intended, no record says.', 'caution'));
  } else if (sum.checked === 0) {
    blocks.push(
      paragraph(
        `Nothing has been checked: 0 of ${counted(sum.total, 'published file')} have been held against their records. What follows repeats what the records say, and no more.`,
        'caution',
      ),
    );
  } else {
    const bad = n('mismatch') + n('missing') + n('unreadable');
    if (bad > 0) {
      const parts = [
        n('mismatch') > 0 ? `${n('mismatch')} not as recorded` : '',
        n('missing') > 0 ? `${n('missing')} missing` : '',
        n('unreadable') > 0 ? `${n('unreadable')} could not be read` : '',
      ];
      blocks.push(paragraph(`${of(bad)} ${bad === 1 ? 'needs' : 'need'} attention: ${parts.filter((part) => part !== '').join(', ')}.`, 'bad'));
    }
    if (sum.changedSinceBaseline > 0) blocks.push(paragraph(`The content of ${of(sum.changedSinceBaseline)} has changed since this program first read it.`, 'bad'));
    if (n('inconclusive') > 0)
      blocks.push(paragraph(`${of(n('inconclusive'))}: same size, another modification time, as after a copy. This speaks neither for nor against the content.`, 'caution'));
    if (n('metadata-match') > 0)
      blocks.push(
        paragraph(`${of(n('metadata-match'))}: same path, size and date as recorded; content NOT checked, because the recorded checksum covers no byte of the content.`, 'caution'),
      );
    if (n('content-verified') > 0) blocks.push(paragraph(`${of(n('content-verified'))}: content verified, the checksum of the bytes equals the recorded one.`, 'good'));
    if (n('not-checkable') > 0) blocks.push(paragraph(`${of(n('not-checkable'))} cannot be checked against what is recorded.`, 'caution'));
    if (n('not-checked') > 0) blocks.push(paragraph(`${of(n('not-checked'))}: not checked.`, 'caution'));
    if (sum.stale > 0) blocks.push(paragraph(`${counted(sum.stale, 'check is', 'checks are')} out of date: the record has changed since.`, 'bad'));
    if (sum.labelConflicts > 0)
      blocks.push(
        paragraph(`For ${of(sum.labelConflicts)} the recorded checksum is of another kind than its label says; the verdicts follow the value, not the label.`, 'caution'),
      );
  }
  const badInputs = (inputsSummary.byVerdict.mismatch ?? 0) + (inputsSummary.byVerdict.missing ?? 0) + (inputsSummary.byVerdict.unreadable ?? 0);
  if (badInputs > 0)
    blocks.push(
      paragraph(
        `${badInputs} of ${counted(inputsSummary.total, 'input')} from outside ${badInputs === 1 ? 'is' : 'are'} not there as recorded (${sectionName(order, 'inputs')}): what lies there now may not be what the run read.`,
        'bad',
      ),
    );
  blocks.push(...standingBlocks(facts));
  const executed = tasks.filter((task) => task.executed).length;
  const unused = tasks.filter((task) => task.executed && !task.reliedOn).length;
  const reused = tasks.filter((task) => task.reused && task.reliedOn);
  const from = [...new Set(reused.map((task) => task.runName ?? task.run ?? 'a run that is not recorded'))].sort();
  blocks.push(
    paragraph(
      `The run executed ${counted(executed, 'task')}${unused > 0 ? `, ${unused} of which led to no published file that is recorded` : ''}. As far as links are recorded, its published files rest on ${counted(tasks.filter((task) => task.reliedOn).length, 'task')}${reused.length > 0 ? `, ${reused.length} of them reused from ${from.map((name) => `“${name}”`).join(', ')}` : ''}.`,
    ),
  );
  return gravestFirst(blocks);
}

/** Where the records of the run come from, and what its marks mean. */
export function standingBlocks(facts: RunReportFacts): ReportBlock[] {
  const { imported, leftOut } = facts.workspace;
  const { marks } = facts.run.row;
  const said = (mark: keyof typeof markSentences) => (leftOut > 0 && mark !== 'stub' && mark !== 'preview' ? leftOutSentences[mark] : markSentences[mark]);
  return [
    ...(marks.includes('vanished')
      ? [paragraph('The record of this run is no longer in the store. This report rests on the bytes that were kept when it was last seen.', 'bad')]
      : []),
    ...(imported === null ? [] : [paragraph(importedSentence(leftOut, facts.order), 'caution')]),
    ...(['no-output-record', 'stub', 'preview', 'no-record'] as const).flatMap((mark) => (marks.includes(mark) ? [paragraph(said(mark), 'caution')] : [])),
  ];
}

/** What is amiss stands first. */
export function gravestFirst(blocks: readonly ReportBlock[]): ReportBlock[] {
  return [...blocks].sort((a, b) => rank(a) - rank(b));
}

function rank(block: ReportBlock): number {
  return block.type === 'paragraph' ? ['bad', 'caution', 'good', 'plain'].indexOf(block.tone) : 9;
}

function notProven(facts: RunReportFacts): string[] {
  const items = [
    'That the run ended well, or ended at all: no record holds an exit status, a success flag or an end time.',
    'That the records were true when Nextflow wrote them, or unaltered before this program first read them.',
  ];
  if ((facts.outputsSummary.byVerdict['content-verified'] ?? 0) < facts.outputsSummary.total)
    items.push('The content of every published file that is not marked “Content verified” below.');
  items.push(
    'That the list of runs is whole: runs launched with lineage off leave no record, so this list may be incomplete.',
    `The limits in full are in ${sectionName(facts.order, 'limits')}.`,
  );
  return items;
}

function next(facts: RunReportFacts): string[] {
  const { outputsSummary: sum, run, workspace, order } = facts;
  const n = (verdict: keyof typeof sum.byVerdict) => sum.byVerdict[verdict] ?? 0;
  const items: string[] = [];
  const listed = `the exceptions in ${sectionName(order, 'outputs')}`;
  if (n('mismatch') + sum.changedSinceBaseline > 0) items.push(`Look at ${listed}: ask who changed these files since, and compare them with a copy that was kept apart.`);
  if (n('missing') > 0) items.push('Tell the program where the missing files are now (“Where these files are now”), and check again.');
  if (n('unreadable') > 0) items.push('Ask for the right to read the files that could not be read, and check again.');
  if (sum.total > 0 && n('not-checked') > 0)
    items.push(
      `Check the ${n('not-checked')} published ${n('not-checked') === 1 ? 'file' : 'files'} that ${n('not-checked') === 1 ? 'is' : 'are'} not checked: “Audit this run” in the window, or lineage-audit verify -w ${workspace.name} --run ${run.row.lid}; for files on S3 with their content read (--content).`,
    );
  if (sum.stale > 0) items.push('Check again what is out of date.');
  if (n('metadata-match') + n('inconclusive') > 0)
    items.push(`To speak about content, compare the SHA-256 in ${sectionName(order, 'outputs')} with a list that was made when the files were released.`);
  if (facts.findings.length > 0) items.push(`Read the ${counted(facts.findings.length, 'finding')} about this run in ${sectionName(order, 'findings')}.`);
  if (pinnedCounts(facts.environment.tasks)['tag-only'] > 0) items.push('Containers are named by tag only: ask for the digests of the images that ran.');
  items.push('Have it reviewed and signed: a report that nobody has signed is a working paper.');
  return items;
}
