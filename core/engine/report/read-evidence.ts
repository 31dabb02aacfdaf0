/** Reads back what a report says of itself out of its PDF, which may be of anybody's make, and of any version of this program. */
import { type ReportEvidence, reportEvidence } from '../../contract/reports';
import type { Ports } from '../../ports';
import { isObject, type Json, type JsonObject, objectOf, stringOf } from '../../record/json';
import { evidenceName } from '../../report/enclosed';

export interface ReadEvidence {
  /** evidence.json as it lies in the file: of another version it can have members that this one does not know, and lack some. */
  whole: JsonObject;
  /** null where it is not of a form that this version reads. */
  evidence: ReportEvidence | null;
  /** Where it is not: the first such place. */
  unread: string | null;
}

/** null where it has none, or what is no JSON object. Throws `not-supported` for what is no PDF of this program. */
export async function readEvidence(ports: Pick<Ports, 'pdfSign'>, bytes: Uint8Array): Promise<ReadEvidence | null> {
  const embedded = await ports.pdfSign.embedded(bytes, evidenceName);
  if (embedded === null) return null;
  let whole: Json;
  try {
    whole = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(embedded)) as Json;
  } catch {
    return null;
  }
  if (!isObject(whole)) return null;
  const parsed = reportEvidence.safeParse(whole);
  const at = parsed.error?.issues[0]?.path.join('.') ?? '';
  return { whole, evidence: parsed.data ?? null, unread: parsed.success ? null : at === '' ? evidenceName : at };
}

export async function evidenceOf(ports: Pick<Ports, 'pdfSign'>, bytes: Uint8Array): Promise<ReportEvidence | null> {
  return (await readEvidence(ports, bytes))?.evidence ?? null;
}

/** What it says of itself where its form is not read: texts of anybody's make. */
export function namesIn({ outline }: JsonObject): { id: string; product: string | null; checkpoint: number | null } {
  const { id, product, checkpoint } = objectOf(outline);
  const { number } = objectOf(checkpoint);
  return { id: stringOf(id)?.slice(0, 40) ?? '', product: stringOf(product)?.slice(0, 100) ?? null, checkpoint: Number.isSafeInteger(number) ? Number(number) : null };
}
