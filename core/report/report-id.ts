/** The id of a report is made of what it says, so that the same facts have the same id and any other text has another. */
import type { ReportOutline } from '../contract/reports';
import { atOnce } from '../pause';
import type { Hash } from '../ports';
import { canonicalPieces } from './canonical-pieces';

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
  for (const piece of canonicalPieces(dated, wholeFrom)) {
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
