/** What a tag of this workbench may be: its key, its value, and the keys that are suggested. */
import { AuditError } from '../errors';
import { visibleText } from '../preview/visible-text';
import type { FactMasker } from '../redact/facts';

/** What the form offers first; any other key that fits the rule is as good. */
export const suggestedKeys = ['project', 'owner', 'domain', 'regulatory'] as const;

export const keyRule = 'a key begins with a letter and has up to 64 letters a to z, digits, dots, dashes and underscores; capitals are read as small letters';
export const valueRule = 'a value has 1 to 200 characters on one line, none of them invisible';
/** Keys that one item can carry at once. */
export const mostKeys = 50;

const key = /^[a-z][a-z0-9._-]{0,63}$/;
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const longest = 200;

export interface Tag {
  key: string;
  value: string;
}

/** The key as it is kept. Throws `bad-input`, saying the rule. */
export function tagKey(text: string): string {
  const plain = text.trim().toLowerCase();
  if (!key.test(plain)) throw new AuditError('bad-input', `"${shown(text)}" is no key of a tag: ${keyRule}.`);
  return plain;
}

/** The value as it is kept, in Unicode NFC, a secret in it masked as in the index: what is kept as evidence stays. Throws `bad-input`, saying the rule. */
export function tagValue(masker: Pick<FactMasker, 'value'>, ofKey: string, text: string): { value: string; masked: boolean } {
  const plain = text.normalize('NFC').trim();
  if (plain === '' || [...plain].length > longest || invisible.test(plain)) throw new AuditError('bad-input', `"${shown(text)}" is no value of the tag "${ofKey}": ${valueRule}.`);
  const { value, masked } = masker.value({ [ofKey]: plain });
  return { value: String((value as Record<string, unknown>)[ofKey]), masked: masked > 0 };
}

/** `key=value` as typed. Throws `bad-input`. */
export function parseTag(text: string): Tag {
  const equals = text.indexOf('=');
  if (equals < 0) throw new AuditError('bad-input', `"${shown(text)}" is no tag: write key=value, for example project=aurora.`);
  return { key: text.slice(0, equals), value: text.slice(equals + 1) };
}

export function tagText({ key: of, value }: Tag): string {
  return `${of}=${value}`;
}

/** All of an item on one line; empty where it carries none. */
export function tagsText(tags: readonly Tag[] | undefined): string {
  return (tags ?? []).map(tagText).join(', ');
}

function shown(text: string): string {
  const letters = [...text];
  return visibleText(letters.length > 60 ? `${letters.slice(0, 60).join('')}…` : text).replace(/\s+/g, ' ');
}
