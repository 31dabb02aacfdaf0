/** The id of a report is made of what it says, so that the same facts have the same id and any other text has another. */
import canonicalize from 'canonicalize';
import type { ReportOutline } from '../contract/reports';
import type { Hash } from '../ports';

/**
 * `LAR-` and the first 16 hex digits of the SHA-256 over the canonical JSON (JCS, RFC 8785) of the outline. Left out: the
 * id itself, whether it is signed, and with which version of this program it was made.
 */
export function reportId(outline: Omit<ReportOutline, 'id'>, hash: Hash): string {
  const { product: _product, draft: _draft, ...said } = outline;
  // Without a checkpoint the time is when it was made: the same facts have the same id then, too.
  const dated = said.checkpoint === null ? { ...said, at: null } : said;
  hash.update(new TextEncoder().encode(canonicalize(dated) ?? ''));
  return `LAR-${hash.hex().slice(0, 16).toUpperCase()}`;
}
