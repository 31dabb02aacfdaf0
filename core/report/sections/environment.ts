/** Software and environment, task by task folded to what differs: containers by digest or by tag only. */
import type { ReportBlock } from '../../contract/reports';
import { arrayOf, isObject, objectOf, stringOf } from '../../record/json';
import type { SectionBody } from '../compose';
import { type EnvironmentGroup, environmentGroups, pinnedCounts } from '../containers';
import type { RunReportFacts } from '../facts';
import { counted, paragraph, valueText } from '../words';

const pinnedWords = { digest: 'digest', 'tag-only': 'tag only', none: 'no container recorded' } as const;

export function environmentSection(facts: RunReportFacts): SectionBody {
  const { run, tasks, notRecorded } = facts.environment;
  const pinned = pinnedCounts(tasks);
  const bins = new Map(tasks.flatMap((task) => task.binEntries.map((entry) => [`${entry.path}\n${entry.checksum}`, entry] as const)));
  const blocks: ReportBlock[] = [
    {
      type: 'facts',
      rows: [
        { name: 'Nextflow', value: run.nextflow ?? 'not recorded', mono: false },
        { name: 'Container engine', value: run.containerEngine ?? 'not recorded', mono: false },
        { name: 'Wave', value: valueText(run.wave), mono: false },
        { name: 'Fusion', value: valueText(run.fusion), mono: false },
        {
          name: 'Containers',
          value: `${pinned.digest} of ${counted(tasks.length, 'task')} by digest, ${pinned['tag-only']} by tag only (a tag may name another image today), ${pinned.none} without`,
          mono: false,
        },
      ],
    },
  ];
  if (tasks.length > 0) {
    const groups = environmentGroups(tasks);
    blocks.push({
      type: 'table',
      caption: `Environments of ${counted(tasks.length, 'task')}`,
      columns: [
        { title: 'Processes', weight: 22 },
        { title: 'Tasks', weight: 8, align: 'right' },
        { title: 'Container', weight: 42 },
        { title: 'Named by', weight: 10 },
        { title: 'Conda, Spack, architecture', weight: 18 },
      ],
      rows: groups.map((group) => [
        { text: group.processes.join(', ') },
        { text: String(group.count) },
        { text: group.container ?? 'not recorded', mono: group.container !== null },
        { text: pinnedWords[group.pinned] },
        { text: others(group) },
      ]),
    });
  }
  const scripts = scriptFiles(facts);
  if (scripts.length > 0) blocks.push(checksummed('Scripts of the pipeline', scripts));
  if (bins.size > 0) blocks.push(checksummed('Scripts of the pipeline’s bin folder that the tasks used', [...bins.values()]));
  if (notRecorded.length > 0) blocks.push({ type: 'heading', text: 'Not recorded' }, { type: 'list', items: notRecorded });
  else if (tasks.length === 0) blocks.push(paragraph('No task is recorded for this run.'));
  return { blocks };
}

interface Script {
  path: string;
  checksum: string | null;
}

function checksummed(caption: string, scripts: Script[]): ReportBlock {
  return {
    type: 'table',
    caption,
    columns: [
      { title: 'Path', weight: 70 },
      { title: 'Recorded checksum', weight: 30 },
    ],
    rows: scripts.map(({ path, checksum }) => [
      { text: path, mono: true },
      { text: checksum ?? 'not recorded', mono: checksum !== null },
    ]),
  };
}

/** `workflow.scriptFiles` as recorded: DataPath {path, checksum {value}}. */
function scriptFiles({ run }: RunReportFacts): Script[] {
  const value = run.groups.flatMap((group) => group.facts).find((fact) => fact.path === 'workflow.scriptFiles')?.value;
  return arrayOf(value ?? null)
    .filter(isObject)
    .map((one) => ({ path: stringOf(one.path) ?? 'not recorded', checksum: stringOf(objectOf(one.checksum).value) }));
}

function others(group: EnvironmentGroup): string {
  const parts = [group.conda && `conda ${group.conda}`, group.spack && `spack ${group.spack}`, group.architecture];
  return parts.filter((part) => part !== null && part !== '').join('; ') || 'not recorded';
}
