/**
 * Records as Nextflow itself holds them: typed fields in the order of its model classes (nf-lineage, model/v1beta1/*.groovy,
 * 26.04; LinTypeAdapterFactory reads the 25.04 shape too). A field that a newer Nextflow writes is kept, never dropped.
 */
import { parseRecord } from '../record/envelope';
import { ExactNumber, type ExactObject, type ExactValue, parseExact } from './exact-json';

/** `name:type`, the type `text` where none is named. `newer`: anything, and not in 26.04, so shown only where the record has it. */
const objects: Record<string, string> = {
  checksum: 'value algorithm mode',
  dataPath: 'path checksum:checksum',
  parameter: 'type name value:any',
  workflow: 'scriptFiles:dataPaths repository commitId',
  WorkflowRun: 'workflow:workflow sessionId name params:parameters config:any metadata:any',
  WorkflowOutput: 'createdAt:time workflowRun output:parameters',
  TaskRun: 'sessionId name codeChecksum:checksum script eval:newer input:parameters container conda spack architecture globalVars:any binEntries:dataPaths workflowRun moduleId',
  TaskOutput: 'taskRun workflowRun createdAt:time output:parameters labels:texts',
  FileOutput: 'path checksum:checksum source workflowRun taskRun size:long createdAt:time modifiedAt:time labels:texts',
  AgentRun:
    'sessionId name codeChecksum:checksum runner model resolvedModel instruction goal promptTemplate maxIterations:long outputSchema tools:texts skills:texts ' +
    'input:parameters container workflowRun moduleId',
};
const lists = new Map([
  ['dataPaths', 'dataPath'],
  ['parameters', 'parameter'],
  ['texts', 'text'],
]);
const fieldsOf = new Map(Object.entries(objects).map(([name, fields]) => [name, fields.split(' ').map((field) => field.split(':') as [name: string, type?: string])]));

export interface NextflowRecord {
  /** The kind as recorded; null where the record names none. */
  kind: string | null;
  /** Nextflow knows this kind and version: `spec` is typed. Otherwise `spec` is what stands in the record. */
  known: boolean;
  spec: ExactObject;
  /** The whole record as `view` prints it. */
  whole: ExactObject;
}

/** Throws SyntaxError with the reason in words where the bytes hold no record. */
export function readNextflowRecord(bytes: Uint8Array): NextflowRecord {
  const parsed = parseRecord(bytes);
  if ('quarantine' in parsed) throw new SyntaxError(parsed.quarantine);
  const raw = parseExact(new TextDecoder('utf-8').decode(bytes)) as ExactObject;
  const spec = raw.get('spec');
  const fields = parsed.record.kind === 'Unknown' ? undefined : fieldsOf.get(parsed.record.kind);
  if (fields === undefined) return { kind: parsed.record.recordedKind, known: false, spec: spec instanceof Map ? spec : raw, whole: raw };
  const own = spec instanceof Map ? spec : new Map([...raw].filter(([name]) => name !== 'version' && name !== 'kind' && name !== 'spec'));
  const typed = typedObject(own, fields);
  return { kind: parsed.record.kind, known: true, spec: typed, whole: envelope(parsed.record.kind, typed) };
}

/** Nextflow wraps every LinSerializable that it prints, the Workflow inside a run as well. */
export function envelope(kind: string, spec: ExactObject): ExactObject {
  return new Map<string, ExactValue>([
    ['version', 'lineage/v1beta1'],
    ['kind', kind],
    ['spec', spec],
  ]);
}

function typedObject(value: ExactObject, fields: [name: string, type?: string][]): ExactObject {
  const typed: ExactObject = new Map();
  for (const [name, type = 'text'] of fields) {
    if (value.has(name) || type !== 'newer') typed.set(name, typedValue(value.get(name) ?? null, type));
  }
  for (const [name, one] of value) if (!typed.has(name)) typed.set(name, typedValue(one, 'any'));
  return typed;
}

/** A value that does not fit its type stays as it stands: Nextflow could not read it at all. */
function typedValue(value: ExactValue, type: string): ExactValue {
  if (typeof value === 'string') return type === 'time' ? javaTime(value) : value;
  if (value instanceof ExactNumber) return type === 'text' ? value.text : new ExactNumber(value.text, type === 'long' ? 'long' : 'double');
  if (typeof value === 'boolean') return type === 'text' ? String(value) : value;
  if (Array.isArray(value)) return value.map((one) => typedValue(one, lists.get(type) ?? 'any'));
  if (value instanceof Map) return typedObject(value, fieldsOf.get(type) ?? []);
  return value;
}

const offsetDateTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)$/;

/** `OffsetDateTime.toString`: a fraction of 3, 6 or 9 digits or none, no seconds where all are zero. What is no such time stays as it stands. */
function javaTime(text: string): string {
  const match = offsetDateTime.exec(text);
  if (match === null) return text;
  const [, minute = '', second = '00', fraction = '', offset = ''] = match;
  const digits = fraction.replace(/0+$/, '');
  const shown = digits === '' ? '' : `.${digits.padEnd(Math.ceil(digits.length / 3) * 3, '0')}`;
  const seconds = second === '00' && shown === '' ? '' : `:${second}${shown}`;
  return minute + seconds + (offset === 'Z' || /^[+-]00:00$/.test(offset) ? 'Z' : offset);
}
