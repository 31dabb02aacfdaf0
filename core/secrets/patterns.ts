/** The auditor's own lists of what is personal and what is not, in a pattern language that no pattern can make slow. */
import { AuditError } from '../errors';

export interface OwnLists {
  /** What is personal data here, such as `PAT-####`. */
  deny: readonly string[];
  /** What is none, whatever a rule says; it is shown, a secret as well. */
  allow: readonly string[];
}

const most = 80;
const longestPattern = 200;

/**
 * `#` stands for a digit, `*` for up to 80 letters, digits, `-`, `_` or `.`, anything else for itself, small and capital letters alike.
 * Found as a whole word only. Throws `bad-input` for an empty pattern, one of wildcards alone or longer than 200 characters.
 */
export function patternFinder(patterns: readonly string[], flags = 'giu'): RegExp | null {
  if (patterns.length === 0) return null;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.map(source).join('|')})(?![\\p{L}\\p{N}])`, flags);
}

/** Is the whole text what one of the patterns says? */
export function wholeMatcher(patterns: readonly string[]): (text: string) => boolean {
  if (patterns.length === 0) return () => false;
  const whole = new RegExp(`^(?:${patterns.map(source).join('|')})$`, 'iu');
  return (text) => whole.test(text);
}

function source(pattern: string): string {
  const trimmed = pattern.trim();
  if (trimmed.length > longestPattern) throw new AuditError('bad-input', `A pattern of ${trimmed.length} characters is too long: ${longestPattern} at most.`);
  if (!/[\p{L}\p{N}]/u.test(trimmed) && !/#.*#.*#/.test(trimmed))
    throw new AuditError('bad-input', `"${pattern}" would find nearly everything. Write letters or digits beside the wildcards, such as PAT-####, or at least three #.`);
  if (/\*[^*]*\*[^*]*\*/.test(trimmed)) throw new AuditError('bad-input', `"${pattern}" has more than two *. Write two patterns.`);
  return trimmed
    .replace(/[.+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/\*+/g, `[\\p{L}\\p{N}_.-]{0,${most}}`)
    .replace(/#/g, '\\d');
}
