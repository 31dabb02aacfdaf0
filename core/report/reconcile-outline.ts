/** The report of a reconciled list: counts in plain words, then what a reader must look at, then the rest, then how and how far it was judged. */

import type { ExtraRow, ReconcileRow, Reconciliation } from '../contract/reconcile';
import { type ReportBlock, type ReportCell, type ReportOutline, usualClassification } from '../contract/reports';
import type { Hash } from '../ports';
import { exceptionWords, extraWords, isException, listLimits, matchedWords, shaWords, stateSentences, stateWords } from '../verify/reconcile/words';
import { verdictWords } from '../verify/verdict';
import { datedSections } from './as-of';
import type { Section as Numbered, ReportMaking } from './compose';
import { reportId } from './report-id';
import { counted, grouped, paragraph, utc, utcTime } from './words';

type Section = Omit<Numbered, 'id'>;

interface About {
  /** Of the workspace. */
  name: string;
  store: string;
  /** What is not known where not the whole store was synced. */
  coverage: string | null;
}

export function reconcileOutline(answer: Reconciliation, about: About, making: Pick<ReportMaking, 'at' | 'product'>, hash: Hash): ReportOutline {
  const { list, rows } = answer;
  const matched = rows.filter(({ state }) => state === 'matched');
  const said: Omit<ReportOutline, 'id'> = {
    kind: 'reconciliation',
    title: 'Reconciliation of a list',
    subject: `${list.name} · SHA-256 ${list.sha256}`,
    workspace: about.name,
    at: making.at,
    checkpoint: null,
    product: making.product,
    classification: usualClassification,
    organisation: null,
    logo: null,
    version: 1,
    supersedes: null,
    draft: true,
    sections: datedSections(
      about.name,
      [
        summary(answer, about),
        exceptions(rows),
        listed('Not matched', rows, 'not-matched'),
        listed('Without lineage', rows, 'without-lineage'),
        extras(answer),
        {
          title: 'Matched',
          blocks: matched.length === 0 ? [paragraph('No line of the list was matched.')] : [matchedTable(matched, `${grouped(matched.length)} of ${lines(rows.length)}`)],
        },
        judged(answer, about),
        { title: 'Limits: what a list cannot show', blocks: [{ type: 'list' as const, items: [...(about.coverage === null ? [] : [about.coverage]), ...listLimits] }] },
      ].map((section, at) => ({ id: `part-${at + 1}`, ...section })),
    ),
  };
  return { id: reportId(said, hash), ...said };
}

function summary(answer: Reconciliation, { coverage }: About): Section {
  const { list, runs, rows, extra, counts, of } = answer;
  const n = (state: ReconcileRow['state']) => counts.byState[state] ?? 0;
  const all = lines(counts.rows);
  const told = rows.filter((row) => row.state === 'matched' && isException(row)).length;
  const which =
    runs.length === 0
      ? 'No run is concerned: no line was matched.'
      : `Runs concerned: ${runs
          .slice(0, 5)
          .map(({ name, lid }) => name ?? lid)
          .join(', ')}${runs.length > 5 ? ` and ${runs.length - 5} more` : ''}.`;
  const answers: ReportBlock[] = [];
  const say = (count: number, text: string, tone: 'bad' | 'caution' | 'plain') => count > 0 && answers.push(paragraph(`${grouped(count)} of ${all} ${text}`, tone));
  say(counts.sha256.differs, 'name a SHA-256 that is not the one this program took of the file: the file is not what the list says.', 'bad');
  say(counts.sha256.unusable, 'have a digest that cannot be used (no SHA-256, or several for one path): it was held against nothing.', 'bad');
  say(n('not-matched'), 'not matched: no record of this workspace names them.', 'bad');
  say(n('without-lineage'), 'without lineage: they are there or are named by path, but no record says who made them.', 'bad');
  say(n('ambiguous'), 'ambiguous: several records could be meant.', 'caution');
  if (extra.length > 0)
    answers.push(
      paragraph(
        `${grouped(extra.length)} of ${of === 'runs' ? counted(counts.extraOf, 'run of this workspace', 'runs of this workspace') : counted(counts.extraOf, 'file that the runs concerned published', 'files that the runs concerned published')} ${extra.length === 1 ? 'is' : 'are'} not in the list.`,
        'caution',
      ),
    );
  if (counts.findings > 0)
    answers.push(paragraph(`${counted(counts.findings, 'matched file')} ${counts.findings === 1 ? 'has' : 'have'} a newest check that is a finding or out of date.`, 'bad'));
  say(counts.sha256.notRead, 'name a SHA-256 of a file that was matched but of which there is no reading of ours: nothing is said of its content.', 'caution');
  say(counts.sha256.notNow, 'name a SHA-256 of a file that was read here before, and not in its newest check: nothing is said of its content now.', 'caution');
  answers.push(
    paragraph(
      `${grouped(n('matched'))} of ${all} matched${of === 'files' && n('matched') > 0 ? `; ${grouped(counts.checked)} of these files checked, ${grouped(counts.sha256.equal)} with a SHA-256 equal to the one listed` : ''}.`,
    ),
  );
  return {
    title: 'Summary',
    blocks: [
      { type: 'heading', text: 'What was asked' },
      paragraph(`Does each line of “${list.name}” (${all}) name a ${of === 'runs' ? 'run' : 'file'} that the records of this workspace know, and does the list lack any? ${which}`),
      { type: 'heading', text: 'The answer' },
      {
        type: 'counts',
        items: [
          ...(['matched', 'ambiguous', 'not-matched', 'without-lineage'] as const).map((state) => ({
            label: stateWords[state],
            value: `${grouped(n(state))} of ${grouped(counts.rows)}`,
          })),
          { label: 'extra: not in the list', value: `${grouped(counts.extra)} of ${grouped(counts.extraOf)}` },
          { label: 'SHA-256 equal, of those listed and matched', value: `${grouped(counts.sha256.equal)} of ${grouped(counts.sha256.listed)}` },
        ],
      },
      ...[...answers].sort((a, b) => rank(a) - rank(b)),
      ...(told > 0 ? [paragraph(`${counted(told, 'matched line')} to look at: section 2.`)] : []),
      { type: 'heading', text: 'What is not proven' },
      {
        type: 'list',
        items: [
          ...(coverage === null ? [] : [`That a line without a match has no record in the store. ${coverage}`]),
          ...listLimits.slice(0, 2),
          'Section 8 gives the limits in full.',
        ],
      },
      { type: 'heading', text: 'Contents' },
      { type: 'contents' },
    ],
  };
}

/** What is amiss stands first. */
function rank(block: ReportBlock): number {
  return block.type === 'paragraph' ? ['bad', 'caution', 'good', 'plain'].indexOf(block.tone) : 9;
}

function exceptions(rows: readonly ReconcileRow[]): Section {
  const bad = rows.filter((row) => row.state === 'matched' && isException(row));
  const ambiguous = rows.filter((row) => row.state === 'ambiguous');
  const blocks: ReportBlock[] = [];
  if (bad.length > 0) blocks.push(matchedTable(bad, `Matched, and to be looked at: ${grouped(bad.length)} of ${lines(rows.length)}`));
  if (ambiguous.length > 0) blocks.push(plainTable(`Ambiguous: ${grouped(ambiguous.length)} of ${lines(rows.length)}`, ambiguous));
  return {
    title: 'Exceptions',
    newPage: true,
    blocks: blocks.length > 0 ? blocks : [paragraph(`No matched line has ${exceptionWords}; none is ambiguous.`)],
  };
}

function listed(title: string, rows: readonly ReconcileRow[], state: 'not-matched' | 'without-lineage'): Section {
  const those = rows.filter((row) => row.state === state);
  if (those.length === 0) return { title, blocks: [paragraph(`None of ${lines(rows.length)}.`)] };
  return { title, blocks: [paragraph(stateSentences[state]), plainTable(`${title}: ${grouped(those.length)} of ${lines(rows.length)}`, those)] };
}

function plainTable(caption: string, rows: readonly ReconcileRow[]): ReportBlock {
  return {
    type: 'table',
    caption,
    columns: [
      { title: 'Row', weight: 7, align: 'right' },
      { title: 'The list says', weight: 43 },
      { title: 'What is known', weight: 50 },
    ],
    rows: rows.map(({ row, listed: text, note, path }) => [
      { text: String(row) },
      { text, mono: true },
      { text: [note, path === null || path === text ? '' : `At ${path}`].filter(Boolean).join(' ') || 'No record, and nothing at its path.' },
    ]),
  };
}

function matchedTable(rows: readonly ReconcileRow[], caption: string): ReportBlock {
  return {
    type: 'table',
    caption,
    columns: [
      { title: 'Row', weight: 6, align: 'right' },
      { title: 'The list says', weight: 21 },
      { title: 'Record', weight: 23 },
      { title: 'Newest check', weight: 19 },
      { title: 'Matched by; SHA-256 listed', weight: 31 },
    ],
    rows: rows.map((row) => [
      { text: String(row.row) },
      { text: row.listed, mono: true },
      { text: row.lid ?? row.path ?? '', mono: true, ...(row.lid === null ? {} : { lid: row.lid }) },
      checkCell(row.check, row.by?.startsWith('run') || row.by === 'session' ? 'a run, not a file' : null),
      { text: [row.by === null ? '' : `By ${matchedWords[row.by]}.`, shaText(row.sha256), row.note].filter(Boolean).join(' ') },
    ]),
  };
}

function shaText(sha256: ReconcileRow['sha256']): string {
  if (sha256 === null) return '';
  if (sha256.state === 'differs') return `SHA-256 ${shaWords.differs}: listed ${sha256.listed}, ours ${sha256.ours ?? ''} of ${utc(sha256.at)}.`;
  if (sha256.state === 'unusable') return `Digest ${shaWords.unusable}: listed “${sha256.listed}”.`;
  return `SHA-256 ${shaWords[sha256.state]}${sha256.state === 'equal' ? `, ours of ${utc(sha256.at)}` : ''}.`;
}

function checkCell(check: ReconcileRow['check'], instead: string | null): ReportCell {
  if (instead !== null) return { text: instead };
  const verdict = check?.verdict ?? 'not-checked';
  const parts = [verdictWords[verdict].short];
  if (check?.at) parts.push(`${utcTime(check.at)} UTC`);
  if (check?.baseline === 'changed') parts.push(check.baselineFrom === 'imported' ? 'OTHER BYTES than a list that was read in' : 'CHANGED since our fingerprint');
  if (check?.stale) parts.push('OUT OF DATE: the record has changed since');
  return { text: parts.join(' · '), verdict: check?.stale ? 'not-checked' : verdict };
}

function extras({ extra, counts, of, runs }: Reconciliation): Section {
  const among = of === 'runs' ? counted(counts.extraOf, 'run') : counted(counts.extraOf, 'published file');
  if (extra.length === 0)
    return {
      title: 'Extra',
      blocks: [
        paragraph(
          runs.length === 0
            ? 'No run is concerned, so nothing can be lacking.'
            : `Nothing: the list has all ${among} of ${of === 'runs' ? 'this workspace' : 'the runs concerned'}.`,
        ),
      ],
    };
  const cells = ({ lid, path, run, check }: ExtraRow): ReportCell[] => [
    { text: lid ?? path ?? '', mono: true, ...(lid === null ? {} : { lid }) },
    { text: run?.name ?? run?.lid ?? '' },
    checkCell(check, of === 'runs' ? 'a run, not a file' : null),
  ];
  return {
    title: 'Extra',
    blocks: [
      paragraph(`What is ${extraWords[of]}. That may be as it should be: not everything that is published is released.`),
      {
        type: 'table',
        caption: `Extra: ${grouped(extra.length)} of ${among}`,
        columns: [
          { title: of === 'runs' ? 'Run' : 'File', weight: 54 },
          { title: 'Run', weight: 16 },
          { title: 'Newest check', weight: 30 },
        ],
        rows: extra.map(cells),
      },
    ],
  };
}

function judged({ list, runs, at }: Reconciliation, { name, store }: About): Section {
  const columns = list.columns.filter(({ as }) => as !== null).map(({ column, header, as }) => `column ${column}${header === null ? '' : ` (“${header}”)`} as ${as}`);
  const unused = list.columns.filter(({ as }) => as === null).map(({ column, header }) => header ?? `column ${column}`);
  const facts = [
    { name: 'List', value: list.name, mono: true },
    { name: 'SHA-256 of the list', value: list.sha256, mono: true },
    { name: 'Size and form', value: `${counted(list.size, 'byte')}, ${list.form}`, mono: false },
    { name: 'Columns taken', value: columns.join('; ') || 'each line as one name', mono: false },
    { name: 'Columns not used', value: unused.join('; ') || 'none', mono: false },
    { name: 'Workspace', value: `${name}, ${store}`, mono: false },
    { name: 'Runs concerned', value: runs.map((run) => `${run.name ?? 'without a name'} ${run.lid}`).join('; ') || 'none', mono: false },
    { name: 'Judged', value: utc(at), mono: false },
  ];
  return {
    title: 'How it was judged',
    blocks: [
      { type: 'facts', rows: facts },
      ...(list.notes.length > 0
        ? [
            { type: 'heading' as const, text: 'What of the list could not be used' },
            { type: 'list' as const, items: list.notes },
          ]
        : []),
      { type: 'heading', text: 'Matching, the strongest first' },
      {
        type: 'list',
        items: [
          'By LID; by the whole recorded path, or one that a path map leads to; by the end of the recorded path; by the exact file name alone; by SHA-256 alone, where the one listed is kept of a file: as read here, or from a list that was read in.',
          'A published file is preferred to files of tasks with the same name. Where several still agree, a SHA-256 in the list decides; else the line is ambiguous and none is chosen.',
          'A run by its LID, its exact name or its session. A session that several runs share is ambiguous.',
          'A listed SHA-256 is held against the one of the newest check. Where that check has none, our fingerprint of before is named, and counted neither as equal nor as different; where nobody looked since, it is our fingerprint that counts. A SHA-256 that was read in from a list is never taken for ours. Nothing was read for this report but the list.',
        ],
      },
    ],
  };
}

function lines(count: number): string {
  return counted(count, 'line');
}
