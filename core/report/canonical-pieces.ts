/** Canonical JSON (JCS, RFC 8785) of what is too long to be one text. */
import canonicalize from 'canonicalize';

/** In pieces: what lies `depth` lists and objects deep comes as a whole. */
export function* canonicalPieces(value: unknown, depth: number): Generator<string, void> {
  if (depth === 0 || value === null || typeof value !== 'object') {
    yield canonicalize(value) ?? 'null';
    return;
  }
  const isList = Array.isArray(value);
  const members: [string, unknown][] = isList
    ? value.map((one) => ['', one])
    : Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, one]) => [`${JSON.stringify(name)}:`, one]);
  for (const [at, [name, one]] of members.entries()) {
    yield `${at === 0 ? (isList ? '[' : '{') : ','}${name}`;
    yield* canonicalPieces(one, depth - 1);
  }
  yield `${members.length === 0 ? (isList ? '[' : '{') : ''}${isList ? ']' : '}'}`;
}
