/** WorkflowOutput: what a run says it published, under `<runHash>#output`. */

import { type KindReader, keyOrNull, linksIn, namesNullRun, pathsNamed, type RecordLink } from '../facts';
import { stringOf } from '../json';

export const workflowOutput: KindReader = {
  kind: 'WorkflowOutput',
  facts(spec) {
    const run = keyOrNull(spec.workflowRun);
    const links: RecordLink[] = run === null ? [] : [{ to: { key: run }, relation: 'reported' }];
    return {
      title: 'outputs of the run',
      detail: '',
      run,
      task: null,
      labels: [],
      links: [...links, ...linksIn(spec.output, 'listed')],
      namedPaths: pathsNamed(spec.output),
      createdAt: stringOf(spec.createdAt),
      nullRun: namesNullRun(spec.workflowRun),
    };
  },
};
