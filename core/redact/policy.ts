/** What a workspace masks: kinds of personal data that are on, and its own lists; each change has a number, so that a report can say by which it was made. */
import { z } from 'zod';

/** Kinds of personal data that the rules know. Secrets are masked whatever is chosen. */
export const personalKinds = ['email', 'home-folder', 'person', 'personal-number', 'inside-host', 'sample'] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** An exact text, or a pattern: `#` is a digit, `*` up to 80 letters, digits, `-`, `_` or `.`. */
const entry = z.object({ pattern: z.string().min(1).max(200), reason: z.string().max(500) });
export type ListEntry = z.infer<typeof entry>;
const entries = z.array(entry).max(1000);

export const maskingRules = z.object({
  personal: z.array(z.enum(personalKinds)).describe('kinds of personal data that are masked; secrets always are'),
  deny: entries.describe('masked wherever it stands, LIDs included'),
  allow: entries.describe('shown, whatever a rule says; a secret too'),
});
export type MaskingRules = z.infer<typeof maskingRules>;

/** `number` 0: as the program comes, nobody has set anything. */
export const maskingPolicy = maskingRules.extend({ number: z.int().min(0) });
export type MaskingPolicy = z.infer<typeof maskingPolicy>;

/**
 * Hosts and names of samples are shown until somebody says otherwise: a host is seldom a person, and without names of samples no lineage can
 * be read. The accounts that started runs are in the records, and so are masked; who did what in this program stands in its journal, unmasked.
 */
export const defaultPolicy: MaskingPolicy = { number: 0, personal: ['email', 'home-folder', 'person', 'personal-number'], deny: [], allow: [] };

/** As text in one form, for a keyed digest: equal policies have equal texts. */
export function policyText({ personal, deny, allow }: MaskingRules): string {
  const patterns = (list: readonly ListEntry[]) => list.map(({ pattern }) => pattern).sort();
  return JSON.stringify({ personal: [...personal].sort(), deny: patterns(deny), allow: patterns(allow) });
}
