/** Finds secrets inside running text: known shapes of tokens, and values that stand after a secret-like name. */
import type { ScanRule } from '../secrets/rules';
import { isSecretName } from './names';
import { type SecretRule, shapeSpans } from './shapes';
import { alreadyMasked } from './token';

/** A stretch of text that is to be hidden: UTF-16 offsets, `end` exclusive, and the rule that found it. */
export interface Span<Rule extends ScanRule = ScanRule> {
  start: number;
  end: number;
  rule: Rule;
}

/**
 * Any text that a rule here, or one of the kept rule set, can find something in holds one of these: most texts hold none, and are done with one pass.
 * A test holds the rules against it.
 */
const mayHold =
  /pass|pwd|secret|token|key|cred|auth|bearer|jwt|cookie|conn|shared|sig|accessid|eyJ|AIza|ya29\.|gh[pousr]_|github_pat|\bgl[a-z]{2,5}-|ATBB|\bxox|\bxapp-|hooks\.slack|\b[spr]k[-_]|SG\.|hf_|npm_|pypi-|dckr_|dapi|shp[a-z]{2}_|lin_api_|ops_ey|-u[ \t=]|--user/i;

/** The id of an AWS key, which has capital letters alone: in small ones it would be the beginning of many a digest. */
const mayHoldKeyId = /\b(?:A3T|A[A-Z]{3})[A-Z0-9]{16}/;

export function mayHoldSecret(text: string): boolean {
  return text.length >= 4 && (mayHold.test(text) || mayHoldKeyId.test(text) || (text.includes('://') && text.includes('@')));
}

/** One word of a shell, quotes and all; a quote that is never closed runs to the end. */
const word = String.raw`(?:'[^']*(?:'|$)|"(?:\\[\s\S]|[^"\\])*(?:"|$)|\\[\s\S]|[^\s'"\\]+)+`;
const option = new RegExp(String.raw`(?<![\w-])(?<name>--?[A-Za-z][\w.-]{0,80})(?<gap>=|[ \t]+)(?<value>${word})`, 'g');
const quoted = String.raw`"(?:\\[\s\S]|[^"\\])*(?:"|$)|'(?:\\[\s\S]|[^'\\])*(?:'|$)`;
const assignment = new RegExp(String.raw`(?<![\w$-])(?<quote>["']?)(?<name>[A-Za-z_][\w.-]{0,80})\k<quote>(?<gap>\s*[:=]\s*)(?<value>${quoted}|[^\s"',;&|)}\]]+)`, 'g');
const thing = 'thing:';
const innerName = /([A-Za-z_][\w.-]{0,80})[:=]/g;
/** Of quotes inside quotes. */
const deepestQuotes = 4;
const header = /\b(authorization\s*[:=]\s*["']?(?:bearer|basic|token|digest)\s+|bearer\s+)([\w.~+/=:-]{8,})/gi;
const headerName = /authorization|bearer/i;
const query = /[?&;]([\w.~-]+)=([^&#\s'"<>]+)/g;
const signedQuery = /^(x-amz-(signature|credential|security-token)|sig|signature|googleaccessid|awsaccesskeyid)$/i;
const userInfo = /\b([a-z][a-z0-9+.-]{0,30}):\/\/([^\s/?#@:'"]*)(?::([^\s/?#'"]*))?@/gi;
const curlUser = /(?<![\w-])(?:-u|--user)[ \t=]+(["']?)([^\s"':]+):([^\s"']+)\1/g;

/** Every secret in the text, in order, overlapping ones joined. Names are bounded, so that hostile text cannot make the search quadratic. */
export function secretSpans(text: string): Span<SecretRule>[] {
  const spans: Span<SecretRule>[] = [];
  if (!mayHoldSecret(text)) return spans;
  const add = (rule: SecretRule, start: number, end: number) => {
    const at = unquoted(text, start, end);
    if (at.end > at.start && !alreadyMasked(text.slice(at.start, at.end))) spans.push({ ...at, rule });
  };
  for (const { rule, start, end } of shapeSpans(text)) add(rule, start, end);
  // A text without the characters that a pattern begins with, or cannot do without, is not searched for it.
  const [equals, dash] = [text.includes('='), text.includes('-')];
  for (const [start, end, name] of dash ? named(option, text) : []) if (isSecretName(name, true)) add('named-value', start, end);
  for (const [start, end, name] of equals || text.includes(':') ? named(assignment, text) : []) if (isSecretName(name, true)) add('named-value', start, end);
  for (const match of headerName.test(text) ? text.matchAll(header) : []) {
    const [whole, lead = '', value = ''] = match;
    if (lead.length > 8 || /\d/.test(value) || value.length >= 16) add('authorization-header', match.index + lead.length, match.index + whole.length);
  }
  for (const match of equals ? text.matchAll(query) : []) {
    const [whole, name = '', value = ''] = match;
    if (signedQuery.test(name) || isSecretName(name))
      add(signedQuery.test(name) ? 'signed-url' : 'named-value', match.index + whole.length - value.length, match.index + whole.length);
  }
  for (const match of text.includes('@') ? text.matchAll(userInfo) : []) {
    const [whole, scheme = '', user = '', password] = match;
    const end = match.index + whole.length - 1;
    if (scheme.toLowerCase() === 'lid') continue;
    if (password !== undefined) add('url-credentials', end - password.length, end);
    else if (/^https?$/i.test(scheme) && user.length >= 20) add('url-credentials', end - user.length, end);
  }
  for (const match of dash ? text.matchAll(curlUser) : []) {
    const [whole, quote = '', , password = ''] = match;
    const end = match.index + whole.length - quote.length;
    add('named-value', end - password.length, end);
  }
  return joined(spans);
}

/**
 * Values with the name that each stands behind. One that is no secret by its name is looked into, for it may hold another: `param:password=x`, `--args '--token x'`.
 * What stands in quotes is looked into by itself, so that nothing behind it is taken for a part of it.
 */
function* named(pattern: typeof option, text: string, from = 0, depth = 0): Generator<[start: number, end: number, name: string]> {
  const finder = new RegExp(pattern);
  for (let match = finder.exec(text); match !== null; match = finder.exec(text)) {
    const [whole] = match;
    const { name = '', gap = '', value = '' } = match.groups ?? {};
    const end = match.index + whole.length;
    const start = end - value.length;
    const isNext = gap !== '' && gap.trim() === '' && value.startsWith('-');
    if (!isNext) yield [from + start, from + end, name];
    const inner = unquoted(text, start, end);
    if (isNext) finder.lastIndex = start;
    else if (isSecretName(name, true)) continue;
    else if (inner.start === start) yield* within(text, start, end, from);
    else if (depth < deepestQuotes) yield* named(pattern, text.slice(inner.start, inner.end), from + inner.start, depth + 1);
  }
}

/** Of `x=y=z`, a value without quotes, what stands behind the first name in it that is a secret's: in one pass, as all of them end together. */
function* within(text: string, start: number, end: number, from: number): Generator<[start: number, end: number, name: string]> {
  for (const match of text.slice(start, end).matchAll(innerName)) {
    const at = start + match.index + match[0].length;
    if (at >= end || !isSecretName(match[1] ?? '', true)) continue;
    if (start === thing.length && text.startsWith(thing) && /^#\d+$/.test(text.slice(at, end))) return; // the name of a masked parameter in a graph: a number in its place already
    yield [from + at, from + end, match[1] ?? ''];
    return;
  }
}

/** Leaves the quotes around a value where they are, so that the text stays readable. */
function unquoted(text: string, start: number, end: number): { start: number; end: number } {
  const first = text[start];
  if (end - start >= 2 && (first === '"' || first === "'") && text[end - 1] === first && !text.slice(start + 1, end - 1).includes(first)) return { start: start + 1, end: end - 1 };
  return { start, end };
}

export function joined<One extends Span>(spans: readonly One[]): One[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  const result: One[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}
