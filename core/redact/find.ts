/** Finds the secrets of a JSON value and says where each stands: what is masked and what a scan tells of rest on the same walk. */
import { isObject, type Json } from '../record/json';
import { isLid } from '../record/lid';
import { isSecretName } from './names';
import type { SecretRule } from './shapes';
import { secretSpans } from './text';
import { alreadyMasked } from './token';

export interface FoundSecret {
  /** Names and places in lists, from the value that was given. */
  path: (string | number)[];
  rule: SecretRule;
  /** The secret itself: never shown, logged or kept. */
  secret: string;
}

/** `secret`: the value stands under a secret-like name, so that every text and number in it is one. Numbers count there alone. */
export function* secretsIn(value: Json, secret: boolean, path: (string | number)[] = []): Generator<FoundSecret> {
  if (typeof value === 'string') {
    if (secret && !isLid(value)) {
      if (value !== '' && !alreadyMasked(value)) yield { path, rule: 'named-value', secret: value };
    } else for (const { start, end, rule } of secretSpans(value)) yield { path, rule, secret: value.slice(start, end) };
  } else if (typeof value === 'number') {
    if (secret) yield { path, rule: 'named-value', secret: String(value) };
  } else if (Array.isArray(value)) for (const [at, one] of value.entries()) yield* secretsIn(one, secret, [...path, at]);
  else if (isObject(value)) for (const [name, one] of Object.entries(value)) yield* secretsIn(one, secret || memberIsSecret(value, name), [...path, name]);
}

/** A member of an object is secret by its own name, or, for `value`, by the name that stands beside it (a Parameter). */
export function memberIsSecret(object: { [name: string]: Json }, name: string): boolean {
  return isSecretName(name) || (name === 'value' && typeof object.name === 'string' && !/^path$/i.test(String(object.type)) && isSecretName(object.name));
}
