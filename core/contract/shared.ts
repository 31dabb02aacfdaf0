/** Schemas that several parts of the contract speak in. */
import { z } from 'zod';
import { baselineStates, checksumModes, reasons, verdicts } from '../verify/verdict';

/** A workspace is named by the folder it lives in: letters, digits, dot, dash, underscore. */
export const workspaceName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a workspace name has 1–64 letters, digits, dots, dashes or underscores');

/** A LID as typed: `lid://…`, or a bare key. Hostile text: bounded, never a path. */
export const lidText = z.string().min(1).max(4096);

/** An instant of this computer's clock: UTC, ISO 8601, milliseconds, `Z`. */
export const instant = z.string();

export const json = z.json();

export const recordKinds = ['WorkflowRun', 'WorkflowOutput', 'TaskRun', 'TaskOutput', 'FileOutput', 'AgentRun', 'Unknown'] as const;
export const nodeKinds = [...recordKinds, 'External', 'Missing'] as const;
export const recordKind = z.enum(recordKinds);
export const verdictsSchema = z.enum(verdicts);
export const nodeKind = z.enum(nodeKinds);

/** What the record says was the checksum of a file. `mode` is the label only: recorded modes lie. */
export const recordedChecksum = z.object({ value: z.string(), algorithm: z.string().nullable(), mode: z.string().nullable() });

/** The answer about one file, as kept in evidence and shown everywhere. */
export const fileCheck = z.object({
  lid: z.string().nullable().describe('the FileOutput; null for an input that is named by path only'),
  path: z.string().nullable().describe('the recorded path, which metadata modes hash'),
  checkedPath: z.string().nullable().describe('where we looked, after path maps'),
  recorded: z.object({ checksum: recordedChecksum.nullable(), size: z.number().nullable(), modifiedAt: z.string().nullable() }).describe('as the record says; sizes in bytes'),
  verdict: z.enum(verdicts),
  strength: z.enum(['murmur3-128']).nullable().describe('what content-verified rests on; null for other verdicts'),
  matchedMode: z.enum(checksumModes).nullable().describe('the mode whose value equals the recorded one'),
  labelConflict: z.boolean().describe('the value matches another mode than its label says'),
  reason: z.enum(reasons).nullable(),
  detail: z.string().nullable().describe('one sentence for people'),
  found: z.object({ size: z.number(), modifiedAt: instant }).nullable().describe('what is there now'),
  sha256: z.string().nullable().describe('our own, of the bytes read just now'),
  baseline: z.enum(baselineStates).nullable().describe('our SHA-256 against the first one we took of this file'),
  firstSeen: instant.nullable().describe('when that first SHA-256 was taken'),
  at: instant.nullable().describe('when this was checked; null when nobody has looked'),
  by: z.string().nullable().describe('who checked: the OS account'),
  stale: z.boolean().describe('the record has changed since the check'),
});
export type FileCheck = z.infer<typeof fileCheck>;

/** Counts of verdicts with their denominator. checked + not = total. */
export const checkSummary = z.object({
  total: z.int(),
  checked: z.int().describe('looked at: every verdict but not-checked'),
  byVerdict: z.partialRecord(z.enum(verdicts), z.int()),
  labelConflicts: z.int(),
  changedSinceBaseline: z.int(),
  stale: z.int(),
});
export type CheckSummary = z.infer<typeof checkSummary>;

/** A file in a table: a FileOutput, or an outside file that is only named by path. */
export const fileRow = z.object({
  lid: z.string().nullable(),
  name: z.string(),
  path: z.string().nullable(),
  type: z.string().describe('the extension in lower case without dot, `folder`, or an empty text'),
  size: z.number().nullable(),
  createdAt: z.string().nullable(),
  labels: z.array(z.string()),
  checksum: recordedChecksum.nullable(),
  usedBy: z.array(z.object({ lid: z.string(), title: z.string() })).describe('for an input: the tasks or parameters that name it, at most 20'),
  usedByCount: z.int(),
  source: z.string().nullable(),
  output: z.string().nullable().describe('the name of the workflow output it was published under'),
  check: fileCheck.nullable().describe('the newest check; null when nobody has looked'),
});
export type FileRow = z.infer<typeof fileRow>;

/** Progress of a long verb. Rates and time left are computed by whoever shows them. */
export const progress = z.object({
  phase: z.string(),
  done: z.int(),
  total: z.int().nullable(),
  bytes: z.object({ done: z.number(), total: z.number().nullable() }).optional(),
  note: z.string().optional(),
});
export type Progress = z.infer<typeof progress>;
