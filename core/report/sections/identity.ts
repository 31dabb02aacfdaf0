/** Which run this is: everything its record says of itself, with what is absent said to be so. */
import type { ReportBlock } from '../../contract/reports';
import type { RunPage } from '../../contract/runs';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { counted, utc, valueText } from '../words';

const markWords: Record<RunPage['row']['marks'][number], string> = {
  stub: 'stub run: tasks ran their stub scripts, not the real ones',
  preview: 'preview: no task was to be executed',
  resumed: 'resumed: results of earlier runs could be reused',
  'no-output-record': 'no record of its outputs is known: the run may not have come to its end, may have written none, or it was removed',
  'no-record': 'the record of the run is not in the store',
  'no-history': 'the history of the store does not name it',
  'in-part':
    'known in part: it was not asked for by itself where only some runs of the store were synced, not followed to its end, or held by a bundle for another run that rests on it',
  vanished: 'its record has vanished from the store since it was read',
};
/** Said above the groups, or in a section of their own. */
const elsewhere = new Set(['name', 'metadata.runName', 'metadata.start', 'metadata.complete', 'workflow.scriptFiles', 'metadata.container', 'metadata.nextflow.enable']);
const startWords = { record: 'from the record (metadata.start)', history: 'from the history line of the store', output: 'from the record of the outputs (createdAt)' } as const;

export function identitySection(facts: RunReportFacts): SectionBody {
  const { run, workspace } = facts;
  const { row } = run;
  const rows = [
    { name: 'LID', value: row.lid, mono: true },
    { name: 'Name', value: row.name ?? 'not recorded', mono: false },
    {
      name: 'Start',
      value: row.start === null ? 'not recorded' : `${utc(row.start)}, ${row.startFrom ? startWords[row.startFrom] : 'source not known'}; recorded as ${row.start}`,
      mono: false,
    },
    { name: 'End, success', value: 'not recorded by Nextflow', mono: false },
    { name: 'Marks', value: row.marks.map((mark) => markWords[mark]).join('; ') || 'none', mono: false },
    { name: 'Store', value: workspace.store, mono: true },
    { name: 'Which store', value: workspace.identity.join(' '), mono: false },
    ...(workspace.imported === null ? [] : [{ name: 'Imported', value: workspace.imported, mono: false }]),
    { name: 'Last sync', value: lastSync(facts), mono: false },
    ...(workspace.coverage === null ? [] : [{ name: 'Not synced', value: workspace.coverage, mono: false }]),
  ];
  const groups = run.groups.flatMap((group): ReportBlock[] => {
    const facts = group.facts.filter((fact) => !elsewhere.has(fact.path) && fact.name !== 'LID');
    const absent = facts.filter((fact) => isAbsent(fact.value));
    const rows = facts.filter((fact) => !isAbsent(fact.value)).map((fact) => ({ name: fact.name, value: valueText(fact.value), mono: isCode(fact.value) }));
    if (absent.length > 0) rows.push({ name: 'Not recorded', value: absent.map((fact) => fact.name).join(', '), mono: false });
    return rows.length === 0
      ? []
      : [
          { type: 'heading', text: group.title },
          { type: 'facts', rows },
        ];
  });
  return { blocks: [{ type: 'facts', rows }, ...groups] };
}

function isAbsent(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function lastSync({ workspace: { lastSync: sync } }: RunReportFacts): string {
  if (sync === null) return 'none that ended';
  return `no. ${sync.sync}, ${utc(sync.startedAt)} to ${utc(sync.finishedAt)}: ${counted(sync.records, 'record')}${sync.complete ? '' : sync.scope === undefined ? '; stopped before the listing ended' : `; of ${counted(sync.scope.runs.length, 'run')} and what they rest on alone${sync.scope.ended ? '' : ', stopped before all links were followed'}`}`;
}

/** Paths, ids and commands are set in the fixed-width face. */
function isCode(value: unknown): boolean {
  return typeof value === 'string' && (/^(\/|lid:|[a-z][a-z0-9+.-]*:\/\/)/i.test(value) || /^[0-9a-f-]{20,}$/i.test(value) || value.startsWith('nextflow '));
}
