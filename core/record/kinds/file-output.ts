/** FileOutput: a file that a task wrote or a run published. A published one has `taskRun` null and a `source`. */

import { checksumOf, type KindReader, keyOrNull, labelsOf, lastPart, namesNullRun, type RecordLink } from '../facts';
import { numberOf, stringOf, textOf } from '../json';

export const fileOutput: KindReader = {
  kind: 'FileOutput',
  facts(spec, key) {
    const path = textOf(spec.path);
    const task = keyOrNull(spec.taskRun);
    const run = keyOrNull(spec.workflowRun);
    const source = keyOrNull(spec.source);
    const links: RecordLink[] = [];
    if (task !== null) links.push({ to: { key: task }, relation: 'produced' });
    // A source with a path below a hash is a file of a task; a bare hash is the task or the run itself.
    if (source !== null && source !== task) links.push({ to: { key: source }, relation: source.includes('/') ? 'published' : 'produced' });
    if (run !== null && run !== source) links.push({ to: { key: run }, relation: 'executed' });
    return {
      title: lastPart(key.includes('/') ? key : (path ?? key)),
      detail: path ?? '',
      run,
      task,
      labels: labelsOf(spec.labels),
      links,
      nullRun: namesNullRun(spec.workflowRun),
      fileFacts: {
        path,
        name: lastPart(path ?? key),
        size: numberOf(spec.size),
        createdAt: stringOf(spec.createdAt),
        modifiedAt: stringOf(spec.modifiedAt),
        checksum: checksumOf(spec.checksum),
        source,
      },
    };
  },
};
