/** Canonical JSON (JCS, RFC 8785) of what is too long to be one text. */
import canonicalize from 'canonicalize';

/** In pieces: what lies `depth` lists and objects deep comes as a whole. */
export function* canonicalPieces(value: unknown, depth: number): Generator<string, void> {
  if (depth === 0 || value === null || typeof value !== 'object') {
    yield canonical(value);
    return;
  }
  const isList = Array.isArray(value);
  let before = isList ? '[' : '{';
  if (isList && depth === 1) for (const one of value) yield `${comma()}${canonical(one)}`;
  else if (isList)
    for (const one of value) {
      yield comma();
      yield* canonicalPieces(one, depth - 1);
    }
  else
    for (const name of sortedNames(value)) {
      const one = (value as Record<string, unknown>)[name];
      if (one === undefined) continue;
      yield `${comma()}${quoted(name)}:`;
      yield* canonicalPieces(one, depth - 1);
    }
  yield `${before === ',' ? '' : before}${isList ? ']' : '}'}`;

  function comma(): string {
    const now = before;
    before = ',';
    return now;
  }
}

/** As `canonicalize`, which sorts and joins each object through lists of its own: most of a report is small plain objects of texts. */
function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || value === true || value === false) return String(value);
  if (Array.isArray(value)) {
    let text = '[';
    for (let at = 0; at < value.length; at++) text += `${at === 0 ? '' : ','}${canonical(value[at] ?? null)}`;
    return `${text}]`;
  }
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype || 'toJSON' in value) return canonicalize(value) ?? 'null';
  let text = '';
  for (const name of sortedNames(value)) {
    const one = (value as Record<string, unknown>)[name];
    if (one !== undefined && typeof one !== 'symbol') text += (text === '' ? begun(name) : goneOn(name)) + canonical(one);
  }
  return text === '' ? '{}' : `${text}}`;
}

/** More are sorted by the platform, which makes lists of its own for it: of each of 300,000 cells, of two or three members, that was a twentieth of all that a long report takes. */
const few = 12;

/** By UTF-16 code units, as RFC 8785 (3.2.3) and the comparison of texts have it. */
function sortedNames(value: object): string[] {
  const names = Object.keys(value);
  if (names.length > few) return names.sort();
  for (let at = 1; at < names.length; at++) {
    const one = names[at] as string;
    let to = at;
    for (; to > 0 && (names[to - 1] as string) > one; to--) names[to] = names[to - 1] as string;
    names[to] = one;
  }
  return names;
}

/** What stands before the value of a member, the first one of an object or a further one: the names of hundreds of thousands are a few. */
const begun = namedAfter('{');
const goneOn = namedAfter(',');
const mostNames = 1000;

function namedAfter(mark: string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const made = known.get(name);
    if (made !== undefined) return made;
    const one = `${mark}${quoted(name)}:`;
    if (known.size < mostNames) known.set(name, one);
    return one;
  };
}

/** Stands in JSON as it is. */
const plain = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}
