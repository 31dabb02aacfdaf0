/** The masker of what the index holds: by the rules for secrets alone, with digits of the installation's key; and whether a text is the original of what is masked there. */
import type { MaskingPort } from '../ports';
import { isObject, type Json } from '../record/json';
import { isParameterValue } from '../record/parameter-value';
import { factKey } from './fact-key';
import { mapTexts } from './map-texts';
import { createMasker, type Masked } from './masker';
import { holdsToken, mapTokens, saidBy, tokenDigits, tokenOf, tokensIn } from './token';

export interface FactMasker {
  /** Names the key that the digits are of; `none`: none is kept, and masks have no digits, or the index would have to be made anew by each process. */
  readonly key: string;
  /** A mask that stands in the record itself loses its digits: they are of another's key, and equal ones would say nothing. */
  text(text: string): Masked<string>;
  value(value: Json): Masked<Json>;
  /** A text of its own, such as a repository, as the index holds it: asked for by its original or, in part or whole, by its masks. */
  held(text: string): string;
  /** What stands in a text of the index that holds this one: itself, its masked form, or what the mask of it alone ends with. */
  forms(text: string): string[];
  /** Is `asked` the text that stands in the index as `held`, or its original? null: it cannot be told, since what is masked there has no digits, or a mask that is asked by may be of another key. */
  isText(held: string, asked: string): boolean | null;
  /** The same of a parameter, `held` being JSON text and `asked` a value as it is typed (see `isParameterValue`). */
  isValue(held: string, asked: string): boolean | null;
}

/** Digests that are made for one answer: a text with many masks could be cut in very many ways. */
const mostTried = 200;

const byPort = new WeakMap<MaskingPort, FactMasker>();

export function factMasker(port: MaskingPort): FactMasker {
  const one = byPort.get(port) ?? make(port);
  byPort.set(port, one);
  return one;
}

function make(port: MaskingPort): FactMasker {
  const { kept } = port.key();
  const hmac = kept === 'file' ? port.hmac : null;
  const masker = createMasker({ policy: { personal: [], deny: [], allow: [] }, hmac, known: port.known });
  const digits = (text: string) => hmac?.(text).slice(0, tokenDigits) ?? null;

  function isText(held: string, asked: string): boolean | null {
    if (held === asked) return true;
    const masks = tokensIn(held).map(({ start, end }) => ({ start, end, said: saidBy(held.slice(start, end)) }));
    if (masks.length === 0) return false;
    if (hmac === null || masks.some(({ said }) => said === null || said.digits === null)) return null;
    let tried = 0;
    /** Whether the rest of `asked` is what stands from the mask of this number on, the text before it done. */
    const fits = (of: number, at: number): boolean => {
      const mask = masks[of];
      if (mask === undefined) return at === asked.length;
      const next = masks[of + 1];
      const behind = held.slice(mask.end, next?.start ?? held.length);
      const endsAt = (end: number) => tried <= mostTried && asked.startsWith(behind, end) && isOriginal(asked.slice(at, end), mask) && fits(of + 1, end + behind.length);
      if (next === undefined) return endsAt(asked.length - behind.length);
      for (let from = at + 1; from <= asked.length && tried <= mostTried; ) {
        const end = asked.indexOf(behind, from);
        if (end < 0) break;
        if (endsAt(end)) return true;
        from = end + 1;
      }
      return false;
    };
    const isOriginal = (text: string, { said }: (typeof masks)[number]) => {
      const digitsAsked = saidBy(text)?.digits;
      if (typeof digitsAsked === 'string') return digitsAsked === said?.digits;
      tried++;
      return text !== '' && digits(text) === said?.digits;
    };
    const first = masks[0]?.start ?? 0;
    const is = asked.startsWith(held.slice(0, first)) && fits(0, first);
    return is ? true : tried > mostTried || holdsToken(asked) ? null : false;
  }

  function isJson(held: Json, asked: Json): boolean | null {
    if (typeof held === 'string')
      return typeof asked === 'string' || typeof asked === 'number' ? isText(held, String(asked)) && (typeof asked === 'string' || tokensIn(held).length > 0) : false;
    if (Array.isArray(held)) return Array.isArray(asked) && asked.length === held.length ? all(held.map((one, at) => isJson(one, asked[at] ?? null))) : false;
    if (!isObject(held)) return held === asked;
    if (!isObject(asked)) return false;
    const [names, others] = [Object.keys(held), Object.keys(asked)];
    return names.length === others.length ? all(names.map((name, at) => (name === others[at] ? isJson(held[name] ?? null, asked[name] ?? null) : false))) : false;
  }

  return {
    key: factKey(port),
    text: (text) => masker.text(withoutDigits(text)),
    value: (value) => masker.value(mapTexts(value, withoutDigits)),
    held: (text) => masker.text(text).value,
    forms(text) {
      const own = digits(text);
      return [...new Set([text, masker.text(text).value, ...(own === null ? [] : [`hmac:${own}]`])])];
    },
    isText,
    isValue(held, asked) {
      if (isParameterValue(held, asked)) return true;
      if (tokensIn(held).length === 0) return false;
      const value = parsed(held);
      const typed = parsed(asked);
      return any([typeof value === 'string' ? isText(value, asked) : false, typed === undefined || value === undefined ? false : isJson(value, typed)]);
    },
  };
}

function withoutDigits(text: string): string {
  return mapTokens(text, (token) => tokenOf(saidBy(token)?.rule ?? 'copy', null));
}

/** Of parts that must all be so: false where one is not, else null where one cannot be told. */
function all(parts: readonly (boolean | null)[]): boolean | null {
  return parts.includes(false) ? false : parts.includes(null) ? null : true;
}

function any(parts: readonly (boolean | null)[]): boolean | null {
  return parts.includes(true) ? true : parts.includes(null) ? null : false;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
