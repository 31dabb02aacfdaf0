/** What is masked in a workspace: kinds of personal data, lists of its own, a try before they are set, and the mask of a text. */
import { z } from 'zod';
import { maskingRules } from '../redact/policy';
import { scanRules } from '../secrets/rules';
import { call, job } from './kinds';
import { progress, workspaceName } from './shared';

const inWorkspace = { workspace: workspaceName };

/** By which rules something was masked. */
export const maskedBy = z.object({
  number: z.int().describe('of the rules of the workspace: each change has the next one; 0: as the program comes'),
  rules: z.string().describe('16 hex digits of an HMAC of the rules: equal ones have equal digits'),
  key: z.string().describe('16 hex digits that name the key of all digests in masks, and say nothing of it'),
});
export type MaskedBy = z.infer<typeof maskedBy>;

const found = z.object({
  rule: z.enum(scanRules),
  title: z.string().describe('in words'),
  texts: z.int().describe('different originals'),
  places: z.int(),
  records: z.int(),
  examples: z.array(z.object({ lid: z.string(), path: z.string(), shown: z.string().describe('as it would be shown, masks in it') })).describe('at most 5'),
});
export type MaskTry = z.infer<typeof found>;

export const maskingCalls = {
  'masking.get': call(inWorkspace, {
    ...maskingRules.shape,
    ...maskedBy.shape,
    keyKept: z.enum(['file', 'session']),
    keyWhere: z.string().describe('where the key is kept, or why none could be'),
  }),
  'masking.set': call({ ...inWorkspace, ...maskingRules.shape, reason: z.string().max(2000).default('') }, maskedBy.shape),
  /** What these rules would mask, nothing being set: reads every kept record. */
  'masking.try': job({ ...inWorkspace, ...maskingRules.shape }, progress, z.object({ read: z.int(), total: z.int(), places: z.int(), found: z.array(found), allowed: z.int() })),
  /** The mask that a text has here: to tell whether a mask in a report stands for a text that somebody has. */
  'masking.token': call(
    { text: z.string().min(1).max(10_000) },
    { hmac: z.string().describe('64 hex digits'), shown: z.string().describe('the digits that a mask shows'), key: z.string() },
  ),
};
