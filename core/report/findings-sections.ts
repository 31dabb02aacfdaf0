/** The report of what syncs found in a period: each finding with what shows it and who has acknowledged it, and the syncs that looked. */
import type { Finding } from '../contract/findings';
import type { SyncResult } from '../contract/workspaces';
import { findingKinds } from '../findings/kinds';
import type { SectionBody } from './compose';
import type { CommonFacts } from './facts-common';
import { type SectionId, sectionName } from './section-order';
import { clausesSection } from './sections/clauses';
import { definitionsSection } from './sections/definitions';
import { findingsTable, meanings } from './sections/findings';
import { journalSection } from './sections/journal';
import { scopeBlocks } from './sections/scope';
import { verifyYourselfSection } from './sections/verify-yourself';
import { besides, counted, grouped, paragraph, utc, utcTime } from './words';

export interface FindingsFacts extends CommonFacts {
  period: string;
  findings: readonly Finding[];
  /** That follow from the records as they are, and are of no sync: in the period or not, nothing tells. */
  undated: number;
  outside: number;
  syncs: readonly SyncResult[];
  /** How far the period is covered by what the report is of; null: to its end. */
  until: string | null;
}

/** Rows at the most; the gravest come first, and what is cut is counted. */
const listed = 2000;

export const findingsSections: Record<SectionId<'findings'>, (facts: FindingsFacts) => SectionBody> = {
  summary,
  scope: (facts) => ({
    blocks: scopeBlocks(facts, [
      `Findings that syncs made, or whose records they read, ${facts.period}. The time is that of the sync's beginning: what was found may have happened at any time since the sync before.`,
      'A period without a sync has no findings, whatever happened in it.',
    ]),
  }),
  limits: ({ log }) => ({
    blocks: [
      {
        type: 'list',
        items: [
          'A finding says that something was seen. Who did it, why, and whether it mattered, no record says.',
          'What was changed and changed back between two syncs was seen by neither.',
          'An acknowledgement is the word of whoever gave it. It takes no finding away.',
          `That nobody rewrote what this program keeps. ${log.witness}`,
        ],
      },
    ],
  }),
  findings: ({ findings }) => ({
    blocks:
      findings.length === 0
        ? [paragraph('No finding is of the period.')]
        : [
            ...(findings.length > listed ? [paragraph(`The first ${grouped(listed)} of ${grouped(findings.length)} stand here; findings --json gives them all.`, 'caution')] : []),
            findingsTable(`Findings: ${grouped(findings.length)}`, findings.slice(0, listed)),
            ...meanings(findings.map(({ type }) => type)),
          ],
  }),
  syncs,
  journal: journalSection,
  'verify-yourself': (facts) => verifyYourselfSection({ ...facts, outputs: null, digests: null }),
  clauses: clausesSection,
  definitions: definitionsSection,
};

function summary({ findings, period, undated, outside, syncs: looked, order, until, workspace }: FindingsFacts): SectionBody {
  const open = findings.filter((one) => one.acknowledged === null).length;
  const kinds = [...new Set(findings.map(({ type }) => type))];
  return {
    blocks: [
      { type: 'heading', text: 'What was asked' },
      paragraph(`What did the syncs of this workspace find ${period}?`),
      { type: 'heading', text: 'The answer' },
      looked.length === 0
        ? paragraph('No sync ended in the period: nobody looked, so nothing is known of it.', 'caution')
        : paragraph(
            findings.length === 0
              ? `${counted(looked.length, 'sync')} ended in the period, and none of them found anything.`
              : `${counted(findings.length, 'finding')} by ${counted(looked.length, 'sync')}; ${grouped(open)} of ${grouped(findings.length)} not acknowledged.`,
            findings.length === 0 ? 'plain' : open > 0 ? 'bad' : 'caution',
          ),
      ...(until === null ? [] : [paragraph(`The period goes on after ${utc(until)}, the time that this report is of: of what follows it says nothing.`, 'caution')]),
      ...(kinds.length === 0
        ? []
        : [
            {
              type: 'table' as const,
              caption: 'Findings of the period by kind',
              columns: [
                { title: 'Kind', weight: 60 },
                { title: 'Found', weight: 20, align: 'right' as const },
                { title: 'Not acknowledged', weight: 20, align: 'right' as const },
              ],
              rows: kinds.map((type) => {
                const those = findings.filter((one) => one.type === type);
                return [{ text: findingKinds[type].short }, { text: grouped(those.length) }, { text: grouped(those.filter((one) => one.acknowledged === null).length) }];
              }),
            },
          ]),
      ...(undated > 0
        ? [
            paragraph(
              `${counted(undated, 'finding')} of this workspace ${undated === 1 ? 'follows' : 'follow'} from the records as they are and ${undated === 1 ? 'is' : 'are'} of no sync: not among these.`,
            ),
          ]
        : []),
      ...(outside > 0 ? [paragraph(`${counted(outside, 'finding')} of this workspace ${outside === 1 ? 'was' : 'were'} found outside of the period.`)] : []),
      { type: 'heading', text: 'What is not proven' },
      besides(
        workspace,
        [
          'That the records were true when Nextflow wrote them, or unaltered before this program first read them.',
          'Who did what was found, why, and whether it mattered.',
          'What was changed and changed back between two syncs: neither saw it.',
          `The limits in full are in ${sectionName(order, 'limits', 'findings')}.`,
        ],
        looked.length === 0
          ? []
          : [
              `That ${counted(looked.length, 'sync')} ended in the period, and what each of them listed (${sectionName(order, 'syncs', 'findings')}).`,
              ...(findings.length === 0 ? [] : [`${counted(findings.length, 'finding')}, each with what shows it (${sectionName(order, 'findings', 'findings')}).`]),
              ...(findings.length === open ? [] : [`${counted(findings.length - open, 'acknowledgement')}, each with who gave it and why.`]),
            ],
      ),
      { type: 'heading', text: 'Contents' },
      { type: 'contents' },
    ],
  };
}

function syncs({ syncs: rows }: FindingsFacts): SectionBody {
  if (rows.length === 0) return { blocks: [paragraph('No sync ended in the period.')] };
  return {
    blocks: [
      {
        type: 'table',
        caption: `${counted(rows.length, 'sync')} that ended in the period`,
        columns: [
          { title: 'No.', weight: 8, align: 'right' },
          { title: 'Begun (UTC)', weight: 21 },
          { title: 'Ended (UTC)', weight: 21 },
          { title: 'Records', weight: 12, align: 'right' },
          { title: 'New, changed, vanished', weight: 22 },
          { title: 'Listing', weight: 16 },
        ],
        rows: rows.map((one) => [
          { text: String(one.sync) },
          { text: utcTime(one.startedAt) },
          { text: utcTime(one.finishedAt) },
          { text: grouped(one.records) },
          { text: `${grouped(one.new)}, ${grouped(one.changed)}, ${grouped(one.vanished)}` },
          {
            text: one.complete
              ? 'whole'
              : one.scope === undefined
                ? 'stopped before its end'
                : `${counted(one.scope.runs.length, 'run')} alone${one.scope.ended ? '' : ', stopped before its end'}`,
          },
        ]),
      },
    ],
  };
}
