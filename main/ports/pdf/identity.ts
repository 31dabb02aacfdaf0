/** Which report a page belongs to, in the words that stand on each. */
import type { ReportOutline } from '../../../core/contract/reports';

export interface Identity {
  id: string;
  product: string;
  /** Of which it speaks. */
  time: string;
  classification: string;
  /** What it rests on: the checkpoint, where it is of one, and the file in it that has all it says. */
  evidence: string[];
  draft: boolean;
}

export const draftWords = 'DRAFT – UNSIGNED';

/** `digest`: SHA-256 of evidence.json, hexadecimal. */
export function identityOf(outline: ReportOutline, digest: string): Identity {
  const { id, product, draft, checkpoint } = outline;
  return {
    id,
    product,
    draft,
    time: outline.at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'),
    classification: outline.classification,
    evidence: [...(checkpoint ? [`Checkpoint ${checkpoint.number}, root ${checkpoint.root}`] : []), `Enclosed evidence.json, SHA-256 ${digest}`],
  };
}
