/** `lineage view LID[#fragment]`: a record, or a part of it, as Nextflow prints it (LinUtils.getMetadataObject, encodeSearchOutputs). */
import type { ExactValue } from './exact-json';
import { gsonText } from './gson';
import { envelope, type NextflowRecord } from './model';
import { field, partsOfPath } from './navigate';

/** Splits what is typed at the first `#` that follows a known key; a text without one, or with a closing `#` alone, is all key. */
export function splitView(key: string, known: (key: string) => boolean): { key: string; fragment: string | null } {
  for (let at = key.indexOf('#'); at >= 0; at = key.indexOf('#', at + 1)) {
    if (known(key.slice(0, at))) return { key: key.slice(0, at), fragment: key.slice(at + 1) || null };
  }
  return { key, fragment: null };
}

/** Is the fragment about what a run or task put out, which stands in a record of its own, `<key>#output`? */
export function asksForOutputs(record: NextflowRecord, fragment: string): boolean {
  return ['WorkflowRun', 'TaskRun', 'AgentRun'].includes(record.kind ?? '') && partsOfPath(fragment)[0] === 'output';
}

export function viewRecord(record: NextflowRecord): string {
  return `${gsonText(record.whole)}\n`;
}

/** A part of a record as it stands on stdout; null where the record has no such field. */
export function viewFragment(record: NextflowRecord, fragment: string): { text: string; value: ExactValue } | null {
  const value = field(record, fragment);
  if (value === undefined) return null;
  const isWorkflow = record.known && record.kind === 'WorkflowRun' && partsOfPath(fragment).join('.') === 'workflow';
  return { text: `${gsonText(isWorkflow && value instanceof Map ? envelope('Workflow', value) : value)}\n`, value };
}
