/** The limits: what is not proven stands before what is. */

import { allProven } from '../../verify/code/words';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { sectionName } from '../section-order';
import { counted, paragraph, utc } from '../words';

export function limitsSection(facts: RunReportFacts, shown = shownItems(facts)): SectionBody {
  const { workspace } = facts;
  const modes = [...new Set(facts.outputs.map((file) => file.checksum?.mode ?? 'none'))].sort();
  const first =
    facts.digests
      .map((one) => one.firstSeen)
      .filter((one): one is string => one !== null)
      .sort()[0] ?? null;
  return {
    blocks: [
      ...(workspace.imported === null ? [] : [paragraph(workspace.imported, 'caution')]),
      { type: 'heading', text: 'Not proven' },
      {
        type: 'list',
        items: [
          'That the records were true when they were written. Nextflow wrote them, and anybody who could write to the store could have written them as well.',
          `That the records were unaltered before they were first seen here${first === null ? '' : ` (${utc(first)})`}. A record can be overwritten in the store without a trace; only bytes that were seen earlier can tell.`,
          'That the run succeeded. No record holds an exit status, a success flag or an end time; a task that failed or was killed leaves the same kinds of record.',
          'That a LID proves anything about the record it names. LIDs are names made by Nextflow, not digests of the record.',
          'That the times are right. They come from the clocks of the computers that ran Nextflow, that hold the files and that made this report; none of them was checked.',
          `That a recorded checksum is of the kind its label says (labels here: ${modes.join(', ') || 'none'}). Up to Nextflow 26.04 the value recorded for an output covers its path, size and time and no byte of its content, whatever the label says. Every kind was tried; the verdict follows the kind that matched.`,
          'That “Content verified” withstands a deliberate forgery: MurmurHash3 is not cryptographic. It rules out accidental change.',
          ...codeNotProven(facts),
          'That a container tag names the same image today as it did then.',
          'What is inside a folder that is recorded as one output: Nextflow records the folder alone.',
          'That every run is listed. Runs launched with lineage off leave no record, so this list may be incomplete. A file that was handed on by its path alone leaves no recorded link; such links are shown as inferred.',
          `That nobody rewrote what this program keeps. ${facts.log.witness}`,
        ],
      },
      { type: 'heading', text: 'Shown' },
      {
        type: 'list',
        items: shown,
      },
      ...(facts.run.notRecorded.length > 0
        ? [
            { type: 'heading' as const, text: 'Not recorded for this run' },
            { type: 'list' as const, items: facts.run.notRecorded },
          ]
        : []),
      ...(workspace.demo ? [paragraph('This workspace is the demonstration that comes with the program.', 'caution')] : []),
    ],
  };
}

/** What this report does show, and where. */
export function shownItems(facts: RunReportFacts): string[] {
  const { outputsSummary: sum, workspace, order } = facts;
  return [
    `The bytes of ${counted(facts.digests.filter((one) => one.sha256 !== null).length, 'record')} as read from ${workspace.store}, each with its SHA-256 and when it was first seen (${sectionName(order, 'digests')}).`,
    sum.checked === 0
      ? 'No published file was held against its record.'
      : `${sum.checked} of ${counted(sum.total, 'published file')} held against their records, each with the verdict, when and by whom, and the SHA-256 that this program took of the bytes it read (${sectionName(order, 'outputs')}).`,
    `The links between files, tasks and the run as the records name them (${sectionName(order, 'lineage')}).`,
    ...codeShown(facts),
  ];
}

export function codeNotProven({ code: { check }, order }: RunReportFacts): string[] {
  if (check === null) return [`That the scripts are those of the commit that the run names: nobody has held them against a repository (${sectionName(order, 'code')}).`];
  const { files, proven } = check.summary;
  const found = check.tasks.filter(({ verdict }) => verdict === 'content-verified').length;
  const counts = `${proven} of ${counted(files, 'file')} of code proven, ${found} of ${counted(check.tasks.length, 'text of a task', 'texts of tasks')} found`;
  return !allProven(check) || check.stale
    ? [`That the scripts are those of the commit that was held against them: ${check.stale ? 'the record of the run has changed since' : counts} (${sectionName(order, 'code')}).`]
    : [`That the code of the recorded commit is what was executed, and that the files of the commit that no record names (${sectionName(order, 'code')}) played no part.`];
}

export function codeShown({ code: { check }, order }: RunReportFacts): string[] {
  if (check === null || check.stale || check.summary.proven === 0) return [];
  const whose = check.commitFrom === 'record' ? 'the recorded commit' : 'a commit that whoever checked named';
  return [
    `${check.summary.proven} of ${counted(check.summary.files, 'recorded file')} of code with the recorded checksum at ${whose}, read from git objects whose ids were computed again (${sectionName(order, 'code')}).`,
  ];
}
