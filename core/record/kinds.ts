/** The record kinds that we know, each in a file of its own; what is none of them is Unknown and kept all the same. */
import type { KindReader } from './facts';
import { agentRun } from './kinds/agent-run';
import { fileOutput } from './kinds/file-output';
import { taskOutput } from './kinds/task-output';
import { taskRun } from './kinds/task-run';
import { workflowOutput } from './kinds/workflow-output';
import { workflowRun } from './kinds/workflow-run';

const readers: readonly KindReader[] = [workflowRun, workflowOutput, taskRun, taskOutput, fileOutput, agentRun];
const byName = new Map<string, KindReader>(readers.map((reader) => [reader.kind, reader]));

export type RecordKind = KindReader['kind'] | 'Unknown';

export function readerOf(kind: string): KindReader | undefined {
  return byName.get(kind);
}
