/** What stands in the place of what is masked: a token that names the rule, and the keyed digest of the original where there is a key. */

/** Hex digits of the HMAC-SHA-256 that a token shows: 48 bits, so that equal originals are seen to be equal and different ones do not meet by chance. */
export const tokenDigits = 12;

const token = /\[masked: [a-z-]{3,30}(?: hmac:[0-9a-f]{12})?\]/g;
/** Tokens of older versions, and what Nextflow and others write in place of a secret. */
const whole = /^(?:\[secret\]|\*+|•+(?: masked \(\d+ characters?\))?|\[masked: [a-z-]{3,30}(?: hmac:[0-9a-f]{12})?\])$/;
const older = /•{4} masked \(\d+ characters?\)/g;

/** No comma, quote or angle bracket is in it, so that it is the same in CSV, JSON, XML and on the command line. `digest`: 64 hex digits; null: no key. */
export function tokenOf(rule: string, digest: string | null): string {
  return `[masked: ${rule}${digest === null ? '' : ` hmac:${digest.slice(0, tokenDigits)}`}]`;
}

/** Is all of it a mask, ours or that of another? */
export function alreadyMasked(value: string): boolean {
  return whole.test(value);
}

/** Where masks stand in a text, ours of now and of older versions. */
export function tokensIn(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  if (text.includes('[masked: ')) for (const match of text.matchAll(token)) found.push({ start: match.index, end: match.index + match[0].length });
  if (text.includes('•••• masked')) for (const match of text.matchAll(older)) found.push({ start: match.index, end: match.index + match[0].length });
  return found;
}

/** What a token of this form says; null for those of older versions. */
export function saidBy(token: string): { rule: string; digits: string | null } | null {
  const [, rule, digits] = /^\[masked: ([a-z-]+)(?: hmac:([0-9a-f]+))?\]$/.exec(token) ?? [];
  return rule === undefined ? null : { rule, digits: digits ?? null };
}

/** Of JSON text or a text: whether something of it is masked, and whether the masks tell originals apart. `untold`: some have no digits, or are masks of Nextflow or others. */
export function masksIn(text: string): 'none' | 'told' | 'untold' {
  const masks = tokensIn(text);
  if (masks.length === 0) return alreadyMasked(text.replace(/^"|"$/g, '')) ? 'untold' : 'none';
  return masks.every(({ start, end }) => (saidBy(text.slice(start, end))?.digits ?? null) !== null) ? 'told' : 'untold';
}

/** Does a text hold a mask? */
export function holdsToken(text: string): boolean {
  return tokensIn(text).length > 0;
}

/** The text with each mask of this form put through `change`. */
export function mapTokens(text: string, change: (token: string) => string): string {
  return text.includes('[masked: ') ? text.replace(token, change) : text;
}
