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

export interface ExpectedField {
  name: string;
  /** The names that lead to it. */
  path: readonly string[];
  type: FieldType;
}

const expected = new Map(Object.entries(fields).map(([kind, of]) => [kind, Object.entries(of).map(([name, type]): ExpectedField => ({ name, path: name.split('.'), type }))]));

/** None of what is Unknown. */
export function expectedFields(kind: RecordKind): readonly ExpectedField[] {
  return expected.get(kind) ?? [];
}

function nested(name: string, inner: Fields): Fields {
  return Object.fromEntries(Object.entries(inner).map(([field, type]) => [`${name}.${field}`, type]));
}
