/** Schemas that several parts of the contract speak in. */
import { z } from 'zod';
import { baselineOrigins, baselineStates, checksumModes, examinations, ownRecordStates, reasons, verdicts } from '../verify/verdict';
import { folderPattern } from './folder-pattern';

const nameWords = 'a workspace name has 1–64 letters, digits, dots, dashes or underscores';

/** A workspace is named by the folder it lives in: letters, digits, dot, dash, underscore. */
export const folderName = z.string().regex(folderPattern, nameWords);

/** A workspace as it is asked about: now, or as of an instant that follows its name (core/time/name.ts). */
export const workspaceName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}(@\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)?$/, nameWords);

/** A LID as typed: `lid://…`, or a bare key. Hostile text: bounded, never a path. */
export const lidText = z.string().min(1).max(4096);

/** An instant of this computer's clock: UTC, ISO 8601, milliseconds, `Z`. */
export const instant = z.string();

export const json = z.json();

export const recordKinds = ['WorkflowRun', 'WorkflowOutput', 'TaskRun', 'TaskOutput', 'FileOutput', 'AgentRun', 'Unknown'] as const;
export const nodeKinds = [...recordKinds, 'External', 'Missing', 'OutsideRun', 'OutsideData'] as const;
export const recordKind = z.enum(recordKinds);
export const verdictsSchema = z.enum(verdicts);
export const nodeKind = z.enum(nodeKinds);

/** What the record says was the checksum of a file. `mode` is the label only: recorded modes lie. */
export const recordedChecksum = z.object({ value: z.string(), algorithm: z.string().nullable(), mode: z.string().nullable() });

/** How an S3 server may name the checksums that it keeps (S3 API, HeadObject, 2026). */
export const s3Algorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'SHA512', 'MD5', 'XXHASH64', 'XXHASH3', 'XXHASH128'] as const;

/** What an S3 server says of an object: its word, which proves nothing by itself; null where it says nothing. */
export const attestation = z.object({
  bucket: z.string(),
  key: z.string(),
  versionId: z.string().nullable().describe('`null` as a text is a version of S3, too: the one from before the bucket had versions'),
  deleted: z.boolean().describe('there is no such object now, and the newest version is a delete marker: it once was there'),
  etag: z
    .object({
      value: z.string().describe('without its quotes'),
      kind: z
        .enum(['single-part', 'multipart', 'unknown'])
        .describe('single-part: by the rules of S3 the MD5 of the content; multipart: no digest of the content; unknown: encrypted with a key of its own, or of another form'),
      parts: z.int().nullable(),
    })
    .nullable(),
  encryption: z.string().nullable().describe('how the server says that it lies encrypted there: AES256, aws:kms, SSE-C …'),
  checksums: z.array(
    z.object({
      algorithm: z.enum(s3Algorithms),
      value: z.string().describe('base64, as the server says it; without the -N of a composite one'),
      type: z.enum(['full-object', 'composite', 'unknown']).describe('composite: of the checksums of the parts, no digest of the content'),
      parts: z.int().nullable(),
      agrees: z.boolean().nullable().describe('whether the bytes read just now have it; null where they were not read, it is no digest of the content, or it is not computed here'),
    }),
  ),
  etagAgrees: z.boolean().nullable().describe('the same for a single-part ETag'),
  lock: z
    .object({
      mode: z.enum(['GOVERNANCE', 'COMPLIANCE', 'none']).nullable().describe('retention by Object Lock; null where the server would not say'),
      until: instant.nullable(),
      legalHold: z.boolean().nullable().describe('null where the server would not say'),
    })
    .describe('Object Lock'),
  notAsked: z.array(z.string()).describe('what the server would not say, in sentences: a right that is missing, a call that it does not know'),
});
export type Attestation = z.infer<typeof attestation>;

/** What lies inside a recorded folder, as a manifest of ours: the record itself covers none of it. */
export const folderManifest = z.object({
  files: z.int(),
  bytes: z.number(),
  others: z.int().describe('links, FIFOs, devices: listed in the manifest, not followed, not opened'),
  unreadable: z.int().describe('entries that could not be read: more than 0 makes no fingerprint of the folder'),
  sha256: z.string().describe('of the manifest, whose bytes are kept as evidence under it'),
  comparedWith: z.string().nullable().describe('SHA-256 of the first manifest; null where there was none to compare with'),
  added: z.array(z.string()).describe('against the first manifest, at most 100 of each'),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
  differences: z.int().describe('all of the three, counted'),
});

export type FolderManifest = z.infer<typeof folderManifest>;

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
  ownRecord: z.enum(ownRecordStates).describe("whether the recorded checksum follows from the record's own path, size and time: says nothing of any file"),
  reason: z.enum(reasons).nullable(),
  examined: z.enum(examinations).nullable().describe('how much of the file was looked at; null when nobody has looked'),
  detail: z.string().nullable().describe('one sentence for people'),
  found: z.object({ size: z.number(), modifiedAt: instant }).nullable().describe('what is there now'),
  sha256: z.string().nullable().describe('our own, of the bytes read just now; of a folder: of the manifest of what is inside'),
  baseline: z.enum(baselineStates).nullable().describe('our SHA-256 against the first one we took of this file'),
  firstSeen: instant.nullable().describe('when that first SHA-256 was taken, or the list that holds it was read in'),
  baselineFrom: z
    .enum(baselineOrigins)
    .nullable()
    .describe('read: we took the first SHA-256 ourselves; imported: it comes from a list; renewed: a later one was put in its place on purpose'),
  baselineLocked: z.boolean().describe('signed off: it can be replaced by no later one'),
  ranAt: z.string().nullable().describe('when the run that the record names began, as recorded there: ISO 8601'),
  attested: attestation.nullable().describe('what the S3 server says of the object'),
  folder: folderManifest.nullable().describe('for a folder that was read: what is inside'),
  link: z.string().nullable().describe('what the symbolic link at checkedPath says, which was followed; null: none was there, or nobody has looked'),
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
/** Tags of this workbench, by key; absent where there are none. No labels: neither Nextflow nor Platform knows of them. */
export const rowTags = z.array(z.object({ key: z.string(), value: z.string() })).optional();

export const fileRow = z.object({
  lid: z.string().nullable(),
  name: z.string(),
  path: z.string().nullable(),
  type: z.string().describe('the extension in lower case without dot, `folder`, or an empty text'),
  size: z.number().nullable(),
  createdAt: z.string().nullable(),
  labels: z.array(z.string()),
  tags: rowTags,
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
