/** AgentRun (Nextflow 26.08): a task carried out by an agent; it takes a task's place in the graph. */

import type { KindReader } from '../facts';
import { textOf } from '../json';
import { taskRun } from './task-run';

export const agentRun: KindReader = {
  kind: 'AgentRun',
  facts(spec, key, mask) {
    const facts = taskRun.facts(spec, key, mask);
    const model = textOf(spec.resolvedModel) ?? textOf(spec.model);
    return { ...facts, detail: model === null ? facts.detail : `${facts.detail} · ${model}` };
  },
};
