/** What a report covers, of which state, and how it was made: said before anything that it finds. */
import type { ReportBlock } from '../../contract/reports';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import type { CommonFacts } from '../facts-common';
import { counted, utc } from '../words';

/** `covers`: sentences on what this kind of report takes in, and what it leaves aside. */
export function scopeBlocks({ workspace, log }: CommonFacts, covers: readonly string[]): ReportBlock[] {
  const sync = workspace.lastSync;
  return [
    { type: 'heading', text: 'Scope' },
    { type: 'list', items: [...covers] },
    { type: 'heading', text: 'Method' },
    {
      type: 'list',
      items: [
        `Which store it was: ${workspace.identity.join(' ')}`,
        'The records of the lineage store were read as they lie there, and each is kept byte for byte with its SHA-256. Nothing was written to the store.',
        sync === null
          ? 'No sync of this store has ended: what is known of it may be a part.'
          : `The newest sync of the store is no. ${sync.sync}, ${utc(sync.startedAt)} to ${utc(sync.finishedAt)}: ${counted(sync.records, 'record')}${sync.complete || sync.scope !== undefined ? '' : '; it stopped before the listing ended, so the rest is not known'}.`,
        ...(workspace.coverage === null ? [] : [workspace.coverage]),
        'Links are those that records name. A link that follows from an equal path or a folder alone, or that OpenLineage events of others tell, is called inferred wherever it counts.',
        'Where files were checked, the file that lies at the recorded path (or where the auditor said that it lies now) was held against the checksum that the record states. The verdict says which kind of checksum that was, and so what it covers.',
        `What was observed, and each check, is kept in a log to which lines can only be added, under a Merkle tree. ${log.checkpoint}`,
        'Times are UTC, by the clock of the computer that wrote them; none was compared with another clock.',
      ],
    },
  ];
}

export function runScopeSection(facts: RunReportFacts): SectionBody {
  return {
    blocks: scopeBlocks(facts, [
      `One run of a pipeline, by its records: what it read, which tasks it carried out or took over, what it published (${counted(facts.outputs.length, 'file')}), with which code, parameters and containers.`,
      'Files that the tasks wrote into their work folders and did not publish are counted among the links, and not checked one by one.',
      'What the results mean, whether they are right, and whether the pipeline was fit for its purpose is no part of this report.',
    ]),
  };
}
