/** The id of a report is made of what it says, so that the same facts have the same id and any other text has another. */
import canonicalize from 'canonicalize';
import type { ReportOutline } from '../contract/reports';
import type { Hash } from '../ports';

/**
 * `LAR-` and the first 16 hex digits of the SHA-256 over the canonical JSON (JCS, RFC 8785) of the outline. Left out: the
 * id itself, when and by whom it was made, and with which version of this program.
 */
export function reportId(outline: Omit<ReportOutline, 'id'>, hash: Hash): string {
  const { generatedAt: _at, generatedBy: _by, product: _product, ...said } = outline;
  hash.update(new TextEncoder().encode(canonicalize(said) ?? ''));
  return `LAR-${hash.hex().slice(0, 16).toUpperCase()}`;
}
