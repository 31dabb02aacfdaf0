/** Rules that leave outputs out of the answer, by a glob over their names; what is left out stays listed, with the reason. */
import type { IgnoreRule } from '../../contract/compare';

/** The first rule that goes for the name. */
export function ignoredBy(name: string, rules: readonly IgnoreRule[]): IgnoreRule | null {
  return rules.find(({ pattern }) => globMatches(pattern, name)) ?? null;
}

/** `*` and `?` stay within a folder, `**` goes over folders (`**` and a slash: none or any); a pattern without a slash is one for the file name. Case counts. */
export function globMatches(pattern: string, name: string): boolean {
  const subject = pattern.includes('/') ? name : name.slice(name.lastIndexOf('/') + 1);
  return matchAt(tokens(pattern), subject);
}

type Token = { kind: 'text'; text: string } | { kind: 'one' } | { kind: 'many' } | { kind: 'deep' } | { kind: 'folders' };

function tokens(pattern: string): Token[] {
  return [...pattern.matchAll(/\*\*\/|\*\*|\*|\?|[^*?]/gsu)].map(([part]): Token => {
    if (part === '**/') return { kind: 'folders' };
    if (part === '**') return { kind: 'deep' };
    if (part === '*') return { kind: 'many' };
    return part === '?' ? { kind: 'one' } : { kind: 'text', text: part };
  });
}

/** By the set of places reached after each token, so that no pattern makes it slow: tokens × characters at the most. */
function matchAt(pattern: readonly Token[], name: string): boolean {
  const letters = [...name];
  let reached = new Set([0]);
  for (const token of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (token.kind === 'text') {
        if (letters[at] === token.text) next.add(at + 1);
      } else if (token.kind === 'one') {
        if (at < letters.length && letters[at] !== '/') next.add(at + 1);
      } else next.add(at);
    }
    if (token.kind === 'many' || token.kind === 'deep') {
      for (const at of next) if (at < letters.length && (token.kind === 'deep' || letters[at] !== '/')) next.add(at + 1);
    } else if (token.kind === 'folders') {
      const from = Math.min(...next);
      if (next.size > 0) for (let at = from; at < letters.length; at++) if (letters[at] === '/') next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(letters.length);
}
