/** The id of a report is made of what it says, so that the same facts have the same id and any other text has another. */
import canonicalize from 'canonicalize';
import type { ReportOutline } from '../contract/reports';
import { atOnce } from '../pause';
import type { Hash } from '../ports';

/**
 * `LAR-` and the first 16 hex digits of the SHA-256 over the canonical JSON (JCS, RFC 8785) of the outline. Left out: the
 * id itself, whether it is signed, and with which version of this program it was made.
 */
export function reportId(outline: Omit<ReportOutline, 'id'>, hash: Hash): string {
  return atOnce(reportIdInTurns(outline, hash));
}

export function* reportIdInTurns(outline: Omit<ReportOutline, 'id'>, hash: Hash): Generator<void, string> {
  const { product: _product, draft: _draft, ...said } = outline;
  // Without a checkpoint the time is when it was made: the same facts have the same id then, too.
  const dated = said.checkpoint === null ? { ...said, at: null } : said;
  const encoder = new TextEncoder();
  let text = '';
  for (const piece of pieces(dated, wholeFrom)) {
    text += piece;
    if (text.length < pieceLength) continue;
    hash.update(encoder.encode(text));
    text = '';
    yield;
  }
  hash.update(encoder.encode(text));
  return `LAR-${hash.hex().slice(0, 16).toUpperCase()}`;
}

/** As deep as the rows of the tables of the sections. */
const wholeFrom = 6;
const pieceLength = 256 * 1024;

/** Canonical JSON in pieces: what lies `depth` lists and objects deep comes as a whole. */
function* pieces(value: unknown, depth: number): Generator<string, void> {
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
    yield* pieces(one, depth - 1);
  }
  yield `${members.length === 0 ? (isList ? '[' : '{') : ''}${isList ? ']' : '}'}`;
}
