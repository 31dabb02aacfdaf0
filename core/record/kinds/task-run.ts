/** TaskRun: one task as it was started; whether it succeeded is recorded nowhere. */

import { checksumOf, type KindReader, keyOrNull, linksIn, namesNullRun, pathsNamed, type RecordLink, splitTaskName } from '../facts';
import { stringOf, textOf } from '../json';

export const taskRun: KindReader = {
  kind: 'TaskRun',
  facts(spec) {
    const name = textOf(spec.name) ?? 'task without a name';
    const run = keyOrNull(spec.workflowRun);
    const links: RecordLink[] = run === null ? [] : [{ to: { key: run }, relation: 'executed' }];
    return {
      title: name,
      detail: splitTaskName(name).process,
      run,
      task: null,
      labels: [],
      links: [...linksIn(spec.input, 'read'), ...links],
      namedPaths: pathsNamed(spec.input),
      nullRun: namesNullRun(spec.workflowRun),
      taskFacts: {
        name,
        container: textOf(spec.container),
        conda: textOf(spec.conda),
        spack: textOf(spec.spack),
        architecture: stringOf(spec.architecture),
        codeChecksum: checksumOf(spec.codeChecksum)?.value ?? null,
      },
    };
  },
};
