/** One page of a processing history: its summary, the steps asked for in full, and the rest folded by process. */

import type { Custody, CustodyStep } from '../../contract/custody';
import type { OpenWorkspace } from '../../engine/context';
import { pinnedBy } from '../../engine/runs/environment';
import { valueAt } from '../../engine/runs/page';
import { checksumOf, parametersOf, splitTaskName } from '../../record/facts';
import { isObject, type JsonObject, textOf } from '../../record/json';
import type { Masker } from '../../redact/masker';
import { contentsOf } from './contents';
import { containerOf, processOf } from './facts';
import { fileOf, nameOf, outsideOf } from './files-of';
import type { Histories, History } from './history';
import type { NamedAlone } from './named-alone';
import { namedAloneText } from './named-alone-text';
import { recordsThatCanBeRead } from './read-records';
import { runsOf } from './runs';
import { custodyTitle } from './sentences';
import { stepText } from './step-text';
import { rankOf, type Weakness, weaknesses, weaknessRule, weaknessWords } from './weakness';

export interface Cut {
  offset: number;
  limit: number;
  outsideOffset: number;
  outsideLimit: number;
}

const most = { files: 20, values: 20, places: 5, listed: 50, named: 100, groups: 200, script: 20_000 };

export function custodyPage(workspace: OpenWorkspace, history: History, cut: Cut): Custody {
  const { chain, facts, assessment } = history;
  const outside = history.outside.slice(cut.outsideOffset, cut.outsideOffset + cut.outsideLimit);
  loadShown(history, cut, outside);
  const steps = stepsOf(workspace, history, cut);
  const { weakest } = assessment;
  const groups = foldedAfter(history, cut.offset + cut.limit);
  return {
    title: custodyTitle,
    file: fileOf(history, chain.start),
    weakest: weakest === null ? null : { weakness: weakest.weakness, text: weakest.text(), step: weakest.step < 0 ? null : weakest.step + 1, ...pick(history, weakest.node) },
    ranks: ranksOf(history),
    rule: weaknessRule,
    ...weakPlaces(history, most.listed),
    ...history.head,
    steps,
    stepCount: chain.steps.length,
    folded: groups.slice(0, most.groups),
    foldedCount: groups.length,
    runs: runsOf(workspace, history, cut.offset, cut.offset + cut.limit),
    runCount: chain.runs.length,
    outside: outside.map((node) => outsideOf(history, node)),
    outsideCount: history.outside.length,
    contents: contentsOf(history),
    named: facts.named.slice(0, most.named).map((one) => namedOf(history, one)),
    namedCount: facts.named.length,
  };
}

/** What the page tells of is looked up at once. */
function loadShown({ chain, facts, makers }: History, { offset, limit }: Cut, outside: readonly number[]): void {
  const shown = new Set([chain.start, ...outside]);
  for (let at = offset; at < Math.min(offset + limit, chain.steps.length); at++) {
    const step = chain.steps[at];
    if (step === undefined) break;
    shown.add(step.node);
    for (const output of step.outputs.slice(0, most.files)) shown.add(output);
    if (step.inputs.length <= most.files) for (const { node } of step.inputs) shown.add(node);
    for (const run of [makers.governed[at] ?? null, ...(makers.reliedOnBy[at] ?? [])]) if (run !== null) shown.add(run);
  }
  const nodes = [...shown];
  for (const each of [facts.rows, facts.files, facts.tasks]) each.load(nodes);
  facts.texts.load(outside.flatMap((node) => (node === chain.start ? [] : facts.sumsOf(node).flatMap((sum) => sum.filter((id) => id !== 0)))));
}

/** The weakest that are weaker than a file not checked. */
export function weakPlaces({ assessment: { places }, facts }: Pick<Histories, 'assessment' | 'facts'>, limit: number): Pick<Custody, 'places' | 'placeCount'> {
  const placeCount = places.firstOf('not-checked');
  const shown = Array.from({ length: Math.min(placeCount, limit) }, (_, at) => places.at(at));
  return {
    places: shown.map((one) => ({ weakness: one.weakness, text: one.text(), step: one.step < 0 ? null : one.step + 1, lid: facts.rows.get(one.node)?.lid ?? '' })),
    placeCount,
  };
}

export function ranksOf({ assessment }: Pick<Histories, 'assessment'>): Custody['ranks'] {
  return weaknesses.map((weakness) => {
    const { basis, short, rule } = weaknessWords[weakness];
    return { weakness, count: assessment.counts.get(weakness) ?? 0, of: assessment.of[basis], basis, short, rule };
  });
}

export function namedOf({ chain, facts }: History, one: NamedAlone): Custody['named'][number] {
  const step = chain.stepOf[one.node] ?? -1;
  const found = one.found.map(({ lid, title, kind, present }) => ({ lid, title, kind, present }));
  return { how: one.how, path: one.path, step: step < 0 ? null : step + 1, text: namedAloneText(facts, one), found, foundCount: one.foundCount, atLeast: one.atLeast };
}

function pick(history: History, node: number) {
  const { lid, kind, present } = nameOf(history, node);
  return { lid, kind, present };
}

export function stepsOf(workspace: OpenWorkspace, history: History, { offset, limit }: Pick<Cut, 'offset' | 'limit'>): CustodyStep[] {
  const { chain } = history;
  const wanted = chain.steps.slice(offset, offset + limit);
  const carried = wanted.filter(({ kind }) => kind === 'task' || kind === 'agent').map(({ node }) => chain.graph.ids[node] ?? -1);
  const specs = recordsThatCanBeRead(workspace, carried);
  return wanted.map((step, at) => stepOf(workspace.masker, history, offset + at, specs.get(chain.graph.ids[step.node] ?? -1) ?? null));
}

function stepOf(masker: Masker, history: History, at: number, spec: JsonObject | null): CustodyStep {
  const { chain, facts, makers, assessment, placesOf, weaknessOf } = history;
  const step = chain.steps[at] ?? { kind: 'broken' as const, node: chain.start, inputs: [], outputs: [] };
  const run = makers.governed[at] ?? null;
  const found = placesOf(at);
  const places = [...found.subarray(0, most.places)].map((one) => assessment.places.at(one));
  const task = facts.tasks.get(step.node);
  const isCarried = step.kind === 'task' || step.kind === 'agent';
  const inputs = [...step.inputs].sort((a, b) => rank(weaknessOf(a.node)) - rank(weaknessOf(b.node)));
  const title = nameOf(history, step.node);
  return {
    number: at + 1,
    step: step.kind,
    ...title,
    text: stepText(history, at),
    run: run === null ? null : nameOf(history, run),
    reliedOnBy: (makers.reliedOnBy[at] ?? []).map((one) => nameOf(history, one)),
    process: isCarried && task !== undefined ? splitTaskName(task.name).process : null,
    container: task?.container ?? null,
    pinned: isCarried && task !== undefined ? pinnedBy(task.container) : null,
    conda: task?.conda ?? null,
    spack: task?.spack ?? null,
    ...recorded(masker, spec),
    inputs: inputs.slice(0, most.files).map(({ node, inferred }) => fileOf(history, node, { inferred, user: isCarried ? step.node : null })),
    inputCount: inputs.length,
    outputs: step.outputs.slice(0, most.files).map((node) => fileOf(history, node)),
    outputCount: step.outputs.length,
    weakness: places[0]?.weakness ?? null,
    places: places.map((one) => ({ weakness: one.weakness, text: one.text() })),
    placeCount: found.length,
  };
}

const rank = (weakness: Weakness | undefined) => (weakness === undefined ? weaknesses.length : (rankOf.get(weakness) ?? 0));

/** A task may read thousands of files, which the page tells otherwise. */
function withoutFiles({ output: _, ...spec }: JsonObject): JsonObject {
  return Array.isArray(spec.input) ? { ...spec, input: spec.input.map((one) => (isObject(one) && one.type === 'path' ? { type: 'path' } : one)) } : spec;
}

/** What only the record itself holds; all null where it cannot be read. */
function recorded(masker: Masker, spec: JsonObject | null): Pick<CustodyStep, 'script' | 'scriptCut' | 'codeChecksum' | 'model' | 'values' | 'valueCount'> {
  const masked = spec === null ? {} : masker.value(withoutFiles(spec), [], spec).value;
  const shown = isObject(masked) ? masked : {};
  const script = textOf(shown.script) ?? textOf(shown.instruction) ?? textOf(shown.promptTemplate) ?? textOf(shown.goal);
  const plain = parametersOf(spec?.input);
  const values = parametersOf(shown.input).flatMap(({ name, type, value }, at) =>
    type === 'path' ? [] : [{ name: name ?? `${at + 1}`, value, masked: JSON.stringify(value) !== JSON.stringify(plain[at]?.value) }],
  );
  return {
    script: script === null ? null : script.slice(0, most.script),
    scriptCut: (script?.length ?? 0) > most.script,
    codeChecksum: checksumOf(spec?.codeChecksum)?.value ?? null,
    model: textOf(valueAt(shown, 'resolvedModel')) ?? textOf(shown.model),
    values: values.slice(0, most.values),
    valueCount: values.length,
  };
}

/** Steps from `first` on, by kind and process, in the order in which each begins. */
export function foldedAfter({ chain, facts, makers, assessment, placesOf }: Histories, first: number): Custody['folded'] {
  const groups = new Map<string, Custody['folded'][number] & { runNodes: Set<number | null> }>();
  for (let at = first; at < chain.steps.length; at++) {
    const step = chain.steps[at];
    if (step === undefined) break;
    const container = containerOf(facts, step.node);
    const process = step.kind === 'task' || step.kind === 'agent' ? processOf(facts, step.node) : '';
    const id = `${step.kind} ${process}`;
    const group = groups.get(id) ?? { step: step.kind, process, steps: 0, from: at + 1, to: at + 1, runs: 0, containers: [], weakness: null, runNodes: new Set() };
    group.steps++;
    group.to = at + 1;
    group.runNodes.add(makers.governed[at] ?? null);
    group.runs = group.runNodes.size;
    if (container !== null && group.containers.length < 3 && !group.containers.includes(container)) group.containers.push(container);
    const [first] = placesOf(at);
    const weakest = first === undefined ? undefined : weaknesses[assessment.places.rank[first] ?? 0];
    if (weakest !== undefined && (group.weakness === null || rank(weakest) < rank(group.weakness))) group.weakness = weakest;
    groups.set(id, group);
  }
  return [...groups.values()].map(({ runNodes: _, ...group }) => group);
}
