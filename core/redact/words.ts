/** What is masked, and what a mask says, in words for reports and the window. */
import type { MaskedBy } from '../contract/masking';
import { ruleWords } from '../secrets/rules';
import type { MaskingPolicy } from './policy';

/** What a mask can show to somebody, and what it cannot. */
export const digestMeans =
  'The digits in a mask are the first 12 of an HMAC-SHA-256 of the original. Its key never leaves the installation, so nobody else can try originals against them; where they are equal, the originals are.';

export function maskingWords({ personal, deny, allow }: MaskingPolicy, { rules, key }: Pick<MaskedBy, 'rules' | 'key'>): string {
  const kinds = ['secrets', ...personal.map(ruleWords)];
  const lists = [
    ...(deny.length === 0 ? [] : [`${deny.length} of the workspace's own deny list`]),
    ...(allow.length === 0 ? [] : [`shown all the same: ${allow.length} of its allow list`]),
  ];
  return `${[kinds.join(', '), ...lists].join('; ')}. A mask reads [masked: what hmac:digits]. Rules cannot find all. ${digestMeans} Rules ${rules}, key ${key}.`;
}
