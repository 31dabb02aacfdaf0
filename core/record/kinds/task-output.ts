/** TaskOutput: what a task says it put out, under `<taskHash>#output`; null values for a task that failed or was killed. */

import { type KindReader, keyOrNull, labelsOf, linksIn, namesNullRun, pathsNamed, type RecordLink } from '../facts';
import { stringOf } from '../json';

export const taskOutput: KindReader = {
  kind: 'TaskOutput',
  facts(spec) {
    const task = keyOrNull(spec.taskRun);
    const run = keyOrNull(spec.workflowRun);
    const links: RecordLink[] = [];
    if (task !== null) links.push({ to: { key: task }, relation: 'reported' });
    if (run !== null) links.push({ to: { key: run }, relation: 'executed' });
    return {
      title: 'outputs of the task',
      detail: '',
      run,
      task,
      labels: labelsOf(spec.labels),
      links: [...links, ...linksIn(spec.output, 'listed')],
      namedPaths: pathsNamed(spec.output),
      createdAt: stringOf(spec.createdAt),
      nullRun: namesNullRun(spec.workflowRun),
    };
  },
};
