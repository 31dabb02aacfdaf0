/** Masks secrets in a record that keeps its exact form, so that it can still be printed as Nextflow prints it. */
import { isObject, type Json } from '../record/json';
import type { Masker } from '../redact/masker';
import { ExactNumber, type ExactValue } from './exact-json';

/** `path` names where the value stands in its record. Gives the value, the same as plain JSON (numbers may lose digits), and how many values were masked. */
export function maskedValue(masker: Masker, value: ExactValue, path: readonly string[] = []): { value: ExactValue; json: Json; masked: number } {
  const { value: json, masked } = masker.value(plainJson(value), path);
  return { value: withMasks(value, json), json, masked };
}

function plainJson(value: ExactValue): Json {
  if (value instanceof ExactNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(plainJson);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, one]) => [name, plainJson(one)]));
  return value;
}

/** A mask is a text where the plain copy had another value. */
function withMasks(value: ExactValue, masked: Json | undefined): ExactValue {
  if (typeof masked === 'string') return masked;
  if (Array.isArray(value)) return Array.isArray(masked) ? value.map((one, at) => withMasks(one, masked[at])) : value;
  if (value instanceof Map)
    return isObject(masked) ? new Map([...value].map(([name, one]) => [name, withMasks(one, Object.hasOwn(masked, name) ? masked[name] : undefined)])) : value;
  return value;
}
