/** "What is this file?": any file of this computer against the records of a workspace. */
import { z } from 'zod';
import { readPath } from './disk-path';
import { job } from './kinds';
import { instant, progress, workspaceName } from './shared';

/** What tells that a file is the one of a record, the strongest first. Only the last is no evidence of the content. */
export const identifiedBy = ['fingerprint', 'first-fingerprint', 'last-check', 'listed', 'recorded-content', 'metadata'] as const;
export type IdentifiedBy = (typeof identifiedBy)[number];

const about = {
  lid: z.string().nullable().describe('the FileOutput; null for an outside file that is named by path only'),
  path: z.string().nullable().describe('as recorded'),
  title: z.string(),
  run: z.object({ lid: z.string(), name: z.string().nullable() }).nullable().describe('the run that the record names'),
};

export const identifyHit = z.object({
  ...about,
  by: z.enum(identifiedBy).describe('the strongest evidence'),
  since: instant.nullable().describe('when the fingerprint that agrees was taken or read in; null where no fingerprint does'),
  caution: z.boolean().describe('something speaks against the file being the one of the record now'),
  words: z.array(z.string()).describe('each piece of evidence in a sentence, strongest first, and what speaks against'),
});
export type IdentifyHit = z.infer<typeof identifyHit>;

export const identifyHint = z.object({ ...about, by: z.enum(['name-and-size', 'path']), words: z.string() });
export type IdentifyHint = z.infer<typeof identifyHint>;

export const identifiedFile = z.object({
  path: z.string(),
  name: z.string(),
  size: z.number().nullable(),
  modifiedAt: z.string().nullable(),
  sha256: z.string().nullable(),
  problem: z.string().nullable().describe('why it was not read'),
  hits: z.array(identifyHit).describe('strongest first'),
  hints: z.array(identifyHint).describe('weak: never reads as "it is"; at most 20'),
  hintCount: z.int(),
  words: z.string().describe('the answer in a sentence'),
});
export type IdentifiedFile = z.infer<typeof identifiedFile>;

export const identification = z.object({
  files: z.array(identifiedFile),
  notRead: z.int().describe('files in the folders given that were not looked at: links, devices, and what is beyond the limit'),
  fingerprints: z.object({ known: z.int(), of: z.int() }).describe('recorded files that have a fingerprint here, of all recorded files'),
  limits: z.string().describe('what the answer rests on, and what it cannot exclude'),
  stopped: z.boolean(),
  at: instant,
});
export type Identification = z.infer<typeof identification>;

export const identifyCalls = {
  /** Reads each file once, or each file below a folder; compares it with what is recorded and with our fingerprints. Nothing is copied. */
  'files.identify': job({ workspace: workspaceName, paths: z.array(readPath('a file or a folder')).min(1).max(1000) }, progress, identification),
};
