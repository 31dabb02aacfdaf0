/** A run's page: facts in groups, parameters, config, and what no record of the run can show. */
import type { Fact, RunPage } from '../../contract/runs';
import type { IndexedRun } from '../../index/queries/runs';
import type { LineageRecord } from '../../record/envelope';
import { parametersOf, platformLabelsOf } from '../../record/facts';
import { isObject, type Json, type JsonObject } from '../../record/json';
import { lidOfKey } from '../../record/lid';
import { isInPart, type RunCoverage } from '../../sync/coverage';
import type { OpenWorkspace } from '../context';
import { runCoverageIn, runCoverageSentence } from '../coverage';
import { recordOf } from '../record-of';
import { type FactPlace, factGroups } from './fact-list';
import { runRow } from './list';
import { nullRunKey } from './null-run';

export function runPage(workspace: OpenWorkspace, run: IndexedRun): RunPage {
  const record = run.node < 0 ? null : recordOf(workspace, run.node);
  const spec = record?.kind === 'WorkflowRun' ? record.spec : {};
  const masked = workspace.masker.value(spec).value;
  const shown = isObject(masked) ? masked : {};
  const params = parametersOf(shown.params);
  const plain = parametersOf(spec.params);
  return {
    row: runRow(workspace, run),
    groups: groups(run, spec, shown),
    params: params.map(({ name, type, value }, at) => ({ name: name ?? '', type, value, masked: differs(value, plain[at]?.value) })),
    config: shown.config ?? null,
    labels: platformLabelsOf(valueAt(shown, 'metadata.platform.labels')),
    coverage: runCoverageSentence(workspace, run),
    notRecorded: notRecorded(run, record, spec, runCoverageIn(workspace, run)),
  };
}

function groups(run: IndexedRun, spec: JsonObject, shown: JsonObject): RunPage['groups'] {
  const factOf = ({ name, paths }: FactPlace): Fact => {
    const path = paths.find((one) => valueAt(shown, one) !== null) ?? paths[0] ?? '';
    const value = valueAt(shown, path);
    return { name, path, value, masked: differs(value, valueAt(spec, path)) };
  };
  const listed = new Set(factGroups.flatMap(({ facts }) => facts.flatMap(({ paths }) => paths)));
  // A member's own name may hold dots, so its value is taken by name and not by path.
  const members = (path: string): Fact[] => {
    const holder = valueAt(shown, path);
    const recorded = valueAt(spec, path);
    if (!isObject(holder) || !isObject(recorded)) return [];
    return Object.entries(holder).flatMap(([name, value]) =>
      listed.has(`${path}.${name}`) ? [] : [{ name, path: `${path}.${name}`, value, masked: differs(value, recorded[name]) }],
    );
  };
  const known = factGroups.map(({ title, facts, rest }) => ({ title, facts: [...facts.map(factOf), ...(rest === undefined ? [] : members(rest))] }));
  const own: Fact[] = [
    { name: 'LID', path: '', value: lidOfKey(run.key), masked: false },
    ...(run.history === null
      ? []
      : [{ name: 'Line of the run history', path: '.history', value: `${run.history.time} · ${run.history.name} · session ${run.history.session}`, masked: false }]),
  ];
  known[0]?.facts.unshift(...own);
  const grouped = factGroups.flatMap(({ rest }) => (rest === undefined ? [] : [rest]));
  const others = members('metadata').filter(({ path }) => !grouped.includes(path));
  return others.length === 0 ? known : [...known, { title: 'Other fields of the record', facts: others }];
}

/** Null where a part of the path is absent. */
export function valueAt(spec: JsonObject, path: string): Json {
  let value: Json | undefined = spec;
  for (const name of path.split('.')) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value ?? null;
}

function differs(shown: Json | undefined, recorded: Json | undefined): boolean {
  return JSON.stringify(shown ?? null) !== JSON.stringify(recorded ?? null);
}

function notRecorded(run: IndexedRun, record: LineageRecord | null, spec: JsonObject, known: RunCoverage): string[] {
  const sentences = [
    'Success: not recorded. No record of a lineage store holds an exit status or a success flag, so the store cannot prove that this run succeeded.',
    'End time: not recorded. The field for it is always empty.',
  ];
  if (run.key === nullRunKey)
    sentences.push(
      'The run itself: not recorded. Its tasks and files name it as "lid://" alone, as after a run from a local git folder; several such runs share this place, and later ones replace the records of earlier ones.',
    );
  else if (record === null)
    sentences.push('The run itself: not recorded. No record with this LID could be read; what is shown comes from the run history and from records that name this run.');
  else if (record.kind !== 'WorkflowRun') sentences.push(`The run itself could not be read: ${record.problem ?? `its record is a ${record.kind}`}.`);
  else {
    if (!isObject(spec.metadata)) sentences.push('Metadata: not recorded. Nextflow 25.04 writes no start time, user, command line, revision or version of itself.');
    else if (Object.values(isObject(spec.metadata.platform) ? spec.metadata.platform : {}).every((value) => value === null))
      sentences.push('Platform user, workspace and compute environment: not recorded. The run was not launched or monitored through Platform, or Platform told Nextflow nothing.');
    if (valueAt(spec, 'workflow.commitId') === null && valueAt(spec, 'metadata.commitId') === null)
      sentences.push('Commit: not recorded. The pipeline was run from a folder, not from a repository.');
    if (run.record?.vanished) sentences.push('The record of this run is no longer in the store. What is shown comes from the bytes kept when it was last seen.');
  }
  if (run.output === null && isInPart(known)) sentences.push('Workflow outputs: not known. Whether the store has an #output record of this run was not asked, or not to the end.');
  else if (run.output === null)
    sentences.push('Workflow outputs: not recorded. There is no #output record, as after a run that was interrupted; a pipeline without an output block may leave none either.');
  if (run.history === null) sentences.push('The run history has no line of this run.');
  return sentences;
}
