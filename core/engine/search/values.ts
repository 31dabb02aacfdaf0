/** Labels, containers, commits and parameters that records carry, folded for the search: few enough to be gone through one by one. */
import { type CarriedValue, carriedParameters, carriedValues } from '../../index/queries/search-values';
import { fold } from '../../search/text-blob';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';

interface FoldedValue extends CarriedValue {
  folded: string;
}

export interface FoldedParameter {
  name: string;
  /** As it is typed and shown: a text without its quotes, anything else as JSON; secrets masked. */
  value: string;
  /** As the index has it. */
  json: string;
  folded: string;
  runs: number;
}

export interface SearchValues {
  labels: FoldedValue[];
  platformLabels: FoldedValue[];
  containers: FoldedValue[];
  commits: FoldedValue[];
  parameters: FoldedParameter[];
}

/** What is looked for in values that the index may hold masked, folded: the text as it was asked for, its original where it is a mask that was shown, and what stands in the index for that. */
export function formsOf({ facts, masker }: OpenWorkspace, text: string): string[] {
  return [...new Set([text, ...facts.forms(masker.reveal(text))].map(fold))];
}

export function searchValues(workspace: OpenWorkspace): SearchValues {
  return byRecords(workspace, 'search values', () => {
    const { db } = workspace;
    const of = (what: Parameters<typeof carriedValues>[1]) => carriedValues(db, what).map((one) => ({ ...one, folded: fold(one.text) }));
    const parameters = carriedParameters(db).map(({ name, value, runs }) => {
      const shown = shownValue(value);
      return { name, value: shown, json: value, folded: fold(`${name}=${shown}`), runs };
    });
    return { labels: of('labels'), platformLabels: of('platformLabels'), containers: of('containers'), commits: of('commits'), parameters };
  });
}

function shownValue(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : json;
  } catch {
    return json;
  }
}
