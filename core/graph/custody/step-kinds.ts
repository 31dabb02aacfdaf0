/** What a step of a processing history can be. */

export const stepKinds = ['published', 'task', 'agent', 'run', 'list', 'inferred', 'broken'] as const;
/**
 * published: a run made a file out of another · task, agent: something was carried out · run: the run itself wrote the file · list: an #output record stands for the
 * files it lists · inferred: no record says where it came from, its name suggests it · broken: the record of the file names no origin.
 */
export type StepKind = (typeof stepKinds)[number];
