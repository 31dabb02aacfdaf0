/** What a graph can show beside records: containers, code, parameters, which files are models, and the classes that an auditor filters by. */
import type { nodeKinds } from '../contract/shared';

/** Kinds of nodes that are no records: each stands for a text that records of tasks and runs share. */
export const thingKinds = ['Container', 'Commit', 'Script', 'Parameter'] as const;
export type ThingKind = (typeof thingKinds)[number];

/**
 * Container: what a task's record names as its container, or conda or spack environment. Commit: a run's `commitId`. Script: a task's `codeChecksum`,
 * that is its script before variables were filled in. Parameter: `NAME=JSON` of a run, a value
 * that is masked without digits with the run's LID behind it.
 */
export interface Thing {
  kind: ThingKind;
  text: string;
}

const scheme = 'thing:';

/** How a thing is named where a LID stands: `thing:Container:quay.io/x:1`. Texts longer than a LID may be are named by the number of their string in the index. */
export function thingId({ kind, text }: Thing): string {
  return `${scheme}${kind}:${text}`;
}

/** Null where the text names no thing. */
export function thingOf(id: string): Thing | null {
  const kind = id.startsWith(scheme) ? thingKinds.find((each) => id.startsWith(`${each}:`, scheme.length)) : undefined;
  return kind === undefined ? null : { kind, text: id.slice(scheme.length + kind.length + 1) };
}

export function isThingKind(kind: string): kind is ThingKind {
  return (thingKinds as readonly string[]).includes(kind);
}

/**
 * The rule by which a file counts as a model: the ending of its name alone, in any case. Formats of PyTorch, Keras, scikit-learn, ONNX, TensorFlow,
 * safetensors, GGUF, XGBoost, Core ML and R; `.h5` and `.pkl` can hold other data as well, and a model under another name is not seen.
 */
export const modelEndings = [
  '.pt',
  '.pth',
  '.ckpt',
  '.pkl',
  '.pickle',
  '.joblib',
  '.h5',
  '.hdf5',
  '.keras',
  '.onnx',
  '.pb',
  '.tflite',
  '.safetensors',
  '.gguf',
  '.xgb',
  '.mlmodel',
  '.rds',
] as const;

export function isModelFile(name: string): boolean {
  const lower = name.toLowerCase();
  return modelEndings.some((ending) => lower.length > ending.length && lower.endsWith(ending));
}

/** What nodes are told apart by in a drawing. `missing` and `unknown` are always drawn: what is not known is no matter of taste. */
export const nodeClasses = ['run', 'task', 'data', 'model', 'outside', 'code', 'container', 'parameter', 'outputs', 'missing', 'unknown'] as const;
export type NodeClass = (typeof nodeClasses)[number];

/** Classes with a switch. */
export const filterClasses = ['run', 'task', 'data', 'model', 'outside', 'code', 'container', 'parameter', 'outputs'] as const satisfies readonly NodeClass[];
export type FilterClass = (typeof filterClasses)[number];

/** Nodes that stand beside the flow of data: drawn, where asked for, next to what is drawn, and never gone through. */
export const besideClasses = ['run', 'code', 'container', 'parameter', 'outputs'] as const satisfies readonly NodeClass[];

const classOfKind: Record<(typeof nodeKinds)[number] | ThingKind, NodeClass> = {
  WorkflowRun: 'run',
  WorkflowOutput: 'outputs',
  TaskOutput: 'outputs',
  TaskRun: 'task',
  AgentRun: 'task',
  FileOutput: 'data',
  External: 'outside',
  OutsideRun: 'outside',
  OutsideData: 'outside',
  Missing: 'missing',
  Unknown: 'unknown',
  Container: 'container',
  Commit: 'code',
  Script: 'code',
  Parameter: 'parameter',
};

/** `title` is the name of a file where the kind is one of a file. */
export function classOf({ kind, title }: { kind: keyof typeof classOfKind; title: string }): NodeClass {
  const plain = classOfKind[kind];
  return (plain === 'data' || plain === 'outside') && isModelFile(title) ? 'model' : plain;
}

export function isBeside(one: NodeClass): boolean {
  return (besideClasses as readonly NodeClass[]).includes(one);
}

/** Of what no record of Nextflow describes: named by records by its path alone, or told by OpenLineage events. */
export function isOutsideKind(kind: string): boolean {
  return kind === 'External' || kind === 'OutsideRun' || kind === 'OutsideData';
}
