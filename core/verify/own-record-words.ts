/** What it is worth that records of files agree with themselves, in one sentence for every surface. */

export interface OwnRecordCounts {
  total: number;
  consistent: number;
  contradicts: number;
  /** The record says too little, or its label leaves open a hash of the content. */
  unknown: number;
}

/** Empty where there is no record of a file. */
export function ownRecordsSentence({ total, consistent, contradicts, unknown }: OwnRecordCounts): string {
  if (total === 0) return '';
  const of = `${consistent.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} file records`;
  const parts = [`${of} are consistent with themselves (the checksum follows from the path, size and time beside it); this is no evidence of the content.`];
  if (contradicts > 0)
    parts.push(
      `${contradicts.toLocaleString('en-US')} ${contradicts === 1 ? 'contradicts itself' : 'contradict themselves'}: edited, wrongly labelled, or made by something else than Nextflow.`,
    );
  if (unknown > 0) parts.push(`Of ${unknown.toLocaleString('en-US')} it cannot be told: they say too little, or their label leaves open a hash of the content.`);
  return parts.join(' ');
}
