/** Page 1 of the report on the software of a run: what it ran with by its records, and how far that fixes what ran. */
import type { ReportBlock } from '../../contract/reports';
import { codeCheckWords } from '../../verify/code/words';
import type { SectionBody } from '../compose';
import { environmentGroups, pinnedCounts } from '../containers';
import type { RunReportFacts } from '../facts';
import { type Order, sectionName } from '../section-order';
import { besides, counted, paragraph, utc } from '../words';
import { codeNotProven, codeShown, limitsSection } from './limits';
import { scopeBlocks } from './scope';
import { gravestFirst, standingBlocks } from './summary';

const named = (order: Order, id: 'environment' | 'code' | 'digests' | 'limits') => sectionName(order, id, 'environment');

export function environmentSummary(facts: RunReportFacts): SectionBody {
  const { run, order, environment } = facts;
  const { row } = run;
  return {
    blocks: [
      { type: 'heading', text: 'What was asked' },
      paragraph(
        `With which Nextflow, containers, scripts and code did the run “${row.name ?? 'without a name'}” of the pipeline ${row.pipeline ?? '(not recorded)'}${row.revision ? ` (${row.revision})` : ''} work, by its records, and how far do these fix what ran? The run began ${row.start === null ? 'at a time that is not recorded' : utc(row.start)}.`,
      ),
      { type: 'heading', text: 'The answer' },
      ...gravestFirst([...containersAnswer(facts), ...codeAnswer(facts), ...standingBlocks(facts)]),
      paragraph(`Nextflow ${environment.run.nextflow ?? 'of a version that is not recorded'}; container engine: ${environment.run.containerEngine ?? 'not recorded'}.`),
      { type: 'heading', text: 'What is not proven' },
      besides(
        facts.workspace,
        [
          'That the records were true when Nextflow wrote them, or unaltered before this program first read them.',
          'What was inside a container: a digest fixes the image, a tag does not, and no record tells its content.',
          'Versions of tools and libraries, the hardware and the operating system: no record holds them.',
          ...codeNotProven(facts),
          `The limits in full are in ${named(order, 'limits')}.`,
        ],
        shown(facts),
      ),
      { type: 'heading', text: 'What to do next' },
      { type: 'list', items: next(facts) },
      { type: 'heading', text: 'Contents' },
      { type: 'contents' },
    ],
  };
}

export function environmentScope(facts: RunReportFacts): SectionBody {
  return {
    blocks: scopeBlocks(facts, [
      `The software of one run, by its records: Nextflow, the containers and packages that its ${counted(facts.environment.tasks.length, 'task')} name, scripts, code and parameters.`,
      'What it read and published is no part of this report, nor whether files are as recorded: the report of the run speaks of them.',
      'Whether the software was fit for its purpose, no record says.',
    ]),
  };
}

/** Of the run's files and links this report shows nothing. */
export function environmentLimits(facts: RunReportFacts): SectionBody {
  return limitsSection(facts, shown(facts));
}

function shown(facts: RunReportFacts): string[] {
  const { digests, workspace, order, environment } = facts;
  return [
    `The bytes of ${counted(digests.filter((one) => one.sha256 !== null).length, 'record')} as read from ${workspace.store}, each with its SHA-256 and when it was first seen (${named(order, 'digests')}).`,
    `What these records name as the environment of ${counted(environment.tasks.length, 'task')} (${named(order, 'environment')}).`,
    ...codeShown(facts),
  ];
}

function containersAnswer({ environment: { tasks } }: RunReportFacts): ReportBlock[] {
  if (tasks.length === 0) return [paragraph('No task is recorded for this run, so no container of it is known.', 'caution')];
  const pinned = pinnedCounts(tasks);
  const of = (count: number) => `${count} of ${counted(tasks.length, 'task')}`;
  const containers = new Set(environmentGroups(tasks).flatMap(({ container }) => container ?? [])).size;
  return [
    ...(pinned['tag-only'] > 0 ? [paragraph(`${of(pinned['tag-only'])} name their container by tag only: which image ran is not known, for a tag can be moved.`, 'caution')] : []),
    ...(pinned.none > 0 ? [paragraph(`${of(pinned.none)} name no container.`, 'caution')] : []),
    ...(pinned.digest > 0 ? [paragraph(`${of(pinned.digest)} name their container by digest.`)] : []),
    paragraph(`${counted(containers, 'container')} ${containers === 1 ? 'is' : 'are'} named in all.`),
  ];
}

function codeAnswer({ code: { check, recorded }, run: { row } }: RunReportFacts): ReportBlock[] {
  if (check !== null) {
    const { answer, tone } = codeCheckWords(check);
    return [paragraph(answer, check.stale ? 'caution' : tone)];
  }
  const commit = recorded.commit === null ? 'The record names no commit' : `The record names commit ${recorded.commit}`;
  const scripts = recorded.scripts === 0 ? 'no script' : `${counted(recorded.scripts, 'script')} with checksums`;
  return [paragraph(`${commit}${row.repository ? ` of ${row.repository}` : ''}, and ${scripts}; nobody has held its code against a repository.`, 'caution')];
}

function next({ environment, code: { check, recorded }, order }: RunReportFacts): string[] {
  return [
    ...(pinnedCounts(environment.tasks)['tag-only'] > 0 ? ['Ask for the digests of the images that ran, and have containers named by digest from now on.'] : []),
    ...((check === null || check.stale) && recorded.scripts > 0 ? [`Hold the scripts against the repository: ${named(order, 'code')} tells how.`] : []),
    'Have it reviewed and signed: a report that nobody has signed is a working paper.',
  ];
}
