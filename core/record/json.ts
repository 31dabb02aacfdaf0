/** JSON as it is read from a store: any field may be absent, null or of another type, so each is asked for by the type expected. */

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
export function stringOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
/** A text that says something: null for an empty one. */
export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
export function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
export function arrayOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
