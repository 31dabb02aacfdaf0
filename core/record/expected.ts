/** The types that Nextflow gives the fields of its records (nf-lineage model v1beta1): what is of another type is told, and not interpreted. */
import type { RecordKind } from './kinds';

export type FieldType = 'text' | 'list' | 'object' | 'whole number';
type Fields = Readonly<Record<string, FieldType>>;

const checksum: Fields = { value: 'text', algorithm: 'text', mode: 'text' };

/** Each field may also be null or absent; other fields may be there. A dotted name walks in. */
const fields: Partial<Record<RecordKind, Fields>> = {
  WorkflowRun: {
    workflow: 'object',
    'workflow.scriptFiles': 'list',
    'workflow.repository': 'text',
    'workflow.commitId': 'text',
    sessionId: 'text',
    name: 'text',
    params: 'list',
    config: 'object',
    metadata: 'object',
  },
  WorkflowOutput: { createdAt: 'text', workflowRun: 'text', output: 'list' },
  TaskRun: {
    sessionId: 'text',
    name: 'text',
    codeChecksum: 'object',
    ...nested('codeChecksum', checksum),
    script: 'text',
    input: 'list',
    container: 'text',
    conda: 'text',
    spack: 'text',
    architecture: 'text',
    globalVars: 'object',
    binEntries: 'list',
    workflowRun: 'text',
  },
  TaskOutput: { taskRun: 'text', workflowRun: 'text', createdAt: 'text', output: 'list', labels: 'list' },
  FileOutput: {
    path: 'text',
    checksum: 'object',
    ...nested('checksum', checksum),
    source: 'text',
    workflowRun: 'text',
    taskRun: 'text',
    size: 'whole number',
    createdAt: 'text',
    modifiedAt: 'text',
    labels: 'list',
  },
  AgentRun: { sessionId: 'text', name: 'text', model: 'text', instruction: 'text', maxIterations: 'whole number', tools: 'list', input: 'list', workflowRun: 'text' },
};

export function expectedFields(kind: RecordKind): Fields {
  return fields[kind] ?? {};
}

function nested(name: string, inner: Fields): Fields {
  return Object.fromEntries(Object.entries(inner).map(([field, type]) => [`${name}.${field}`, type]));
}
