/** What two runs were told and what they ran: parameters, code, and the environment, as their own records say. */

import type { SideFact } from '../../contract/compare';
import type { OpenWorkspace } from '../../engine/context';
import { valueAt } from '../../engine/runs/page';
import { checksumOf, parametersOf } from '../../record/facts';
import { arrayOf, isObject, type Json, type JsonObject, textOf } from '../../record/json';
import { projectPath } from './diff-task';
import { canonical } from './task-facts';

/** A run's record as it is, and with its secrets masked. */
export interface RunSpec {
  spec: JsonObject;
  masked: JsonObject;
}

export function runSpec({ masker }: Pick<OpenWorkspace, 'masker'>, spec: JsonObject | null): RunSpec {
  const masked = spec === null ? {} : masker.value(spec).value;
  return { spec: spec ?? {}, masked: isObject(masked) ? masked : {} };
}

/** Every parameter of either run. */
export function compareParams(left: RunSpec, right: RunSpec): SideFact[] {
  const of = ({ spec, masked }: RunSpec): Side => ({ plain: paramMap(spec), shown: paramMap(masked) });
  return besides(of(left), of(right));
}

export function compareCode(left: RunSpec, right: RunSpec): { same: boolean | null; facts: SideFact[] } {
  const paths = { Repository: ['workflow.repository', 'metadata.repository'], Revision: ['metadata.revision'], Commit: ['workflow.commitId', 'metadata.commitId'] };
  const names = besides(sideOf(left, paths), sideOf(right, paths));
  const scripts = besides(scriptsOf(left), scriptsOf(right));
  const known = scripts.filter(({ status }) => status !== 'not-recorded');
  const byScripts = known.length === 0 ? null : known.every(({ status }) => status === 'same');
  const commit = names.find(({ name }) => name === 'Commit');
  // A commit names all files of a repository; the scripts alone are those that the run loaded.
  const byCommit = commit === undefined || commit.status === 'not-recorded' ? null : commit.status === 'same';
  return { same: byScripts ?? byCommit, facts: [...names, ...scripts] };
}

/** Settings that name the run itself differ always, and say nothing. */
const ofTheRun = new Set(['runName', 'resume']);
const mostSettings = 500;

export function compareEnvironment(left: RunSpec, right: RunSpec): SideFact[] {
  const paths = {
    'Nextflow version': ['metadata.nextflow.version'],
    'Nextflow build': ['metadata.nextflow.build'],
    Profile: ['metadata.profile'],
    'Container engine': ['metadata.containerEngine'],
    'Stub run': ['metadata.stubRun'],
  };
  const facts = besides(sideOf(left, paths), sideOf(right, paths));
  const settings = besides(configOf(left), configOf(right)).filter(({ status }) => status !== 'same' && status !== 'not-recorded');
  return [...facts, ...settings.slice(0, mostSettings)];
}

interface Side {
  plain: Map<string, Json>;
  shown: Map<string, Json>;
}

function besides(left: Side, right: Side): SideFact[] {
  return [...new Set([...left.plain.keys(), ...right.plain.keys()])].map((name): SideFact => {
    const [a, b] = [left.plain.get(name) ?? null, right.plain.get(name) ?? null];
    const [shownA, shownB] = [left.shown.get(name) ?? null, right.shown.get(name) ?? null];
    const [hasA, hasB] = [left.plain.has(name), right.plain.has(name)];
    const isSame = canonical(a) === canonical(b);
    const status = hasA !== hasB && !isSame ? (hasA ? 'only-left' : 'only-right') : !isSame ? 'differs' : a === null ? 'not-recorded' : 'same';
    return { name, left: shownA, right: shownB, status, masked: canonical(a) !== canonical(shownA) || canonical(b) !== canonical(shownB) };
  });
}

function paramMap(spec: JsonObject): Map<string, Json> {
  return new Map(parametersOf(spec.params).map(({ name, value }) => [name ?? '', value]));
}

/** The first path that has a value. */
function sideOf({ spec, masked }: RunSpec, places: { [name: string]: string[] }): Side {
  const of = (from: JsonObject) => new Map(Object.entries(places).map(([name, paths]) => [name, paths.map((path) => valueAt(from, path)).find((value) => value !== null) ?? null]));
  return { plain: of(spec), shown: of(masked) };
}

/** Path below the project → hash of the text of the script. */
function scriptsOf({ spec }: RunSpec): Side {
  const projectDir = textOf(valueAt(spec, 'metadata.projectDir'));
  const files = arrayOf(valueAt(spec, 'workflow.scriptFiles')).filter(isObject);
  const scripts = new Map(files.map((file): [string, Json] => [`Script ${projectPath(textOf(file.path) ?? '', projectDir)}`, checksumOf(file.checksum)?.value ?? null]));
  return { plain: scripts, shown: scripts };
}

/** Every leaf of the config under its dotted name. */
function configOf({ spec, masked }: RunSpec): Side {
  return { plain: leaves(spec.config ?? null), shown: leaves(masked.config ?? null) };
}

function leaves(config: Json): Map<string, Json> {
  const found = new Map<string, Json>();
  const walk = (value: Json, name: string) => {
    if (isObject(value)) for (const [member, one] of Object.entries(value)) walk(one, name === '' ? member : `${name}.${member}`);
    else if (name !== '' && !ofTheRun.has(name)) found.set(`config ${name}`, value);
  };
  walk(config, '');
  return found;
}
