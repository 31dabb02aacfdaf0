/** Token shapes that are secrets wherever they stand: the shapes are those that their issuers publish. */

/** What found a secret, as the contract and the words in core/secrets/rules.ts name it. */
export const secretRules = [
  'private-key',
  'web-token',
  'platform-token',
  'cloud-key',
  'code-host-token',
  'service-token',
  'named-value',
  'authorization-header',
  'signed-url',
  'url-credentials',
  'copy',
] as const;
export type SecretRule = (typeof secretRules)[number];

const shapes: readonly [SecretRule, RegExp][] = [
  ['private-key', /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)/g],
  ['private-key', /\bAGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}\b/g], // age
  ['web-token', /\beyJ[\w-]{5,4096}\.[\w-]{5,}\.[\w-]*/g], // JSON Web Token (RFC 7519)
  ['platform-token', /\beyJ0aWQ[\w+/=.-]{12,}/g], // Seqera Platform access token
  ['cloud-key', /\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b/g], // AWS access key id
  ['cloud-key', /\bAIza[\w-]{35}/g], // Google
  ['cloud-key', /\bya29\.[\w-]{20,}/g], // Google OAuth access token
  ['code-host-token', /\bgh[pousr]_[A-Za-z0-9]{20,}/g], // GitHub
  ['code-host-token', /\bgithub_pat_\w{20,}/g],
  ['code-host-token', /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\w-]{16,}/g], // GitLab
  ['code-host-token', /\bATBB[A-Za-z0-9]{32}\b/g], // Bitbucket
  ['service-token', /\bxox[abeprs]-[\w-]{10,}/g], // Slack
  ['service-token', /\bhooks\.slack\.com\/services\/[\w/]{20,}/g],
  ['service-token', /\b(?:sk|pk|rk)[-_](?:live[-_]|test[-_]|ant[-_]|proj[-_])?[A-Za-z0-9_-]{20,}/g], // Stripe, OpenAI, Anthropic
  ['service-token', /\bSG\.[\w-]{16,32}\.[\w-]{32,64}/g], // SendGrid
  ['service-token', /\bhf_[A-Za-z0-9]{20,}/g],
  ['service-token', /\bnpm_[A-Za-z0-9]{30,}/g],
  ['service-token', /\bpypi-AgE[\w-]{50,}/g],
  ['service-token', /\bdckr_[po]at_[\w-]{20,}/g], // Docker Hub
  ['service-token', /\bdapi[0-9a-f]{32}\b/g], // Databricks
];

/** What each of the shapes has in it: most texts have none of it, and are not searched further. */
const anyShape =
  /PRIVATE KEY|AGE-SECRET-KEY|eyJ|AKIA|ASIA|ABIA|ACCA|AIza|ya29\.|gh[pousr]_|github_pat_|gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-|ATBB|xox[abeprs]-|hooks\.slack|[spr]k[-_]|SG\.|hf_|npm_|pypi-AgE|dckr_|dapi/;

const awsKeyId = /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/;
const awsSecret = /(?<![\w/+=.-])[A-Za-z0-9/+]{40}(?![\w/+=.-])/g;
/** Bits a character. 40 hex digits, a git commit for one, have 4 at most; 40 random characters of base64 have 4.3 and more in all but few cases. */
const randomEntropy = 4.1;

/** Every stretch that has one of the shapes, in no order; they may overlap. */
export function* shapeSpans(text: string): Generator<{ rule: SecretRule; start: number; end: number }> {
  if (!anyShape.test(text)) return;
  for (const [rule, shape] of shapes) for (const match of text.matchAll(shape)) yield { rule, start: match.index, end: match.index + match[0].length };
  // An AWS secret key has no prefix: 40 random characters are taken for one only where an access key id stands beside.
  if (!awsKeyId.test(text)) return;
  for (const match of text.matchAll(awsSecret)) if (entropyOf(match[0]) > randomEntropy) yield { rule: 'cloud-key', start: match.index, end: match.index + match[0].length };
}

/** Shannon entropy of the characters, in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
