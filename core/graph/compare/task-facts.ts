/** Tasks as comparing needs them: what each record says, its inputs by what they are and not by their LIDs, and the tasks upstream. */
import type { Progress } from '../../contract/shared';
import type { OpenWorkspace } from '../../engine/context';
import { recordsOf } from '../../engine/record-of';
import { fileOrigins, keysOfNodes, readByTasks } from '../../index/queries/compare';
import { type NodeRow, nodesById } from '../../index/queries/nodes';
import { nodesOfKeys } from '../../index/queries/references';
import { pause } from '../../pause';
import { checksumOf, lastPart, parametersOf, splitTaskName } from '../../record/facts';
import { isObject, type Json, type JsonObject, objectOf, textOf } from '../../record/json';
import { isLid, keyOfLid, lidOfKey, plainPath } from '../../record/lid';

/** A file that a task read, by what it is. */
export type InputFile =
  | { kind: 'outside'; path: string; checksum: string | null }
  /** Written by a task; `name` is its path below the task's work folder. */
  | { kind: 'of-task'; lid: string; task: number; name: string }
  /** A LID that leads to no task. */
  | { kind: 'lid'; lid: string };

export interface TaskInput {
  name: string | null;
  /** The value as canonical text with every file taken out. */
  shape: string;
  files: InputFile[];
  /** The value as shown, secrets masked. */
  shown: string;
}

export interface TaskFacts {
  node: number;
  lid: string;
  name: string;
  process: string;
  tag: string | null;
  /** Null where no record of it could be read. */
  spec: JsonObject | null;
  masked: JsonObject;
  inputs: TaskInput[];
  /** Nodes of the tasks whose files it read. */
  upstream: Set<number>;
  /** Where the pipeline's files lay for the run that executed it; null where that is not recorded. */
  projectDir: string | null;
}

/** How often a published file may have been published again. */
const maxHops = 100;

export function loadTasks(workspace: OpenWorkspace, ids: readonly number[]): Map<number, TaskFacts> {
  const nodes = nodesById(workspace.db, ids);
  const records = recordsOf(workspace, ids);
  const keys = new Set<string>();
  for (const record of records.values()) forEachFile(record.spec.input ?? null, (found) => isLid(found) && keys.add(keyOfLid(found)));
  const linked = readByTasks(workspace.db, ids);
  const rest = nodesOfKeys(
    workspace.db,
    [...keys].filter((key) => !linked.has(key)),
  );
  const origins = originsOfNodes(
    workspace,
    new Map([...keys].flatMap((key) => (linked.has(key) || rest.has(key) ? [[key, linked.get(key) ?? rest.get(key) ?? -1] as const] : []))),
    keys,
  );
  const folders = projectFolders(
    workspace,
    [...records.values()].map(({ spec }) => spec.workflowRun),
  );
  const tasks = new Map<number, TaskFacts>();
  for (const id of ids) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    const spec = records.get(id)?.spec ?? null;
    const masked = once(() => (spec === null ? {} : objectOf(workspace.masker.value(spec).value)));
    const inputs = spec === null ? [] : inputsOf(spec, masked, origins);
    const name = textOf(spec?.name) ?? node.title;
    tasks.set(id, {
      node: id,
      lid: node.lid,
      name,
      ...splitTaskName(name),
      spec,
      // Most tasks are alike, and are not shown: masking is most of the work.
      get masked() {
        return masked();
      },
      inputs,
      upstream: new Set(inputs.flatMap(({ files }) => files.flatMap((file) => (file.kind === 'of-task' ? [file.task] : [])))),
      projectDir: isLid(spec?.workflowRun) ? (folders.get(keyOfLid(spec.workflowRun)) ?? null) : null,
    });
  }
  return tasks;
}

const portion = 400;

/** The same, with a turn for others after every few hundred records. */
export async function* loadTasksInTurns(workspace: OpenWorkspace, ids: readonly number[], signal: AbortSignal): AsyncGenerator<Progress, Map<number, TaskFacts>> {
  const tasks = new Map<number, TaskFacts>();
  for (let at = 0; at < ids.length; at += portion) {
    yield* pause({ phase: 'reading the records of tasks', done: at, total: ids.length }, signal);
    for (const [id, task] of loadTasks(workspace, ids.slice(at, at + portion))) tasks.set(id, task);
  }
  return tasks;
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function inputsOf(spec: JsonObject, masked: () => JsonObject, origins: Map<string, { task: number; name: string }>): TaskInput[] {
  const shown = once(() => parametersOf(masked().input));
  return parametersOf(spec.input).map(({ name, value }, at) => {
    const files: InputFile[] = [];
    const shape = forEachFile(value, (found) => {
      if (!isLid(found)) return files.push({ kind: 'outside', ...found });
      const key = keyOfLid(found);
      const origin = origins.get(key);
      return files.push(origin === undefined ? { kind: 'lid', lid: lidOfKey(key) } : { kind: 'of-task', lid: lidOfKey(key), ...origin });
    });
    return {
      name,
      files,
      shape: canonical(shape),
      get shown() {
        return textOfValue(shown()[at]?.value ?? null);
      },
    };
  });
}

type Found = string | { path: string; checksum: string | null };

/** Calls for each LID and DataPath in order; gives the value without them. A list of nothing but files is one place, however many they are. */
function forEachFile(value: Json, visit: (found: Found) => void): Json {
  if (isLid(value)) {
    visit(value);
    return { file: true };
  }
  if (Array.isArray(value)) {
    const rest = value.map((one) => forEachFile(one, visit));
    return rest.every((one) => isObject(one) && one.file === true) ? { file: true } : rest;
  }
  if (!isObject(value)) return value;
  const path = isObject(value.checksum) || value.checksum === null ? textOf(value.path) : null;
  if (path !== null) {
    visit(isLid(path) ? path : { path: plainPath(path), checksum: checksumOf(value.checksum)?.value ?? null });
    return { file: true };
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, forEachFile(one, visit)]));
}

interface Origin {
  task: number;
  name: string;
}

/** The task that wrote what each key names, and the file's path below its work folder; keys that lead to none are left out. */
export function originsOf(workspace: OpenWorkspace, keys: readonly string[]): Map<string, Origin> {
  return originsOfNodes(workspace, nodesOfKeys(workspace.db, keys), keys);
}

/** The same of nodes by their keys; `keys` are those, and what no node stands for. */
export function originsOfNodes(workspace: OpenWorkspace, nodes: ReadonlyMap<string, number>, keys: Iterable<string> = nodes.keys()): Map<string, Origin> {
  const { db } = workspace;
  const found = new Map<string, Origin>();
  let at: ReadonlyMap<string, number> = nodes;
  for (let hop = 0; hop < maxHops && at.size > 0; hop++) {
    const files = fileOrigins(db, at.values());
    // Of the first file the key is known.
    const names = hop === 0 ? null : keysOfNodes(db, at.values());
    const next = new Map<string, number>();
    for (const [key, node] of at) {
      const file = files.get(node);
      if (file === undefined) continue;
      if (file.task !== null) found.set(key, { task: file.task, name: nameBelow(names === null ? key : (names.get(node) ?? key)) });
      else if (file.source !== null && file.source !== node) next.set(key, file.source);
    }
    at = next;
  }
  // A file without a record of its own may lie below a task that has one.
  const rest = [...keys].filter((key) => !found.has(key) && key.includes('/'));
  const holders = nodesOfKeys(db, [...new Set(rest.map(holderOf))]);
  const kinds = nodesById(db, holders.values());
  for (const key of rest) {
    const holder = kinds.get(holders.get(holderOf(key)) ?? -1);
    if (holder !== undefined && isTaskNode(holder)) found.set(key, { task: holder.id, name: nameBelow(key) });
  }
  return found;
}

const isTaskNode = ({ kind }: NodeRow) => kind === 'TaskRun' || kind === 'AgentRun';
const holderOf = (key: string) => key.slice(0, key.indexOf('/'));
/** The path of a file below the folder of its task. */
export const nameBelow = (key: string) => (key.includes('/') ? key.slice(key.indexOf('/') + 1) : key);

/** Key of a run → `metadata.projectDir`. */
function projectFolders(workspace: OpenWorkspace, runs: readonly (Json | undefined)[]): Map<string, string> {
  const keys = [...new Set(runs.flatMap((run) => (isLid(run) ? [keyOfLid(run)] : [])))];
  const nodes = nodesOfKeys(workspace.db, keys);
  const records = recordsOf(workspace, nodes.values());
  return new Map(
    keys.flatMap((key) => {
      const spec = records.get(nodes.get(key) ?? -1)?.spec;
      const folder = isObject(spec?.metadata) ? textOf(spec.metadata.projectDir) : null;
      return folder === null ? [] : [[key, folder] as const];
    }),
  );
}

/** JSON with the members of every object in the order of their names: equal values have equal texts. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}

/** A value on one line, for people; a text keeps its quotes where it would read as a number or the like. */
export function textOfValue(value: Json | undefined): string {
  return typeof value === 'string' && !/^(-?\d[\d.eE+-]*|true|false|null|)$/.test(value) ? value : JSON.stringify(value ?? null);
}

/** What a file is called wherever it lies. */
export function fileName(file: InputFile): string {
  return file.kind === 'outside' ? lastPart(file.path) : file.kind === 'of-task' ? lastPart(file.name) : lastPart(file.lid);
}
