/** Reads back what a report says of itself out of its PDF, which may be of anybody's make. */
import { type ReportEvidence, reportEvidence } from '../../contract/reports';
import type { Ports } from '../../ports';
import { evidenceName } from '../../report/enclosed';

/** null where it has none that this version of the program reads. Throws `not-supported` for what is no PDF of this program. */
export function evidenceOf(ports: Pick<Ports, 'pdfSign'>, bytes: Uint8Array): ReportEvidence | null {
  const embedded = ports.pdfSign.embedded(bytes, evidenceName);
  if (embedded === null) return null;
  try {
    return reportEvidence.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(embedded)));
  } catch {
    return null;
  }
}
